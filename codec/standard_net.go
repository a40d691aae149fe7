package codec

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A netSource fills values from a document as Json.NET does when every error counts as handled: it notes what does not fit and goes on behind it, and
// where its reader cannot, the faults that this leads to are noted too. It implements [plan.Source].
type netSource struct {
	netReader
	o      *TextOptions
	errors []*Error
	noted  int // length of their texts
	lost   bool
	null   *plan.Type // the type of the value at the offset nullAt, which may be null
	nullAt int
	refEnd int // where the last reference ends
}

// What one document may have noted. Every note repeats the path to its place.
const (
	maxNotes    = 1000
	maxNoteText = 1 << 20
)

func decodeNet(text string, t *plan.Type, v reflect.Value, o *TextOptions) error {
	s := netSource{netReader: netReader{text: text, line: 1, limit: o.depth()}, o: o}
	more, err := s.readAs(wantOf(t))
	if err == nil && !more && t.Kind != plan.Object && !t.Nullable() {
		err = s.fault(ErrValue, "No JSON content found and type '%s' is not nullable.", netTypeName(t))
	}
	if err == nil && more {
		err = t.Read(&s, v)
	}
	if err != nil {
		s.note(err)
	}
	if len(s.errors) == 0 {
		return nil
	}
	return &ReadErrors{List: s.errors, null: err != nil || s.lost}
}

// note keeps an error with the path at which it is caught. Of a document with too many nothing more is read.
func (s *netSource) note(err error) {
	if s.lost = s.lost || len(s.errors) == maxNotes || s.noted > maxNoteText; s.lost {
		s.pos = len(s.text)
		return
	}
	f, ok := errors.AsType[*netFault](err)
	if !ok {
		f = s.fault(ErrValue, "%s", err.Error())
	}
	e := &Error{Format: "json", Offset: int64(f.offset), Path: s.path(), Expected: f.expected, Err: f.kind, original: f.text}
	s.errors, s.noted = append(s.errors, e), s.noted+len(e.Path)+len(e.original)
}

// handle notes an error and passes over the rest of the value, down to a depth. The reader may stumble on its way.
func (s *netSource) handle(err error, depth int) error {
	s.note(err)
	if err := s.skip(); err != nil {
		return err
	}
	for s.depth() > depth {
		if more, err := s.read(); err != nil || !more {
			return err
		}
	}
	return nil
}

// misfit is the fault of a value that cannot become one of type t.
func (s *netSource) misfit(t *plan.Type) error {
	f := s.fault(ErrValue, "Error converting value %s to type '%s'.", s.shown(), s.typeName(t))
	f.offset, f.expected = s.at, expectedOf(t)
	return f
}

// typeName is the CLR name of type t of the value at hand.
func (s *netSource) typeName(t *plan.Type) string {
	if s.null != nil && s.null.Elem == t && s.nullAt == s.at {
		return netTypeName(s.null)
	}
	return netTypeName(t)
}

// shown is the value at hand as messages show it.
func (s *netSource) shown() string {
	switch s.token {
	case netNull, netUndefined:
		return "{null}"
	case netString:
		if at, ok := s.moment(); ok {
			return at.Format("01/02/2006 15:04:05")
		}
		return `"` + s.value + `"`
	case netStartConstructor:
		return `"` + s.value + `"`
	case netBoolean:
		return strings.ToUpper(s.value[:1]) + s.value[1:]
	case netFloatToken:
		if f, ok := netFloat(s.value); ok {
			return string(appendFloat(nil, f, 64, 'E'))
		}
	}
	return s.value
}

// noValue is the fault of a token that is no value.
func (s *netSource) noValue() error {
	return s.fault(ErrMalformed, "Unexpected token while deserializing object: %v.", s.token)
}

// nothing reports whether the value at hand is null to what can be null.
func (s *netSource) nothing() bool {
	return s.token == netNull || s.token == netUndefined || s.token == netString && s.value == ""
}

// scalarToken reports whether a token is a value of one piece.
func scalarToken(t netToken) bool {
	return t >= netInteger && t <= netUndefined || t == netBytes || t == netStartConstructor
}

