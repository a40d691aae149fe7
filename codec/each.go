package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// An Each reads from a document every value that one text member of a DTO is given. Decoding the DTO itself keeps the last.
type Each struct {
	reader reflect.Type // the DTO's class with nothing but that member
	at     []int        // where that is in it
	member *plan.Member
}

// EachOf returns the reader of a member, by its wire or .NET name in any case, of the DTO that v points to. It reports whether there is such a member.
func EachOf(v any, member string) (Each, bool) {
	t, err := plan.For(reflect.TypeOf(v))
	if err != nil || t.Base().Class == nil {
		return Each{}, false
	}
	t = t.Base()
	m := t.Class.FindAny(member)
	if m == nil || m.Type.Base().Kind != plan.String {
		return Each{}, false
	}
	reader, at := readerOf(t.Go, m.Path)
	return Each{reader, at, m}, true
}

// Named reports whether a name of a query, a path or a form is the member's.
func (e Each) Named(name string) bool {
	return strings.EqualFold(name, e.member.Wire()) || strings.EqualFold(name, e.member.CLR)
}

// String is the member's name on the wire.
func (e Each) String() string { return e.member.Wire() }

// Of returns the value that the DTO that v points to has been left with.
func (e Each) Of(v any) string {
	text := e.member.Value(reflect.ValueOf(v).Elem())
	for text.Kind() == reflect.Pointer {
		if text.IsNil() {
			return ""
		}
		text = text.Elem()
	}
	return text.String()
}

// Values returns the values in a document of one DTO. Of a document that cannot be read it returns those before the fault.
func (e Each) Values(c Codec, data []byte) []string {
	v := reflect.New(e.reader)
	_ = c.Decode(data, v.Interface()) // who decoded the DTO itself knows that it can be read
	return e.gathered(v)
}

// ListValues is [Each.Values] for a document of several DTOs: the values of each.
func (e Each) ListValues(c Codec, data []byte) [][]string {
	list := reflect.New(reflect.SliceOf(reflect.PointerTo(e.reader)))
	_ = c.Decode(data, list.Interface())
	values := make([][]string, list.Elem().Len())
	for i := range values {
		if item := list.Elem().Index(i); !item.IsNil() {
			values[i] = e.gathered(item)
		}
	}
	return values
}

func (e Each) gathered(v reflect.Value) []string {
	return v.Elem().FieldByIndex(e.at).Interface().(eachText)
}

// eachText keeps every value that a member is given.
type eachText []string

// UnmarshalText implements [encoding.TextUnmarshaler].
func (e *eachText) UnmarshalText(text []byte) error {
	*e = append(*e, string(text))
	return nil
}

// MarshalText implements [encoding.TextMarshaler]. Readers are never written.
func (e eachText) MarshalText() ([]byte, error) { return nil, nil }

// readerPkg is where the blank fields of readers are declared: reflect wants one place.
const readerPkg = "codec"

// readerOf is the struct rt with its tags and, of its members, only the one at path, which keeps every value; and where that is.
func readerOf(rt reflect.Type, path []int) (reader reflect.Type, at []int) {
	var fields []reflect.StructField
	for i := range rt.NumField() {
		f := rt.Field(i)
		switch {
		case f.Name == "_":
			fields = append(fields, reflect.StructField{Name: "_", PkgPath: readerPkg, Type: f.Type, Tag: f.Tag})
		case i == path[0] && len(path) > 1:
			base, within := readerOf(f.Type, path[1:])
			at = append([]int{len(fields)}, within...)
			fields = append(fields, reflect.StructField{Name: "Base", Anonymous: true, Type: base})
		case i == path[0]:
			at = []int{len(fields)}
			fields = append(fields, reflect.StructField{Name: f.Name, Type: reflect.TypeFor[eachText](), Tag: f.Tag})
		}
	}
	if rt.Name() != "" {
		name, _, _ := strings.Cut(rt.Name(), "[")
		fields = append([]reflect.StructField{{Name: "_", PkgPath: readerPkg, Type: reflect.TypeFor[struct{}](), Tag: reflect.StructTag(`name:"` + name + `"`)}}, fields...)
		at[0]++
	}
	return reflect.StructOf(fields), at
}
