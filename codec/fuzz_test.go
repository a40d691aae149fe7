package codec_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// Whatever bytes arrive, no decoder panics, and what one reads it writes and reads again to the same bytes.

func FuzzJSON(f *testing.F) { fuzzOne(f, codec.JSON(codec.TextOptions{Dates: codec.ISO8601})) }
func FuzzJSV(f *testing.F)  { fuzzOne(f, codec.JSV(codec.TextOptions{})) }
func FuzzXML(f *testing.F)  { fuzzOne(f, codec.XML(codec.XMLOptions{Lenient: true})) }
func FuzzCSV(f *testing.F)  { fuzzOne(f, codec.CSV(codec.TextOptions{})) }

func FuzzCSVRows(f *testing.F) { fuzzRows(f, codec.CSV(codec.TextOptions{})) }
func FuzzJSONL(f *testing.F)   { fuzzRows(f, codec.JSONL(codec.TextOptions{})) }

func FuzzXmlSerializer(f *testing.F)  { fuzzOne(f, codec.XmlSerializer(codec.XmlSerializerOptions{})) }
func FuzzJsonNet(f *testing.F)        { fuzzOne(f, codec.JsonNet(codec.JsonNetOptions{})) }
func FuzzSystemTextJSON(f *testing.F) { fuzzOne(f, codec.SystemTextJSON(codec.TextOptions{})) }

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

// holdsNulls reports whether there is a null in one of the lists, or a list of blanks: JSV writes them so that ServiceStack
// reads an empty list.
func (v *fuzzed) holdsNulls() bool {
	if len(v.Tags) > 0 && strings.TrimSpace(strings.Join(v.Tags, "")) == "" {
		return true
	}
	return slices.ContainsFunc(v.Items, func(item *fuzzed) bool { return item == nil || item.holdsNulls() }) || v.Inner != nil && v.Inner.holdsNulls()
}

func fuzzOne(f *testing.F, c codec.Codec) {
	f.Helper()
	fuzzCodec(f, c, fuzzedValue(), (*fuzzed).holdsNulls)
}

func fuzzRows(f *testing.F, c codec.Codec) {
	f.Helper()
	fuzzCodec(f, c, &[]fuzzed{*fuzzedValue(), {}}, func(rows *[]fuzzed) bool {
		return slices.ContainsFunc(*rows, func(v fuzzed) bool { return v.holdsNulls() })
	})
}

func fuzzedValue() *fuzzed {
	return &fuzzed{Id: 1, Name: "a,\"b", Tags: []string{"x", "y z"}, Inner: &fuzzed{Flag: true, Items: []*fuzzed{{Id: 2}}}}
}

// fuzzCodec reads documents into values like seed. A null in a list is written as an empty object, and nothing is read from nothing: these change once.
func fuzzCodec[V any](f *testing.F, c codec.Codec, seed *V, holdsNulls func(*V) bool) {
	f.Helper()
	data, err := c.Append(nil, seed)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, g := range seedInputs(c.Name()) {
		f.Add(g)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v, again V
		if c.Decode(data, &v) != nil {
			return
		}
		first, err := c.Append(nil, &v)
		if err != nil {
			return // characters that the format cannot carry
		}
		if err := c.Decode(first, &again); err != nil {
			t.Fatalf("%q reads, but is written as %q, which does not: %v", data, first, err)
		}
		second, err := c.Append(nil, &again)
		if err != nil {
			t.Fatalf("Append after Decode(%q): %v", first, err)
		}
		if string(second) != string(first) && !holdsNulls(&v) && len(bytes.TrimSpace(data)) > 0 {
			t.Fatalf("%q is written as %q, and what is read from that, as %q", data, first, second)
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

// FuzzBind binds a query, as it may come, and sends what came of it as clients do: the same is bound again.
func FuzzBind(f *testing.F) {
	f.Add("Tags=a,b&Flag=on")
	f.Add("inner={Id:1}&inner={Id:2}&Name=%F0%9F%98%80+%25&N=x")
	f.Add("items=[{Id:1,Name:\"a,b\"},{}]")
	f.Fuzz(func(t *testing.T, query string) {
		var v, again, filled fuzzed
		_ = codec.Fill(&filled, pairsOf(query), codec.TextOptions{})
		if codec.Bind(&v, pairsOf(query), codec.TextOptions{}) != nil {
			return
		}
		first, err := codec.AppendURL(nil, &v, "GET /rows")
		if err != nil {
			return // characters that an address cannot carry
		}
		_, sent, _ := strings.Cut(string(first), "?")
		if err := codec.Bind(&again, pairsOf(sent), codec.TextOptions{}); err != nil {
			t.Fatalf("%q is bound and sent as %s, which is not bound: %v", query, first, err)
		}
		second, err := codec.AppendURL(nil, &again, "GET /rows")
		if err != nil || string(second) != string(first) && !v.holdsNulls() {
			t.Fatalf("%q is bound and sent as %s, and that as %s, %v", query, first, second, err)
		}
	})
}
