package codec

import (
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// JsonNetOptions are the settings of Web API's JSON.
type JsonNetOptions struct { //nolint:revive,staticcheck // named as in .NET
	Location *time.Location // the server's zone; nil is UTC
	MaxDepth int            // of nested objects and lists; 0 is 256, as in Web API
}

type standardCodec struct {
	o      TextOptions
	system bool
	sinks  pool[standardSink]
}

// JsonNet is the JSON of Json.NET as Web API uses it, application/json: names as declared, nulls written, ISO 8601 times,
// enums as numbers. Its reader goes on behind a value that does not fit and lists all of those in a [*ReadErrors].
func JsonNet(o JsonNetOptions) Codec { //nolint:revive,staticcheck // named as in .NET
	if o.MaxDepth == 0 {
		o.MaxDepth = 256
	}
	return &standardCodec{o: TextOptions{Location: o.Location, MaxDepth: o.MaxDepth}}
}

// SystemTextJSON is the JSON of System.Text.Json as ServiceStack sets it up for endpoint routing: strict, camelCase unless
// o says otherwise, ISO 8601 times, everything but plain ASCII escaped.
func SystemTextJSON(o TextOptions) Codec {
	if o.Case == DeclaredCase {
		o.Case = CamelCase
	}
	return &standardCodec{o: o, system: true}
}

func (*standardCodec) Name() string        { return "json" }
func (*standardCodec) ContentType() string { return "application/json" }

func (c *standardCodec) Append(dst []byte, v any) ([]byte, error) {
	t, rv, err := root(v)
	if err != nil {
		return dst, err
	}
	if t == nil {
		return append(dst, "null"...), nil
	}
	w := c.sinks.take()
	defer c.sinks.give(w)
	w.o, w.system = &c.o, c.system
	w.start(dst, c.o.depth())
	writeRoot(t, w, rv)
	if w.err != nil {
		return dst, named(unwritten(c, t, rv, w.err), "json")
	}
	if c.o.Indent && c.system {
		return indentSystem(w.dst[:len(dst)], string(w.dst[len(dst):])), nil
	}
	return w.dst, nil
}

func (c *standardCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	text := strings.TrimPrefix(string(data), bom)
	if c.system {
		return named(behind(decodeSystem(text, t, rv, &c.o), data, text), "json")
	}
	return behind(decodeNet(text, t, rv, &c.o), data, text)
}

var _ plan.Sink = (*standardSink)(nil)
