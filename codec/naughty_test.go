package codec_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// bigList is npm's blns: the Big List of Naughty Strings.
func bigList(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, file := range npmCorpus(t, "blns/resources") {
		if file.name != "blns.json" {
			continue
		}
		if err := json.Unmarshal(file.data, &all); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) != 485 {
		t.Fatalf("the list has %d strings, want 485", len(all))
	}
	return all
}

// TestBigListOfNaughtyStrings writes each string, alone and in a list, in every format and reads it again. XML has no way to
// say some characters: DataContract XML refuses to write them, and references to them, which XmlSerializer writes, are
// refused by the reader.
func TestBigListOfNaughtyStrings(t *testing.T) {
	type row struct {
		Name string
		Tags []string
		Last string
	}
	for _, want := range bigList(t) {
		rows := []row{{want, []string{want, "x", want}, "end"}}
		for _, c := range append(formats(), codec.CSV(codec.TextOptions{}), codec.JSONL(codec.TextOptions{})) {
			var v any = &rows[0]
			if c.Name() == "csv" || c.Name() == "jsonl" {
				v = &rows
			}
			data, err := c.Append(nil, v)
			if c.Name() == "xml" && strings.ContainsFunc(want, notXML) {
				if !refusedByXML(c, data, err) {
					t.Errorf("%s: %q is written as %s, %v, and read", c.Name(), want, data, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: Append(%q): %v", c.Name(), want, err)
				continue
			}
			got := []row{{}}
			if v = &got[0]; c.Name() == "csv" || c.Name() == "jsonl" {
				v = &got
			}
			if err := c.Decode(data, v); err != nil || len(got) != 1 || got[0].Name != want || !slices.Equal(got[0].Tags, rows[0].Tags) || got[0].Last != "end" {
				t.Errorf("%s: %q is written as %s and read as %q, %v", c.Name(), want, data, got, err)
			}
		}
	}
}

// notXML reports whether XML 1.0 has no such character.
func notXML(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

func refusedByXML(c codec.Codec, data []byte, err error) bool {
	if err != nil {
		return errors.Is(err, codec.ErrValue) || errors.Is(err, codec.ErrUnsupported)
	}
	var v fuzzed
	return errors.Is(c.Decode(data, &v), codec.ErrMalformed)
}

// TestBigListInQueries sends each string as ServiceStack's clients do, and binds it. Only the second kind of address keeps
// the quotes of what is nested.
func TestBigListInQueries(t *testing.T) {
	for _, want := range bigList(t) {
		query, err := codec.AppendQuery(nil, &fuzzed{Name: want})
		if err != nil {
			t.Errorf("AppendQuery(%q): %v", want, err)
		}
		url, err := codec.AppendURL(nil, &fuzzed{Name: want, Inner: &fuzzed{Name: want}, Tags: []string{want, "x"}})
		if err != nil {
			t.Errorf("AppendURL(%q): %v", want, err)
		}
		var first, second fuzzed
		if err := codec.Bind(&first, pairsOf(string(query)), codec.TextOptions{}); err != nil || first.Name != want {
			t.Errorf("%q is sent as %s and bound as %q, %v", want, query, first.Name, err)
		}
		_, sent, _ := strings.Cut(string(url), "?")
		if err := codec.Bind(&second, pairsOf(sent), codec.TextOptions{}); err != nil || second.Name != want || second.Inner.Name != want || second.Tags[0] != want {
			t.Errorf("%q is sent as %s and bound as %+v, %v", want, url, second, err)
		}
	}
}

// TestURLRoutes chooses among the routes of a class.
func TestURLRoutes(t *testing.T) {
	v := &fuzzed{Id: 7, Name: "a/b c", Flag: true}
	for _, row := range []struct {
		routes []string
		want   string
	}{
		{nil, "/json/reply/fuzzed?id=7&name=a%2Fb%20c&flag=True"},
		{[]string{"POST /rows", "GET /rows"}, "/rows?id=7&name=a%2Fb%20c&flag=True"},
		{[]string{"ANY /rows", "PUT,GET /rows/{Id}", "GET /rows/{Id}/{N}"}, "/rows/7?name=a%2Fb%20c&flag=True"},
		{[]string{"GET /rows/{id}/{Name*}/{flag}"}, "/rows/7/a%2Fb%20c/True"},
		{[]string{"GET /rows/{N}", "DELETE /rows"}, ""},
		{[]string{"GET /rows/{Nobody}"}, ""},
	} {
		got, err := codec.AppendURL(nil, v, row.routes...)
		if string(got) != row.want || errors.Is(err, codec.ErrUnsupported) != (row.want == "") {
			t.Errorf("AppendURL(%q) = %s, %v, want %s", row.routes, got, err, row.want)
		}
	}
}
