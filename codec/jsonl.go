package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

type jsonlCodec struct {
	o     TextOptions
	sinks pool[jsonSink]
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
	if t, rv = rows(t, rv, false); !rv.IsValid() {
		return dst, nil
	}
	w := c.sinks.take()
	defer c.sinks.give(w)
	w.o = &c.o
	w.start(dst, c.o.depth())
	if t.Kind != plan.List {
		t.Write(w, rv)
		if t.Kind.Scalar() {
			w.dst = append(w.dst, '\n')
		}
	} else {
		for i := range rv.Len() {
			t.Elem.Write(w, rv.Index(i))
			w.dst = append(w.dst, '\n')
		}
	}
	if w.err != nil {
		return dst, named(w.err, "jsonl")
	}
	return w.dst, nil
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
		return named(s.document(t, rv), "jsonl")
	}
	return named(c.lines(t, rv, text), "jsonl")
}

func (c *jsonlCodec) lines(t *plan.Type, v reflect.Value, text string) error {
	list := newList(t, v)
	s := jsonSource{}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		s.reset(line, &c.o)
		at := list.grow()
		item := t.Elem
		if item.Kind == plan.Pointer && !item.Elem.Kind.Scalar() {
			at.Set(reflect.New(item.Elem.Go))
			item, at = item.Elem, at.Elem()
		}
		if err := s.document(item, at); err != nil {
			return locate(err, index(list.n-1))
		}
	}
	return list.store(v)
}
