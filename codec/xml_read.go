package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// An xmlSource reads DataContract XML. It implements [plan.Source]; each of its methods finds the start tag of its
// element read and leaves behind the end tag.
type xmlSource struct {
	xmlScanner
	o        *XMLOptions
	rootType *plan.Type
	refs     map[string]reflect.Value // objects of IsReference classes, by z:Id
}

func (s *xmlSource) reset(text string, o *XMLOptions) {
	s.xmlScanner.reset(text, o.depth())
	s.o = o
}

// document reads the root element into v and checks that nothing follows.
func (s *xmlSource) document(t *plan.Type, v reflect.Value) error {
	s.rootType, s.refs = t, nil
	if t.Kind == plan.Object && t.Class.NoContract {
		return &Error{Offset: 0, Expected: "a constructor without parameters", Err: ErrUnsupported}
	}
	if err := s.root(t); err != nil {
		return err
	}
	null, err := s.isNil()
	if err != nil {
		return err
	}
	if null {
		err = s.skip()
	} else {
		err = t.Read(s, v)
	}
	if err != nil {
		return err
	}
	for {
		event, err := s.next()
		if err != nil || event == xmlEOF {
			return err
		}
	}
}

func (s *xmlSource) root(t *plan.Type) error {
	ns := t.XML.Namespace
	if t.XML.Builtin {
		ns = plan.Ser
	}
	if s.foreseenRoot(t) {
		return nil
	}
	if err := s.toElement(); err != nil {
		return s.noRoot(err, t, ns)
	}
	if s.name != t.XML.Name || s.uri != ns && !s.o.Lenient {
		err := s.malformed("the element " + t.XML.Name + " in the namespace " + ns)
		return s.otherRoot(err, t, ns)
	}
	return nil
}

// Null reads i:nil. It is asked for pointers only; the other kinds look for themselves.
func (s *xmlSource) Null(*plan.Type) bool {
	null, err := s.isNil()
	return err == nil && null && s.skip() == nil
}

// Scalar reads the text of the element into v.
func (s *xmlSource) Scalar(t *plan.Type, v reflect.Value) error {
	if len(s.attrs) == 0 && t.Kind == plan.String {
		if text, ok := s.plainContent(); ok {
			v.SetString(text)
			return nil
		}
	}
	null, err := s.isNil()
	switch {
	case err != nil:
		return err
	case null && t.Nullable():
		v.SetZero()
		return s.skip()
	case null:
		return s.misfit("a value, not a null")
	case t.Kind == plan.Offset || t.Kind == plan.Enum:
		if err := s.declaredType(t); err != nil {
			return err
		}
	}
	if t.Kind == plan.Offset {
		return s.offset(v)
	}
	text, err := s.textContent()
	if err != nil {
		return err
	}
	if expected := parseXML(t, v, text, s.o.Location); expected != "" {
		return saying(s.misfit(expected), s.valueFault(t, text))
	}
	return nil
}

// Object reads the child elements into members. Each is looked for behind the last one found, as the original does; with
// Lenient anywhere, and in any namespace.
func (s *xmlSource) Object(t *plan.Type, v reflect.Value) error {
	if null, err := s.isNil(); err != nil || null {
		if err == nil && (t.Struct || t.Pair) {
			err = s.misfit("a value, not null")
		}
		if err == nil {
			err = s.skip()
		}
		return err
	}
	if done, err := s.reference(t, v); done || err != nil {
		return err
	}
	if err := s.declaredType(t); err != nil {
		return err
	}
	if t.Class.Contract && t.Constructed() {
		v.SetZero() // the constructor of a data contract does not run
	}
	last := -1
	var scope xmlScope
	for {
		at := s.foreseen(t.Class.Levels, last, &scope)
		if at < 0 {
			more, err := s.child()
			if err != nil {
				return err
			}
			if !more {
				return s.required(t, last)
			}
			at = s.match(t.Class.Levels, last)
		}
		if at < 0 {
			if err := s.skip(); err != nil {
				return err
			}
			continue
		}
		m := t.Class.Levels[at]
		if err := s.missing(t, last, at); err != nil {
			return err
		}
		last = at
		if err := m.Type.Read(s, m.Value(v)); err != nil {
			return located(err, m, m.XML.Name)
		}
	}
}

// declaredType is an error where i:type names another type than the declared one. An empty name means nothing.
func (s *xmlSource) declaredType(t *plan.Type) error {
	if name, _ := s.attr(plan.XSI, "type"); name != "" && !s.isType(t, name) {
		return s.misfit("the type " + t.XML.Name)
	}
	return nil
}

// child finds the next child element. Text between elements is an error.
func (s *xmlSource) child() (bool, error) {
	for {
		from := s.pos
		event, err := s.next()
		switch {
		case err != nil:
			return false, err
		case event == xmlBegin:
			return true, nil
		case event == xmlEnd:
			return false, nil
		case !blankXML(s.value):
			return false, saying(s.misfit("an element, not text"), s.strayText(from, s.pos))
		}
	}
}

