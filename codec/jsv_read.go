package codec

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A jsvSource reads compact JSV from one token of a text. It implements [plan.Source].
//
// The rules, from ServiceStack's own tokenizer: every blank counts; a value is a quoted text with its quotes doubled, a
// bracketed one, or everything up to the next comma or brace; the character behind a value is skipped whatever it is;
// text behind the last brace is an error. Ours: a text that ends inside a quoted value, an object or a list is malformed.
type jsvSource struct {
	o     *TextOptions
	text  string
	tok   token
	depth int
	marks brackets
	names spelling
	after int // behind the last value whose end was lazy
}

func (s *jsvSource) reset(text string, o *TextOptions) {
	if !utf8.ValidString(text) {
		text = string([]rune(text)) // each bad byte is a U+FFFD, as in .NET
	}
	s.o, s.text, s.tok, s.depth, s.names = o, text, token{}, 0, spelling{o.Case, true}
	s.marks.escapes = false
	s.marks.reset()
}

func (s *jsvSource) malformed(i int, expected string) error {
	return &Error{Offset: int64(i), Expected: expected, Err: ErrMalformed}
}

func (s *jsvSource) misfit(expected string) error {
	return &Error{Offset: int64(s.tok.start), Expected: expected, Err: ErrValue}
}

func (s *jsvSource) document(t *plan.Type, v reflect.Value) error {
	if s.text == "" {
		return nil
	}
	s.tok = token{end: len(s.text), kind: bareToken}
	switch s.text[0] {
	case '{':
		s.tok.kind = objectToken
	case '[':
		s.tok.kind = listToken
	case '"':
		s.tok.kind = quotedToken
	}
	if t.Kind == plan.List && s.tok.kind != objectToken {
		return s.rootList(t, v)
	}
	if t.Kind == plan.Object && !t.Struct && s.tok.kind == objectToken {
		whole := s.tok
		if s.plainly(t, v) {
			return nil
		}
		s.tok = whole
	}
	return t.Read(s, v)
}

// rootList checks what the brackets of a list cannot say: that the last one is there.
func (s *jsvSource) rootList(t *plan.Type, v reflect.Value) error {
	text := strings.TrimSpace(s.text)
	if s.tok.kind == bareToken && t.Elem.Base().Kind == plan.Object {
		return s.noItems(t)
	}
	if s.tok.kind == listToken && (len(text) < 2 || text[len(text)-1] != ']') {
		return s.malformed(len(s.text), "the ] of a list")
	}
	return t.Read(s, v)
}

// noItems is the error for a text that is no list of objects.
func (s *jsvSource) noItems(t *plan.Type) error {
	err := s.malformed(0, "a list of objects")
	first, _, _ := strings.Cut(s.text, ",")
	if skipSpace(first, 0, len(first)) > 0 {
		return err
	}
	return saying(err, noObject(t.Elem, first))
}

// value cuts the value at i and returns what follows it.
func (s *jsvSource) value(i, end int) (token, int, error) {
	if i >= end {
		return token{start: i, end: i}, i, nil
	}
	switch s.text[i] {
	case ',', '}':
		return token{start: i, end: i}, i, nil
	case '"':
		close := s.quotedEnd(i, end)
		if close < 0 {
			return token{}, i, s.malformed(end, "the end of a quoted value")
		}
		return token{i, close, quotedToken}, close, nil
	case '{':
		return s.bracketed(i, end, objectToken)
	case '[':
		return s.bracketed(i, end, listToken)
	}
	n := strings.IndexAny(s.text[i:end], ",}")
	if n < 0 {
		n = end - i
	}
	return token{i, i + n, bareToken}, i + n, nil
}

func (s *jsvSource) bracketed(i, end int, kind tokenKind) (token, int, error) {
	close, ok, deep := s.marks.end(s.text, i, end, s.o.depth()-s.depth)
	switch {
	case deep:
		return token{}, i, &Error{Offset: int64(close), Err: ErrDepth}
	case !ok && kind == objectToken:
		return token{}, i, s.malformed(end, "the } of an object")
	case !ok:
		return token{}, i, s.malformed(end, "the ] of a list")
	}
	return token{i, close, kind}, close, nil
}

// quotedEnd is the offset behind the quote that closes the one at i; a doubled quote does not. -1 when none does.
func (s *jsvSource) quotedEnd(i, end int) int {
	for i++; ; {
		n := strings.IndexByte(s.text[i:end], '"')
		if n < 0 {
			return -1
		}
		if i += n + 1; i >= end || s.text[i] != '"' {
			return i
		}
		i++
	}
}

// plain is the text that the token means.
func (s *jsvSource) plain() string { return unquoteJSV(s.text[s.tok.start:s.tok.end]) }

func unquoteJSV(text string) string {
	if len(text) < 2 || text[0] != '"' {
		return text
	}
	text = text[1 : len(text)-1]
	if strings.IndexByte(text, '"') < 0 {
		return text
	}
	return strings.ReplaceAll(text, `""`, `"`)
}

