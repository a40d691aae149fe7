package codec_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// TestPlacesInTheDocument wants offsets that count from the first byte of the document, whatever stands in front.
func TestPlacesInTheDocument(t *testing.T) {
	const mark, declaration = "\uFEFF", `<?xml version="1.0" encoding="utf-8"?>`
	for _, c := range formats() {
		text, at := `{"Id":1,"Inner":{"Id":`, "Id\":"
		fronts := []string{"", mark}
		switch c.Name() {
		case "xml":
			text, at = `<fuzzed><Inner><Id>&x;`, "&x;"
			fronts = append(fronts, declaration, mark+declaration, declaration+"\n", `<?xml version='1.0'?>`)
		case "jsv":
			text, at = `{Id:1,Inner:{Id:`, "Id:"
		}
		for _, front := range fronts {
			var v fuzzed
			var e *codec.Error
			err := c.Decode([]byte(front+text), &v)
			if !errors.As(err, &e) {
				t.Fatalf("%s: Decode(%s) = %v, want an Error", c.Name(), front+text, err)
			}
			want := len(front) + strings.LastIndex(text, at)
			if c.Name() != "xml" {
				want += len(at) // what is missing stands behind
			}
			if int(e.Offset) != want {
				t.Errorf("%s: Decode(%s) fails at %d, want %d: %v", c.Name(), front+text, e.Offset, want, err)
			}
		}
	}
}

// TestPlacesInRows wants the same of the formats that have rows.
func TestPlacesInRows(t *testing.T) {
	for _, c := range []struct {
		codec          codec.Codec
		text, at, path string
		kind           error
	}{
		{codec.JSONL(codec.TextOptions{Strict: true}), "{\"Id\":1}\n\n  {\"Id\":2,\"Inner\":{\"Id\":\"x\"}}\n", "x", "[1].Inner.Id", codec.ErrValue},
		{codec.JSONL(codec.TextOptions{}), "{\"Id\":1}\r\n{\"Id\":", "", "[1]", codec.ErrMalformed},
		{codec.CSV(codec.TextOptions{Strict: true}), "Id,Name\r\n1,a\r\n\r\n2,b,c\r\n", "c", "[1]", codec.ErrMalformed},
		{codec.CSV(codec.TextOptions{Strict: true}), "Name,Id\r\na,1\r\n\"b,\",x\r\n", "x", "[1].Id", codec.ErrValue},
		{codec.CSV(codec.TextOptions{Strict: true}), "Name,Id\r\na,\"y\"\r\n", "y", "[0].Id", codec.ErrValue},
		{codec.CSV(codec.TextOptions{}), "Name,Id\r\na,1\r\n\"b", "", "", codec.ErrMalformed},
	} {
		for _, front := range []string{"", "\uFEFF"} {
			var v []fuzzed
			var e *codec.Error
			err := c.codec.Decode([]byte(front+c.text), &v)
			if !errors.As(err, &e) {
				t.Fatalf("%s: Decode(%q) = %v, want an Error", c.codec.Name(), front+c.text, err)
			}
			want := len(front + c.text)
			if c.at != "" {
				want = len(front) + strings.LastIndex(c.text, c.at)
			}
			if int(e.Offset) != want || e.Path != c.path || !errors.Is(err, c.kind) {
				t.Errorf("%s: Decode(%q) fails at %d in %s, want %d in %s: %v", c.codec.Name(), front+c.text, e.Offset, e.Path, want, c.path, err)
			}
		}
	}
}

// TestCSVQuotes tells a cell that is cut off from a quote that means nothing.
func TestCSVQuotes(t *testing.T) {
	for _, c := range []struct {
		text string
		good bool
	}{
		{"Name\r\n\"a\"\r\n", true}, {"Name\r\n\"a\"\"\"", true}, {"Name\r\n5\" pipe\r\n", true},
		{"Name\r\n\"a\r\n", false}, {"Name\r\n\"a\"\"", false}, {"Name,Id\r\na,\"1", false}, {"\"Name", false},
	} {
		var v []fuzzed
		if err := codec.CSV(codec.TextOptions{}).Decode([]byte(c.text), &v); (err == nil) != c.good {
			t.Errorf("Decode(%q) = %v, want good: %v", c.text, err, c.good)
		}
	}
}

// TestCSVCells splits lines into cells as CsvReader.EatValue does: what stands behind the quotes or brackets of a cell is
// taken for the comma, and quotes within a bare cell mean nothing.
func TestCSVCells(t *testing.T) {
	for text, want := range map[string]string{
		"Id,Name\r\n1,\"a\"b\r\n":        "", // one cell too many
		"Name,Id\r\n\"a\"b1\r\n":         "a 1",
		"Name,Id\r\n{a}b1\r\n":           "{a} 1",
		"Name,Id\r\na\"b,1\"\r\n":        "",
		"Name,Id\r\n\"\"\"a\"\"\",1\r\n": `"a" 1`,
		"Name,Id\r\n}a,1\r\n":            "}a 1", // ours: the original writes it so
		"Name,,Id\r\na,2,1\r\n":          "",     // a column without a name
		"Name,Id,\r\na,1,\r\n":           "",
		"Name, ,Id\r\na,2,1\r\n":         "a 1",
	} {
		var v []*Item
		err := codec.CSV(codec.TextOptions{}).Decode([]byte(text), &v)
		got := ""
		if err == nil {
			got = fmt.Sprint(*v[0].Name, " ", v[0].Id)
		}
		if got != want {
			t.Errorf("Decode(%q) = %s, %v, want %s", text, got, err, want)
		}
	}
	var one Item
	if err := codec.CSV(codec.TextOptions{}).Decode([]byte("Id\r\n1\r\nx\r\n"), &one); !errors.Is(err, codec.ErrValue) {
		t.Errorf("Decode of a second row that is no number: %v, want %v", err, codec.ErrValue)
	}
}
