package codec_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// TestDatesOfDateTimeParse reads dates that are not ISO 8601 as DateTime.Parse and ServiceStack.Text's own splitter do.
func TestDatesOfDateTimeParse(t *testing.T) {
	json := codec.JSON(codec.TextOptions{AssumeUTC: true})
	for text, want := range map[string]string{
		"Feb 3 2001":                          "2001-02-03T00:00:00",
		"Sat, 03 Feb 2001":                    "2001-02-03T00:00:00",
		"Saturday, 03 February 2001 04:05:06": "2001-02-03T04:05:06",
		"2/3/01":                              "2001-02-03T00:00:00",
		"02.03.2001":                          "2001-02-03T00:00:00",
		"2/3/2001 4:05 PM":                    "2001-02-03T16:05:00",
		"2001-02-03T04":                       "2001-02-03T00:00:00", // of a time without three parts nothing is left
		"03 Feb 2001 04:05:06":                "0001-01-01T00:00:00", // as long as 2001-02-03T04:05:06Z
		"Feb 30 2001":                         "0001-01-01T00:00:00",
		"Sun, 3 Feb 2001 04:05:06 GMT":        "0001-01-01T00:00:00", // a Saturday
		"Tue, 06 Feb 2001 04:05:06 GMT":       "2001-02-06T04:05:06", // the T is none between a day and a time
		"Tue, 06 Feb 2001 04:05:06 UTC":       "0001-01-01T00:00:00", // DateTimeParse.GetTimeZoneName knows GMT and Z alone
		"Tue, 06 Feb 2001 04:05:06 EST":       "0001-01-01T00:00:00",
		"Sat, 3 Feb 2001 04:05:06 GMT":        "2001-02-03T04:05:06",
		"Saturday, February 3, 2001":          "2001-02-03T00:00:00",
		"3-Feb-01":                            "2001-02-03T00:00:00",
		"2011-8-4 1:2":                        "2011-08-04T01:02:00",
		"8/4/2011 1:2 PM":                     "2011-08-04T13:02:00",
		"2001-02-03T04:05:06 GMT":             "0001-01-01T00:00:00",
		"2001-02-03t04:05:06z":                "0001-01-01T00:00:00",
		"0001-01-01T00:00:00+01:00":           "0001-01-01T23:00:00", // the time of the day before
		"9999-12-31T23:59:59-01:00":           "0001-01-01T00:00:00",
		"2001-02-03T04:05:06 PM":              "2001-02-03T04:05:00", // seconds that are no number count as nothing
		"2001-02-03T04:05:06 02:00":           "2001-02-03T00:00:00",
		"2001-02-03T0405:06+02:00":            "2001-02-02T22:00:00",
		"2001-02-03T04:0506Z":                 "0001-01-01T00:00:00", // as long as 2001-02-03T04:05:06
		"2001-2-3T4:5:6Z":                     "2001-02-03T04:05:06",
		"2001-02-03T4:05:06Z":                 "0001-01-01T00:00:00",
		"2001-02-03T04:05:06+15:00":           "2001-02-02T13:05:06",
		"/Date( 0 )/":                         "1970-01-01T00:00:00",
		"Feb  2001":                           "2001-02-01T00:00:00",
		"Feb 2001":                            "0001-01-01T00:00:00", // as long as 20010203
		"February 3, 2001 4:05:06 AM":         "2001-02-03T04:05:06",
		"Saturday, 03 February 2001":          "2001-02-03T00:00:00",
		"2001-02-3Z":                          "2001-02-03T00:00:00",
		"2015-04-04T15:30:0Z":                 "0001-01-01T00:00:00",
		"0000-01-01":                          "0001-01-01T00:00:00",
		"0000-01-01T00:00:00.5":               "0001-01-01T00:00:00",
		"0001-01-01T00:00:00.5+2":             "0001-01-01T22:00:00", // only the time of the day before
		"2001-02-03T04:05:06+2":               "2001-02-03T02:05:06",
		"2001-02-03T04:05:06+2:":              "0001-01-01T00:00:00",
		"2001-02-03T04:05:06UTC":              "0001-01-01T00:00:00", // a second T
		"9999-12--31T23:59:59.9999999Z":       "0001-01-01T00:00:00",
		" 03/02/2001":                         "2001-03-02T00:00:00", // the day is first in ten characters only
		"2001 02-03T04:05":                    "2001-02-03T04:05:00",
		"200-02-03":                           "0200-02-03T00:00:00",
		"03 /02/2001":                         "2001-03-02T00:00:00",
		"2001-18446744073709551618-3":         "0001-01-01T00:00:00", // 2 behind 2^64
		"2/01-02-03":                          "0002-01-02T00:00:00",
		"2/01-02-03 04:05:x6.7":               "0002-01-02T04:05:00",
		"Tue, 06 Feb 2001 04:05:06":           "2001-02-06T04:05:06",
		"02/03/2001 04:05:06+02:99":           "0001-01-01T00:00:00",
		"2001-02-03+00:60":                    "0001-01-01T00:00:00",
		"2001-02-03+14:01":                    "0001-01-01T00:00:00",
		"/Date(0+0060)/":                      "0001-01-01T00:00:00",
		"2001 3 Feb":                          "2001-02-03T00:00:00",
		"Saturday, FEB 3 2001 4 PM":           "2001-02-03T16:00:00",
		"Sunday, FEB 3 2001 4 PM":             "0001-01-01T00:00:00",
		"3,Feb,2001, 04:05":                   "2001-02-03T04:05:00",
		"Feb. 3 2001 04:05:06 +02:00":         "2001-02-03T02:05:06",
		"03February2001 04:05:06Z":            "0001-01-01T00:00:00", // as long as 2001-02-03T04:05:06.789Z
	} {
		var wide Wide
		err := json.Decode([]byte(`{"When":"`+text+`"}`), &wide)
		if got := wide.When.Format("2006-01-02T15:04:05"); got != want || err != nil {
			t.Errorf("%s = %s, %v, want %s", text, got, err, want)
		}
	}
}

