package codec

import (
	"reflect"
	"testing"
)

type directed struct {
	Id    int32
	Name  string
	Tags  []string
	Nums  []int32
	Inner *directed
	Items []*directed
	Map   map[string]string
	Any   any
}

// FuzzDirect holds the reader of plain JSON to the one of ServiceStack's rules, which it stands in for.
func FuzzDirect(f *testing.F) {
	for _, text := range []string{
		`{"Id":1,"Name":"a","Tags":["x",null],"Nums":[1,2],"Inner":{"Id":2},"Items":[{"Id":3},null],"Map":{"k":"v"},"Any":[1]}`,
		`{"Items":[{"Id":1},"x"],"Name":"y"}`, `{"Nums":[1,"x"],"Zed":{"a":["]"]},"Id":4}`, `{"Inner":[1],"Map":{"a":{}},"Tags":{"b":1}}`, `{"Id":1 }x`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o := TextOptions{}
		var plain, ruled directed
		pt, rv, err := target(&plain)
		if err != nil {
			t.Fatal(err)
		}
		var s, r jsonSource
		s.reset(text, &o)
		first := s.document(pt, rv)
		r.reset(text, &o)
		i := skipSpace(r.text, 0, len(r.text))
		if i == len(r.text) || r.text[i] != '{' {
			t.Skip() // no object, which alone is read in two ways
		}
		r.tok = token{start: i, end: len(r.text), kind: objectToken}
		second := pt.Read(&r, reflect.ValueOf(&ruled).Elem())
		if (first == nil) != (second == nil) {
			t.Fatalf("%q: plainly %v, by the rules %v", text, first, second)
		}
		if first == nil && !reflect.DeepEqual(plain, ruled) {
			t.Fatalf("%q: plainly %+v, by the rules %+v", text, plain, ruled)
		}
	})
}
