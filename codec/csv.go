package codec

import (
	"reflect"
	"strconv"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

type csvCodec struct {
	o     TextOptions
	sinks pool[csvSink]
}

// CSV is ServiceStack's text/csv: the rows of the first list of a response, or the response itself as one row. Cells are
// JSV; the names in the header stand as declared.
func CSV(o TextOptions) Codec { return &csvCodec{o: o} }

func (*csvCodec) Name() string        { return "csv" }
func (*csvCodec) ContentType() string { return "text/csv" }

func (c *csvCodec) Append(dst []byte, v any) ([]byte, error) {
	w := c.sinks.take()
	defer c.sinks.give(w)
	t, rv, err := w.cell.root(v)
	if err != nil || t == nil || t.Null(rv) && t.Kind != plan.String {
		return dst, err
	}
	w.o, w.dst, w.err = &c.o, dst, nil
	if t, rv, chosen := rows(t, rv); rv.IsValid() {
		w.root(t, rv, chosen)
	}
	if w.err != nil {
		return dst, named(unwritten(JSV(c.o), t, rv, w.err), "csv")
	}
	return w.dst, nil
}

// rows chooses what of a response makes the rows: of a [DataContract], and of a class that asks for it, the first list, else the first object; of any
// other class the object itself. The value is invalid when that is null.
func rows(t *plan.Type, v reflect.Value) (rt *plan.Type, rv reflect.Value, chosen bool) {
	if t.Kind != plan.Object || !t.Class.FirstList {
		return t, v, false
	}
	for _, m := range t.Class.Members {
		if m.CLR != "ResponseStatus" && (m.Type.Kind == plan.List || m.Type.Kind == plan.Map) {
			return m.Type, valueOrNone(m, v), true
		}
	}
	for _, m := range t.Class.Members {
		if m.CLR != "ResponseStatus" && m.Type.Base().Kind == plan.Object && m.Type.Nullable() {
			return m.Type.Base(), valueOrNone(m, v), true
		}
	}
	return t, v, false
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

// A csvSink writes rows. Cells go through a textSink.
type csvSink struct {
	o    *TextOptions
	dst  []byte
	err  error
	cell textSink
	cols []*plan.Member // of the rows being written
}

func (w *csvSink) root(t *plan.Type, v reflect.Value, chosen bool) {
	switch {
	case t.Kind == plan.List:
		w.list(t, v)
	case t.Kind == plan.Map && inPairs(t, chosen):
		w.pairs(t, v)
	case t.Kind == plan.Map:
		w.dictionary(t, v)
	case t.Kind == plan.Object && t.Pair:
		w.dst = append(w.dst, w.jsvText(t, v)...)
	case t.Kind == plan.Object && !t.Struct:
		w.header(t.Class, func(m *plan.Member) bool { return !isDefault(m.Type, m.Value(v)) })
		w.row(v)
	case t.Kind == plan.Bytes:
		w.bytes(v.Bytes())
	case t.Kind == plan.String:
		w.characters(v.String())
	default:
		w.value(t, v)
	}
}

// inPairs reports whether a map is a list of its entries: one of texts, or of anything, by their names is so only as a
// member.
func inPairs(t *plan.Type, chosen bool) bool {
	return chosen || t.Key.Base().Kind != plan.String || t.Elem.Base().Kind != plan.String && t.Elem.Kind != plan.Any
}

// characters writes a text as what .NET takes it for: a list of characters.
func (w *csvSink) characters(text string) {
	for i, r := range text {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = appendCell(w.dst, string(r))
	}
	w.line()
}

// bytes are a list of numbers where they are the whole response.
func (w *csvSink) bytes(data []byte) {
	for i, b := range data {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = strconv.AppendUint(w.dst, uint64(b), 10)
	}
	w.line()
}

// pairs writes the entries of a map in one row.
func (w *csvSink) pairs(t *plan.Type, v reflect.Value) {
	w.dst = append(w.dst, "Key,Value\r\n"...)
	keys, values := entriesOf(t, v)
	w.cells(len(keys), func(i int) {
		w.cell.o, w.cell.jsv = w.o, true
		w.cell.start(w.cell.dst[:0], w.o.depth())
		w.cell.keyAndValue(t, keys[i], values[i])
		w.dst = appendCell(w.dst, string(w.cell.dst))
	})
}

func (w *csvSink) list(t *plan.Type, v reflect.Value) {
	item := t.Elem.Base()
	if item.Kind == plan.Derived {
		item = item.Elem
	}
	switch {
	case item.Kind == plan.Object && !item.Struct && !item.Pair:
		w.header(item.Class, func(m *plan.Member) bool {
			return anyRow(t, item, v, func(row reflect.Value) bool { return !isDefault(m.Type, m.Value(row)) })
		})
		for i := range v.Len() {
			w.row(rowOf(t.Elem, item, v.Index(i)))
		}
	case item.Kind == plan.Map:
		w.dictionaries(t, v)
	default:
		w.scalars(t, v)
	}
}

func anyRow(t, item *plan.Type, v reflect.Value, is func(reflect.Value) bool) bool {
	for i := range v.Len() {
		if row := rowOf(t.Elem, item, v.Index(i)); row.IsValid() && is(row) {
			return true
		}
	}
	return false
}

// rowOf is the struct of a row, of a derived class the part that is item; invalid for a null.
func rowOf(t, item *plan.Type, v reflect.Value) reflect.Value {
	if t.Null(v) {
		return reflect.Value{}
	}
	if t.Kind == plan.Derived {
		dt, inner, err := dynamic(v.Field(0))
		if err != nil || !inner.IsValid() {
			return reflect.Value{}
		}
		return embedded(item, dt, inner)
	}
	return indirect(v)
}

// scalars writes values in one row, below the properties that .NET's structs happen to have.
func (w *csvSink) scalars(t *plan.Type, v reflect.Value) {
	if header := properties(t.Elem); header != "" {
		w.dst = append(w.dst, header...)
		w.line()
	}
	w.cells(v.Len(), func(i int) {
		if t.Elem.Kind == plan.Character {
			w.dst = appendCell(w.dst, charText(Char(v.Index(i).Uint())))
			return
		}
		w.value(t.Elem, v.Index(i))
	})
}

// properties are those that .NET's reflection finds on a value, as a header.
func properties(t *plan.Type) string {
	switch {
	case t.Pair:
		return "Key,Value"
	case t.Kind == plan.GUID:
		return "Variant,Version"
	case t.Kind == plan.Time:
		return "Date,Day,DayOfWeek,DayOfYear,Hour,Kind,Millisecond,Microsecond,Nanosecond,Minute,Month,Second,Ticks,TimeOfDay,Year"
	case valueNullable(t):
		return "HasValue,Value"
	}
	return ""
}

func (w *csvSink) line() { w.dst = append(w.dst, '\r', '\n') }

// header chooses the members that have a column and writes their names; without defaults those that say something.
func (w *csvSink) header(c *plan.Class, says func(*plan.Member) bool) {
	w.cols = w.cols[:0]
	for _, m := range c.Rows {
		if m.NoCSV || m.NoText || w.o.ExcludeDefaults && !says(m) {
			continue
		}
		if len(w.cols) > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = append(w.dst, m.Wire()...)
		w.cols = append(w.cols, m)
	}
	if len(w.cols) > 0 {
		w.line()
	}
}

// row writes the line of an object: an empty one for a null, or where there are no columns.
func (w *csvSink) row(v reflect.Value) {
	if !v.IsValid() || len(w.cols) == 0 {
		w.line()
		return
	}
	for _, m := range w.cols {
		if m.First >= 0 {
			w.value(m.Type, v.Field(m.First))
		} else {
			w.value(m.Type, m.Value(v))
		}
		w.dst = append(w.dst, ',')
	}
	w.dst = w.dst[:len(w.dst)-1]
	w.line()
}

// value writes one cell: a string as it is, everything else as JSV, between quotes where needed.
func (w *csvSink) value(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.String:
		w.dst = appendCell(w.dst, v.String())
	case plan.Int:
		w.dst = appendInt(w.dst, v.Int())
	case plan.Bool:
		w.dst = appendTruth(w.dst, v.Bool())
	case plan.Float:
		w.dst = appendJSVFloat(w.dst, t, v.Float())
	default:
		if !t.Null(v) {
			w.odd(t, v)
		}
	}
}

// odd writes a value that is none of the usual ones, and not null.
func (w *csvSink) odd(t *plan.Type, v reflect.Value) {
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
	if t.Kind == plan.Any || t.Kind == plan.Derived {
		dt, inner, err := dynamic(v)
		if t.Kind == plan.Derived {
			dt, inner, err = dynamic(v.Field(0))
		}
		if err == nil && inner.IsValid() {
			w.value(dt, inner)
		}
		return
	}
	text := w.jsvText(t, v)
	if kind := t.Base().Kind; (kind == plan.Exception || kind == plan.Address) && len(text) > 1 && text[0] == '"' {
		w.dst = appendCell(w.dst, text[1:len(text)-1]) // the original doubles its quotes twice
		return
	}
	w.dst = appendCell(w.dst, unquoteJSV(text))
}

// jsvText is a value as JSV has it.
func (w *csvSink) jsvText(t *plan.Type, v reflect.Value) string {
	w.cell.o, w.cell.jsv = w.o, true
	w.cell.start(w.cell.dst[:0], w.o.depth())
	w.cell.depth = 1
	t.Write(&w.cell, v)
	if w.cell.err != nil && w.err == nil {
		w.err = w.cell.err
	}
	return string(w.cell.dst)
}

func appendCell(dst []byte, text string) []byte {
	if text == "" {
		return dst
	}
	out, at := extend(dst, len(text))
	switch {
	case plainJSV.copy(out[at:], text):
		return out
	case text[0] == '[', text[0] == '{', !isPlainCell(text[oddAt(text):]):
		return appendJSVQuoted(dst, text)
	}
	return appendUTF8(dst, text)
}

// isPlainCell reports whether a text can stand in a row as it is.
func isPlainCell(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '"', ',', '\r', '\n':
			return false
		}
	}
	return true
}

// dictionary writes the keys as the header and the values as the row.
func (w *csvSink) dictionary(t *plan.Type, v reflect.Value) {
	keys, values := entriesOf(t, v)
	w.cells(len(keys), func(i int) { w.value(t.Key, keys[i]) })
	w.cells(len(keys), func(i int) { w.value(t.Elem, values[i]) })
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
