package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A plainSource reads XmlSerializer XML. It implements [plan.Source]; its methods find the start tag of their element
// read and leave behind the end tag.
type plainSource struct {
	xmlScanner
	o          *XmlSerializerOptions
	selfClosed bool   // the scalar at hand is <x/>
	space      string // namespace of the elements
}

func (s *plainSource) reset(text string, o *XmlSerializerOptions) {
	s.xmlScanner.reset(text, o.depth())
	s.o = o
}

func (s *plainSource) document(t *plan.Type, v reflect.Value) error {
	if err := s.toElement(); err != nil {
		return err
	}
	name := plainName(t)
	if t.XML.Root != "" {
		name = t.XML.Root
	}
	if s.space = t.XML.RootNamespace; s.name != name || s.uri != s.space {
		return s.malformed("the element " + name)
	}
	if class, ok := s.attr(plan.XSI, "type"); ok && class != name {
		return s.malformed("the type " + name)
	}
	null, err := s.isNil()
	switch {
	case err != nil:
		return err
	case null && !valueType(t):
		err = s.skip()
		v.SetZero()
	default:
		err = t.Read(s, v)
	}
	for err == nil {
		var event xmlEvent
		if event, err = s.next(); event == xmlEOF {
			break
		}
	}
	return err
}

func valueType(t *plan.Type) bool { return t.Kind.Scalar() && t.Kind != plan.String }

// Null reads xsi:nil where it counts: of members, on what is no string and no class.
func (s *plainSource) Null(t *plan.Type) bool {
	switch {
	case t.Elem.Kind == plan.String || t.Elem.Kind == plan.Address, t.Elem.Kind == plan.Object && !t.Elem.Struct:
		return false
	}
	null, err := s.isNil()
	return err == nil && null && s.skip() == nil
}

// Scalar reads the text of the element into v.
func (s *plainSource) Scalar(t *plan.Type, v reflect.Value) error {
	s.selfClosed = s.empty
	text, err := s.textContent()
	if err != nil {
		return err
	}
	return s.scalar(t, v, text)
}

func (s *plainSource) scalar(t *plan.Type, v reflect.Value, text string) error {
	expected := ""
	switch {
	case t.Kind == plan.Enum:
		expected = parsePlainEnum(t, v, text)
	case t.Kind == plan.Offset:
		at, ok := parseOffsetIn(text, s.o.Location)
		if !ok || text == "" {
			expected = "a date with an offset"
		}
		plan.Store(v, at)
	case t.Kind == plan.Span && text == "" && s.selfClosed:
		v.SetInt(0)
	case (t.Kind == plan.Uint || t.Kind == plan.Character) && strings.ContainsAny(text, "+-.,eE"):
		expected = "a whole number from 0, in digits"
	default:
		expected = parseXML(t, v, text, s.o.Location)
	}
	if expected != "" {
		return s.misfit(expected)
	}
	return nil
}

func parsePlainEnum(t *plan.Type, v reflect.Value, text string) string {
	names := t.Enum.Names
	if len(t.Enum.PlainTexts) > 0 {
		names = t.Enum.PlainTexts
	}
	if t.Enum.Flags {
		return parseXMLEnum(t, v, text, false)
	}
	n, ok := exactName(names, t.Enum.Values, text)
	if !ok || !setEnum(t, v, n) {
		return "one of " + strings.Join(names, ", ")
	}
	return ""
}

// Object reads child elements in any order; of a scalar that stands twice the first counts.
func (s *plainSource) Object(t *plan.Type, v reflect.Value) error {
	if name, ok := s.attr(plan.XSI, "type"); ok && name[strings.IndexByte(name, ':')+1:] != plainName(t) {
		return s.malformed("the type " + plainName(t))
	}
	members := t.Class.PlainElements()
	for _, m := range t.Class.Plain {
		if err := s.attribute(m, v); err != nil {
			return err
		}
		if mv := m.Value(v); m.Type.Kind == plan.List && !m.Array && mv.IsNil() {
			_ = setLen(mv, 0)
		}
	}
	var seen uint64
	likely := 0
	for {
		more, err := s.child()
		if err != nil || !more {
			return err
		}
		at := s.match(members, &likely)
		switch {
		case at < 0 || at < 64 && seen&(1<<at) != 0 && members[at].Type.Kind != plan.List:
			err = s.skip()
		default:
			seen |= 1 << min(at, 63)
			err = s.member(members[at], v)
		}
		if err != nil {
			return err
		}
	}
}

