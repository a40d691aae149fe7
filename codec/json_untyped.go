package codec

import (
	"reflect"
	"strconv"
	"strings"
)

// untyped is what the token looks like: a string map, a list, a number, a boolean, or a string. At the top, in a member
// of its own, a quoted number or boolean is one too, as with ServiceStack's JS.Configure.
func (s *jsonSource) untyped(top bool) (any, error) {
	switch s.tok.kind {
	case noToken, nullToken:
		return nil, nil
	case objectToken:
		if top && s.o.StringDictionaries {
			return s.textMap()
		}
		return s.untypedMap()
	case listToken:
		return s.untypedList()
	}
	text, err := s.plain()
	if err != nil {
		return nil, err
	}
	if s.tok.kind == quotedToken && !top {
		return text, nil
	}
	return untypedText(text, top && !s.o.ParsePrimitives), nil
}

// textMap reads an object as a map of texts.
func (s *jsonSource) textMap() (any, error) {
	var texts map[string]string
	v := reflect.ValueOf(&texts).Elem()
	if err := scalarPlan(v.Type()).Read(s, v); err != nil {
		return nil, err
	}
	out := make(map[string]any, len(texts))
	for name, text := range texts {
		out[name] = text
	}
	return out, nil
}

func untypedText(text string, top bool) any {
	switch text {
	case "true":
		return true
	case "false":
		return false
	}
	if text == "" || top && text[0] == '-' {
		return text
	}
	if c := text[0]; c != '-' && (c < '0' || c > '9') {
		return text
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if !top && int64(int32(n)) == n {
			return int32(n)
		}
		return n
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && !strings.ContainsAny(text, "xXpP_") {
		return f
	}
	return text
}

func (s *jsonSource) untypedMap() (any, error) {
	i, end := skipSpace(s.text, s.tok.start+1, s.tok.end), s.tok.end
	s.depth++
	defer func() { s.depth-- }()
	out := map[string]any{}
	for i < end && s.text[i] != '}' {
		key, next, err := s.value(i, end)
		if err != nil {
			return nil, err
		}
		s.tok = key
		name, err := s.plain()
		if err != nil {
			return nil, err
		}
		if s.tok, next, err = s.value(s.colon(next, end), end); err != nil {
			return nil, err
		}
		if out[name], err = s.untyped(false); err != nil {
			return nil, err
		}
		i, _ = s.separator(next, end)
	}
	return out, nil
}

func (s *jsonSource) untypedList() (any, error) {
	i, end := skipSpace(s.text, s.tok.start+1, s.tok.end-1), s.tok.end-1
	s.depth++
	defer func() { s.depth-- }()
	out := []any{}
	for i < end {
		tok, next, err := s.value(i, end)
		if err != nil {
			return nil, err
		}
		s.tok = tok
		x, err := s.untyped(false)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
		i, _ = s.separator(next, end)
	}
	return out, nil
}
