package codec

import (
	"reflect"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// An xmlPrefix is what the namespace of a class is called in the element at hand.
type xmlPrefix struct {
	owner  *plan.Type
	prefix string
	ok     bool // the namespace needs no declaration
}

// quick writes a member whose namespace is in scope, without the ceremony of begin and end.
func (w *xmlSink) quick(m *plan.Member, v reflect.Value, known *xmlPrefix) bool {
	if m.OmitDefault {
		return false
	}
	if known.owner != m.XML.Owner {
		known.owner = m.XML.Owner
		known.prefix, known.ok = w.lookup(m.XML.Namespace)
	}
	if !known.ok {
		return false
	}
	if w.inTag {
		w.closeTag()
	}
	text := quickXML(m.Type.Kind)
	switch bare := known.prefix == "" && m.XML.Begin.Len > 0; {
	case bare && m.Type.Kind == plan.String:
		w.textMember(m, v.String())
	case bare && text:
		w.dst = appendXMLScalar(appendLead(w.dst, &m.XML.Begin), m.Type, v, w.o.Location)
		w.dst = appendLead(w.dst, &m.XML.End)
	case bare:
		w.child(m, v)
	case text:
		w.quickElement(m.XML.Name, known.prefix, m.Type, v)
	default:
		return false
	}
	return true
}

// textMember writes a member that is a string.
func (w *xmlSink) textMember(m *plan.Member, text string) {
	if text != "" {
		var ok bool
		if w.dst, ok = appendXMLMember(w.dst, &m.XML.Begin, text, &m.XML.End); ok {
			return
		}
	}
	w.textElement(m.XML.Name, "", text)
}

// child writes a member that may have attributes and elements.
func (w *xmlSink) child(m *plan.Member, v reflect.Value) {
	w.openedLead(&m.XML.Begin, xmlOpen{name: m.XML.Name, bound: len(w.bound), end: &m.XML.End})
	if m.XML.Declare != "" {
		w.declareFor(&m.XML)
	}
	m.Type.Write(w, v)
	w.end()
}

// openedLead is opened of an element whose start tag is rendered ahead.
func (w *xmlSink) openedLead(begin *plan.Lead, e xmlOpen) {
	w.dst = appendLead(w.dst, begin)
	w.dst = w.dst[:len(w.dst)-1]
	w.open = append(w.open, e)
	w.inTag, w.next = true, 1
}

// declareFor is declare of the namespace of a member whose element has been opened.
func (w *xmlSink) declareFor(e *plan.Element) {
	if _, ok := w.lookup(e.Declare); ok {
		return
	}
	depth := len(w.open)
	text, ok := e.Declaration(depth)
	if !ok {
		w.declare(e.Declare)
		return
	}
	w.dst = append(w.dst, text...)
	w.bound = append(w.bound, xmlBinding{firstPrefixes[depth], e.Declare})
	w.next++
}

// quickXML reports whether values of a kind are always text, never an element without content.
func quickXML(k plan.Kind) bool {
	switch k {
	case plan.String, plan.Bool, plan.Int, plan.Uint, plan.Float, plan.Decimal, plan.Time, plan.GUID:
		return true
	}
	return false
}

// quickElement writes a whole element.
func (w *xmlSink) quickElement(name, prefix string, t *plan.Type, v reflect.Value) {
	if t.Kind == plan.String {
		w.textElement(name, prefix, v.String())
		return
	}
	w.quickTag("<", name, prefix)
	w.dst = appendXMLScalar(append(w.dst, '>'), t, v, w.o.Location)
	w.quickTag("</", name, prefix)
	w.dst = append(w.dst, '>')
}

// textElement writes an element with a text, which is null where it is empty.
func (w *xmlSink) textElement(name, prefix, text string) {
	w.quickTag("<", name, prefix)
	if text == "" {
		w.dst = append(w.dst, ` i:nil="true" />`...)
		return
	}
	w.dst = append(w.dst, '>')
	w.text(text)
	w.quickTag("</", name, prefix)
	w.dst = append(w.dst, '>')
}

// between writes text between its tags, if it is neither null nor in need of escapes.
func (w *xmlSink) between(begin, text, end string) (ok bool) {
	if text != "" {
		w.dst, ok = appendXMLElement(w.dst, begin, text, end)
	}
	return ok
}

// tags are those of the items of t where prefix stands for their namespace.
func (w *xmlSink) tags(t *plan.Type, prefix string) *plan.Tags {
	depth := len(w.open)
	if prefix == "" {
		depth = 0
	}
	if tags, ok := t.XML.TagsAt(depth); ok && (prefix == "" || prefix == firstPrefixes[depth]) {
		return tags
	}
	tags := t.XML.Tagged(prefix)
	return &tags
}

func (w *xmlSink) quickTag(open, name, prefix string) {
	w.dst = append(w.dst, open...)
	if prefix != "" {
		w.dst = append(append(w.dst, prefix...), ':')
	}
	w.dst = append(w.dst, name...)
}

// quickEntry writes an entry of two texts that stand for themselves.
func (w *xmlSink) quickEntry(tags *plan.Tags, key, value string) bool {
	at := len(w.dst)
	if w.between(tags.Begin, key, tags.Middle) && w.between("", value, tags.End) {
		return true
	}
	w.dst = w.dst[:at]
	return false
}
