package codec

import (
	"reflect"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// List writes one element for each item.
func (w *xmlSink) List(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	item := t.Elem.Base()
	if ns := item.XML.Namespace; !item.XML.Builtin && item.Kind != plan.Enum && ns != "" && ns != t.XML.ItemNS {
		w.declare(ns)
	}
	if prefix, ok := w.lookup(t.XML.ItemNS); ok && v.Len() > 0 {
		w.closeTag()
		w.items(t, v, prefix)
	} else {
		for i := range v.Len() {
			w.begin(t.XML.Item, t.XML.ItemNS)
			t.Elem.Write(w, v.Index(i))
			w.end()
		}
	}
	w.leave()
}

// items writes the items of a list whose namespace is in scope.
func (w *xmlSink) items(t *plan.Type, v reflect.Value, prefix string) {
	tags := w.tags(t, prefix)
	if texts, ok := stringList(t, v); ok {
		for _, text := range texts {
			if !w.textItem(tags, text) {
				w.textElement(t.XML.Item, prefix, text)
			}
		}
		return
	}
	quick := quickXML(t.Elem.Kind)
	for i := range v.Len() {
		if quick {
			w.quickElement(t.XML.Item, prefix, t.Elem, v.Index(i))
			continue
		}
		if tags.Open.Len > 0 {
			w.openedLead(&tags.Open, xmlOpen{prefix, t.XML.Item, len(w.bound), &tags.Close})
		} else {
			w.opened(prefix, t.XML.Item, len(w.bound))
		}
		t.Elem.Write(w, v.Index(i))
		w.end()
	}
}

// textItem writes an item that is neither null nor in need of escapes.
func (w *xmlSink) textItem(tags *plan.Tags, text string) (ok bool) {
	if tags.Open.Len == 0 || text == "" {
		return w.between(tags.Begin, text, tags.End)
	}
	w.dst, ok = appendXMLMember(w.dst, &tags.Open, text, &tags.Close)
	return ok
}

// Map writes one element with Key and Value for each entry.
func (w *xmlSink) Map(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	if v.Len() > 0 {
		w.entries(t, v)
	}
	w.leave()
}

func (w *xmlSink) entries(t *plan.Type, v reflect.Value) {
	var tags *plan.Tags // of entries of two texts that can be written quickly
	prefix, ok := w.lookup(t.XML.ItemNS)
	if ok && t.Key.Kind == plan.String && t.Elem.Kind == plan.String {
		w.closeTag()
		tags = w.tags(t, prefix)
	}
	if m, ok := stringMap(t, v); ok && tags != nil {
		from := w.sortedTexts(m)
		for _, e := range w.texted[from:] {
			w.textEntry(t, tags, prefix, e.Name, e.Value)
		}
		w.texted = w.texted[:from]
		return
	}
	if t.Entries {
		key, value := t.EntryFields()
		for i := range v.Len() {
			e := v.Index(i)
			if tags != nil {
				w.textEntry(t, tags, prefix, e.Field(key).String(), e.Field(value).String())
				continue
			}
			w.entry(t, e.Field(key), e.Field(value))
		}
		return
	}
	from := w.sortedKeys(t, v)
	for i := from; i < len(w.keys); i++ {
		w.entry(t, w.keys[i].key, plan.Addressable(v.MapIndex(w.keys[i].key)))
	}
	w.keys = w.keys[:from]
}

// textEntry writes an entry of two texts, of which the key is one even where it is empty.
func (w *xmlSink) textEntry(t *plan.Type, tags *plan.Tags, prefix, key, value string) {
	if key != "" && w.quickEntry(tags, key, value) {
		return
	}
	w.quickTag("<", t.XML.Item, prefix)
	w.dst = append(w.dst, '>')
	w.quickTag("<", t.XML.Key, prefix)
	w.dst = append(w.dst, '>')
	w.text(key)
	w.quickTag("</", t.XML.Key, prefix)
	w.dst = append(w.dst, '>')
	w.textElement(t.XML.Value, prefix, value)
	w.quickTag("</", t.XML.Item, prefix)
	w.dst = append(w.dst, '>')
}

func (w *xmlSink) entry(t *plan.Type, key, value reflect.Value) {
	w.begin(t.XML.Item, t.XML.ItemNS)
	w.part(t.XML.Key, t.XML.ItemNS, t.Key)
	writeRoot(t.Key, w, plan.Addressable(key)) // a key is never null
	w.end()
	w.part(t.XML.Value, t.XML.ItemNS, t.Elem)
	t.Elem.Write(w, value)
	w.end()
	w.end()
}

// part opens the element of a key or a value.
func (w *xmlSink) part(name, ns string, t *plan.Type) {
	w.begin(name, ns)
	if x := &t.Base().XML; !x.Builtin && t.Base().Kind != plan.Enum && x.Namespace != "" && x.Namespace != ns {
		w.declare(x.Namespace)
	}
}
