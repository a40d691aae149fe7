package codec_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// TestNetDates reads dates as Json.NET 13 on .NET Core 3.1 does in Sydney; want is what is written of them, or nothing for a refusal.
func TestNetDates(t *testing.T) {
	sydney, err := time.LoadLocation("Australia/Sydney")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().In(sydney)
	year, today := now.Format("2006"), now.Format("2006-01-02")
	net := codec.JsonNet(codec.JsonNetOptions{Location: sydney})
	for _, c := range []struct {
		into       any
		text, want string
	}{
		{new(WebDateTimeBox), "04:05:06", today + "T04:05:06"},
		{new(WebDateTimeBox), "04:05", today + "T04:05:00"},
		{new(WebDateTimeBox), "4:05 PM", today + "T16:05:00"},
		{new(WebDateTimeBox), "04:05:06Z", today + "T04:05:06Z"},
		{new(WebDateTimeBox), "Feb 3", year + "-02-03T00:00:00"},
		{new(WebDateTimeBox), "Feb 2001", "2001-02-01T00:00:00"},
		{new(WebDateTimeBox), "February 3, 2001 4:05:06 AM", "2001-02-03T04:05:06"},
		{new(WebDateTimeBox), "Saturday, 03 February 2001", "2001-02-03T00:00:00"},
		{new(WebDateTimeBox), "Sat, 3 Feb 2001 04:05:06 GMT", "2001-02-03T04:05:06Z"},
		{new(WebDateTimeBox), "Sun, 03 Feb 2001 04:05:06 GMT", ""},
		{new(WebDateTimeBox), "Tue, 06 Feb 2001 04:05:06 GMT", "2001-02-06T04:05:06Z"},
		{new(WebDateTimeBox), "Tue, 06 Feb 2001 04:05:06 EST", ""},
		{new(WebDateTimeBox), "Sat, 03 Feb 2001 04:05:06 +0200", "2001-02-03T13:05:06+11:00"},
		{new(WebDateTimeBox), "2001-02-03Z", "2001-02-03T00:00:00Z"},
		{new(WebDateTimeBox), "2001-02-03+02:00", "2001-02-03T09:00:00+11:00"},
		{new(WebDateTimeBox), "2001-02-03T04:05:06+15:00", "2001-02-03T00:05:06+11:00"},
		{new(WebDateTimeBox), "2001-02-03T04:05:06,7", ""},
		{new(WebDateTimeBox), "2001-02-03T4:05:06", ""},
		{new(WebDateTimeBox), "2001-02-03T04:05:06 GMT", ""},
		{new(WebDateTimeBox), "2001-02-03T04:05:06+2", "2001-02-03T13:05:06+11:00"},
		{new(WebDateTimeBox), "2001-02-03T04:05:06+02000", ""},
		{new(WebDateTimeBox), "0000-01-01T00:00:00", ""},
		{new(WebDateTimeBox), "/Date(0)/ ", ""},
		{new(WebDateTimeOffsetBox), "/Date(0)/ ", ""},
		{new(WebDateTimeOffsetBox), "2001-02-03T24:00:00", "2001-02-04T00:00:00+11:00"},
		{new(WebDateTimeBox), "2001-02-03T04:05:06+02:60", "2001-02-03T12:05:06+11:00"},
		{new(WebDateTimeOffsetBox), "2001-02-03T04:05:06+02:60", "2001-02-03T04:05:06+03:00"},
		{new(WebDateTimeOffsetBox), "2001-02-03T04:05:06+15:00", ""},
		{new(WebDateTimeBox), "0001-01-01T00:00:00+02:00", "0001-01-01T08:04:00+10:04"},
		{new(WebDateTimeBox), "9999-12-31T23:59:59.9999999-02:00", "9999-12-31T23:59:59.9999999+11:00"},
		{new(WebDateTimeBox), "/Date(981173106000+02:30)/", "2001-02-03T15:05:06+11:00"},
		{new(WebDateTimeOffsetBox), "/Date(981173106000-0330)/", "2001-02-03T01:05:06-03:00"},
		{new(WebDateTimeOffsetBox), "/Date(981173106000+02)/", "2001-02-03T06:05:06+02:00"},
		{new(WebDateTimeOffsetBox), "/Date(981173106000+1500)/", ""},
		{new(WebDateTimeOffsetBox), "02/03/2001", "2001-02-03T00:00:00+11:00"},
		{new(WebDateTimeOffsetBox), "3 Feb 2001", "2001-02-03T00:00:00+11:00"},
		{new(WebDateTimeOffsetBox), "2001-02-03+02:00", "2001-02-03T00:00:00+02:00"},
		{new(WebDateTimeOffsetBox), "03 Feb 2001 04:05:06 GMT", "2001-02-03T04:05:06+00:00"},
		{new(WebDateTimeOffsetBox), "0001-01-01T00:00:00+02:00", ""},
		{new(WebTimeSpanBox), " 01:02:03 ", "01:02:03"},
		{new(WebTimeSpanBox), "-2", "-2.00:00:00"},
		{new(WebTimeSpanBox), "+1", ""},
		{new(WebTimeSpanBox), "1.5", ""},
		{new(WebTimeSpanBox), "20010203", ""},
		{new(WebTimeSpanBox), "1:2:3.12345678", ""},
	} {
		got := struct{ V string }{}
		err := net.Decode([]byte(`{"V":"`+c.text+`"}`), c.into)
		if text, broken := net.Append(nil, c.into); err == nil && broken == nil {
			err = json.Unmarshal(text, &got)
		}
		if got.V != c.want || (err == nil) != (c.want != "") {
			t.Errorf("Decode(%q) into %T = %q, %v, want %q", c.text, c.into, got.V, err, c.want)
		}
	}
}

