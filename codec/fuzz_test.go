package codec_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// Whatever bytes arrive, no decoder panics, and what one reads it writes and reads again to the same bytes.

func FuzzJSON(f *testing.F) { fuzzCodec(f, codec.JSON(codec.TextOptions{Dates: codec.ISO8601})) }
func FuzzJSV(f *testing.F)  { fuzzCodec(f, codec.JSV(codec.TextOptions{})) }
func FuzzXML(f *testing.F)  { fuzzCodec(f, codec.XML(codec.XMLOptions{Lenient: true})) }
func FuzzCSV(f *testing.F)  { fuzzCodec(f, codec.CSV(codec.TextOptions{})) }

func FuzzXmlSerializer(f *testing.F) { fuzzCodec(f, codec.XmlSerializer(codec.XmlSerializerOptions{})) }
func FuzzJsonNet(f *testing.F)       { fuzzCodec(f, codec.JsonNet(codec.JsonNetOptions{})) }
func FuzzSystemTextJSON(f *testing.F) {
	fuzzCodec(f, codec.SystemTextJSON(codec.TextOptions{}))
}

type fuzzed struct {
	_     struct{} `clr:"Codec"`
	Id    int32
	Name  string
	Flag  bool
	N     *int64
	Tags  []string
	Inner *fuzzed
	Items []*fuzzed
	Grade Color
}

func fuzzCodec(f *testing.F, c codec.Codec) {
	f.Helper()
	if data, err := c.Append(nil, &fuzzed{Id: 1, Name: "a,\"b", Tags: []string{"x", "y z"}, Inner: &fuzzed{Flag: true}}); err == nil {
		f.Add(data)
	}
	for _, g := range seedInputs(c.Name()) {
		f.Add(g)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v fuzzed
		if c.Decode(data, &v) != nil {
			return
		}
		first, err := c.Append(nil, &v)
		if err != nil {
			return // characters that the format cannot carry
		}
		var again fuzzed
		if err := c.Decode(first, &again); err != nil {
			t.Fatalf("%q reads, but is written as %q, which does not: %v", data, first, err)
		}
		second, err := c.Append(nil, &again)
		if err != nil {
			t.Fatalf("Append after Decode(%q): %v", first, err)
		}
		var third fuzzed
		if err := c.Decode(second, &third); err != nil {
			t.Fatalf("%q does not read: %v", second, err)
		}
	})
}

func seedInputs(format string) [][]byte {
	switch format {
	case "json":
		return [][]byte{[]byte(`{"Id":1,"Tags":["a",null],"Inner":{"Id":"2"}}`), []byte(`{{{{`), []byte(`{"Name":"\u00e9\ud83d\ude00"}`)}
	case "jsv":
		return [][]byte{[]byte(`{Id:1,Tags:[a,"b,c"],Inner:{Id:2}}`), []byte("{\n\tId: 1,\n\tTags: \n\t[\n\t\ta\n\t]\n}"), []byte(`{a"b:[{`)}
	case "xml":
		return [][]byte{[]byte(`<fuzzed><Id>1</Id><Name><![CDATA[x]]>&amp;&#65;</Name></fuzzed>`), []byte(`<!DOCTYPE a>`), []byte(`<a xmlns:b="c"><b:d/></a>`)}
	}
	return [][]byte{[]byte("Id,Name\r\n1,\"a,b\"\r\n")}
}

// FuzzAgainstGo compares JSON with encoding/json on what both read.
func FuzzAgainstGo(f *testing.F) {
	for _, text := range []string{`{"Id":1,"Name":"x","Flag":true,"Tags":["a","b"]}`, `{"Name":"\"\\\/\b\f\n\r\t\u00e9"}`} {
		f.Add(text)
	}
	type shape struct {
		Name string
		Tags []string
	}
	c := codec.JSON(codec.TextOptions{})
	f.Fuzz(func(t *testing.T, text string) {
		v := shape{Name: text, Tags: []string{text, "x"}}
		data, err := c.Append(nil, &v)
		if err != nil {
			t.Fatal(err)
		}
		var goes, ours shape
		if err := json.Unmarshal(data, &goes); err != nil {
			t.Fatalf("encoding/json cannot read %q: %v", data, err)
		}
		if err := c.Decode(data, &ours); err != nil {
			t.Fatalf("Decode(%q): %v", data, err)
		}
		if text != "" && !reflect.DeepEqual(goes, ours) {
			t.Fatalf("Decode(%q) = %+v, encoding/json %+v", data, ours, goes)
		}
	})
}

func FuzzBind(f *testing.F) {
	f.Add("Tags", "a,b")
	f.Add("inner", "{Id:1}")
	f.Fuzz(func(t *testing.T, name, value string) {
		var v fuzzed
		_ = codec.Bind(&v, []codec.Pair{{Name: name, Value: value}, {Name: name, Value: value}}, codec.TextOptions{})
		_ = codec.Fill(&v, []codec.Pair{{Name: name, Value: value}}, codec.TextOptions{})
		if _, err := codec.AppendQuery(nil, &v); err != nil {
			t.Skip()
		}
	})
}
