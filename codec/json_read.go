package codec

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A jsonSource reads ServiceStack.Text's JSON from one token of a text. It implements [plan.Source].
//
// The rules, from ServiceStack's own tokenizer: white space counts only around punctuation; a name has to stand between
// quotes, else its pair is lost; a value is a quoted text, a bracketed one, or everything up to the next comma, brace or
// blank; a value that its member cannot take leaves the member as it was. Ours: a text that ends inside a string, an
// object or a list is malformed.
type jsonSource struct {
	o     *TextOptions
	text  string
	tok   token
	depth int
	marks brackets
	names spelling

	direct bool // the document has been plain JSON so far
	after  int  // behind the last value that was read directly
	lost   bool // the value read last did not fit its member
	inside bool // the token stands in a list or a map, not in a member of its own
}

func (s *jsonSource) reset(text string, o *TextOptions) {
	if !utf8.ValidString(text) {
		text = string([]rune(text)) // each bad byte is a U+FFFD, as in .NET
	}
	s.inside = false
	s.o, s.text, s.tok, s.depth, s.names = o, text, token{}, 0, spelling{o.Case, false}
	s.marks.escapes = strings.IndexByte(text, '\\') >= 0
	s.marks.reset()
}

func (s *jsonSource) malformed(i int, expected string) error {
	return &Error{Offset: int64(i), Expected: expected, Err: ErrMalformed}
}

func (s *jsonSource) misfit(expected string) error {
	return &Error{Offset: int64(s.tok.start), Expected: expected, Err: ErrValue}
}

// fatal reports whether an error ends the reading of the whole document.
func (s *jsonSource) fatal(err error) bool { return s.o.Strict || isFatal(err) }

func isFatal(err error) bool {
	e, ok := err.(*Error) //nolint:errorlint // made by the sources, never wrapped
	return err == errIrregular || ok && (e.Err == ErrMalformed || e.Err == ErrDepth || e.Err == ErrUnsupported)
}

// document reads the whole text into v.
func (s *jsonSource) document(t *plan.Type, v reflect.Value) error {
	if s.text == "" {
		return nil
	}
	i := skipSpace(s.text, 0, len(s.text))
	if i == len(s.text) {
		return saying(s.malformed(i, "a value"), outsideArray)
	}
	if t.Kind == plan.Object && !t.Struct && s.text[i] == '{' {
		if done, err := s.plainly(t, v, i); done {
			return err
		}
	}
	if t.Kind == plan.Object && !t.Struct || t.Kind == plan.Map {
		s.tok = token{start: i, end: len(s.text), kind: objectToken}
		return t.Read(s, v)
	}
	tok, _, err := s.value(i, len(s.text))
	if err != nil {
		return err
	}
	s.tok = s.bareRoot(tok, t.Base())
	return t.Read(s, v)
}

// bareRoot is tok, which is all of a document that holds a list or one value without brackets and quotes: the original
// looks for no end of it. In a text even the blanks around it count.
func (s *jsonSource) bareRoot(tok token, t *plan.Type) token {
	switch {
	case tok.kind == bareToken && t.Kind == plan.String:
		return token{end: len(s.text), kind: bareToken}
	case tok.kind == bareToken && t.Kind.Scalar(), tok.kind <= bareToken && t.Kind == plan.List:
		tok.kind, tok.end = bareToken, len(strings.TrimRight(s.text, " \t\r\n"))
	}
	return tok
}

// value cuts the value at i and returns what follows it.
func (s *jsonSource) value(i, end int) (token, int, error) {
	if i = skipSpace(s.text, i, end); i >= end {
		return token{start: i, end: i}, i, nil
	}
	switch s.text[i] {
	case ',', '}':
		return token{start: i, end: i}, i, nil
	case '"':
		close := s.marks.quoted(s.text, i+1, end)
		if close < 0 {
			return token{}, i, saying(s.malformed(end, "the end of a string"), outsideArray)
		}
		return token{i + 1, close, quotedToken}, close + 1, nil
	case '{':
		return s.bracketed(i, end, objectToken)
	case '[':
		return s.bracketed(i, end, listToken)
	}
	tok := token{i, s.bareEnd(i, end), bareToken}
	if s.text[tok.start:tok.end] == "null" {
		tok.kind = nullToken
	}
	return tok, tok.end, nil
}

