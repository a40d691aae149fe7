package codec

import (
	"reflect"
	"testing"
)

// FuzzDirectJSV holds the reader of plain JSV to the one of ServiceStack's rules, which it stands in for.
func FuzzDirectJSV(f *testing.F) {
	for _, text := range []string{
		`{Id:1,Name:a,Tags:[x,,"y,z"],Nums:[1,2],Inner:{Id:2},Items:[{Id:3},{}],Map:{k:v,"l,m":},Any:[1]}`, `{Nums:[1,x],Zed:{a:["]"]},Id:4}`,
		`{Id:8{7,Name:b}`, `{Tags:[ ],Name:"q""r"}`, `{Tags:[a,],Items:[{Id:1}]}`, `{Inner:{Id:1]},Map:{a:{}},Tags:{b:1}}`, `{Id:1}x`, `{Name:b"c,d"e}`,
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
		if text == "" || text[0] != '{' {
			t.Skip() // no object, which alone is read in two ways
		}
		var s, r jsvSource
		s.reset(text, &o)
		first := s.document(pt, rv)
		r.reset(text, &o)
		r.tok = token{end: len(r.text), kind: objectToken}
		second := pt.Read(&r, reflect.ValueOf(&ruled).Elem())
		if (first == nil) != (second == nil) {
			t.Fatalf("%q: plainly %v, by the rules %v", text, first, second)
		}
		if first == nil && !reflect.DeepEqual(plain, ruled) {
			t.Fatalf("%q: plainly %+v, by the rules %+v", text, plain, ruled)
		}
	})
}
