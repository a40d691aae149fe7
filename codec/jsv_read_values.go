package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// content is the inside of a list token: brackets and the blanks around it removed, the last bracket unseen.
func (s *jsvSource) content() (i, end int) {
	text := s.text[s.tok.start:s.tok.end]
	i = s.tok.start + len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	end = s.tok.end - (len(text) - len(strings.TrimRight(text, " \t\r\n")))
	if i < end && s.text[i] == '[' {
		i, end = i+1, max(end-1, i+1)
	}
	if strings.TrimSpace(s.text[i:max(i, end)]) == "" {
		return i, i
	}
	return i, end
}

// intList is a List<int>, whose items the original reads as they stand.
//
//nolint:gochecknoglobals // never changed
var intList = reflect.TypeFor[[]int32]()

// List reads the items between brackets, or of a text without any.
func (s *jsvSource) List(t *plan.Type, v reflect.Value) error {
	if s.tok.start == s.tok.end {
		v.SetZero()
		return nil
	}
	if s.tok.end == lazy {
		s.depth++
		err := s.directItems(t, v, s.tok.start+1)
		s.depth--
		return err
	}
	if skipSpace(s.text, s.tok.start, s.tok.end) == s.tok.end {
		return s.misfit("a list")
	}
	i, end := s.content()
	if t.Array {
		i = skipSpace(s.text, i, end)
	}
	s.depth++
	defer func() { s.depth-- }()
	if i >= end {
		return setLen(v, 0)
	}
	return s.items(t, v, i, end)
}

func (s *jsvSource) items(t *plan.Type, v reflect.Value, i, end int) error {
	if t.Texts && s.text[i] != '{' {
		return s.strings(v, i, end)
	}
	list := newList(t, v)
	braces := s.text[i] == '{'
	for n := 0; i < end; n++ {
		tok, next, err := s.value(i, end)
		if err != nil {
			return locate(err, index(n))
		}
		item := list.grow()
		s.tok = tok
		if t.Go == intList && (tok.kind == quotedToken || tok.start == tok.end) {
			return locate(s.misfit("a number without quotes"), index(n))
		}
		if tok.start < tok.end || readsNothing(t) {
			if err := t.Elem.Read(s, item); err != nil && !parseItem(t, item, s.text, tok) {
				return locate(err, index(n))
			}
		}
		separated := next < end && (s.text[next] == ',' || s.text[next] == '}')
		if i = next; i < end && (braces || separated || s.text[i] == '}') {
			i += width(s.text, i)
		}
		if separated && i >= end && !braces && keepsTrailing(t, tok.start == tok.end) {
			list.grow()
		}
	}
	return list.store(v)
}

// strings reads the most common list without going through the plan.
func (s *jsvSource) strings(v reflect.Value, i, end int) error {
	var buf [16]string
	list := buf[:0]
	for i < end {
		tok, next, err := s.value(i, end)
		if err != nil {
			return locate(err, index(len(list)))
		}
		list = append(list, unquoteJSV(s.text[tok.start:tok.end]))
		separated := next < end && (s.text[next] == ',' || s.text[next] == '}')
		if i = next; i < end && (separated || s.text[i] == '}') {
			i++
		}
		if separated && i >= end {
			list = append(list, "")
		}
	}
	return setStrings(v, list)
}

// Map reads the members of an object as entries; one without a key is skipped.
func (s *jsvSource) Map(t *plan.Type, v reflect.Value) error {
	if s.tok.start == s.tok.end {
		v.SetZero()
		return nil
	}
	if s.tok.end == lazy {
		return s.directTexts(v, s.tok.start+1)
	}
	list := newEntries(t, v)
	i, end := s.tok.start, s.tok.end
	bare := s.text[i] != '{'
	if !bare {
		i++
	}
	s.depth++
	defer func() { s.depth-- }()
	if next := skipSpace(s.text, i, end); next == end && bare || next < end && s.text[next] == '}' {
		return list.store(v)
	}
	return s.pairs(t, v, &list, i, end, bare)
}

func (s *jsvSource) pairs(t *plan.Type, v reflect.Value, list *entryList, i, end int, closed bool) error {
	for i < end {
		key, next, err := s.mapKey(i, end)
		if err != nil {
			return err
		}
		if next >= end {
			return s.noColon(end)
		}
		tok, next, err := s.value(next+1, end)
		if err != nil {
			return err
		}
		if key.start == key.end {
			i = max(next, i+1)
			continue
		}
		if err := s.pair(t, list, key, tok); err != nil {
			return err
		}
		if next < end {
			closed = closed || s.text[next] == '}'
			next += width(s.text, next)
		}
		i = next
	}
	if !closed {
		return s.malformed(end, "the } of an object")
	}
	return list.store(v)
}

func (s *jsvSource) mapKey(i, end int) (token, int, error) {
	if c := s.text[i]; c == '"' || c == '{' {
		return s.value(i, end)
	}
	n := bareName(s.text[i:end])
	if n < 0 {
		return token{}, i, s.noColon(end)
	}
	return token{i, i + n, bareToken}, i + n, nil
}

func (s *jsvSource) pair(t *plan.Type, list *entryList, key, tok token) error {
	if t.Texts {
		list.text(unquoteJSV(s.text[key.start:key.end]), unquoteJSV(s.text[tok.start:tok.end]))
		return nil
	}
	k, val := list.fresh()
	s.tok = key
	if err := t.Key.Read(s, k); err != nil {
		return err
	}
	name := s.plain()
	s.tok = tok
	if tok.start < tok.end {
		if err := t.Elem.Read(s, val); err != nil {
			return locate(err, name)
		}
	}
	list.add()
	return nil
}

// Dynamic reads into an interface: the text itself, or a map or list where the options ask for it.
func (s *jsvSource) Dynamic(t *plan.Type, v reflect.Value) error {
	if t.Kind == plan.Derived {
		return s.base(t, v)
	}
	if s.tok.start == s.tok.end {
		v.SetZero()
		return nil
	}
	text := s.plain()
	if s.o.StringDictionaries && s.text[s.tok.start] == '{' {
		return s.stringMap(v)
	}
	if s.o.ParsePrimitives && s.tok.kind != quotedToken {
		setAny(v, untypedText(text, false))
		return nil
	}
	setAny(v, text)
	return nil
}

// stringMap reads an object into an untyped member as a map of texts.
func (s *jsvSource) stringMap(v reflect.Value) error {
	var m map[string]any
	t := scalarPlan(reflect.TypeFor[map[string]any]())
	err := t.Read(s, reflect.ValueOf(&m).Elem())
	if err == nil {
		setAny(v, m)
	}
	return err
}

func (s *jsvSource) base(t *plan.Type, v reflect.Value) error {
	if s.tok.start == s.tok.end || t.Elem.Class.Abstract {
		v.SetZero()
		return nil
	}
	fresh := t.Elem.New()
	if err := t.Elem.Read(s, fresh.Elem()); err != nil {
		return err
	}
	v.Field(0).Set(fresh)
	return nil
}