func (s *jsonSource) bracketed(i, end int, kind tokenKind) (token, int, error) {
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

func (s *jsonSource) bareEnd(i, end int) int {
	for i += width(s.text, i); i < end; i++ {
		if c := s.text[i]; c == ',' || c == '}' || jsonSpace(s.text, i) > 0 {
			break
		}
	}
	return min(i, end)
}

// separator skips the comma or brace behind a value, and any other character too.
func (s *jsonSource) separator(i, end int) (next int, c byte) {
	if i = skipSpace(s.text, i, end); i >= end {
		return end, 0
	}
	c = s.text[i]
	return skipSpace(s.text, i+width(s.text, i), end), c
}

// name cuts the name at i. One without quotes, or with an escape, is lost: ok is false.
func (s *jsonSource) name(i, end int) (name string, next int, ok bool, err error) {
	if i = skipSpace(s.text, i, end); i >= end || s.text[i] != '"' {
		return "", i, false, nil
	}
	n := strings.IndexByte(s.text[i+1:end], '"')
	if n < 0 {
		return "", i, false, saying(s.malformed(end, "the end of a name"), outOfRange)
	}
	name = s.text[i+1 : i+1+n]
	if s.marks.escapes && strings.IndexByte(name, '\\') >= 0 {
		return "", i + 1, false, nil
	}
	return name, i + n + 2, true, nil
}

// colon skips the character between a name and its value.
func (s *jsonSource) colon(i, end int) int {
	if i = skipSpace(s.text, i, end); i >= end {
		return end
	}
	return i + width(s.text, i)
}

// Null reports whether the token is null.
func (s *jsonSource) Null(t *plan.Type) bool {
	switch s.tok.kind {
	case noToken, nullToken:
		return true
	case quotedToken, bareToken:
		if t.Elem.Struct {
			return true
		}
		return s.tok.start == s.tok.end && t.Elem.Kind != plan.String && t.Elem.Kind != plan.Object
	}
	return false
}

// Object reads members into the struct v.
func (s *jsonSource) Object(t *plan.Type, v reflect.Value) error {
	if s.tok.kind == nullToken || s.tok.kind == noToken {
		if s.depth == 0 {
			return s.misfit("an object")
		}
		return nil
	}
	if t.Struct {
		return nil // the original reads such structs by a method of theirs; ours have none
	}
	i, end := s.tok.start, s.tok.end
	if s.tok.kind == quotedToken && s.depth > 0 && i < end && s.text[i] == '{' {
		return s.quotedObject(t, v)
	}
	if s.tok.kind != objectToken || s.text[i] != '{' {
		return s.shape(t, "an object")
	}
	s.depth++
	defer func() { s.depth-- }()
	if s.depth > s.o.depth() {
		return &Error{Offset: int64(i), Err: ErrDepth}
	}
	if end == lazy {
		return s.directMembers(t, v, i+1)
	}
	if i = skipSpace(s.text, i+1, end); i < end && s.text[i] == '}' {
		return nil
	}
	return s.members(t, v, i, end)
}

// quotedObject reads an object that stands between quotes, as it stands there: escapes keep their backslashes.
func (s *jsonSource) quotedObject(t *plan.Type, v reflect.Value) error {
	inner := jsonSource{o: s.o, text: s.raw(), depth: s.depth}
	inner.marks.escapes = s.marks.escapes
	inner.tok = token{end: len(inner.text), kind: objectToken}
	if err := inner.Object(t, v); err != nil {
		return s.misfit("an object")
	}
	return nil
}

// shape is the error for a token of the wrong kind: malformed at the root, a misfit within.
func (s *jsonSource) shape(t *plan.Type, expected string) error {
	if s.depth == 0 {
		return saying(s.malformed(s.tok.start, expected), noObject(t, s.text[s.tok.start:]))
	}
	err := s.misfit(expected)
	if s.tok.kind != bareToken {
		return err
	}
	return saying(err, noObject(t, s.raw()))
}

func (s *jsonSource) members(t *plan.Type, v reflect.Value, i, end int) error {
	likely, closed := 0, s.depth > 1
	for i < end {
		m, n := s.names.foreseen(t.Class, s.text[i:end], &likely)
		next := i + n
		if m == nil {
			name, after, ok, err := s.name(i, end)
			if err != nil {
				return err
			}
			if next = after; ok {
				m = s.o.member(t.Class, name, &likely)
			}
		}
		at := skipSpace(s.text, next, end)
		closed = closed || at < end && s.text[at] == '}'
		tok, next, err := s.value(s.colon(at, end), end)
		if err != nil {
			return cutOff(err, m)
		}
		if m != nil {
			if err := s.assign(m, v, tok); err != nil {
				return err
			}
		}
		var c byte
		i, c = s.separator(next, end)
		closed = closed || c == '}'
	}
	if !closed {
		return s.malformed(end, "the } of an object")
	}
	return nil
}

func (s *jsonSource) assign(m *plan.Member, v reflect.Value, tok token) error {
	s.tok, s.inside = tok, false
	if m.Type.Kind == plan.String && tok.kind == quotedToken && !s.marks.escapes {
		m.Value(v).SetString(s.text[tok.start:tok.end])
		return nil
	}
	err := m.Type.Read(s, m.Value(v))
	if err != nil && s.fatal(err) {
		return located(err, m, m.Wire())
	}
	s.lost = err != nil
	return nil
}
