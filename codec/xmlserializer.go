package codec

import (
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// XmlSerializerOptions are the settings of Web API's XML.
type XmlSerializerOptions struct { //nolint:revive,staticcheck // named as in .NET
	XsiFirst bool           // xmlns:xsi before xmlns:xsd, as on .NET 10; Web API's documents show xsd first
	Location *time.Location // the server's zone; nil is UTC
	MaxDepth int            // of nested elements; 0 is 256, as in Web API
}

func (o *XmlSerializerOptions) depth() int {
	if o.MaxDepth == 0 {
		return 256
	}
	return o.MaxDepth
}

type plainCodec struct {
	o       XmlSerializerOptions
	sinks   pool[plainSink]
	sources pool[plainSource]
}

// XmlSerializer is the XML of .NET's XmlSerializer as Web API uses it, application/xml: no declaration, no namespaces,
// members in the order of declaration, base classes first.
func XmlSerializer(o XmlSerializerOptions) Codec { return &plainCodec{o: o} } //nolint:revive,staticcheck // named as in .NET

func (*plainCodec) Name() string        { return "xml" }
func (*plainCodec) ContentType() string { return "application/xml" }

// Append writes v. A type with a dictionary in it is ErrUnsupported.
func (c *plainCodec) Append(dst []byte, v any) ([]byte, error) {
	t, rv, err := root(v)
	if err != nil || t == nil {
		return dst, err
	}
	if !plainType(t, nil) {
		return dst, &Error{Format: "xml", Offset: -1, Expected: "a type without dictionaries", Err: ErrUnsupported}
	}
	w := c.sinks.take()
	defer c.sinks.give(w)
	w.o = &c.o
	w.start(dst, c.o.depth())
	w.inTag = false
	w.document(t, rv)
	if w.err != nil {
		return dst, named(unwritten(c, t, rv, w.err), "xml")
	}
	return w.dst, nil
}

// Decode reads data into v. An error leaves nothing that could be used: it is ErrNull too.
func (c *plainCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	if !plainType(t, nil) {
		return &Error{Format: "xml", Offset: -1, Expected: "a type without dictionaries", Err: ErrUnsupported}
	}
	text, err := xmlDocument(data)
	if blank := strings.Trim(text, " \t\r\n") == ""; err == nil && blank && len(data) > 3 {
		return nil // what Web API takes for no document at all
	}
	if err == nil {
		s := c.sources.take()
		defer c.sources.give(s)
		s.reset(text, &c.o)
		if err = s.document(t, rv); err != nil {
			err = behind(saying(err, s.original(err)), data, text)
		}
	}
	if e, ok := err.(*Error); ok { //nolint:errorlint // made by the source
		e.null = true
	}
	return named(err, "xml")
}

// plainType reports whether XmlSerializer can write values of type t.
func plainType(t *plan.Type, seen map[*plan.Type]bool) bool {
	t = t.Base()
	switch t.Kind {
	case plan.Map:
		return t.Elements != ""
	case plan.Address, plan.TypeRef, plan.Exception:
		return false
	case plan.Derived:
		return plainType(t.Elem, seen)
	}
	if t.Kind == plan.List {
		return !t.Interface && plainType(t.Elem, seen)
	}
	if t.Kind != plan.Object || seen[t] {
		return true
	}
	if seen == nil {
		seen = map[*plan.Type]bool{}
	}
	seen[t] = true
	if t.Class.NoConstructor || t.Class.MixedRanks {
		return false
	}
	for _, m := range t.Class.Plain {
		if m.PrivateSet || !plainType(m.Type, seen) {
			return false
		}
	}
	return true
}
