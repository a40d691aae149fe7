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

// TestWebWriting compares what Json.NET 13 and XmlSerializer of .NET Core 3.1 write.
func TestWebWriting(t *testing.T) {
	const spaces = ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`
	untyped := func(value any) *any { return &value }
	rest := `"NoXml":null,"Arr":null,"Flat":null,"WithDefault":5,"Maybe":null,`
	for _, c := range []struct {
		value     any
		json, xml string
	}{
		{&WebPointBox{}, `{"P":{"X":0,"Y":0},"N":null}`, `<PointBox` + spaces + `><P><X>0</X><Y>0</Y></P><N xsi:nil="true" /></PointBox>`},
		{&WebAttributed{WithDefault: 5, Spec: 3}, `{"Attr":null,"ElementRenamed":null,"json_name":null,` + rest + `"SpecSpecified":false}`, `<Attributed` + spaces + ` />`},
		{&WebAttributed{WithDefault: 5, Spec: 3, SpecSpecified: true}, `{"Attr":null,"ElementRenamed":null,"json_name":null,` + rest + `"Spec":3,"SpecSpecified":true}`,
			`<Attributed` + spaces + `><Spec>3</Spec></Attributed>`},
		{untyped(""), `""`, `<anyType xmlns:q1="http://www.w3.org/2001/XMLSchema" p2:type="q1:string" xmlns:p2="http://www.w3.org/2001/XMLSchema-instance"></anyType>`},
		{untyped(codec.Char('A')), `"A"`, `<anyType xmlns:q1="http://microsoft.com/wsdl/types/" p2:type="q1:char" xmlns:p2="http://www.w3.org/2001/XMLSchema-instance">65</anyType>`},
		{untyped(codec.TimeSpan(10_000_000)), `"00:00:01"`,
			`<anyType xmlns:q1="http://microsoft.com/wsdl/types/" p2:type="q1:TimeSpan" xmlns:p2="http://www.w3.org/2001/XMLSchema-instance">PT1S</anyType>`},
	} {
		if got, err := codec.JsonNet(codec.JsonNetOptions{}).Append(nil, c.value); string(got) != c.json || err != nil {
			t.Errorf("JsonNet writes %s, %v, want %s", got, err, c.json)
		}
		if got, err := codec.XmlSerializer(codec.XmlSerializerOptions{XsiFirst: true}).Append(nil, c.value); string(got) != c.xml || err != nil {
			t.Errorf("XmlSerializer writes %s, %v, want %s", got, err, c.xml)
		}
	}
	var back WebAttributed
	if err := codec.JsonNet(codec.JsonNetOptions{}).Decode([]byte(`{"Spec":4}`), &back); err != nil || !back.SpecSpecified {
		t.Errorf("Decode of Spec leaves SpecSpecified %t, %v", back.SpecSpecified, err)
	}
}