// wrongShape is the fault of an object, a list or a scalar where another of them is wanted. Of an object the first name has been read by then.
func (s *netSource) wrongShape(t *plan.Type) error {
	at, name, expected := s.at, s.typeName(t), expectedShape(t)
	var f *netFault
	switch {
	case scalarToken(s.token):
		return s.misfit(t)
	case s.token == netStartArray:
		f = s.fault(ErrValue, cannotDeserialize+"change the deserialized type to an array or a type that implements a collection interface (e.g. ICollection, IList) "+
			"like List<T> that can be deserialized from a JSON array. JsonArrayAttribute can also be added to the type to force it to deserialize from a JSON array.\n",
			"array (e.g. [1,2,3])", name, expected)
	case s.token == netStartObject:
		if err := s.enter(); err != nil {
			return err
		}
		if reference, err := s.metadata(); err != nil || reference {
			return err
		}
		f = s.fault(ErrValue, cannotDeserialize+"change the deserialized type so that it is a normal .NET type (e.g. not a primitive type like integer, "+
			"not a collection type like an array or List<T>) that can be deserialized from a JSON object. "+
			"JsonObjectAttribute can also be added to the type to force it to deserialize from a JSON object.\n",
			`object (e.g. {"name":"value"})`, name, expected)
	default:
		return s.noValue()
	}
	f.offset, f.expected = at, expectedOf(t)
	return f
}

const cannotDeserialize = "Cannot deserialize the current JSON %[1]s into type '%[2]s' because the type requires a JSON %[3]s to deserialize correctly.\n" +
	"To fix this error either change the JSON to a JSON %[3]s or "

// enter reads the first token of an object.
func (s *netSource) enter() error {
	more, err := s.read()
	if err == nil && !more {
		err = s.ended()
	}
	return err
}

// Null reports whether the value at hand is null to a pointer.
func (s *netSource) Null(t *plan.Type) bool {
	s.null, s.nullAt = t, s.at
	return s.nothing() && (s.token != netString || t.Elem.Kind != plan.String)
}

// Object reads an object's members.
func (s *netSource) Object(t *plan.Type, v reflect.Value) error {
	switch {
	case s.token != netStartObject && !(s.nothing() && !t.Struct):
		return s.wrongShape(t)
	case s.token != netStartObject:
		return nil
	}
	if err := s.enter(); err != nil {
		return err
	}
	if reference, err := s.metadata(); reference || err != nil {
		return err
	}
	return s.populate(t, v)
}

// metadata passes over what Json.NET keeps of references, and reports whether the object is one.
func (s *netSource) metadata() (reference bool, err error) {
	for s.token == netName && (s.value == "$ref" || s.value == "$type" || s.value == "$id") {
		name := s.value
		if err := s.enter(); err != nil {
			return false, err
		}
		if name == "$ref" {
			if s.token != netString && s.token != netNull {
				return false, s.fault(ErrValue, "JSON reference $ref property must have a string or null value.")
			}
			reference = s.token == netString
		}
		if err := s.enter(); err != nil {
			return false, err
		}
		if reference && s.token == netName {
			return false, s.fault(ErrValue, "Additional content found in JSON reference object. A JSON reference object should only have a $ref property.")
		}
		if reference {
			s.refEnd = s.pos
			return true, nil
		}
	}
	return false, nil
}

