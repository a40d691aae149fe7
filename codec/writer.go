package codec

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A writer is what the sinks of all formats share: the bytes so far and the first error.
type writer struct {
	dst   []byte
	err   error
	depth int
	limit int
	keys  []mapKey // scratch of the maps being written

	texted []Pair     // the same for maps of strings
	last   *plan.Type // of the root written last, which often is that of the next one
}

func (w *writer) start(dst []byte, limit int) {
	w.dst, w.err, w.depth, w.limit = dst, nil, 0, limit
}

// enter counts a level of nesting and reports whether it is still allowed.
func (w *writer) enter() bool {
	w.depth++
	if w.depth > w.limit && w.err == nil {
		w.err = &Error{Offset: -1, Err: ErrDepth}
	}
	return w.err == nil
}

func (w *writer) leave() { w.depth-- }

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// root is the plan of v and the value below its pointers, which can be addressed. The value is invalid for a nil.
func root(v any) (*plan.Type, reflect.Value, error) {
	var w writer
	return w.root(v)
}

// root is like the function of that name, but looks for no plan where the last root was of the same type.
func (w *writer) root(v any) (*plan.Type, reflect.Value, error) {
	rv := reflect.ValueOf(v)
	if !rv.IsValid() {
		return nil, rv, nil
	}
	t := w.last
	if rt := rv.Type(); t == nil || t.Go != rt {
		var err error
		if t, err = plan.For(rt); err != nil {
			return nil, rv, &Error{Format: "codec", Offset: -1, Expected: err.Error(), Err: ErrUnsupported, undeclared: true}
		}
		w.last = t
	}
	for t.Kind == plan.Pointer && !rv.IsNil() {
		t, rv = t.Elem, rv.Elem()
	}
	return t, plan.Addressable(rv), nil
}

// writeRoot is t.Write but for an empty string, which is one where it is the whole document.
func writeRoot(t *plan.Type, s plan.Sink, v reflect.Value) {
	if t.Kind == plan.String {
		s.Scalar(t, v)
		return
	}
	t.Write(s, v)
}

// A mapKey is a key of a Go map with its sort text.
type mapKey struct {
	text string
	key  reflect.Value
}

// stringMap is v where it is a map[string]string, as t.Texts says.
func stringMap(t *plan.Type, v reflect.Value) (map[string]string, bool) {
	if !t.Texts {
		return nil, false
	}
	m, ok := v.Interface().(map[string]string)
	return m, ok
}

// stringList is v where it is a []string, as t.Texts says, that can be addressed.
func stringList(t *plan.Type, v reflect.Value) ([]string, bool) {
	if !t.Texts || !v.CanAddr() {
		return nil, false
	}
	p, ok := v.Addr().Interface().(*[]string)
	if !ok {
		return nil, false
	}
	return *p, true
}

// sortedTexts appends the entries of m to the scratch, by key, and returns where they begin.
func (w *writer) sortedTexts(m map[string]string) int {
	from := len(w.texted)
	all := w.texted
	for key, value := range m {
		if all = append(all, Pair{key, value}); len(all)-from == len(m) {
			break // looking for another one takes as long
		}
	}
	w.texted = all
	switch entries := all[from:]; {
	case len(entries) == 2 && entries[1].Name < entries[0].Name:
		entries[0], entries[1] = entries[1], entries[0]
	case len(entries) > 2:
		slices.SortFunc(entries, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	}
	return from
}

// sortedKeys appends the keys of the Go map v to the scratch and returns where they begin.
func (w *writer) sortedKeys(t *plan.Type, v reflect.Value) int {
	from := len(w.keys)
	for it := v.MapRange(); it.Next(); {
		k := it.Key()
		text := ""
		if t.Key.Kind == plan.String {
			text = k.String()
		} else {
			text = string(appendKeyText(nil, t.Key, k))
		}
		w.keys = append(w.keys, mapKey{text, k})
	}
	slices.SortFunc(w.keys[from:], func(a, b mapKey) int { return strings.Compare(a.text, b.text) })
	return from
}

func appendKeyText(dst []byte, t *plan.Type, v reflect.Value) []byte {
	w := textSink{o: &TextOptions{}, jsv: true}
	w.start(dst, 64)
	t.Write(&w, plan.Addressable(v))
	return w.dst
}

// isDefault reports whether v holds the default of its .NET type.
func isDefault(t *plan.Type, v reflect.Value) bool {
	if t.Nullable() {
		return t.Null(v)
	}
	if t.Kind == plan.Decimal {
		return plan.Load[decimal.Decimal](v).IsZero()
	}
	return v.IsZero()
}

// A pool hands out sinks and sources of one format.
type pool[T any] struct{ p sync.Pool }

func (p *pool[T]) take() *T {
	if x, ok := p.p.Get().(*T); ok {
		return x
	}
	return new(T)
}

func (p *pool[T]) give(x *T) { p.p.Put(x) }
