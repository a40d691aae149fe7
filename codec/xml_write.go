package codec

import (
	"reflect"
	"strconv"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// An xmlSink writes DataContract XML. It implements [plan.Sink].
//
// The rules of its names: an element in a namespace that a prefix in scope stands for takes that prefix, else it makes
// its namespace the default, and that declaration comes last in its tag; a namespace that only a type needs is declared
// on the member as d<depth>p<n>. A method of plan.Sink finds the start tag of its element still open.
type xmlSink struct {
	writer
	o       *XMLOptions
	bound   []xmlBinding
	open    []xmlOpen
	pending string // namespace that the open start tag makes the default
	hasDef  bool
	ending  string // the same as an attribute, where that is rendered ahead
	inTag   bool
	next    int // n of the next d<depth>p<n>
	refs    map[any]int

	rootType *plan.Type // whose known types may stand in untyped members
}

type xmlBinding struct{ prefix, uri string }

type xmlOpen struct {
	prefix, name string
	bound        int        // bindings before the element
	end          *plan.Lead // its end tag, where that is rendered ahead
}

func (w *xmlSink) reset(dst []byte, o *XMLOptions) {
	w.start(dst, o.depth())
	w.o, w.inTag, w.hasDef, w.ending = o, false, false, ""
	w.bound = append(w.bound[:0], xmlBinding{})
	w.open = w.open[:0]
	w.refs = nil
}

// lookup finds the prefix that stands for uri: of the innermost binding, if nothing took that prefix since.
func (w *xmlSink) lookup(uri string) (string, bool) {
	for i := len(w.bound) - 1; i >= 0; i-- {
		if w.bound[i].uri != uri {
			continue
		}
		for _, later := range w.bound[i+1:] {
			if later.prefix == w.bound[i].prefix {
				return "", false
			}
		}
		return w.bound[i].prefix, true
	}
	return "", false
}

// begin opens an element and leaves its start tag open.
func (w *xmlSink) begin(name, uri string) {
	w.closeTag()
	at := len(w.bound)
	prefix, ok := w.lookup(uri)
	if !ok {
		w.bound = append(w.bound, xmlBinding{"", uri})
		w.pending, w.hasDef = uri, true
	}
	w.opened(prefix, name, at)
}

// opened opens an element whose prefix is known.
func (w *xmlSink) opened(prefix, name string, bound int) {
	w.quickTag("<", name, prefix)
	w.open = append(w.open, xmlOpen{prefix: prefix, name: name, bound: bound})
	w.inTag, w.next = true, 1
}

// closeTag ends the open start tag.
func (w *xmlSink) closeTag() {
	if w.inTag {
		w.endAttributes()
		w.dst = append(w.dst, '>')
	}
}

func (w *xmlSink) endAttributes() {
	if w.hasDef {
		w.attribute("xmlns", w.pending)
	}
	w.dst = append(w.dst, w.ending...)
	w.inTag, w.hasDef, w.ending = false, false, ""
}

func (w *xmlSink) attribute(name, value string) {
	w.dst = append(append(w.dst, ' '), name...)
	w.dst = append(w.dst, '=', '"')
	w.dst = appendXMLAttr(w.dst, value)
	w.dst = append(w.dst, '"')
}

// end closes the innermost element.
func (w *xmlSink) end() {
	last := &w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	w.bound = w.bound[:last.bound]
	if w.inTag {
		w.endAttributes()
		w.dst = append(w.dst, " />"...)
		return
	}
	if last.end != nil {
		w.dst = appendLead(w.dst, last.end)
		return
	}
	w.dst = append(w.dst, '<', '/')
	if last.prefix != "" {
		w.dst = append(append(w.dst, last.prefix...), ':')
	}
	w.dst = append(append(w.dst, last.name...), '>')
}

// declare makes sure that a prefix stands for uri, and returns it.
func (w *xmlSink) declare(uri string) string {
	if prefix, ok := w.lookup(uri); ok {
		return prefix
	}
	prefix := madePrefix(len(w.open), w.next)
	w.next++
	w.dst = append(append(w.dst, " xmlns:"...), prefix...)
	w.dst = append(append(w.dst, '=', '"'), uri...)
	w.dst = append(w.dst, '"')
	w.bound = append(w.bound, xmlBinding{prefix, uri})
	return prefix
}

// madePrefix is d<depth>p<n>, without making a string for the usual ones.
func madePrefix(depth, n int) string {
	if n == 1 && depth < len(firstPrefixes) {
		return firstPrefixes[depth]
	}
	return "d" + strconv.Itoa(depth) + "p" + strconv.Itoa(n)
}

//nolint:gochecknoglobals // a table, never changed
var firstPrefixes = [...]string{
	"d0p1", "d1p1", "d2p1", "d3p1", "d4p1", "d5p1", "d6p1", "d7p1", "d8p1", "d9p1", "d10p1", "d11p1", "d12p1",
}

// document writes the root element of t.
func (w *xmlSink) document(t *plan.Type, v reflect.Value) {
	if !w.o.OmitDeclaration {
		w.dst = append(w.dst, xmlDeclaration...)
	}
	w.beginDocument(t)
	w.rootType = t
	writeRoot(t, w, v)
	w.end()
}

// beginDocument opens the root element.
func (w *xmlSink) beginDocument(t *plan.Type) {
	switch x := &t.XML; {
	case x.Document != "":
		w.dst = append(w.dst, x.Document...)
		w.open = append(w.open, xmlOpen{name: x.Name, bound: len(w.bound)})
		w.bound = append(w.bound, xmlBinding{"", x.Namespace}, xmlBinding{"i", plan.XSI})
		w.inTag, w.next, w.ending = true, 1, x.DocumentEnd
	case x.Builtin:
		w.begin(x.Name, plan.Ser)
	case t.Kind == plan.Enum:
		w.begin(x.Name, x.Namespace)
	default:
		w.begin(x.Name, x.Namespace)
		w.dst = append(w.dst, ` xmlns:i="http://www.w3.org/2001/XMLSchema-instance"`...)
		w.bound = append(w.bound, xmlBinding{"i", plan.XSI})
	}
}

// Null marks the open element as nil.
func (w *xmlSink) Null(*plan.Type) { w.dst = append(w.dst, ` i:nil="true"`...) }

// Object writes the members, base classes first.
func (w *xmlSink) Object(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	if t.Class.NoContract {
		w.fail(&Error{Offset: -1, Expected: "a constructor without parameters", Err: ErrUnsupported})
	}
	if t.Class.Reference && w.referred(v) {
		w.leave()
		return
	}
	var known xmlPrefix
	for _, m := range t.Class.Levels {
		var mv reflect.Value
		if m.First >= 0 {
			mv = v.Field(m.First)
		} else {
			mv = m.Value(v)
		}
		if w.quick(m, mv, &known) {
			continue
		}
		if m.OmitDefault && m.Class.Contract && isDefault(m.Type, mv) {
			continue
		}
		w.begin(m.XML.Name, m.XML.Namespace)
		if m.XML.Declare != "" {
			w.declare(m.XML.Declare)
		}
		m.Type.Write(w, mv)
		w.end()
	}
	w.leave()
}

// referred writes the identity of an object of an IsReference class, and reports whether that is all there is to write.
func (w *xmlSink) referred(v reflect.Value) bool {
	key := v.Addr().Interface()
	id, seen := w.refs[key]
	if !seen {
		if w.refs == nil {
			w.refs = map[any]int{}
		}
		id = len(w.refs) + 1
		w.refs[key] = id
	}
	name := " z:Id="
	if seen {
		name = " z:Ref="
	}
	w.dst = append(append(w.dst, name...), '"', 'i')
	w.dst = append(strconv.AppendInt(w.dst, int64(id), 10), '"')
	if prefix, ok := w.lookup(plan.Ser); !ok || prefix != "z" {
		w.attribute("xmlns:z", plan.Ser)
		w.bound = append(w.bound, xmlBinding{"z", plan.Ser})
	}
	return seen
}

// Dynamic writes a value found in an interface, with the name of its type.
func (w *xmlSink) Dynamic(t *plan.Type, x reflect.Value) {
	dt, v, err := dynamic(x)
	switch {
	case err != nil:
		w.fail(err)
	case !v.IsValid():
		w.Null(t)
	case emptyClass(dt):
	case t.Kind == plan.Derived && t.Elem == dt:
		dt.Write(w, v)
	case !knows(w.rootType, dt):
		w.fail(&Error{Offset: -1, Expected: "a known type, not " + dt.FullName(), Err: ErrUnsupported})
	default:
		w.typed(dt, v)
	}
}

func (w *xmlSink) typed(t *plan.Type, v reflect.Value) {
	prefix := w.declare(t.XML.Namespace)
	name := t.XML.Name
	if prefix != "" {
		name = prefix + ":" + name
	}
	w.attribute("i:type", name)
	t.WriteFound(w, v)
}
