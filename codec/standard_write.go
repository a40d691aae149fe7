package codec

import (
	"encoding/base64"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A standardSink writes the JSON of Json.NET or of System.Text.Json. It implements [plan.Sink].
type standardSink struct {
	writer
	o      *TextOptions
	system bool // System.Text.Json
}

func (w *standardSink) Null(*plan.Type) { w.dst = append(w.dst, "null"...) }

func (w *standardSink) text(s string) {
	w.dst = append(w.dst, '"')
	if w.system {
		w.dst = appendSystemText(w.dst, s)
	} else {
		var ok bool
		if w.dst, ok = appendNetText(w.dst, s); !ok {
			w.fail(&Error{Offset: -1, Expected: "text without lone surrogates", Err: ErrValue})
		}
	}
	w.dst = append(w.dst, '"')
}

// appendNetText escapes what Json.NET escapes. It reports false for a lone surrogate.
func appendNetText(dst []byte, s string) ([]byte, bool) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < utf8.RuneSelf && (jsonPlain[c] || c == 0x7F):
			dst = append(dst, c)
			i++
		case c < utf8.RuneSelf:
			dst = appendNetControl(dst, c)
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				return dst, false
			}
			if r == 0x85 || r == 0x2028 || r == 0x2029 {
				dst = appendUnit(dst, uint16(r), lowerHex)
			} else {
				dst = append(dst, s[i:i+size]...)
			}
			i += size
		}
	}
	return dst, true
}

func appendNetControl(dst []byte, c byte) []byte {
	if escaped := appendControl(dst, c); len(escaped) == len(dst)+2 {
		return escaped
	}
	return appendUnit(dst, uint16(c), lowerHex)
}

// appendSystemText escapes everything but the harmless ASCII, as JavaScriptEncoder.Default does.
func appendSystemText(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\\':
			dst = append(dst, '\\', '\\')
			i++
		case jsonPlain[c] && !isMarkup(c) && c != '+' && c != '`' || c == '=':
			dst = append(dst, c)
			i++
		case c < utf8.RuneSelf:
			dst = appendSystemControl(dst, c)
			i++
		default:
			r, size := decodeRune(s[i:])
			o := TextOptions{EscapeUnicode: true}
			dst = o.appendRune(dst, r)
			i += size
		}
	}
	return dst
}

func appendSystemControl(dst []byte, c byte) []byte {
	if c < 0x20 {
		return appendControl(dst, c)
	}
	return appendUnit(dst, uint16(c), upperHex)
}

// Scalar writes one value.
func (w *standardSink) Scalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.String, plan.Text, plan.TypeRef, plan.Exception:
		w.text(scalarText(w, t, v))
	case plan.Bool:
		w.dst = strconv.AppendBool(w.dst, v.Bool())
	case plan.Int:
		w.dst = strconv.AppendInt(w.dst, v.Int(), 10)
	case plan.Uint:
		w.dst = strconv.AppendUint(w.dst, v.Uint(), 10)
	case plan.Float:
		w.float(v.Float(), t.Bits)
	case plan.Decimal:
		w.decimal(plan.Load[decimal.Decimal](v))
	case plan.Enum:
		w.enum(t, v)
	case plan.Character:
		w.text(charText(Char(v.Uint())))
	case plan.Address:
		w.text(v.String())
	default:
		w.dst = append(w.appendBare(append(w.dst, '"'), t, v), '"')
	}
}

func (w *standardSink) appendBare(dst []byte, t *plan.Type, v reflect.Value) []byte {
	switch t.Kind {
	case plan.GUID:
		return appendID(dst, plan.Load[uuid.UUID](v), true)
	case plan.Time:
		return appendXMLTime(dst, plan.Load[time.Time](v), w.o.Location)
	case plan.Offset:
		return appendNetOffset(dst, plan.Load[DateTimeOffset](v))
	case plan.Date:
		return appendDate(dst, dateTime(DateOnly(v.Int())))
	case plan.Bytes:
		return base64.StdEncoding.AppendEncode(dst, v.Bytes())
	}
	if w.system {
		return appendSpan(dst, v.Int())
	}
	return appendStandardSpan(dst, v.Int())
}

func appendNetOffset(dst []byte, t DateTimeOffset) []byte {
	at := fromTicks(t.Ticks, Unspecified)
	dst = appendTrimmed(appendDateTime(dst, at), t.Ticks%ticksPerSecond)
	return appendOffset(dst, t.Offset, true)
}

// float always shows Json.NET's readers that it is no whole number.
func (w *standardSink) float(f float64, bits int) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		if w.system {
			w.fail(&Error{Offset: -1, Expected: "a finite number", Err: ErrValue})
			return
		}
		w.dst = append(appendFloat(append(w.dst, '"'), f, bits, 'E'), '"')
		return
	}
	at := len(w.dst)
	w.dst = appendFloat(w.dst, f, bits, 'E')
	w.point(at)
}

