package codec

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A plainSink writes XmlSerializer XML. It implements [plan.Sink]; its methods find the start tag of their element open.
type plainSink struct {
	writer
	o     *XmlSerializerOptions
	inTag bool
}

const (
	xsdDeclaration = ` xmlns:xsd="http://www.w3.org/2001/XMLSchema"`
	xsiDeclaration = ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`
)

func (w *plainSink) document(t *plan.Type, v reflect.Value) {
	if t.Elements != "" {
		w.element(t.Elements, t, v)
		return
	}
	name := plainName(t)
	if t.XML.Root != "" {
		name = t.XML.Root
	}
	null := t.Null(v) && t.Kind != plan.List && t.Kind != plan.String // a plain string is one, also "", where it is the whole document
	w.begin(name)
	switch {
	case t.Kind == plan.Any && !v.IsNil():
		w.untypedRoot(v)
		w.end(name)
		return
	case null && t.Base().Kind == plan.String:
		w.dst = append(w.dst, ` p1:nil="true" xmlns:p1="http://www.w3.org/2001/XMLSchema-instance"`...)
		w.end(name)
		return
	case t.Kind.Scalar():
	case w.o.XsiFirst:
		w.dst = append(w.dst, xsiDeclaration+xsdDeclaration...)
	default:
		w.dst = append(w.dst, xsdDeclaration+xsiDeclaration...)
	}
	if t.XML.RootNamespace != "" {
		w.dst = append(append(append(w.dst, ` xmlns="`...), t.XML.RootNamespace...), '"')
	}
	writeRoot(t, w, v)
	w.end(name)
}

// untypedRoot writes a primitive that was declared as object.
func (w *plainSink) untypedRoot(v reflect.Value) {
	dt, inner, err := dynamic(v.Elem())
	if err != nil || !dt.Kind.Scalar() {
		w.fail(&Error{Offset: -1, Expected: "a primitive", Err: ErrUnsupported})
		return
	}
	space, name := plan.XSD, dt.XML.Name
	switch dt.Kind {
	case plan.GUID, plan.Character, plan.Span:
		space, name = "http://microsoft.com/wsdl/types/", plainName(dt)
	}
	w.dst = append(append(append(w.dst, ` xmlns:q1="`...), space...), `" p2:type="q1:`...)
	w.dst = append(append(w.dst, name...), `" xmlns:p2="`...)
	w.dst = append(append(w.dst, plan.XSI...), '"')
	if dt.Kind == plan.String {
		w.closeTag() // also where it is empty
		dt.WriteFound(w, inner)
		return
	}
	dt.Write(w, inner)
}

// plainName is what XmlSerializer calls a value of type t.
func plainName(t *plan.Type) string {
	t = t.Base()
	switch t.Kind {
	case plan.List:
		name := plainName(t.Elem)
		return "ArrayOf" + strings.ToUpper(name[:1]) + name[1:]
	case plan.Object:
		name := t.Class.Name[strings.LastIndexByte(t.Class.Name, '+')+1:]
		for i, arg := range t.Class.Args {
			if i == 0 {
				name += "Of"
			}
			name += systemName(arg)
		}
		return plan.EncodeName(name)
	case plan.Derived:
		return plainName(t.Elem)
	case plan.Enum:
		return t.Enum.Name
	case plan.Span:
		return "TimeSpan"
	case plan.Offset:
		return "dateTimeOffset"
	}
	return t.XML.Name
}

// systemName is the CLR name of a generic argument, as XmlSerializer puts it into the name of its class.
func systemName(t *plan.Type) string {
	switch t.Kind {
	case plan.Pointer:
		if valueNullable(t) {
			return "NullableOf" + systemName(t.Elem)
		}
		return systemName(t.Elem)
	case plan.List:
		if t.Array {
			return "ArrayOf" + systemName(t.Elem)
		}
		return "ListOf" + systemName(t.Elem)
	case plan.Int:
		if t.Bits == 8 {
			return "SByte"
		}
		return "Int" + strconv.Itoa(t.Bits)
	case plan.Uint:
		if t.Bits == 8 {
			return "Byte"
		}
		return "UInt" + strconv.Itoa(t.Bits)
	case plan.Float:
		if t.Bits == 32 {
			return "Single"
		}
	case plan.Bytes:
		return "ArrayOfByte"
	}
	name := plainName(t)
	return strings.ToUpper(name[:1]) + name[1:]
}

