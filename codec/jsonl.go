package codec

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

type jsonlCodec struct {
	o     TextOptions
	sinks pool[textSink]
}

// JSONL is ServiceStack's text/jsonl: one JSON value a line for each row, chosen as for CSV; a response without a list
// is one object without a line break.
func JSONL(o TextOptions) Codec { return &jsonlCodec{o: o} }

func (*jsonlCodec) Name() string        { return "jsonl" }
func (*jsonlCodec) ContentType() string { return "text/jsonl" }

func (c *jsonlCodec) Append(dst []byte, v any) ([]byte, error) {
	t, rv, err := root(v)
	if err != nil || t == nil || t.Null(rv) && t.Kind != plan.String {
		return dst, err
	}
	whole, wrv := t, rv
	t, rv, chosen := rows(t, rv)
	if !rv.IsValid() {
		return c.nothing(dst, t), nil
	}
	w := c.sinks.take()
	defer c.sinks.give(w)
	w.o = &c.o
	w.start(dst, c.o.depth())
	c.rows(w, t, rv, chosen)
	start := len(dst)
	if w.err != nil {
		return dst, named(unwritten(c, whole, wrv, w.err), "jsonl")
	}
	if c.o.Indent {
		return indentLines(w.dst[:start], string(w.dst[start:])), nil
	}
	return w.dst, nil
}

// nothing is what is left of a list that is null, or of an object: the end of its line.
func (c *jsonlCodec) nothing(dst []byte, t *plan.Type) []byte {
	if t.Kind == plan.Object {
		return append(dst, '\n')
	}
	return dst
}

func (c *jsonlCodec) rows(w *textSink, t *plan.Type, v reflect.Value, chosen bool) {
	switch {
	case t.Kind == plan.List && t.Elem.Pair && !inPairs(&plan.Type{Key: t.Elem.Class.Args[0], Elem: t.Elem.Class.Args[1]}, chosen):
		t.Write(w, v) // .NET takes a list of such pairs for a map
	case t.Kind == plan.List:
		for i := range v.Len() {
			c.item(w, t.Elem, v.Index(i))
			w.dst = append(w.dst, '\n')
		}
	case t.Kind == plan.Map && inPairs(t, chosen):
		keys, values := entriesOf(t, v)
		for i := range keys {
			w.keyAndValue(t, keys[i], values[i])
			w.dst = append(w.dst, '\n')
		}
	case t.Kind == plan.Bytes:
		for _, b := range v.Bytes() {
			w.dst = append(strconv.AppendUint(w.dst, uint64(b), 10), '\n')
		}
	case t.Kind == plan.String:
		for _, r := range v.String() { // a list of characters
			w.dst = append(c.o.appendJSONString(w.dst, string(r)), '\n')
		}
	default:
		writeRoot(t, w, v)
		if chosen {
			w.dst = append(w.dst, '\n')
		}
	}
}

// item writes a row by its own class, which needs no mention; of a null only the end of the line is left.
func (c *jsonlCodec) item(w *textSink, t *plan.Type, v reflect.Value) {
	if t.Null(v) {
		return
	}
	if t.Kind == plan.Derived {
		if dt, inner, err := dynamic(v.Field(0)); err == nil && inner.IsValid() {
			dt.Write(w, inner)
			return
		}
	}
	t.Write(w, v)
}

// indentLines spreads the value of each line over several.
func indentLines(dst []byte, text string) []byte {
	for line := range strings.Lines(text) {
		dst = indentJSON(dst, strings.TrimSuffix(line, "\n"))
		if strings.HasSuffix(line, "\n") {
			dst = append(dst, '\n')
		}
	}
	return dst
}

func (c *jsonlCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	text := strings.TrimPrefix(string(data), bom)
	s := jsonSource{}
	if t.Kind == plan.Object {
		if m, ok := firstList(t); ok {
			t, rv = m.Type, m.Value(rv)
		}
	}
	if t.Kind != plan.List {
		s.reset(text, &c.o)
		return named(behind(s.document(t, rv), data, text), "jsonl")
	}
	return named(behind(c.lines(t, rv, text), data, text), "jsonl")
}

func (c *jsonlCodec) lines(t *plan.Type, v reflect.Value, text string) error {
	var s jsonSource
	list, start := newList(t, v), 0
	for line := range strings.Lines(text) {
		at := start
		start += len(line)
		value := strings.TrimSpace(line)
		if value == "" {
			continue
		}
		if err := c.line(&s, t.Elem, list.grow(), value); err != nil {
			return locate(moved(err, at+strings.Index(line, value)), index(list.n-1))
		}
	}
	return list.store(v)
}

func (c *jsonlCodec) line(s *jsonSource, item *plan.Type, v reflect.Value, text string) error {
	if item.Kind == plan.Pointer && !item.Elem.Kind.Scalar() {
		v.Set(reflect.New(item.Elem.Go))
		item, v = item.Elem, v.Elem()
	}
	if item.Base().Kind == plan.String { // strings keep their quotes
		setKey(item, v, text, &c.o)
		return nil
	}
	s.reset(text, &c.o)
	return s.document(item, v)
}