func (s *netSource) populate(t *plan.Type, v reflect.Value) error {
	var given []*plan.Member
	depth := s.depth()
	err := s.eachName(func() error {
		m, err := s.member(t, v)
		if m != nil {
			given = append(given, m)
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.required(t, given, depth)
}

// eachName reads what stands behind each name of an object. A fault in one is noted, as Json.NET's handler of errors does, and the next is read.
func (s *netSource) eachName(read func() error) error {
	depth := s.depth()
	for s.token != netEndObject {
		switch s.token {
		case netName:
			if err := read(); err != nil {
				if err := s.handle(err, depth); err != nil {
					return err
				}
			}
		case netComment:
		default:
			return s.fault(ErrMalformed, "Unexpected token when deserializing object: %v.", s.token)
		}
		more, err := s.read()
		if err != nil {
			return err
		}
		if !more {
			s.note(s.fault(ErrMalformed, "Unexpected end when deserializing object."))
			break
		}
	}
	return nil
}

// member reads the value of the name at hand, and returns the member that got one.
func (s *netSource) member(t *plan.Type, v reflect.Value) (*plan.Member, error) {
	m := t.Class.FindNet(s.value)
	if m == nil {
		if more, err := s.read(); err != nil || !more {
			return nil, err
		}
		return nil, s.skip()
	}
	noted := len(s.errors)
	got, err := s.memberValue(t, m, v)
	if m.Secret {
		err = s.withhold(noted, err)
	}
	return got, err
}

func (s *netSource) memberValue(t *plan.Type, m *plan.Member, v reflect.Value) (*plan.Member, error) {
	name := s.value
	more, err := s.readAs(wantOf(m.Type))
	if err == nil && !more {
		err = s.fault(ErrMalformed, "Unexpected end when setting %s's value.", name)
	}
	if err != nil {
		return nil, err
	}
	mv := m.Value(v)
	if m.PrivateSet || m.NotRead && scalarToken(s.token) || m.WriteOnly && (m.Type.Kind != plan.List || s.token != netStartArray || mv.IsNil()) {
		return m, s.skip()
	}
	err = s.fill(m.Type, mv)
	if err == nil && s.refEnd == s.pos && m.Type.Kind.Scalar() && !m.Type.Nullable() {
		text := fmt.Sprintf("Error setting value to '%s' on '%s'.", m.CLR, t.FullName())
		err = &netFault{text: text, kind: ErrValue, offset: s.at, expected: expectedOf(m.Type)}
	}
	if err == nil && m.Specified != nil {
		m.Specified.Value(v).SetBool(true)
	}
	return m, err
}

// fill reads the value at hand into v, and into the object that is there already. A reference is null: there is nothing that it could refer to.
func (s *netSource) fill(t *plan.Type, v reflect.Value) (err error) {
	if t.Kind == plan.Pointer && t.Elem.Kind == plan.Object && !t.Elem.Struct && s.token == netStartObject && !v.IsNil() {
		err = t.Elem.Read(s, v.Elem())
	} else {
		err = t.Read(s, v)
	}
	if err == nil && s.refEnd == s.pos && t.Nullable() {
		v.SetZero()
	}
	return err
}

// required notes the members that have to be there and cannot be null.
func (s *netSource) required(t *plan.Type, given []*plan.Member, depth int) error {
	for _, m := range t.Class.NetMembers() {
		if !m.Required || m.Type.Nullable() && !m.Class.Contract || contains(given, m) {
			continue
		}
		f := s.fault(ErrValue, "Required property '%s' not found in JSON.", m.JSONNet)
		f.expected = "the required member " + m.JSONNet
		if err := s.handle(f, depth); err != nil {
			return err
		}
	}
	return nil
}

func contains(members []*plan.Member, m *plan.Member) bool {
	for _, one := range members {
		if one == m {
			return true
		}
	}
	return false
}

// List reads the items; those that do not fit are left out. A list that is there already is added to.
func (s *netSource) List(t *plan.Type, v reflect.Value) error {
	switch {
	case s.nothing():
		v.SetZero()
		return nil
	case s.token != netStartArray:
		return s.wrongShape(t)
	}
	items := newList(t, v)
	if v.Kind() == reflect.Slice && v.Len() > 0 && !t.Array {
		items = list{slice: v, n: v.Len()}
	}
	depth, before := s.depth(), -2
	for {
		more, err := s.item(t, &items)
		switch {
		case err != nil:
			at := s.position(depth)
			if err := s.handle(err, depth+1); err != nil {
				return err
			}
			if at == before {
				return s.fault(ErrMalformed, "Infinite loop detected from error handling.")
			}
			before = at
		case !more:
			if s.token != netEndArray {
				s.note(s.fault(ErrMalformed, "Unexpected end when deserializing array."))
			}
			return items.store(v)
		}
	}
}

// item reads one item, and reports whether there may be another.
func (s *netSource) item(t *plan.Type, items *list) (bool, error) {
	more, err := s.readAs(wantOf(t.Elem))
	switch {
	case err != nil:
		return false, err
	case !more:
		s.as(netNone, "")
		return false, nil
	case s.token == netEndArray:
		return false, nil
	case s.token == netComment:
		return true, nil
	}
	if err := s.fill(t.Elem, items.grow()); err != nil {
		items.n--
		items.slice.SetLen(items.n)
		return false, err
	}
	return true, nil
}