func (w *plainSink) begin(name string) {
	w.closeTag()
	w.dst = append(append(w.dst, '<'), name...)
	w.inTag = true
}

func (w *plainSink) closeTag() {
	if w.inTag {
		w.dst, w.inTag = append(w.dst, '>'), false
	}
}

func (w *plainSink) end(name string) {
	if w.inTag {
		w.dst, w.inTag = append(w.dst, " />"...), false
		return
	}
	w.dst = append(append(append(w.dst, '<', '/'), name...), '>')
}

// Null marks the open element as nil.
func (w *plainSink) Null(*plan.Type) { w.dst = append(w.dst, ` xsi:nil="true"`...) }

// Scalar writes one value into the open element.
func (w *plainSink) Scalar(t *plan.Type, v reflect.Value) {
	at := len(w.dst)
	open := w.inTag
	w.closeTag()
	from := len(w.dst)
	w.dst = w.appendScalar(w.dst, t, v)
	if len(w.dst) == from {
		w.dst, w.inTag = w.dst[:at], open
	}
}

func (w *plainSink) appendScalar(dst []byte, t *plan.Type, v reflect.Value) []byte {
	switch t.Kind {
	case plan.String, plan.Text, plan.TypeRef, plan.Exception:
		dst, ok := appendXMLText(dst, scalarText(w, t, v), true)
		if !ok {
			w.fail(&Error{Offset: -1, Expected: "text without lone surrogates", Err: ErrValue})
		}
		return dst
	case plan.Enum:
		n := enumNumber(t, v)
		text, ok := enumNames(t.Enum, n, false)
		if i := t.Enum.Index(n); ok && i >= 0 && len(t.Enum.PlainTexts) > 0 {
			text = t.Enum.PlainTexts[i]
		} else if i >= 0 && text == "" {
			text = t.Enum.Names[i] // the name of no flag
		}
		if !ok {
			w.fail(&Error{Offset: -1, Expected: "a value that the enum names", Err: ErrValue})
		}
		return append(dst, text...)
	case plan.Offset:
		return appendPlainOffset(dst, plan.Load[DateTimeOffset](v))
	case plan.Address:
		return append(dst, v.String()...)
	}
	return appendXMLScalar(dst, t, v, w.o.Location)
}

func appendPlainOffset(dst []byte, t DateTimeOffset) []byte {
	at := fromTicks(t.Ticks, Unspecified)
	dst = appendTrimmed(appendDateTime(dst, at), t.Ticks%ticksPerSecond)
	if t.Offset == 0 {
		return append(dst, 'Z')
	}
	return appendOffset(dst, t.Offset, true)
}

// Object writes attributes, then elements.
func (w *plainSink) Object(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	for _, m := range t.Class.Plain {
		if mv := m.Value(v); m.Attr && !m.Type.Null(mv) {
			w.attribute(m, mv)
		}
	}
	for _, m := range t.Class.PlainElements() {
		w.member(m, v)
	}
	w.leave()
}

func (w *plainSink) attribute(m *plan.Member, v reflect.Value) {
	w.dst = append(append(append(w.dst, ' '), m.Plain...), '=', '"')
	if t := m.Type.Base(); t.Kind == plan.String {
		w.dst = appendXMLAttr(w.dst, indirect(v).String())
	} else {
		w.dst = appendXMLAttr(w.dst, string(w.appendScalar(nil, t, indirect(v))))
	}
	w.dst = append(w.dst, '"')
}