// TestNetNumbers reads what is no plain number of its type, as Json.NET 13 does; want is what is written of it, or nothing for a refusal.
func TestNetNumbers(t *testing.T) {
	net := codec.JsonNet(codec.JsonNetOptions{})
	for _, c := range []struct {
		into       any
		text, want string
	}{
		{new(WebByteBox), `-0`, `{"V":0}`},
		{new(WebULongBox), `-0`, `{"V":0}`},
		{new(WebDoubleBox), `-0`, `{"V":-0.0}`},
		{new(WebColourBox), `2147483648`, `{"V":-2147483648}`},
		{new(WebColourBox), `0xFFFFFFFFFF`, `{"V":-1}`},
		{new(WebColourBox), `9223372036854775808`, ``},
		{new(WebLongEnumBox), `2147483648`, `{"V":2147483648}`},
		{new(WebCharBox), `"é"`, `{"V":"é"}`},
		{&WebGetOnlyListBox{V: []*string{}}, `5`, `{"V":[]}`},
		{&WebGetOnlyListBox{V: []*string{}}, `"x"`, `{"V":[]}`},
		{&WebGetOnlyListBox{V: []*string{}}, `{}`, ``},
		{new(WebCharBox), `"\ud83d\ude00"`, ``},
	} {
		got, err := []byte(nil), net.Decode([]byte(`{"V":`+c.text+`}`), c.into)
		if err == nil {
			got, err = net.Append(nil, c.into)
		}
		if string(got) != c.want {
			t.Errorf("Decode(%s) into %T = %s, %v, want %q", c.text, c.into, got, err, c.want)
		}
	}
}

// TestNetMidnights reads a text of many ends of days, each of which was once a copy of all the others.
func TestNetMidnights(t *testing.T) {
	text := []byte(`"` + strings.Repeat("T24:00:00", 2000) + `"`)
	c := codec.JsonNet(codec.JsonNetOptions{})
	var at codec.DateTimeOffset
	if c.Decode(text, &at) == nil {
		t.Errorf("Decode(T24:00:00...) = %v, want an error", at)
	}
	if n := testing.AllocsPerRun(1, func() { _ = c.Decode(text, &at) }); n > 1000 {
		t.Errorf("Decode(T24:00:00...) allocates %.0f times, want no more than for one", n)
	}
}