func (s *xmlSource) match(members []*plan.Member, last int) int {
	for i := last + 1; i < len(members); i++ {
		if m := members[i]; m.XML.Name == s.name && m.XML.Namespace == s.uri && !m.WriteOnly {
			return i
		}
	}
	if !s.o.Lenient {
		return -1
	}
	for i := range members {
		if members[i].XML.Name == s.name && !members[i].WriteOnly {
			return i
		}
	}
	for i := range members {
		if strings.EqualFold(members[i].XML.Name, s.name) && !members[i].WriteOnly {
			return i
		}
	}
	return -1
}

// missing is an error when a required member between last and at was left out.
func (s *xmlSource) missing(t *plan.Type, last, at int) error {
	if s.o.Lenient {
		return nil
	}
	for _, m := range t.Class.Levels[last+1 : max(at, last+1)] {
		if m.Required && m.Class.Contract || m.Class.Fields {
			return s.misfit("the required element " + m.XML.Name)
		}
	}
	return nil
}

func (s *xmlSource) required(t *plan.Type, last int) error {
	return s.missing(t, last, len(t.Class.Levels))
}

// List reads the child elements that are called like its items.
func (s *xmlSource) List(t *plan.Type, v reflect.Value) error {
	if done, err := s.absent(t, v); done || err != nil {
		return err
	}
	list := newList(t, v)
	var scope xmlScope
	for {
		more, err := s.childLike(&scope, t.XML.ItemNS, t.XML.Item)
		if err != nil {
			return err
		}
		if !more {
			return list.store(v)
		}
		if s.name != t.XML.Item || s.uri != t.XML.ItemNS && !s.o.Lenient {
			if err := s.strangeItem(t); err != nil {
				return err
			}
			continue
		}
		if err := t.Elem.Read(s, list.grow()); err != nil {
			return locate(err, index(list.n-1))
		}
	}
}

// absent empties a collection that is null, and reports whether it is.
func (s *xmlSource) absent(t *plan.Type, v reflect.Value) (bool, error) {
	null, err := s.isNil()
	if err == nil && !null {
		return false, s.declaredType(t)
	}
	v.SetZero()
	if err == nil {
		err = s.skip()
	}
	return true, err
}

// strangeItem skips a child that is no item. In an array of numbers, times or truth values there can be none.
func (s *xmlSource) strangeItem(t *plan.Type) error {
	if t.Array && !s.o.Lenient {
		switch e := t.Elem; {
		case e.Kind == plan.Bool, e.Kind == plan.Time, e.Kind == plan.Decimal, e.Kind == plan.Float, e.Kind == plan.Int && e.Bits >= 32:
			return s.misfit("the element " + t.XML.Item)
		}
	}
	return s.skip()
}

// Map reads entries, each with its Key before its Value. A key that stands twice is an error.
func (s *xmlSource) Map(t *plan.Type, v reflect.Value) error {
	if done, err := s.absent(t, v); done || err != nil {
		return err
	}
	entries := newEntries(t, v)
	var scope xmlScope
	for {
		more, err := s.childLike(&scope, t.XML.ItemNS, t.XML.Item)
		if err != nil {
			return err
		}
		if !more {
			return entries.store(v)
		}
		if s.name != t.XML.Item || s.uri != t.XML.ItemNS && !s.o.Lenient {
			if err := s.skip(); err != nil {
				return err
			}
			continue
		}
		if err := s.entry(t, &entries); err != nil {
			return err
		}
	}
}

// notNil is an error where i:nil is set.
func (s *xmlSource) notNil() error {
	null, err := s.isNil()
	if err == nil && null {
		err = s.misfit("a key")
	}
	return err
}

func (s *xmlSource) entry(t *plan.Type, entries *entryList) error {
	key, value := entries.fresh()
	seen, lost := 0, -1 // lost is where the first element stood that is none of the two
	var scope xmlScope
	for {
		name := t.XML.Key
		if seen > 0 {
			name = t.XML.Value
		}
		more, err := s.childLike(&scope, t.XML.ItemNS, name)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		inside := s.uri == t.XML.ItemNS || s.o.Lenient
		switch {
		case inside && s.name == t.XML.Key && seen == 0:
			seen++
			if err = s.notNil(); err == nil {
				err = t.Key.Read(s, key)
			}
		case inside && s.name == t.XML.Value && seen == 1:
			seen++
			err = t.Elem.Read(s, value)
		default:
			if lost < 0 {
				lost = s.pos
			}
			err = s.skip()
		}
		if err != nil {
			return err
		}
	}
	if seen < 2 || entries.has() {
		if lost < 0 {
			lost = s.pos
		}
		return &Error{Offset: int64(lost), Expected: "an entry with a Key of its own and a Value", Err: ErrValue}
	}
	entries.add()
	return nil
}
