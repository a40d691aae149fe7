package codec

import (
	"errors"
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A netSource reads Json.NET's JSON from a node. It implements [plan.Source]. A value that does not fit is noted and its
// member left alone; a value of a shape that Json.NET's reader cannot pass over loses the whole document.
type netSource struct {
	o      *TextOptions
	text   string
	n      node
	path   []string
	errors []*Error
	lost   bool
}

func decodeNet(text string, t *plan.Type, v reflect.Value, o *TextOptions) error {
	p := standardParser{text: text, limit: o.depth(), lenient: true}
	if p.space() == nil && p.pos == len(text) {
		return nil
	}
	n, err := p.value()
	if err != nil {
		e := named(err, "json").(*Error) //nolint:errorlint,forcetypeassert // made by the parser
		return &ReadErrors{List: []*Error{e}, null: !errors.Is(e, ErrDepth)}
	}
	if n.kind == nullNode && (t.Kind == plan.Object || t.Nullable()) || n.kind == stringNode && n.text == "" && t.Kind == plan.Object {
		return nil
	}
	s := netSource{o: o, text: text, n: n}
	_ = t.Read(&s, v)
	if len(s.errors) == 0 {
		return nil
	}
	return &ReadErrors{List: s.errors, null: s.lost}
}

func (s *netSource) misfit(expected string) {
	path := strings.ReplaceAll(strings.Join(s.path, "."), ".[", "[")
	s.errors = append(s.errors, &Error{Format: "json", Offset: int64(s.n.at), Path: path, Expected: expected, Err: ErrValue})
}

// misfitWithin notes an object where none fits: Json.NET has read its first name by then.
func (s *netSource) misfitWithin(n node, expected string) {
	path := s.path
	if len(n.names) > 0 {
		s.path = append(s.path, n.names[0])
	}
	s.misfit(expected)
	s.path = path
}

// lose notes a value whose shape breaks the reading: the error comes twice, of a list once for the document.
func (s *netSource) lose(expected string) {
	s.misfit(expected)
	path := s.path
	if s.n.kind == listNode {
		s.path = nil
	}
	s.misfit(expected)
	s.path, s.lost = path, true
}

// Null reports whether the node is null, or an empty string for a nullable value.
func (s *netSource) Null(t *plan.Type) bool {
	return s.n.kind == nullNode || s.n.kind == stringNode && s.n.text == "" && valueNullable(t)
}

// Object reads the members of the node.
func (s *netSource) Object(t *plan.Type, v reflect.Value) error {
	n := s.n
	if n.kind == nullNode {
		return nil
	}
	if n.kind != objectNode {
		s.misfit("an object")
		return errSkipped
	}
	var given []*plan.Member
	for i, name := range n.names {
		m := t.Class.FindNet(name)
		if m == nil || m.WriteOnly && m.Type.Kind != plan.List || m.PrivateSet || m.NotRead && n.items[i].kind == nullNode || s.lost {
			continue
		}
		s.n, s.path = n.items[i], append(s.path, m.JSONNet)
		before := len(s.errors)
		_ = m.Type.Read(s, m.Value(v))
		s.path = s.path[:len(s.path)-1]
		if len(s.errors) == before || n.items[i].empty() { // null for a required member is wrong once, not missing as well
			given = append(given, m)
		}
	}
	s.n = n
	s.required(t, given)
	return nil
}

// required notes the members that have to be there and cannot be null.
func (s *netSource) required(t *plan.Type, given []*plan.Member) {
	for _, m := range t.Class.NetMembers() {
		if !m.Required || m.Type.Nullable() && !m.Class.Contract || contains(given, m) || s.lost {
			continue
		}
		s.misfit("the required member " + m.JSONNet)
	}
}

func contains(members []*plan.Member, m *plan.Member) bool {
	for _, one := range members {
		if one == m {
			return true
		}
	}
	return false
}

// List reads the items of the node; items that do not fit are left out. A list that is there already is added to.
func (s *netSource) List(t *plan.Type, v reflect.Value) error {
	n := s.n
	switch n.kind {
	case nullNode:
		v.SetZero()
		return nil
	case listNode:
	case objectNode:
		s.misfitWithin(n, "a list")
		return errSkipped
	default:
		s.misfit("a list")
		return errSkipped
	}
	items := newList(t, v)
	if v.Kind() == reflect.Slice && v.Len() > 0 {
		items = list{slice: v, n: v.Len()}
	}
	for i := range n.items {
		s.n, s.path = n.items[i], append(s.path, index(i))
		if err := t.Elem.Read(s, items.grow()); err != nil {
			items.n--
			items.slice.SetLen(items.n)
		}
		s.path = s.path[:len(s.path)-1]
	}
	s.n = n
	return items.store(v)
}

// Map reads the members of the node as entries.
func (s *netSource) Map(t *plan.Type, v reflect.Value) error {
	n := s.n
	switch n.kind {
	case nullNode:
		v.SetZero()
		return nil
	case objectNode:
	default:
		s.misfit("an object")
		return errSkipped
	}
	entries := newEntries(t, v)
	for i, name := range n.names {
		key, value := entries.fresh()
		if expected := setKey(t.Key, key, name, s.o); expected != "" {
			s.misfit(expected)
			continue
		}
		s.n, s.path = n.items[i], append(s.path, name)
		if t.Elem.Read(s, value) == nil {
			entries.add()
		}
		s.path = s.path[:len(s.path)-1]
	}
	s.n = n
	return entries.store(v)
}

// Dynamic reads what the node looks like.
func (s *netSource) Dynamic(_ *plan.Type, v reflect.Value) error {
	switch s.n.kind {
	case nullNode:
		v.SetZero()
	case boolNode:
		setAny(v, s.n.text == "true")
	case numberNode:
		x := untypedText(s.n.text, false)
		if n, ok := x.(int32); ok {
			x = int64(n)
		}
		setAny(v, x)
	case stringNode:
		if at, zoned, ok := parseISO(s.n.text); ok && len(s.n.text) > 10 {
			setAny(v, netTime(at, zoned, s.n.text, s.o))
		} else {
			setAny(v, s.n.text)
		}
	default:
		setAny(v, JSONElement(s.text[s.n.at:s.n.end]))
	}
	return nil
}
