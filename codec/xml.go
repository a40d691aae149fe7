package codec

import (
	"fmt"
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// XMLOptions are the settings of DataContract XML.
type XMLOptions struct {
	// Lenient reads members in any order, repeated, and in any or no namespace, and roots in the wrong one. The original
	// drops such members without a word.
	Lenient         bool
	OmitDeclaration bool           // no <?xml ... ?> in front, as in ServiceStack's samples
	NullRoot        bool           // null is an empty root, as in Web API, not nothing at all
	Location        *time.Location // the server's zone; nil is UTC
	MaxDepth        int            // of nested elements; 0 is 64
}

func (o *XMLOptions) depth() int {
	if o.MaxDepth == 0 {
		return 64
	}
	return o.MaxDepth
}

type xmlCodec struct {
	o       XMLOptions
	sinks   pool[xmlSink]
	sources pool[xmlSource]
}

// XML is the XML of .NET's DataContractSerializer, application/xml.
func XML(o XMLOptions) Codec { return &xmlCodec{o: o} }

func (*xmlCodec) Name() string        { return "xml" }
func (*xmlCodec) ContentType() string { return "application/xml" }

func (c *xmlCodec) Append(dst []byte, v any) ([]byte, error) {
	w := c.sinks.take()
	defer c.sinks.give(w)
	t, rv, err := w.root(v)
	if err != nil || t == nil {
		return dst, err
	}
	if t.Null(rv) && t.Kind != plan.String {
		return c.appendNull(dst, t.Base()), nil
	}
	w.reset(dst, &c.o)
	w.document(t, rv)
	if w.err != nil {
		return dst, named(unwritten(c, t, rv, w.err), "xml")
	}
	return w.dst, nil
}

func (c *xmlCodec) appendNull(dst []byte, t *plan.Type) []byte {
	if !c.o.NullRoot {
		return dst
	}
	ns := t.XML.Namespace
	if t.XML.Builtin {
		ns = plan.Ser
	}
	return fmt.Appendf(dst, `<%s i:nil="true" xmlns:i="%s" xmlns="%s" />`, t.XML.Name, plan.XSI, ns)
}

func (c *xmlCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	text, err := xmlDocument(data)
	if err != nil {
		return named(err, "xml")
	}
	s := c.sources.take()
	defer c.sources.give(s)
	s.reset(text, &c.o)
	s.front = len(data) - len(text)
	return named(behind(s.told(s.document(t, rv)), data, text), "xml")
}
