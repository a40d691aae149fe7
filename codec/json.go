package codec

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

type jsonCodec struct {
	o       TextOptions
	sinks   pool[textSink]
	sources pool[jsonSource]
}

// JSON is ServiceStack.Text's JSON, application/json.
func JSON(o TextOptions) Codec { return &jsonCodec{o: o} }

func (*jsonCodec) Name() string        { return "json" }
func (*jsonCodec) ContentType() string { return "application/json" }

// Append writes v. A nil writes nothing, as a service that answers with null does.
func (c *jsonCodec) Append(dst []byte, v any) ([]byte, error) {
	w := c.sinks.take()
	defer c.sinks.give(w)
	t, rv, err := w.root(v)
	if err != nil || t == nil || t.Null(rv) && t.Kind != plan.String {
		return dst, err
	}
	start := len(dst)
	w.o = &c.o
	w.start(dst, c.o.depth())
	writeRoot(t, w, rv)
	if w.err != nil {
		return dst, named(unwritten(c, t, rv, w.err), "json")
	}
	if c.o.Indent {
		return indentJSON(w.dst[:start], string(w.dst[start:])), nil
	}
	return w.dst, nil
}

// Decode reads data, which may begin with a byte order mark, into the value that v points to.
func (c *jsonCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	s := c.sources.take()
	defer c.sources.give(s)
	text := strings.TrimPrefix(string(data), bom)
	s.reset(text, &c.o)
	if text == "" && len(data) > 0 {
		return named(s.malformed(0, "a value"), "json")
	}
	return named(behind(s.document(t, rv), data, text), "json")
}

const bom = "\uFEFF"

// named puts the name of a format on an error of this package.
func named(err error, format string) error {
	if e, ok := err.(*Error); ok && e.Format == "" { //nolint:errorlint // only our own, unwrapped, are named
		e.Format = format
	}
	return err
}

// Compile builds the plan of v's type ahead of the first request. A type that cannot be declared is an error here.
func Compile(v any) error {
	_, _, err := root(v)
	return err
}

// TypeName is the CLR name of v's type with its namespace, or the name of its Go type.
func TypeName(v any) string {
	t, _, err := root(v)
	if err != nil || t == nil {
		return ""
	}
	return t.FullName()
}
