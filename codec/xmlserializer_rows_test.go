package codec_test

import (
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// TestSerializerLikeTheOriginal reads what XmlSerializer of .NET Core 3.1 reads, in a server's zone; want is the value in Web API's JSON, or nothing for a refusal.
func TestSerializerLikeTheOriginal(t *testing.T) {
	sydney, err := time.LoadLocation("Australia/Sydney")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().In(sydney)
	year, today := now.Format("2006"), now.Format("2006-01-02")
	for _, c := range []struct {
		into       any
		text, want string
	}{
		{new(WebUIntBox), "<UIntBox><V> 1 </V></UIntBox>", `{"V":1}`},
		{new(WebUIntBox), "<UIntBox><V>+1</V></UIntBox>", ``},
		{new(WebByteBox), "<ByteBox><V>-0</V></ByteBox>", ``},
		{new(WebULongBox), "<ULongBox><V>1.0</V></ULongBox>", ``},
		{new(WebULongBox), "<ULongBox><V>1,000</V></ULongBox>", ``},
		{new(WebIntBox), "<IntBox><V>+1</V></IntBox>", `{"V":1}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>---03</V></DateTimeBox>", `{"V":"` + year + `-01-03T00:00:00"}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>--02</V></DateTimeBox>", `{"V":"` + year + `-02-01T00:00:00"}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>--02-03</V></DateTimeBox>", `{"V":"1904-02-03T00:00:00"}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>04:05:06.7</V></DateTimeBox>", `{"V":"` + today + `T04:05:06.7"}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>04:05:06Z</V></DateTimeBox>", `{"V":"` + today + `T04:05:06Z"}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>04:05</V></DateTimeBox>", ``},
		{new(WebDateTimeBox), "<DateTimeBox><V>0001-01-01T00:00:00+02:00</V></DateTimeBox>", `{"V":"0001-01-01T08:04:00+10:04"}`},
		{new(WebDateTimeBox), "<DateTimeBox><V>9999-12-31T23:59:59.9999999-02:00</V></DateTimeBox>", `{"V":"9999-12-31T23:59:59.9999999+11:00"}`},
		{new(WebObjectBox), "<ObjectBox><V></V></ObjectBox>", `{"V":{}}`},
		{new(WebObjectBox), "<ObjectBox><V> </V></ObjectBox>", `{"V":{}}`},
		{new(WebObjectBox), "<ObjectBox/>", `{"V":null}`},
	} {
		got, err := []byte(nil), codec.XmlSerializer(codec.XmlSerializerOptions{Location: sydney}).Decode([]byte(c.text), c.into)
		if err == nil {
			got, err = codec.JsonNet(codec.JsonNetOptions{Location: sydney}).Append(nil, c.into)
		}
		if string(got) != c.want {
			t.Errorf("Decode(%s) = %s, %v, want %q", c.text, got, err, c.want)
		}
	}
}
