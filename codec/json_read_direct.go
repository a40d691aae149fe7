package codec

import (
	"errors"
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Nearly every document is plain JSON, which needs none of the tokenizer's guesses at where a value ends: it is read in
// one go, with tokens whose end is lazy. The first thing that is not plain JSON is errIrregular, and the document is read
// again as a whole by ServiceStack's rules; both readings agree on what came before.

// lazy is the end of a bracketed token that nobody has looked for yet.
const lazy = -1

var errIrregular = errors.New("not plain JSON")

// plainly reads the document if it is plain JSON, and reports whether it was.
func (s *jsonSource) plainly(t *plan.Type, v reflect.Value, i int) (bool, error) {
	s.direct, s.tok = true, token{i, lazy, objectToken}
	err := t.Read(s, v)
	s.direct, s.depth = false, 0
	if err == nil && skipSpace(s.text, s.after, len(s.text)) == len(s.text) {
		return true, nil
	}
	if err == nil || errors.Is(err, errIrregular) {
		s.marks.reset()
		return false, nil
	}
	return true, err
}

// indirect finds the end of the token and reads it by ServiceStack's rules.
func (s *jsonSource) indirect(t *plan.Type, v reflect.Value) error {
	tok, end, err := s.bracketed(s.tok.start, len(s.text), s.tok.kind)
	if err != nil {
		return errIrregular
	}
	s.direct, s.tok = false, tok
	err = t.Read(s, v)
	s.direct, s.after = true, end
	return err
}

// directMembers reads members from behind the brace at i.
func (s *jsonSource) directMembers(t *plan.Type, v reflect.Value, i int) error {
	end, likely := len(s.text), 0
	if i = skipSpace(s.text, i, end); i < end && s.text[i] == '}' {
		s.after = i + 1
		return nil
	}
	for {
		next, err := s.directMember(t, v, i, &likely)
		if err != nil {
			return err
		}
		if end-next > 1 && s.text[next] == ',' && s.text[next+1] == '"' {
			i = next + 1
			continue
		}
		if i = skipSpace(s.text, next, end); i >= end {
			return errIrregular
		}
		switch s.text[i] {
		case ',':
			i = skipSpace(s.text, i+1, end)
		case '}':
			s.after = i + 1
			return nil
		default:
			return errIrregular
		}
	}
}

// directMember reads the name and the value at i, and returns what follows them.
func (s *jsonSource) directMember(t *plan.Type, v reflect.Value, i int, likely *int) (int, error) {
	end := len(s.text)
	m, n := s.names.foreseen(t.Class, s.text[i:], likely)
	next := i + n
	if m == nil {
		name, after, ok, err := s.name(i, end)
		if err != nil || !ok {
			return 0, errIrregular
		}
		m, next = s.o.member(t.Class, name, likely), after
	} else if after := s.directText(m, v, next); after > 0 {
		return after, nil
	}
	if next = skipSpace(s.text, next, end); next >= end || s.text[next] != ':' {
		return 0, errIrregular
	}
	return s.directValue(m, v, next+1)
}

// directText reads a colon and a string without escapes at i into the member m, and returns what follows it, or zero.
func (s *jsonSource) directText(m *plan.Member, v reflect.Value, i int) int {
	if m.Type.Kind != plan.String || s.marks.escapes || len(s.text)-i < 2 || s.text[i] != ':' || s.text[i+1] != '"' {
		return 0
	}
	n := strings.IndexByte(s.text[i+2:], '"')
	if n < 0 {
		return 0
	}
	m.Value(v).SetString(s.text[i+2 : i+2+n])
	return i + n + 3
}

// directValue reads the value at i into the member m, which may be nil, and returns what follows it.
func (s *jsonSource) directValue(m *plan.Member, v reflect.Value, i int) (int, error) {
	tok, next, err := s.directToken(i, '}')
	if err != nil {
		return 0, err
	}
	if m != nil {
		s.after, s.lost = 0, false
		err = s.assign(m, v, tok)
		switch {
		case err == nil && tok.end == lazy && !s.lost && s.after > tok.start:
			return s.after, nil
		case err != nil:
			return 0, err
		}
	}
	if tok.end == lazy {
		_, next, err = s.bracketed(tok.start, len(s.text), tok.kind)
	}
	if err != nil {
		return 0, errIrregular
	}
	return next, nil
}

// directToken cuts the value at i within a container that closer ends; one in brackets is lazy.
func (s *jsonSource) directToken(i int, closer byte) (token, int, error) {
	end := len(s.text)
	if i = skipSpace(s.text, i, end); i >= end {
		return token{}, i, errIrregular
	}
	switch s.text[i] {
	case '{':
		return token{i, lazy, objectToken}, i, nil
	case '[':
		return token{i, lazy, listToken}, i, nil
	case '"':
		close := s.marks.quoted(s.text, i+1, end)
		if close < 0 {
			return token{}, i, errIrregular
		}
		return token{i + 1, close, quotedToken}, close + 1, nil
	}
	n := i
	for n < end && plainWord[s.text[n]] {
		n++
	}
	if n == i || n < end && s.text[n] != ',' && s.text[n] != closer && jsonSpace(s.text, n) == 0 {
		return token{}, i, errIrregular
	}
	tok := token{i, n, bareToken}
	if s.text[i:n] == "null" {
		tok.kind = nullToken
	}
	return tok, n, nil
}

// plainWord[c] says that byte c may stand in a number, true, false or null.
//
//nolint:gochecknoglobals // a table, never changed
var plainWord = func() (word [256]bool) {
	for _, c := range []byte("+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		word[c] = true
	}
	return word
}()

// directItems reads items from behind the bracket at i.
func (s *jsonSource) directItems(t *plan.Type, v reflect.Value, i int) error {
	end := len(s.text)
	if i = skipSpace(s.text, i, end); i < end && s.text[i] == ']' {
		s.after = i + 1
		return setLen(v, 0)
	}
	if t.Elem.Kind == plan.String && v.Kind() == reflect.Slice {
		return s.directStrings(v, i)
	}
	list := newList(t, v)
	for n := 0; ; n++ {
		tok, next, err := s.directToken(i, ']')
		if err != nil {
			return err
		}
		s.tok, s.inside = tok, true
		item := list.grow()
		if !s.nothing(tok) || readsNothing(t) {
			if err := t.Elem.Read(s, item); err != nil && !parseItem(t, item, s.text, tok) {
				return locate(err, index(n))
			}
		}
		if tok.end == lazy {
			next = s.after
		}
		more, next, err := s.directEnd(next)
		if err != nil {
			return err
		}
		if i = next; !more {
			s.after = i
			return list.store(v)
		}
	}
}

// directEnd skips what ends an item, and reports whether another one follows.
func (s *jsonSource) directEnd(i int) (more bool, next int, err error) {
	end := len(s.text)
	if i = skipSpace(s.text, i, end); i >= end {
		return false, i, errIrregular
	}
	switch s.text[i] {
	case ']':
		return false, i + 1, nil
	case ',':
		return true, i + 1, nil
	}
	return false, i, errIrregular
}

func (s *jsonSource) directStrings(v reflect.Value, i int) error {
	var buf [16]string
	list := buf[:0]
	for {
		tok, next, err := s.directToken(i, ']')
		if err != nil || tok.end == lazy {
			return errIrregular
		}
		text := s.text[tok.start:tok.end]
		if s.marks.escapes || tok.kind != quotedToken {
			s.tok = tok
			if text, err = s.plain(); err != nil {
				return err
			}
		}
		list = append(list, text)
		more, next, err := s.directEnd(next)
		if err != nil {
			return err
		}
		if i = next; !more {
			s.after = i
			return setStrings(v, list)
		}
	}
}

// directTexts reads a map[string]string from behind the brace at i.
func (s *jsonSource) directTexts(v reflect.Value, i int) error {
	end := len(s.text)
	m := map[string]string{}
	if i = skipSpace(s.text, i, end); i < end && s.text[i] == '}' {
		s.after = i + 1
		setTexts(v, m)
		return nil
	}
	for {
		name, next, ok, err := s.name(i, end)
		if err != nil || !ok || name == "" {
			return errIrregular
		}
		if next = skipSpace(s.text, next, end); next >= end || s.text[next] != ':' {
			return errIrregular
		}
		tok, next, err := s.directToken(next+1, '}')
		if err != nil || tok.end == lazy {
			return errIrregular
		}
		s.tok = tok
		if m[name], err = s.plain(); err != nil {
			return locate(err, strings.Clone(name))
		}
		if i = skipSpace(s.text, next, end); i >= end || s.text[i] != ',' && s.text[i] != '}' {
			return errIrregular
		}
		if s.text[i] == '}' {
			s.after = i + 1
			setTexts(v, m)
			return nil
		}
		i = skipSpace(s.text, i+1, end)
	}
}
