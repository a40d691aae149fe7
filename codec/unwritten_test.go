package codec_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// A stubborn scalar says why it cannot be written, and what it holds.
type stubborn struct{ held string }

func (s stubborn) MarshalText() ([]byte, error)   { return nil, fmt.Errorf("%q stays here", s.held) }
func (*stubborn) UnmarshalText(text []byte) error { return nil }

// TestUnwritten looks for the place of what cannot be written.
func TestUnwritten(t *testing.T) {
	type line struct {
		_    struct{} `clr:"Codec" name:"line"`
		Name string
		Any  any
		Odd  *stubborn
		Pin  *stubborn `dto:"secret"`
	}
	type base struct {
		_    struct{} `clr:"Codec" name:"base"`
		Last *line
	}
	type order struct {
		_ struct{} `clr:"Codec" name:"order"`
		base
		Lines   []line
		Ordered Dict[string, *line]
		Mapped  map[string]*line
	}
	text := codec.TextOptions{}
	formats := map[string]codec.Codec{
		"json": codec.JSON(text), "jsv": codec.JSV(text), "csv": codec.CSV(text), "jsonl": codec.JSONL(text), "xml": codec.XML(codec.XMLOptions{}),
		"net": codec.JsonNet(codec.JsonNetOptions{}), "system": codec.SystemTextJSON(text),
	}
	odd := line{Odd: &stubborn{"plain"}}
	for _, row := range []struct {
		v             any
		formats, path string // formats: those that cannot write it; empty: all
		text          string // part of the error's
	}{
		{&order{Lines: []line{{}, odd}}, "", "Lines[1].Odd", `"plain" stays here`},
		{&order{base: base{Last: &odd}}, "", "Last.Odd", `"plain" stays here`},
		{&order{Ordered: Dict[string, *line]{{Key: "a", Value: &line{}}, {Key: "b", Value: &odd}}}, "", "Ordered.b.Odd", `"plain" stays here`},
		{&order{Mapped: map[string]*line{"a": {}, "b": &odd}}, "", "Mapped.b.Odd", `"plain" stays here`},
		{&order{Lines: []line{{Any: func() {}}}}, "", "Lines[0].Any", "func() cannot be written"},
		{&order{Lines: []line{{Pin: &stubborn{"hunter2"}}}}, "", "Lines[0].Pin", "value does not fit"},
		{&order{Lines: []line{{Name: "a\x01"}}}, "xml", "Lines[0].Name", "expected characters that XML knows"},
		{[]*line{nil, &odd}, "", "[1].Odd", `"plain" stays here`},
	} {
		for _, name := range slices.Sorted(maps.Keys(formats)) {
			_, err := formats[name].Append([]byte("kept"), row.v)
			if row.formats != "" && row.formats != name {
				if err != nil {
					t.Errorf("%s: Append(%+v): %v", name, row.v, err)
				}
				continue
			}
			var e *codec.Error
			if !errors.As(err, &e) || e.Path != row.path || !strings.Contains(err.Error(), row.text) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: Append = %v, want an error at %s with %q", name, err, row.path, row.text)
			}
		}
	}
	_, err := codec.AppendQuery(nil, &order{Lines: []line{odd}})
	if want := `query: Lines[0].Odd: "plain" stays here`; err == nil || err.Error() != want {
		t.Errorf("AppendQuery = %v, want %s", err, want)
	}
}
