package codec

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

type jsvCodec struct {
	o       TextOptions
	sinks   pool[textSink]
	sources pool[jsvSource]
}

// JSV is ServiceStack's own format, application/jsv. Besides the compact form, whose blanks count, it reads the form
// over several lines that ServiceStack's documents show.
func JSV(o TextOptions) Codec { return &jsvCodec{o: o} }

func (*jsvCodec) Name() string        { return "jsv" }
func (*jsvCodec) ContentType() string { return "application/jsv" }

func (c *jsvCodec) Append(dst []byte, v any) ([]byte, error) {
	w := c.sinks.take()
	defer c.sinks.give(w)
	t, rv, err := w.root(v)
	if err != nil || t == nil || t.Null(rv) && t.Kind != plan.String {
		return dst, err
	}
	w.o, w.jsv = &c.o, true
	w.start(dst, c.o.depth())
	writeRoot(t, w, rv)
	if w.err != nil {
		return dst, named(unwritten(c, t, rv, w.err), "jsv")
	}
	return w.dst, nil
}

func (c *jsvCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	text := strings.TrimPrefix(string(data), bom)
	if isPretty(text) {
		text = compactJSV(text)
	}
	s := c.sources.take()
	defer c.sources.give(s)
	s.reset(text, &c.o)
	if text == "" && len(data) > 0 {
		return named(s.malformed(0, "a value"), "jsv")
	}
	return named(behind(s.document(t, rv), data, text), "jsv")
}
