package codec

import (
	"math/bits"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// As with JSON, nearly every document is plain JSV: brackets that match, quotes around whole values. It is read in one go,
// with tokens whose end is lazy; whatever else turns up is errIrregular, and the document is read again by ServiceStack's
// rules. So is one with any other error, which those rules then name.

// plainly reads the document if it is plain JSV, and reports whether it was.
func (s *jsvSource) plainly(t *plan.Type, v reflect.Value) bool {
	s.tok = token{0, lazy, objectToken}
	err := t.Read(s, v)
	s.depth = 0
	if err == nil && s.after == len(s.text) {
		return true
	}
	s.marks.reset()
	return false
}

// directMembers reads members from behind the brace at i.
func (s *jsvSource) directMembers(t *plan.Type, v reflect.Value, i int) error {
	likely := 0
	if i < len(s.text) && s.text[i] == '}' {
		s.after = i + 1
		return nil
	}
	for i < len(s.text) {
		m, n := s.names.foreseen(t.Class, s.text[i:], &likely)
		next := i + n - len(":")
		if m == nil {
			if next = i + strings.IndexByte(s.text[i:jsvRun(s.text, i)], ':'); next <= i {
				return errIrregular
			}
			m = s.o.member(t.Class, strings.TrimSpace(s.text[i:next]), &likely)
		}
		at := next + 1
		if next = s.directText(m, v, at); next < 0 {
			var err error
			if next, err = s.directValue(m, v, at); err != nil || next >= len(s.text) {
				return errIrregular
			}
		}
		switch s.text[next] {
		case ',':
			i = next + 1
		case '}':
			s.after = next + 1
			return nil
		default:
			return errIrregular
		}
	}
	return errIrregular
}

// directText reads a text without quotes at i into the member m, and returns what follows it, or a negative offset.
func (s *jsvSource) directText(m *plan.Member, v reflect.Value, i int) int {
	if m == nil || m.Type.Kind != plan.String {
		return -1
	}
	end := jsvRun(s.text, i)
	if end == i || end == len(s.text) || s.text[end] != ',' && s.text[end] != '}' {
		return -1
	}
	m.Value(v).SetString(s.text[i:end])
	return end
}

// directValue reads the value at i into the member m, which may be nil, and returns what follows it.
func (s *jsvSource) directValue(m *plan.Member, v reflect.Value, i int) (int, error) {
	tok, next := s.directToken(i)
	if tok.end == lazy && (m == nil || !direct(m.Type.Base(), tok.kind)) {
		if next = s.balanced(i); next < 0 {
			return 0, errIrregular
		}
		tok.end = next
	}
	if next < 0 || tok.end != lazy && (next == len(s.text) || s.text[next] != ',' && s.text[next] != '}') {
		return 0, errIrregular
	}
	if m == nil {
		return next, nil
	}
	s.tok = tok
	err := m.Type.Read(s, m.Value(v))
	switch {
	case err != nil && (tok.end == lazy || s.o.Strict || isFatal(err)):
		return 0, errIrregular
	case tok.end == lazy:
		return s.after, nil
	}
	return next, nil
}

// direct reports whether values of type t are read from a token of that kind whose end is lazy.
func direct(t *plan.Type, kind tokenKind) bool {
	switch {
	case kind == objectToken:
		return t.Kind == plan.Object && !t.Struct || t.Kind == plan.Map && t.Texts
	case t.Kind != plan.List:
		return false
	}
	item := t.Elem
	return item.Kind.Scalar() || item.Base().Kind == plan.Object && !item.Base().Struct
}

// directToken cuts the value at i; one in brackets is lazy. The offset behind it is negative where a quote is not closed.
func (s *jsvSource) directToken(i int) (token, int) {
	if i >= len(s.text) {
		return token{}, -1
	}
	switch s.text[i] {
	case '{':
		return token{i, lazy, objectToken}, i
	case '[':
		return token{i, lazy, listToken}, i
	case '"':
		end := s.quotedEnd(i, len(s.text))
		return token{i, end, quotedToken}, end
	}
	end := jsvRun(s.text, i)
	if end == i {
		return token{start: i, end: i}, i
	}
	return token{i, end, bareToken}, end
}

// jsvRun is the offset of the first quote, comma, brace or bracket of text, which is UTF-8, from i on.
func jsvRun(text string, i int) int {
	for ; i+8 <= len(text); i += 8 {
		x := load8(text, i)
		odd := ((x+0x0E*eachByte)&(0xE5*eachByte) - 0x21*eachByte) | ((x+0x25*eachByte)&(0x5C*eachByte) - eachByte) // see plainJSV
		if odd &= highBits; odd == 0 {
			continue
		}
		i += bits.TrailingZeros64(odd) >> 3
		if jsvEnds[text[i]] {
			return i
		}
		i -= 7 // on behind a rare character that looks like one of them
	}
	for i < len(text) && !jsvEnds[text[i]] {
		i++
	}
	return i
}

// jsvEnds[c] says that byte c ends a text without quotes.
//
//nolint:gochecknoglobals // a table, never changed
var jsvEnds = func() (ends [256]bool) {
	for _, c := range []byte(`",{}[]`) {
		ends[c] = true
	}
	return ends
}()

// balanced is the offset behind the bracket that closes the one at i if all brackets between match, else negative.
func (s *jsvSource) balanced(i int) int {
	var open []byte
	for p := i; p < len(s.text); p++ {
		switch c := s.text[p]; c {
		case '"':
			n := strings.IndexByte(s.text[p+1:], '"')
			if n < 0 {
				return -1
			}
			p += n + 1
		case '{', '[':
			if open = append(open, c+2); len(open) > s.o.depth()-s.depth {
				return -1
			}
		case '}', ']':
			if open[len(open)-1] != c {
				return -1
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return p + 1
			}
		}
	}
	return -1
}

// directItems reads items from behind the bracket at i.
func (s *jsvSource) directItems(t *plan.Type, v reflect.Value, i int) error {
	if s.depth > s.o.depth() {
		return errIrregular
	}
	if i < len(s.text) && s.text[i] == ']' {
		s.after = i + 1
		return setLen(v, 0)
	}
	if first, _ := utf8.DecodeRuneInString(s.text[i:]); unicode.IsSpace(first) || first == '\u200B' {
		return errIrregular
	}
	if t.Texts {
		return s.directStrings(v, i)
	}
	list := newList(t, v)
	for {
		tok, next := s.directToken(i)
		if next < 0 || tok.kind == noToken || (tok.end == lazy) == t.Elem.Kind.Scalar() || tok.kind == listToken ||
			tok.kind == quotedToken && t.Go == intList {
			return errIrregular
		}
		s.tok = tok
		if t.Elem.Read(s, list.grow()) != nil {
			return errIrregular
		}
		if tok.end == lazy {
			next = s.after
		}
		if !s.itemEnd(next) {
			return errIrregular
		}
		if i = next + 1; s.text[next] == ']' {
			s.after = i
			return list.store(v)
		}
	}
}

// itemEnd reports whether an item of a list ends at i.
func (s *jsvSource) itemEnd(i int) bool {
	return i < len(s.text) && s.text[i] == ']' || i+1 < len(s.text) && s.text[i] == ',' && s.text[i+1] != ']'
}

func (s *jsvSource) directStrings(v reflect.Value, i int) error {
	var buf [16]string
	list := buf[:0]
	for {
		tok, next := s.directToken(i)
		if tok.end == lazy || next < 0 || !s.itemEnd(next) {
			return errIrregular
		}
		list = append(list, unquoteJSV(s.text[tok.start:tok.end]))
		if i = next + 1; s.text[next] == ']' {
			s.after = i
			return setStrings(v, list)
		}
	}
}

// directTexts reads a map[string]string from behind the brace at i.
func (s *jsvSource) directTexts(v reflect.Value, i int) error {
	if s.depth >= s.o.depth() {
		return errIrregular
	}
	m := map[string]string{}
	for i < len(s.text) && s.text[i] != '}' {
		key, tok, after := s.directEntry(i)
		if tok.end == lazy || after < 0 || after+1 >= len(s.text) || s.text[after] != ',' && s.text[after] != '}' {
			return errIrregular
		}
		m[key] = unquoteJSV(s.text[tok.start:tok.end])
		if i = after; s.text[i] == ',' {
			if i++; s.text[i] == '}' {
				return errIrregular
			}
		}
	}
	s.after = i + 1
	setTexts(v, m)
	return nil
}

// directEntry cuts the key and the value at i. The offset behind them is negative where that is not plain JSV.
func (s *jsvSource) directEntry(i int) (key string, value token, after int) {
	next, end := 0, i
	if s.text[i] == '"' {
		next = s.quotedEnd(i, len(s.text))
	} else {
		end = jsvRun(s.text, i) // mostly that of the value as well
		next = i + strings.IndexByte(s.text[i:end], ':')
	}
	if next <= i || next >= len(s.text) || s.text[next] != ':' {
		return "", token{}, -1
	}
	key = unquoteJSV(s.text[i:next])
	if next+1 < end {
		return key, token{next + 1, end, bareToken}, end
	}
	value, after = s.directToken(next + 1)
	return key, value, after
}
