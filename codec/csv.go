package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

type csvCodec struct{ o TextOptions }

// CSV is ServiceStack's text/csv: the rows of the first list of a response, or the response itself as one row. Cells are
// JSV; the names in the header stand as declared.
func CSV(o TextOptions) Codec { return &csvCodec{o} }

func (*csvCodec) Name() string        { return "csv" }
func (*csvCodec) ContentType() string { return "text/csv" }

func (c *csvCodec) Append(dst []byte, v any) ([]byte, error) {
	t, rv, err := root(v)
	if err != nil || t == nil || t.Null(rv) {
		return dst, err
	}
	w := csvSink{o: &c.o, dst: dst}
	if t, rv = rows(t, rv, true); rv.IsValid() {
		w.root(t, rv)
	}
	if w.err != nil {
		return dst, named(w.err, "csv")
	}
	return w.dst, nil
}

// rows chooses what of a response makes the rows: of a [DataContract] the first list, else the first object; of any other
// class the object itself. The value is invalid when that is null.
func rows(t *plan.Type, v reflect.Value, one bool) (*plan.Type, reflect.Value) {
	if t.Kind != plan.Object || !t.Class.Contract {
		return t, v
	}
	for _, m := range t.Class.Members {
		if m.CLR != "ResponseStatus" && (m.Type.Kind == plan.List || m.Type.Kind == plan.Map) {
			return m.Type, valueOrNone(m, v)
		}
	}
	if !one {
		return t, v
	}
	for _, m := range t.Class.Members {
		if m.CLR != "ResponseStatus" && m.Type.Base().Kind == plan.Object && m.Type.Nullable() {
			return m.Type.Base(), valueOrNone(m, v)
		}
	}
	return t, v
}

func valueOrNone(m *plan.Member, v reflect.Value) reflect.Value {
	mv := m.Value(v)
	if m.Type.Null(mv) {
		return reflect.Value{}
	}
	for mv.Kind() == reflect.Pointer {
		mv = mv.Elem()
	}
	return mv
}

// A csvSink writes rows. Cells go through a jsvSink.
type csvSink struct {
	o    *TextOptions
	dst  []byte
	err  error
	cell jsvSink
}

func (w *csvSink) root(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.List:
		w.list(t, v)
	case plan.Map:
		w.dictionary(t, v)
	case plan.Object:
		w.header(t.Class)
		w.row(t, v)
	default:
		w.value(t, v)
		w.line()
	}
}

func (w *csvSink) list(t *plan.Type, v reflect.Value) {
	item := t.Elem.Base()
	switch {
	case item.Kind == plan.Object && !item.Struct:
		w.header(item.Class)
		for i := range v.Len() {
			w.item(t.Elem, item, v.Index(i))
		}
	case item.Kind == plan.Map:
		w.dictionaries(t, v)
	default:
		w.scalars(t, v)
	}
}

func (w *csvSink) item(t, item *plan.Type, v reflect.Value) {
	if t.Null(v) {
		w.line()
		return
	}
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	w.row(item, v)
}

func (w *csvSink) scalars(t *plan.Type, v reflect.Value) {
	for i := range v.Len() {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.value(t.Elem, v.Index(i))
	}
	w.line()
}

func (w *csvSink) line() { w.dst = append(w.dst, '\r', '\n') }

func (w *csvSink) header(c *plan.Class) {
	first := true
	for _, m := range c.Rows {
		if m.NoCSV || m.NoText {
			continue
		}
		if !first {
			w.dst = append(w.dst, ',')
		}
		first = false
		w.dst = append(w.dst, m.Wire()...)
	}
	w.line()
}

func (w *csvSink) row(t *plan.Type, v reflect.Value) {
	first := true
	for _, m := range t.Class.Rows {
		if m.NoCSV || m.NoText {
			continue
		}
		if !first {
			w.dst = append(w.dst, ',')
		}
		first = false
		w.value(m.Type, m.Value(v))
	}
	w.line()
}

// value writes one cell: a string as it is, everything else as JSV, between quotes where needed.
func (w *csvSink) value(t *plan.Type, v reflect.Value) {
	if t.Null(v) {
		return
	}
	if base := t.Base(); base.Kind == plan.String {
		for v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		w.dst = appendCell(w.dst, v.String())
		return
	}
	if t.Base().Kind == plan.Character {
		w.dst = append(w.dst, charText(Char(indirect(v).Uint()))...)
		return
	}
	w.cell.o = w.o
	w.cell.start(w.cell.dst[:0], w.o.depth())
	w.cell.depth = 1
	t.Write(&w.cell, v)
	if w.cell.err != nil && w.err == nil {
		w.err = w.cell.err
	}
	w.dst = appendCell(w.dst, unquoteJSV(string(w.cell.dst)))
}

func appendCell(dst []byte, text string) []byte {
	if text == "" {
		return dst
	}
	if text[0] == '[' || text[0] == '{' || strings.ContainsAny(text, "\",\r\n") {
		return appendJSVQuoted(dst, text)
	}
	return appendUTF8(dst, text)
}

// dictionary writes the keys as the header and the values as the row.
func (w *csvSink) dictionary(t *plan.Type, v reflect.Value) {
	keys, values := entriesOf(t, v)
	for i, key := range keys {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.value(t.Key, key)
	}
	w.line()
	for i, value := range values {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.value(t.Elem, value)
	}
	w.line()
}

func entriesOf(t *plan.Type, v reflect.Value) (keys, values []reflect.Value) {
	if t.Entries {
		key, value := t.EntryFields()
		for i := range v.Len() {
			keys, values = append(keys, v.Index(i).Field(key)), append(values, v.Index(i).Field(value))
		}
		return keys, values
	}
	var w writer
	for _, k := range w.keys[w.sortedKeys(t, v):] {
		keys, values = append(keys, plan.Addressable(k.key)), append(values, plan.Addressable(v.MapIndex(k.key)))
	}
	return keys, values
}
