package codec

import (
	"reflect"
	"strconv"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A list collects the items of a slice that is set only once all of them could be read.
type list struct {
	slice reflect.Value
	n     int
}

func newList(t *plan.Type, v reflect.Value) list {
	typ := t.Go
	if typ.Kind() == reflect.Array {
		typ = reflect.SliceOf(typ.Elem())
	}
	return list{slice: reflect.New(typ).Elem()}
}

// grow adds a zero item and returns it.
func (l *list) grow() reflect.Value {
	if l.n == l.slice.Cap() {
		l.slice.Grow(max(2, l.n))
	}
	l.n++
	l.slice.SetLen(l.n)
	return l.slice.Index(l.n - 1)
}

func (l *list) store(v reflect.Value) error {
	if v.Kind() == reflect.Array {
		reflect.Copy(v, l.slice)
		return nil
	}
	if l.n == 0 {
		return setLen(v, 0)
	}
	v.Set(l.slice)
	return nil
}

func setLen(v reflect.Value, n int) error {
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), n, n))
	}
	return nil
}

// setTexts stores m where v is a map[string]string.
func setTexts(v reflect.Value, m map[string]string) { v.Set(reflect.ValueOf(m)) }

func setStrings(v reflect.Value, items []string) error {
	if p, ok := v.Addr().Interface().(*[]string); ok {
		*p = append(make([]string, 0, len(items)), items...)
		return nil
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, text := range items {
		v.Index(i).SetString(text)
	}
	return nil
}

// An entryList collects the entries of a map.
type entryList struct {
	t     *plan.Type
	list  list
	m     reflect.Value
	key   reflect.Value
	value reflect.Value
	texts map[string]string // m, where it holds strings
	at    map[any]int       // where a key stands in list, once there are many
}

// manyEntries is how long a list of entries is searched from one end to the other. What is longer has an index, so that a large body takes no
// more time for each of its entries than a small one.
const manyEntries = 32

func newEntries(t *plan.Type, v reflect.Value) entryList {
	e := entryList{t: t}
	if t.Entries {
		e.list = newList(t, v)
	} else {
		e.m = reflect.MakeMap(t.Go)
	}
	return e
}

// fresh is room for the next key and value.
func (e *entryList) fresh() (key, value reflect.Value) {
	if e.key.IsValid() {
		e.key.SetZero()
		e.value.SetZero()
	} else {
		e.key, e.value = reflect.New(e.t.Key.Go).Elem(), reflect.New(e.t.Elem.Go).Elem()
	}
	return e.key, e.value
}

// text adds an entry of two strings to a map[string]string.
func (e *entryList) text(key, value string) {
	if e.texts == nil {
		e.texts = e.m.Interface().(map[string]string)
	}
	e.texts[key] = value
}

// add takes what fresh handed out. A key that is there already gets the new value.
func (e *entryList) add() {
	if !e.t.Entries {
		e.m.SetMapIndex(e.key, e.value)
		return
	}
	key, value := e.t.EntryFields()
	if i := e.find(); i >= 0 {
		e.list.slice.Index(i).Field(value).Set(e.value)
		return
	}
	at := e.list.grow()
	at.Field(key).Set(e.key)
	at.Field(value).Set(e.value)
	e.note(e.list.n - 1)
}

// has reports whether the key handed out last is there already.
func (e *entryList) has() bool {
	if !e.t.Entries {
		return e.m.MapIndex(e.key).IsValid()
	}
	return e.find() >= 0
}

// find returns where the key handed out last stands in the list, or -1.
func (e *entryList) find() int {
	if e.at != nil {
		if k, ok := bareKey(e.key); ok {
			if i, known := e.at[k]; known {
				return i
			}
		}
		return -1
	}
	key, _ := e.t.EntryFields()
	if e.t.Key.Kind == plan.String {
		for i := range e.list.n {
			if e.list.slice.Index(i).Field(key).String() == e.key.String() {
				return i
			}
		}
		return -1
	}
	for i := range e.list.n {
		if sameKey(e.list.slice.Index(i).Field(key), e.key) {
			return i
		}
	}
	return -1
}

// note keeps the index of a long list up to date with its last entry. It is made when the list becomes long.
func (e *entryList) note(last int) {
	if last < manyEntries {
		return
	}
	first := last
	if e.at == nil {
		e.at, first = make(map[any]int, 2*manyEntries), 0
	}
	key, _ := e.t.EntryFields()
	for i := first; i <= last; i++ {
		if k, ok := bareKey(e.list.slice.Index(i).Field(key)); ok {
			e.at[k] = i
		}
	}
}

// bareKey is a key as one of a Go map: what it points to, where it is a pointer. It reports false for a key that equals no other.
func bareKey(key reflect.Value) (any, bool) {
	if key.Kind() == reflect.Pointer && !key.IsNil() {
		key = key.Elem()
	}
	if !key.Comparable() {
		return nil, false
	}
	return key.Interface(), true
}

func sameKey(a, b reflect.Value) bool {
	if a.Kind() == reflect.Pointer && !a.IsNil() && !b.IsNil() {
		a, b = a.Elem(), b.Elem()
	}
	return a.Comparable() && a.Equal(b)
}

// setKey makes text the key handed out.
func setKey(t *plan.Type, key reflect.Value, text string, o *TextOptions) (expected string) {
	if t.Kind == plan.Pointer {
		key.Set(reflect.New(t.Elem.Go))
		return o.parseScalar(t.Elem, key.Elem(), text)
	}
	return o.parseScalar(t, key, text)
}

func (e *entryList) store(v reflect.Value) error {
	if e.t.Entries {
		return e.list.store(v)
	}
	v.Set(e.m)
	return nil
}

// setEmpty makes v a map without entries.
func setEmpty(t *plan.Type, v reflect.Value) error {
	e := newEntries(t, v)
	return e.store(v)
}

func index(i int) string { return "[" + strconv.Itoa(i) + "]" }