// TestOffsetsOfDates reads a DateTimeOffset, for which only DateTimeOffset.Parse is asked.
func TestOffsetsOfDates(t *testing.T) {
	json := codec.JSON(codec.TextOptions{})
	for text, want := range map[string]codec.DateTimeOffset{
		"2001-02-03T04:05:06+02":    {Ticks: ticks(2001, 2, 3, 4, 5, 6), Offset: 120},
		"Feb 3 2001":                {Ticks: ticks(2001, 2, 3, 0, 0, 0)},
		"31-12-2001":                {},
		"2001-02-03T04:05:06+15:00": {}, // no offset has more than 14 hours
		"2001-02-03T04":             {},
		"2001-02-03+02:00":          {Ticks: ticks(2001, 2, 3, 0, 0, 0), Offset: 120},
		"2001-02-03T04:05:06+2:00":  {Ticks: ticks(2001, 2, 3, 4, 5, 6), Offset: 120},
		"2001-02-03T04:05:06z":      {}, // where no offset is said, the original says Z
		"2001-02-03T04:05:06Z ":     {},
		"2/3/2001 4:05 PM":          {},
		"2/3/2001 4:05":             {Ticks: ticks(2001, 2, 3, 4, 5, 0)},
		"Feb 2001":                  {},
		"2001-02-03T04:05:06+13:60": {},
		"2001-02-03 04:05:06+02:99": {},
		"2001-02-03+14:01":          {},
		"/Date(0-0060)/":            {},
		"/Date(0+1500)/":            {},
		"2001/2/3 4:05 +02:00":      {Ticks: ticks(2001, 2, 3, 4, 5, 0), Offset: 120},
		"2001-02-03T4:05":           {},
		"Tue 3 Feb 201 04:05":       {Ticks: ticks(201, 2, 3, 4, 5, 0)},
	} {
		var wide Wide
		err := json.Decode([]byte(`{"Dto":"`+text+`"}`), &wide)
		if wide.Dto != want || err != nil {
			t.Errorf("%s = %+v, %v, want %+v", text, wide.Dto, err, want)
		}
	}
}

// ticks counts the ticks of a clock since 0001-01-01.
func ticks(year, month, day, hour, minute, second int) int64 {
	at := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	return (at.Unix() - time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()) * 1e7
}

