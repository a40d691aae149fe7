package codec

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A JSONElement is what System.Text.Json puts into an untyped member: the JSON text itself.
type JSONElement string

// A systemSource reads System.Text.Json's strict JSON from a node. It implements [plan.Source].
type systemSource struct {
	o    *TextOptions
	text string
	n    node
}

func decodeSystem(text string, t *plan.Type, v reflect.Value, o *TextOptions) error {
	p := standardParser{text: text, limit: min(o.depth(), 64)}
	if i := skipSpace(text, 0, len(text)); t.Kind == plan.Object && i < len(text) && text[i] == '[' {
		return &Error{Offset: int64(i), Expected: "an object", Err: ErrValue}
	}
	n, err := p.value()
	if err != nil {
		return err
	}
	if p.space(); p.pos < len(text) {
		return p.malformed("nothing behind the value")
	}
	s := systemSource{o: o, text: text, n: n}
	if n.kind == nullNode && (t.Kind == plan.Object || t.Nullable()) {
		return nil
	}
	return t.Read(&s, v)
}

func (s *systemSource) misfit(expected string) error {
	return &Error{Offset: int64(s.n.at), Expected: expected, Err: ErrValue}
}

// Null reports whether the node is null.
func (s *systemSource) Null(*plan.Type) bool { return s.n.kind == nullNode }

// Scalar reads the node into v; only what stands for its kind of JSON value fits.
func (s *systemSource) Scalar(t *plan.Type, v reflect.Value) error {
	if s.n.kind == nullNode && t.Nullable() {
		v.SetZero()
		return nil
	}
	if expected := s.scalar(t, v); expected != "" {
		return s.misfit(expected)
	}
	return nil
}

func (s *systemSource) scalar(t *plan.Type, v reflect.Value) string {
	switch t.Kind {
	case plan.Bool:
		if s.n.kind != boolNode {
			return "true or false"
		}
		v.SetBool(s.n.text == "true")
		return ""
	case plan.Int, plan.Uint, plan.Float, plan.Decimal:
		if s.n.kind != numberNode {
			return "a number"
		}
		return systemNumber(t, v, s.n.text)
	case plan.Enum:
		return s.enum(t, v)
	}
	if s.n.kind != stringNode {
		return "a string"
	}
	return s.textual(t, v)
}

func systemNumber(t *plan.Type, v reflect.Value, text string) string {
	switch t.Kind {
	case plan.Int:
		return parseInt(t, v, text)
	case plan.Uint:
		return parseUint(t, v, text)
	case plan.Decimal:
		return parseDecimal(v, text)
	}
	f, err := strconv.ParseFloat(text, t.Bits)
	if err != nil && !math.IsInf(f, 0) {
		return "a number"
	}
	v.SetFloat(f)
	return ""
}

func (s *systemSource) enum(t *plan.Type, v reflect.Value) string {
	if s.n.kind == numberNode {
		if n, err := strconv.ParseInt(s.n.text, 10, 64); err == nil && setEnum(t, v, n) {
			return ""
		}
	}
	if s.n.kind == stringNode && s.n.text != "" && !t.Enum.Flags {
		if i := slices.IndexFunc(t.Enum.Texts, func(x string) bool { return strings.EqualFold(x, s.n.text) }); i < 0 || t.Enum.Texts[i] == t.Enum.Names[i] || t.Enum.Texts[i] == s.n.text {
			return parseEnum(t, v, s.n.text)
		}
	}
	return "one of " + strings.Join(t.Enum.Names, ", ")
}

// textual reads the kinds that stand between quotes.
func (s *systemSource) textual(t *plan.Type, v reflect.Value) string {
	text := s.n.text
	if !utf8.ValidString(text) {
		return "a text in UTF-8"
	}
	switch t.Kind {
	case plan.Time, plan.Offset, plan.Date:
		return s.times(t, v)
	case plan.Span, plan.Clock:
		n, ok := durationTicks(text)
		if !ok {
			return "a duration"
		}
		if t.Kind == plan.Clock && (n < 0 || n >= ticksPerDay) {
			return "a time of day"
		}
		v.SetInt(n)
		return ""
	case plan.Character:
		if r, n := utf8.DecodeRuneInString(text); text == "" || n != len(text) || r > maxUnit {
			return "one character"
		}
	case plan.GUID:
		if len(text) != 36 {
			return "a GUID with dashes"
		}
	case plan.Bytes:
		data, ok := decodeBase64(text)
		if !ok {
			return "base64"
		}
		v.SetBytes(data)
		return ""
	}
	return s.o.parseScalar(t, v, text)
}