func (w *standardSink) point(at int) {
	if w.system {
		return
	}
	for _, c := range w.dst[at:] {
		if c == '.' || c == 'E' {
			return
		}
	}
	w.dst = append(w.dst, '.', '0')
}

func (w *standardSink) decimal(d decimal.Decimal) {
	at := len(w.dst)
	w.dst = appendDecimal(w.dst, d)
	w.point(at)
}

func (w *standardSink) enum(t *plan.Type, v reflect.Value) {
	n := enumNumber(t, v)
	if i := t.Enum.Index(n); w.system && !t.Enum.Flags && i >= 0 {
		w.text(t.Enum.Texts[i])
		return
	}
	w.dst = appendEnumNumber(w.dst, t, n)
}

// Object writes the members.
func (w *standardSink) Object(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	w.dst = append(w.dst, '{')
	start := len(w.dst)
	members := t.Class.NetMembers()
	if w.system {
		members = t.Class.SystemMembers()
	}
	for _, m := range members {
		mv := m.Value(v)
		null := m.Type.Null(mv)
		if w.omitted(m, mv, null) || !w.system && !asked(m, v) {
			continue
		}
		if len(w.dst) > start {
			w.dst = append(w.dst, ',')
		}
		w.name(m)
		m.Type.Write(w, mv)
	}
	w.dst = append(w.dst, '}')
	w.leave()
}

// asked reports whether the object wants a member to be written: by ShouldSerializeX, and by XSpecified.
func asked(m *plan.Member, v reflect.Value) bool {
	return (m.When == nil || m.When(v)) && (m.Specified == nil || m.Specified.Value(v).Bool())
}

func (w *standardSink) omitted(m *plan.Member, v reflect.Value, null bool) bool {
	if w.system {
		return !w.o.IncludeNulls && (null || w.o.ExcludeDefaults && isDefault(m.Type, v))
	}
	return m.OmitDefault && isDefault(m.Type, v)
}

func (w *standardSink) name(m *plan.Member) {
	if !w.system {
		w.text(m.JSONNet)
	} else {
		w.text(m.SystemName(w.o.Case))
	}
	w.dst = append(w.dst, ':')
}

// List writes the items between brackets.
func (w *standardSink) List(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	w.dst = append(w.dst, '[')
	for i := range v.Len() {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		t.Elem.Write(w, v.Index(i))
	}
	w.dst = append(w.dst, ']')
	w.leave()
}

// Map writes an object with the keys as names; nulls too.
func (w *standardSink) Map(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	w.dst = append(w.dst, '{')
	keys, values := entriesOf(t, v)
	for i, key := range keys {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.key(t.Key, key)
		w.dst = append(w.dst, ':')
		t.Elem.Write(w, values[i])
	}
	w.dst = append(w.dst, '}')
	w.leave()
}

func (w *standardSink) key(t *plan.Type, v reflect.Value) {
	if t.Kind == plan.String {
		w.text(v.String())
		return
	}
	at := len(w.dst)
	switch {
	case t.Kind == plan.Enum:
		if text, ok := enumNames(t.Enum, enumNumber(t, v), false); ok {
			w.text(strings.ReplaceAll(text, " ", ", "))
			return
		}
	case t.Kind == plan.Span:
		w.text(string(appendStandardSpan(nil, v.Int())))
		return
	case t.Kind == plan.Bool && v.Bool():
		w.text("True")
		return
	case t.Kind == plan.Bool:
		w.text("False")
		return
	}
	t.Write(w, plan.Addressable(v))
	if len(w.dst) > at && w.dst[at] == '"' {
		return
	}
	text := string(w.dst[at:])
	w.dst = w.dst[:at]
	w.text(text)
}

// Dynamic writes a value found in an interface; System.Text.Json sees only the declared class.
func (w *standardSink) Dynamic(t *plan.Type, x reflect.Value) {
	dt, v, err := dynamic(x)
	switch {
	case err != nil:
		w.fail(err)
	case !v.IsValid():
		w.Null(t)
	case w.system && t.Kind == plan.Derived:
		t.Elem.Write(w, embedded(t.Elem, dt, v))
	default:
		dt.WriteFound(w, v)
	}
}

// embedded is the part of v, of class dt, that is the base class t.
func embedded(t, dt *plan.Type, v reflect.Value) reflect.Value {
	for v.Type() != t.Go {
		f, ok := dt.Go.FieldByName(t.Go.Name())
		if !ok || !f.Anonymous {
			return reflect.Zero(t.Go)
		}
		v = v.FieldByIndex(f.Index)
	}
	return v
}