// TestUnixMilliseconds reads times of today with UnixTimeMs, of which ServiceStack.Text takes any number of 64 bits.
func TestUnixMilliseconds(t *testing.T) {
	var wide Wide
	err := codec.JSON(codec.TextOptions{Dates: codec.UnixTimeMs}).Decode([]byte(`{"When":981173106007}`), &wide)
	want := time.Date(2001, 2, 3, 4, 5, 6, 7e6, time.UTC)
	if !wide.When.Equal(want) || err != nil {
		t.Errorf("981173106007 = %s, %v, want %s", wide.When, err, want)
	}
}

// TestDatesOfTheServer reads a date with the year first that is no ISO 8601 as DateTime.Parse does: it is the server's.
func TestDatesOfTheServer(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	var wide Wide
	err = codec.JSON(codec.TextOptions{Location: newYork, AlwaysUTC: true}).Decode([]byte(`{"When":"2011/8/4"}`), &wide)
	want := time.Date(2011, 8, 4, 4, 0, 0, 0, time.UTC)
	if !wide.When.Equal(want) || err != nil {
		t.Errorf("2011/8/4 = %s, %v, want %s", wide.When, err, want)
	}
}

// TestDatesWithoutConversion reads times of UTC with SkipDateConversion, which ServiceStack.Text leaves alone in the
// lengths that it knows; for others DateTime.Parse makes them the server's.
func TestDatesWithoutConversion(t *testing.T) {
	kolkata, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	json := codec.JSON(codec.TextOptions{Location: kolkata, SkipDateConversion: true})
	for text, hour := range map[string]int{
		"2001-02-03T04:05:06Z": 4, "2001-02-03T04:05:06z": 4, "2001-02-03T04:05:06.123Z": 4, "2001-02-03T04:05:06.1234567Z": 4,
		"2001-02-03T04:05Z": 9, "2001-02-03T04:05:06.1Z": 9, "2001-02-03T04:05:06.12345678Z": 9,
	} {
		var wide Wide
		if err := json.Decode([]byte(`{"When":"`+text+`"}`), &wide); err != nil || wide.When.Hour() != hour {
			t.Errorf("%s = %s, %v, want hour %d", text, wide.When, err, hour)
		}
	}
}

// An offset of XML begins with its sign: XsdDateTime knows no other.
func TestOffsetsOfXML(t *testing.T) {
	for text, fits := range map[string]bool{"2001-02-03T04:05:06+02:00": true, "2001-02-03T04:05:06-02:00": true, "2001-02-03T04:05:06/02:00": false} {
		var v VDateTime
		err := codec.XML(codec.XMLOptions{}).Decode([]byte(`<VDateTime xmlns="http://schemas.datacontract.org/2004/07/Codec"><V>`+text+`</V></VDateTime>`), &v)
		if (err == nil) != fits {
			t.Errorf("%s: %v, want %t", text, err, fits)
		}
	}
}

// System.Text.Json reads fractions of seconds only, and finds fault with a comma that nothing follows, not with what is not there.
func TestSystemTextJSONFaults(t *testing.T) {
	read := codec.SystemTextJSON(codec.TextOptions{})
	var v VDateTime
	if err := read.Decode([]byte(`{"V":"2001-02-03T04:05.5"}`), &v); !errors.Is(err, codec.ErrValue) {
		t.Errorf("a fraction of a minute: %v, want an error", err)
	}
	for text, offset := range map[string]int64{`{"Tags":["a",`: 12, `{"Id":1,`: 7, `{"Id":1, `: 9} {
		var e *codec.Error
		if err := read.Decode([]byte(text), &Lenient{}); !errors.As(err, &e) || e.Offset != offset {
			t.Errorf("%q: %v, want an error at %d", text, err, offset)
		}
	}
}

// TestLongDates refuses what is much longer than a date before it tries every layout, each of which makes a copy.
func TestLongDates(t *testing.T) {
	text := []byte(`"` + strings.Repeat("2001-02/", 100_000) + `"`)
	for _, c := range []codec.Codec{codec.JSON(codec.TextOptions{}), codec.JsonNet(codec.JsonNetOptions{})} {
		for _, into := range []any{new(time.Time), new(codec.DateTimeOffset)} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_ = c.Decode(text, into)
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > uint64(16*len(text)) {
				t.Errorf("%s: %d bytes into %T allocate %d", c.Name(), len(text), into, n)
			}
		}
	}
}