func (s *systemSource) times(t *plan.Type, v reflect.Value) string {
	text := sevenDigits(s.n.text)
	at, zoned, ok := parseISO(text)
	if !ok || strings.TrimSpace(text) != text || len(text) > 10 && text[10] != 'T' || len(text) > 16 && text[16] == '.' || strings.HasSuffix(text, "z") || tightOffset(text) {
		return "an ISO 8601 date"
	}
	switch {
	case t.Kind == plan.Date:
		if len(text) != 10 {
			return "a date"
		}
		v.SetInt(wallTicks(at) / ticksPerDay)
	case t.Kind == plan.Offset:
		offset, _ := parseOffsetTime(text)
		plan.Store(v, offset)
	case !zoned:
		plan.Store(v, fromTicks(wallTicks(at), Unspecified))
	case strings.HasSuffix(text, "Z"):
		plan.Store(v, at)
	default:
		plan.Store(v, s.o.toLocal(at))
	}
	return ""
}

// sevenDigits cuts the fraction of a second to ticks, which System.Text.Json does not round to.
func sevenDigits(text string) string {
	if len(text) > 27 && text[19] == '.' {
		if n := countDigits(text[20:]); n > 7 {
			return text[:27] + text[20+n:]
		}
	}
	return text
}

// tightOffset reports whether text ends in +hhmm, which ISO's extended form does not have.
func tightOffset(text string) bool {
	n := len(text) - 5
	return n > 10 && (text[n] == '+' || text[n] == '-')
}

// Object reads the members of the node.
func (s *systemSource) Object(t *plan.Type, v reflect.Value) error {
	n := s.n
	if n.kind == nullNode && !t.Struct && !t.Pair {
		return nil
	}
	if n.kind != objectNode {
		return s.misfit("an object")
	}
	for i, name := range n.names {
		m := t.Class.FindSystem(name, s.o.Case)
		if m == nil || m.WriteOnly || m.NotRead || m.PrivateSet {
			continue
		}
		s.n = n.items[i]
		if err := m.Type.Read(s, m.Value(v)); err != nil {
			return located(err, m, name)
		}
	}
	s.n = n
	return nil
}

// List reads the items of the node.
func (s *systemSource) List(t *plan.Type, v reflect.Value) error {
	n := s.n
	if n.kind == nullNode {
		v.SetZero()
		return nil
	}
	if n.kind != listNode {
		return s.misfit("a list")
	}
	items := newList(t, v)
	for i := range n.items {
		s.n = n.items[i]
		if err := t.Elem.Read(s, items.grow()); err != nil {
			return locate(err, index(i))
		}
	}
	s.n = n
	return items.store(v)
}

// Map reads the members of the node as entries.
func (s *systemSource) Map(t *plan.Type, v reflect.Value) error {
	n := s.n
	if n.kind == nullNode {
		v.SetZero()
		return nil
	}
	if n.kind != objectNode {
		return s.misfit("an object")
	}
	entries := newEntries(t, v)
	for i, name := range n.names {
		key, value := entries.fresh()
		s.n = node{kind: stringNode, text: name, at: n.items[i].at}
		if err := s.key(t.Key, key); err != nil {
			return locate(err, name)
		}
		s.n = n.items[i]
		if err := t.Elem.Read(s, value); err != nil {
			return locate(err, name)
		}
		entries.add()
	}
	s.n = n
	return entries.store(v)
}

// key reads the name of a member as the key of a map.
func (s *systemSource) key(t *plan.Type, v reflect.Value) error {
	switch t.Base().Kind {
	case plan.Span:
		n, ok := standardTicks(s.n.text)
		if !ok {
			return s.misfit("a duration")
		}
		v.SetInt(n)
		return nil
	case plan.Bool, plan.Int, plan.Uint, plan.Float, plan.Decimal, plan.Enum:
		if expected := setKey(t, v, s.n.text, s.o); expected != "" {
			return s.misfit(expected)
		}
		return nil
	}
	return t.Read(s, v)
}

// Dynamic keeps the text of an untyped value.
func (s *systemSource) Dynamic(t *plan.Type, v reflect.Value) error {
	if s.n.kind == nullNode {
		v.SetZero()
		return nil
	}
	if t.Kind == plan.Derived && t.Elem.Class.Abstract {
		return &Error{Offset: int64(s.n.at), Expected: "a class that is not abstract", Err: ErrUnsupported}
	}
	if t.Kind == plan.Derived {
		fresh := t.Elem.New()
		if err := t.Elem.Read(s, fresh.Elem()); err != nil {
			return err
		}
		v.Field(0).Set(fresh)
		return nil
	}
	setAny(v, JSONElement(s.text[s.n.at:s.n.end]))
	return nil
}