// Null reports whether nothing stood there.
func (s *jsvSource) Null(t *plan.Type) bool {
	if t.Elem.Struct {
		return true
	}
	if t.Elem.Kind.Scalar() && t.Elem.Kind != plan.String {
		text := s.text[s.tok.start:s.tok.end]
		return text == "" || text == `""`
	}
	return s.tok.kind == noToken || s.tok.start == s.tok.end
}

// Scalar reads the token into v.
func (s *jsvSource) Scalar(t *plan.Type, v reflect.Value) error {
	text := s.plain()
	if t.Kind == plan.String {
		v.SetString(text)
		return nil
	}
	if t.Kind == plan.Bytes && s.tok.start == s.tok.end {
		v.SetZero()
		return nil
	}
	if t.Kind == plan.Bytes && s.tok.kind == quotedToken && strings.HasPrefix(text, "[") {
		return s.misfit("base64") // a list of numbers has no quotes
	}
	if t.Kind == plan.Character && strings.HasPrefix(text, `\`) && len(text) > 1 {
		text, _ = unescapeJSON(text)
	}
	if expected := s.o.parseScalar(t, v, text); expected != "" {
		return s.misfit(expected)
	}
	return nil
}

// Object reads members into the struct v.
func (s *jsvSource) Object(t *plan.Type, v reflect.Value) error {
	if t.Struct {
		return nil // the original reads such structs by a method of theirs; ours have none
	}
	i, end := s.tok.start, s.tok.end
	if i == end && s.depth > 0 {
		return nil
	}
	if s.text[i] != '{' {
		if s.depth == 0 {
			return saying(s.malformed(i, "an object"), noObject(t, s.text))
		}
		if end == lazy {
			return s.misfit("an object")
		}
		return saying(s.misfit("an object"), noObject(t, s.text[i:end]))
	}
	s.depth++
	defer func() { s.depth-- }()
	if s.depth > s.o.depth() {
		return &Error{Offset: int64(i), Err: ErrDepth}
	}
	if end == lazy {
		return s.directMembers(t, v, i+1)
	}
	if next := skipSpace(s.text, i+1, end); next < end && s.text[next] == '}' {
		return nil
	}
	return s.members(t, v, i+1, end)
}

func (s *jsvSource) members(t *plan.Type, v reflect.Value, i, end int) error {
	likely, closed := 0, false
	for i < end {
		m, n := s.names.foreseen(t.Class, s.text[i:end], &likely)
		next := i + n - len(":")
		if m == nil {
			name, after, err := s.name(i, end)
			if err != nil {
				return err
			}
			next, m = after, s.o.member(t.Class, strings.TrimSpace(name), &likely)
		}
		mark := next < end && s.text[next] == '}'
		tok, next, err := s.value(next+1, end)
		if err != nil {
			return cutOff(err, m)
		}
		if err := s.assign(m, v, tok); err != nil {
			return err
		}
		if closed = mark || next < end && s.text[next] == '}'; next < end {
			next += width(s.text, next)
		}
		i = next
	}
	if !closed {
		return s.malformed(end, "the } of an object")
	}
	return nil
}

// name cuts the name at i; next is the offset of its colon.
func (s *jsvSource) name(i, end int) (name string, next int, err error) {
	switch s.text[i] {
	case '"':
		tok, next, err := s.value(i, end)
		switch {
		case err != nil:
			err = saying(err, outsideArray)
		case next >= end:
			err = s.noColon(end)
		}
		name := s.text[tok.start:tok.end]
		if len(name) > 2 {
			name = name[1 : len(name)-1]
		}
		return name, next, err
	case '{':
		tok, next, err := s.value(i, end)
		return s.text[tok.start:tok.end], next, err
	}
	n := bareName(s.text[i:end])
	if n < 0 {
		return "", i, s.noColon(end)
	}
	return s.text[i : i+n], i + n, nil
}

// bareName is the length of a name without quotes, or negative: one character, whatever it is, and all up to the next colon.
func bareName(text string) int {
	if n := strings.IndexByte(text[1:], ':'); n >= 0 {
		return n + 1
	}
	return -1
}

// noColon is fatal in the document itself; within a value it only loses that.
func (s *jsvSource) noColon(i int) error {
	if s.depth > 1 {
		return s.misfit("a colon")
	}
	return saying(s.malformed(i, "a colon"), outsideArray)
}

func (s *jsvSource) assign(m *plan.Member, v reflect.Value, tok token) error {
	if m == nil {
		return nil
	}
	s.tok = tok
	if m.Type.Kind == plan.String && tok.kind == bareToken {
		m.Value(v).SetString(s.text[tok.start:tok.end])
		return nil
	}
	if err := m.Type.Read(s, m.Value(v)); err != nil && (s.o.Strict || isFatal(err)) {
		return located(err, m, m.Wire())
	}
	return nil
}