func (s *plainSource) attribute(m *plan.Member, v reflect.Value) error {
	if !m.Attr {
		return nil
	}
	text, ok := s.attr("", m.Plain)
	if !ok {
		return nil
	}
	mv := m.Value(v)
	if m.Type.Kind == plan.Pointer {
		mv.Set(reflect.New(m.Type.Elem.Go))
		mv = mv.Elem()
	}
	return located(s.scalar(m.Type.Base(), mv, text), m, m.Plain)
}

// match finds the member called like the element at hand, the one behind the last first.
func (s *plainSource) match(members []*plan.Member, likely *int) int {
	for i := range members {
		at := (*likely + i) % len(members)
		if members[at].Plain == s.name && s.uri == s.space && !(members[at].WriteOnly && members[at].Type.Kind != plan.List) {
			*likely = at + 1
			return at
		}
	}
	return -1
}

func (s *plainSource) child() (bool, error) {
	for {
		event, err := s.next()
		switch {
		case err != nil:
			return false, err
		case event == xmlBegin:
			return true, nil
		case event == xmlEnd:
			return false, nil
		}
	}
}

func (s *plainSource) member(m *plan.Member, v reflect.Value) error {
	mv := m.Value(v)
	if m.Specified != nil {
		m.Specified.Value(v).SetBool(true)
	}
	switch {
	case m.Flat:
		list := &list{slice: mv, n: mv.Len()}
		return located(m.Type.Elem.Read(s, list.grow()), m, m.Plain)
	case m.Type.Kind == plan.List && m.Array:
		return located(s.items(m.Type, mv, m.Item, nil), m, m.Plain)
	case m.Type.Kind == plan.List:
		return located(s.items(m.Type, mv, m.Item, &list{slice: mv, n: mv.Len()}), m, m.Plain)
	}
	return located(m.Type.Read(s, mv), m, m.Plain)
}

// List reads the items of a list that is no member, or of a list in a list.
func (s *plainSource) List(t *plan.Type, v reflect.Value) error {
	return s.items(t, v, "", nil)
}

// items adds the child elements that are called name to list.
func (s *plainSource) items(t *plan.Type, v reflect.Value, name string, items *list) error {
	if name == "" {
		name = plainName(t.Elem)
	}
	if null, err := s.isNil(); err != nil || null {
		if err == nil {
			err = s.skip()
		}
		return err
	}
	if items == nil {
		fresh := newList(t, v)
		items = &fresh
	}
	for {
		more, err := s.child()
		switch {
		case err != nil:
			return err
		case !more:
			return items.store(v)
		case s.name != name || s.uri != s.space:
			err = s.skip()
		default:
			err = s.item(t.Elem, items.grow())
		}
		if err != nil {
			return locate(err, index(max(items.n-1, 0)))
		}
	}
}

// item reads an item, which unlike a member may be null whatever it is.
func (s *plainSource) item(t *plan.Type, v reflect.Value) error {
	if null, err := s.isNil(); err != nil || null && t.Nullable() {
		if err == nil {
			err = s.skip()
		}
		return err
	}
	return t.Read(s, v)
}

// Map fails: XmlSerializer has no dictionaries.
func (s *plainSource) Map(*plan.Type, reflect.Value) error {
	return &Error{Offset: int64(s.pos), Expected: "no dictionary", Err: ErrUnsupported}
}

// Dynamic reads an element with an xsi:type that names a primitive.
func (s *plainSource) Dynamic(t *plan.Type, v reflect.Value) error {
	if t.Kind == plan.Derived {
		fresh := t.Elem.New()
		err := t.Elem.Read(s, fresh.Elem())
		v.Field(0).Set(fresh)
		return err
	}
	name, ok := s.attr(plan.XSI, "type")
	if !ok {
		return s.untyped(v)
	}
	if _, local, cut := strings.Cut(name, ":"); cut {
		name = local
	}
	for _, rt := range primitiveTypes() {
		if p := scalarPlan(rt); p.XML.Name == name {
			fresh := reflect.New(rt)
			err := p.Read(s, fresh.Elem())
			if err == nil {
				setAny(v, fresh.Elem().Interface())
			}
			return err
		}
	}
	return s.skip()
}

// untyped reads an element without an xsi:type: an empty one is an object of no class, of any other nothing is kept.
func (s *plainSource) untyped(v reflect.Value) error {
	at, closed := s.pos, s.empty
	if err := s.skip(); err != nil {
		return err
	}
	if content, _, _ := strings.Cut(s.text[at:s.pos], "</"); closed || blankXML(content) {
		setAny(v, struct{}{})
	}
	return nil
}
