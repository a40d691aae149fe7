package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// raw is the token as it stands, quotes excluded and escapes kept.
func (s *jsonSource) raw() string { return s.text[s.tok.start:s.tok.end] }

// plain is the text that the token means to a string or another scalar. An object or a list loses its quotes.
func (s *jsonSource) plain() (string, error) {
	text := s.raw()
	switch s.tok.kind {
	case quotedToken:
		if !s.marks.escapes || strings.IndexByte(text, '\\') < 0 {
			return text, nil
		}
		return s.unescaped(text, false)
	case objectToken, listToken:
		return s.unescaped(text, true)
	case bareToken:
		if strings.IndexByte(text, '"') >= 0 || strings.IndexByte(text, '\\') >= 0 {
			return s.unescaped(text, true)
		}
		return text, nil
	}
	return "", nil
}

func (s *jsonSource) unescaped(text string, bare bool) (string, error) {
	out, err := unescape(text, bare)
	if err == errCutEscape {
		return "", saying(s.malformed(s.tok.end, "four digits behind \\u"), outsideArray)
	}
	if err != nil {
		return "", s.misfit("an escape of four hexadecimal digits")
	}
	return out, nil
}

// Scalar reads the token into v.
func (s *jsonSource) Scalar(t *plan.Type, v reflect.Value) error {
	if s.tok.end == lazy {
		return s.indirect(t, v)
	}
	text, err := s.plain()
	if err != nil {
		return err
	}
	if t.Kind == plan.String {
		v.SetString(text)
		return nil
	}
	if t.Kind == plan.Bytes && text == "" {
		v.SetZero()
		return nil
	}
	if expected := s.o.parseScalar(t, v, text); expected != "" {
		return s.misfit(expected)
	}
	return nil
}

// List reads the items between brackets, or of a comma-separated text.
func (s *jsonSource) List(t *plan.Type, v reflect.Value) error {
	switch s.tok.kind {
	case noToken, nullToken:
		v.SetZero()
		return nil
	}
	if s.tok.end == lazy && s.tok.kind == listToken {
		s.depth++
		err := s.directItems(t, v, s.tok.start+1)
		s.depth--
		return err
	}
	if s.tok.end == lazy {
		return s.indirect(t, v)
	}
	i, end := s.tok.start, s.tok.end
	if i == end {
		v.SetZero()
		return nil
	}
	if skipSpace(s.text, i, end) == end {
		return s.misfit("a list") // blanks between quotes
	}
	if s.text[i] == '[' {
		i, end = i+1, end-1
	}
	s.depth++
	err := s.items(t, v, skipSpace(s.text, i, end), end)
	s.depth--
	return err
}

func (s *jsonSource) items(t *plan.Type, v reflect.Value, i, end int) error {
	if i >= end {
		return setLen(v, 0)
	}
	if t.Elem.Kind == plan.String && v.Kind() == reflect.Slice {
		return s.strings(t, v, i, end)
	}
	list := newList(t, v)
	braces := s.text[i] == '{'
	for n := 0; i < end; n++ {
		tok, next, err := s.value(i, end)
		if err != nil {
			return locate(err, index(n))
		}
		item := list.grow()
		s.tok, s.inside = tok, true
		empty := s.nothing(tok)
		if !empty || readsNothing(t) {
			if err := t.Elem.Read(s, item); err != nil && !parseItem(t, item, s.text, tok) {
				return locate(err, index(n))
			}
		}
		var c byte
		i, c = s.itemEnd(next, end, braces)
		if c == ',' && i >= end && !braces && keepsTrailing(t, empty) {
			list.grow()
		}
	}
	return list.store(v)
}

// nothing reports whether a token is a null, an empty text, or not there.
func (s *jsonSource) nothing(tok token) bool {
	return tok.kind == noToken || tok.kind == nullToken || tok.start == tok.end
}

// readsNothing reports whether an item without a text is read like any other, which numbers then refuse: of arrays, of
// texts and of a List<int>. In any other list it is the default of its type.
func readsNothing(t *plan.Type) bool {
	return t.Array || t.Go == intList || t.Elem.Base().Kind == plan.String
}

// keepsTrailing reports whether a comma before the closing bracket adds an item that is null; empty tells of the item
// before the comma.
func keepsTrailing(t *plan.Type, empty bool) bool {
	return t.Elem.Nullable() && (!empty || t.Array || t.Elem.Base().Kind == plan.String)
}

// itemEnd skips what ends an item: a comma or a brace; behind an object in a list whatever stands there.
func (s *jsonSource) itemEnd(i, end int, braces bool) (next int, c byte) {
	if i = skipSpace(s.text, i, end); i < end && !braces && s.text[i] != ',' && s.text[i] != '}' {
		return i, 0
	}
	return s.separator(i, end)
}

// strings reads the most common list without going through the plan.
func (s *jsonSource) strings(t *plan.Type, v reflect.Value, i, end int) error {
	var buf [16]string
	list := buf[:0]
	for i < end {
		tok, next, err := s.value(i, end)
		if err != nil {
			return err
		}
		s.tok = tok
		text, err := s.plain()
		if err != nil {
			return err
		}
		list = append(list, text)
		var c byte
		if i, c = s.itemEnd(next, end, false); c == ',' && i >= end {
			list = append(list, "")
		}
	}
	return setStrings(v, list)
}

