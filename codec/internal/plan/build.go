package plan

import (
	"encoding"
	"fmt"
	"reflect"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// The plan cache: the one package variable that changes.
//
//nolint:gochecknoglobals // a cache, filled once for each type
var cache sync.Map // reflect.Type -> *Type

// For is the plan of rt, built on first use.
func For(rt reflect.Type) (*Type, error) {
	if t, ok := cache.Load(rt); ok {
		return t.(*Type), nil
	}
	b := builder{made: map[reflect.Type]*Type{}}
	t, err := b.of(rt)
	if err != nil {
		return nil, err
	}
	for _, made := range b.order {
		b.contract(made)
	}
	for _, made := range b.order {
		made.finish()
	}
	for rt, made := range b.made {
		cache.LoadOrStore(rt, made)
	}
	kept, _ := cache.Load(rt)
	if kept == nil {
		return t, nil
	}
	return kept.(*Type), nil
}

// A builder holds the types of one For call, so that recursive types find themselves.
type builder struct {
	made  map[reflect.Type]*Type
	order []*Type
}

func (b *builder) of(rt reflect.Type) (*Type, error) {
	if t, ok := cache.Load(rt); ok {
		return t.(*Type), nil
	}
	if t, ok := b.made[rt]; ok {
		return t, nil
	}
	if err := mistaken(rt); err != nil {
		return nil, err
	}
	t := &Type{Go: rt}
	b.made[rt] = t
	b.order = append(b.order, t)
	if t.scalar() {
		return t, nil
	}
	return t, b.composite(t)
}

// mistaken refuses what could be written, and would not be what its declaration means.
func mistaken(rt reflect.Type) error {
	if rt == reflect.TypeFor[time.Duration]() {
		return fmt.Errorf("%s counts nanoseconds; a TimeSpan is a codec.TimeSpan", rt)
	}
	return checkEnum(rt)
}

func (t *Type) scalar() bool {
	switch t.Go {
	case reflect.TypeFor[time.Time]():
		t.Kind = Time
	case reflect.TypeFor[DateTimeOffset]():
		t.Kind = Offset
	case reflect.TypeFor[DateOnly]():
		t.Kind = Date
	case reflect.TypeFor[TimeOnly]():
		t.Kind = Clock
	case reflect.TypeFor[TimeSpan]():
		t.Kind = Span
	case reflect.TypeFor[Char]():
		t.Kind = Character
	case reflect.TypeFor[URI]():
		t.Kind = Address
	case reflect.TypeFor[TypeName]():
		t.Kind = TypeRef
	case reflect.TypeFor[Failure]():
		t.Kind = Exception
	case reflect.TypeFor[decimal.Decimal]():
		t.Kind = Decimal
	case reflect.TypeFor[uuid.UUID]():
		t.Kind = GUID
	case reflect.TypeFor[[]byte]():
		t.Kind = Bytes
	default:
		return t.basic()
	}
	return true
}

func (t *Type) basic() bool {
	rt := t.Go
	if t.Enum = enumOf(rt); t.Enum != nil {
		t.Kind, t.Bits = Enum, rt.Bits()
		t.Unsigned = rt.Kind() >= reflect.Uint
		return true
	}
	if rt.Kind() != reflect.Pointer && reflect.PointerTo(rt).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) &&
		rt.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		t.Kind = Text
		return true
	}
	switch rt.Kind() {
	case reflect.Bool:
		t.Kind = Bool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		t.Kind, t.Bits = Int, intBits(rt)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		t.Kind, t.Bits = Uint, intBits(rt)
	case reflect.Float32, reflect.Float64:
		t.Kind, t.Bits = Float, rt.Bits()
	case reflect.String:
		t.Kind = String
	default:
		return false
	}
	return true
}

// intBits takes Go's int for .NET's 32-bit int, which is what every document means by it.
func intBits(rt reflect.Type) int {
	if k := rt.Kind(); k == reflect.Int || k == reflect.Uint {
		return 32
	}
	return rt.Bits()
}

func (b *builder) composite(t *Type) (err error) {
	rt := t.Go
	t.Texts = rt == reflect.TypeFor[[]string]() || rt == reflect.TypeFor[map[string]string]()
	switch rt.Kind() {
	case reflect.Pointer:
		t.Kind = Pointer
		t.Elem, err = b.of(rt.Elem())
	case reflect.Interface:
		t.Kind = Any
	case reflect.Slice, reflect.Array:
		err = b.list(t)
	case reflect.Map:
		t.Kind = Map
		if t.Key, err = b.of(rt.Key()); err == nil {
			t.Elem, err = b.of(rt.Elem())
		}
	case reflect.Struct:
		err = b.object(t)
	default:
		err = fmt.Errorf("%s cannot be written by any format", rt)
	}
	return err
}

func (b *builder) list(t *Type) (err error) {
	rt := t.Go
	t.Kind, t.Array = List, rt.Kind() == reflect.Array
	if t.Elem, err = b.of(rt.Elem()); err != nil {
		return err
	}
	if entry := rt.Elem(); isEntry(entry) {
		t.Kind, t.Entries = Map, true
		t.key, t.value = fieldIndex(entry, "Key"), fieldIndex(entry, "Value")
		if t.Key, err = b.of(entry.Field(t.key).Type); err == nil {
			t.Elem, err = b.of(entry.Field(t.value).Type)
		}
	}
	return err
}

// isEntry reports whether rt is a dictionary entry: a blank field with the tag entry beside the fields Key and Value.
func isEntry(rt reflect.Type) bool {
	if rt.Kind() != reflect.Struct {
		return false
	}
	_, ok := classTag(rt, "entry")
	return ok && fieldIndex(rt, "Key") >= 0 && fieldIndex(rt, "Value") >= 0
}

func fieldIndex(rt reflect.Type, name string) int {
	if f, ok := rt.FieldByName(name); ok && len(f.Index) == 1 {
		return f.Index[0]
	}
	return -1
}

// classTag looks key up in the tags of the blank fields of rt.
func classTag(rt reflect.Type, key string) (string, bool) {
	for i := range rt.NumField() {
		if f := rt.Field(i); f.Name == "_" {
			if value, ok := f.Tag.Lookup(key); ok {
				return value, true
			}
		}
	}
	return "", false
}