func (w *plainSink) member(m *plan.Member, v reflect.Value) {
	mv := m.Value(v)
	if m.WriteOnly && m.Type.Kind != plan.List || m.When != nil && !m.When(v) {
		return
	}
	if m.Specified != nil && !m.Specified.Value(v).Bool() {
		return
	}
	if m.Default != "" && string(w.appendScalar(nil, m.Type, mv)) == m.Default {
		return
	}
	if null := m.Type.Null(mv); null && !valueNullable(m.Type) {
		return
	}
	if m.Flat {
		for i := range mv.Len() {
			w.element(m.Plain, m.Type.Elem, mv.Index(i))
		}
		return
	}
	if m.Item != "" {
		w.begin(m.Plain)
		for i := range mv.Len() {
			w.element(m.Item, m.Type.Elem, mv.Index(i))
		}
		w.end(m.Plain)
		return
	}
	w.element(m.Plain, m.Type, mv)
}

// valueNullable reports whether t is a Nullable<T>, whose null is written.
func valueNullable(t *plan.Type) bool {
	if t.Kind != plan.Pointer {
		return false
	}
	switch k := t.Elem.Kind; k {
	case plan.String, plan.Address, plan.Text, plan.TypeRef, plan.Exception:
		return false
	case plan.Object:
		return t.Elem.Struct
	default:
		return k.Scalar()
	}
}

func (w *plainSink) element(name string, t *plan.Type, v reflect.Value) {
	w.begin(name)
	t.Write(w, v)
	w.end(name)
}

// List writes one element for each item.
func (w *plainSink) List(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	name := plainName(t.Elem)
	for i := range v.Len() {
		w.element(name, t.Elem, v.Index(i))
	}
	w.leave()
}

// Map writes an element for each entry where the type says so; XmlSerializer has no other dictionaries.
func (w *plainSink) Map(t *plan.Type, v reflect.Value) {
	if t.Elements != "" {
		w.entries(t, v)
		return
	}
	w.fail(&Error{Offset: -1, Expected: "no dictionary", Err: ErrUnsupported})
}

func (w *plainSink) entries(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	keys, values := entriesOf(t, v)
	for i, key := range keys {
		name := plan.EncodeName(key.String())
		if name == "" {
			w.fail(&Error{Offset: -1, Expected: "a name", Err: ErrValue})
			return
		}
		w.begin(name)
		w.loose(values[i])
		w.end(name)
	}
	w.leave()
}

// loose writes what an entry holds: nothing for a null, a list of texts with blanks between.
func (w *plainSink) loose(v reflect.Value) {
	dt, inner, err := dynamic(v)
	switch {
	case err != nil:
		w.fail(err)
	case !inner.IsValid():
	case dt.Kind == plan.List:
		for i := range inner.Len() {
			if i > 0 {
				w.dst = append(w.dst, ' ')
			}
			w.loose(inner.Index(i))
		}
	default:
		dt.Write(w, inner)
	}
}

// Dynamic writes a primitive found in an interface with its xsi:type.
func (w *plainSink) Dynamic(t *plan.Type, x reflect.Value) {
	dt, v, err := dynamic(x)
	switch {
	case err != nil:
		w.fail(err)
	case !v.IsValid():
		w.Null(t)
	case emptyClass(dt):
	case t.Kind == plan.Derived && t.Elem == dt:
		dt.Write(w, v)
	case dt.Kind == plan.Enum:
		w.dst = append(w.dst, ` xsi:type="xsd:int"`...)
		w.closeTag()
		w.dst = appendEnumNumber(w.dst, dt, enumNumber(dt, v))
	case dt.Kind == plan.GUID || dt.Kind == plan.Character || dt.Kind == plan.Span || dt.Kind == plan.Offset:
		w.dst = append(w.dst, ` xmlns:q1="http://microsoft.com/wsdl/types/" xsi:type="q1:`...)
		w.dst = append(append(w.dst, plainName(dt)...), '"')
		dt.Write(w, v)
	case !dt.Kind.Scalar() || !plainType(dt, nil):
		w.fail(&Error{Offset: -1, Expected: "a primitive", Err: ErrUnsupported})
	default:
		w.dst = append(append(append(w.dst, ` xsi:type="xsd:`...), dt.XML.Name...), '"')
		w.closeTag()
		dt.WriteFound(w, v)
	}
}