// Map reads the members of an object as entries.
func (s *jsonSource) Map(t *plan.Type, v reflect.Value) error {
	if s.tok.kind == nullToken || s.tok.kind == noToken {
		v.SetZero()
		return nil
	}
	if s.tok.end == lazy && t.Texts && s.tok.kind == objectToken {
		s.depth++
		err := s.directTexts(v, s.tok.start+1)
		s.depth--
		return err
	}
	if s.tok.end == lazy {
		return s.indirect(t, v)
	}
	i, end := s.tok.start, s.tok.end
	if s.tok.kind == quotedToken && skipSpace(s.text, i, end) == end {
		v.SetZero()
		return nil
	}
	if s.tok.kind != objectToken {
		return setEmpty(t, v)
	}
	s.depth++
	defer func() { s.depth-- }()
	if t.Texts {
		return s.texts(v, skipSpace(s.text, i+1, end), end)
	}
	list := newEntries(t, v)
	if i = skipSpace(s.text, i+1, end); i < end && s.text[i] == '}' {
		return list.store(v)
	}
	return s.pairs(t, v, &list, i, end)
}

// texts reads the most common map without going through the plan.
func (s *jsonSource) texts(v reflect.Value, i, end int) error {
	m := make(map[string]string)
	closed := s.depth > 1
	if i < end && s.text[i] == '}' {
		i, closed = end, true
	}
	for i < end {
		key, next, err := s.mapKey(i, end)
		if err != nil {
			return err
		}
		tok, next, err := s.value(s.colon(next, end), end)
		if err != nil {
			return locate(err, s.text[key.start:key.end])
		}
		if key.kind == noToken {
			i = max(next, i+1)
			continue
		}
		s.tok = key
		name, err := s.plain()
		if err != nil {
			return err
		}
		s.tok = tok
		if m[name], err = s.plain(); err != nil {
			return locate(err, name)
		}
		var c byte
		i, c = s.separator(next, end)
		closed = closed || c == '}'
	}
	if !closed {
		return s.malformed(end, "the } of an object")
	}
	setTexts(v, m)
	return nil
}

func (s *jsonSource) pairs(t *plan.Type, v reflect.Value, list *entryList, i, end int) error {
	closed := s.depth > 1
	for i < end {
		key, next, err := s.mapKey(i, end)
		if err != nil {
			return err
		}
		tok, next, err := s.value(s.colon(next, end), end)
		if err != nil {
			return locate(err, s.text[key.start:key.end])
		}
		if key.kind == noToken {
			i = max(next, i+1)
			continue
		}
		if err := s.pair(t, list, key, tok); err != nil {
			return err
		}
		var c byte
		i, c = s.separator(next, end)
		closed = closed || c == '}'
	}
	if !closed {
		return s.malformed(end, "the } of an object")
	}
	return list.store(v)
}

// mapKey cuts the key at i: quoted, or the bare text before the colon.
func (s *jsonSource) mapKey(i, end int) (token, int, error) {
	if i = skipSpace(s.text, i, end); i >= end || s.text[i] == '"' || s.text[i] == '{' {
		return s.value(i, end)
	}
	n := strings.IndexAny(s.text[i:end], ":,}")
	if n <= 0 || s.text[i+n] != ':' {
		return token{start: i, end: i}, i, nil
	}
	return token{i, i + n, bareToken}, i + n, nil
}

func (s *jsonSource) pair(t *plan.Type, list *entryList, key, tok token) error {
	k, val := list.fresh()
	s.tok, s.inside = key, true
	if t.Key.Kind == plan.String {
		text, err := s.plain()
		if err != nil {
			return err
		}
		k.SetString(text)
	} else if err := t.Key.Read(s, k); err != nil {
		return err
	}
	s.tok = tok
	if tok.kind != noToken && tok.kind != nullToken || t.Elem.Kind == plan.Any {
		if err := t.Elem.Read(s, val); err != nil {
			return locate(err, s.text[key.start:key.end])
		}
	}
	list.add()
	return nil
}

// Dynamic reads into an interface whatever the token looks like.
func (s *jsonSource) Dynamic(t *plan.Type, v reflect.Value) error {
	if t.Kind == plan.Derived {
		return s.base(t, v)
	}
	if s.tok.end == lazy {
		return s.indirect(t, v)
	}
	x, err := s.untyped(!s.inside)
	if err == nil {
		setAny(v, x)
	}
	return err
}

// base reads into a member that may hold a derived class: what arrives is taken for the declared one.
func (s *jsonSource) base(t *plan.Type, v reflect.Value) error {
	if s.tok.kind == nullToken || s.tok.kind == noToken || t.Elem.Class.Abstract {
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

func setAny(v reflect.Value, x any) {
	if x == nil {
		v.SetZero()
		return
	}
	if rv := reflect.ValueOf(x); rv.Type().AssignableTo(v.Type()) {
		v.Set(rv)
	}
}
