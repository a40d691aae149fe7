package codec

import (
	"encoding/binary"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A jsvSink writes JSV: JSON without quotes where none are needed. It implements [plan.Sink].
type jsvSink struct {
	writer
	o    *TextOptions
	late bool // inside of a value whose type only the value knows
}

// Null writes nothing, but for an object in a list.
func (w *jsvSink) Null(t *plan.Type) {
	if w.depth > 0 && emptyForNull(t) {
		w.dst = append(w.dst, "{}"...)
	}
}

// jsvSpecial[c] says what byte c means for the text that it is in.
//
//nolint:gochecknoglobals // a table, never changed
var jsvSpecial = func() (special [256]byte) {
	for c := 0x80; c < 0x100; c++ {
		special[c] = jsvUnicode
	}
	for _, c := range []byte("\":,{}[]\r\n") {
		special[c] = jsvQuoted
	}
	return special
}()

// jsvPlain[c] says that byte c means nothing but itself.
//
//nolint:gochecknoglobals // a table, never changed
var jsvPlain = func() (plain [256]bool) {
	for c := range plain {
		plain[c] = jsvSpecial[c] == 0
	}
	return plain
}()

const (
	jsvQuoted  = 1 // has to stand between quotes
	jsvUnicode = 2 // part of a character that may not be one
)

// appendJSVString quotes s where it has to be.
func appendJSVString(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, '"', '"')
	}
	return appendJSVPair(dst, "", s)
}

// appendJSVPair appends what stands before a text that is not empty, and the text, between quotes where it has to be.
func appendJSVPair(dst []byte, before, s string) []byte {
	dst, at := extend(dst, len(before)+len(s))
	out, text := dst[at:], at+len(before)
	if i := 8; len(before) < i || len(before) > 40 {
		copy(out, before)
	} else {
		for ; i < len(before); i += 8 {
			binary.LittleEndian.PutUint64(out[i-8:], load8(before, i-8))
		}
		binary.LittleEndian.PutUint64(out[len(before)-8:], load8(before, len(before)-8))
	}
	if copyJSV(dst[text:], s) {
		return dst
	}
	dst = dst[:text]
	special := byte(0)
	for i := range len(s) {
		special |= jsvSpecial[s[i]]
	}
	if special&jsvQuoted != 0 {
		return appendJSVQuoted(dst, s)
	}
	return appendUTF8(dst, s)
}

// appendJSVQuoted writes s between quotes, its own quotes doubled.
func appendJSVQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return append(appendUTF8(dst, s), '"')
		}
		dst = append(appendUTF8(dst, s[:i]), '"', '"')
		s = s[i+1:]
	}
}

// Scalar writes one value.
func (w *jsvSink) Scalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.String:
		w.dst = appendJSVString(w.dst, v.String())
	case plan.Bool:
		if v.Bool() {
			w.dst = append(w.dst, "True"...)
			return
		}
		w.dst = append(w.dst, "False"...)
	case plan.Int:
		w.dst = strconv.AppendInt(w.dst, v.Int(), 10)
	case plan.Uint:
		w.dst = strconv.AppendUint(w.dst, v.Uint(), 10)
	case plan.Float:
		w.float(t, v.Float())
	case plan.Time:
		w.dst = w.o.appendXSDTime(w.dst, plan.Load[time.Time](v))
	case plan.Enum:
		w.dst = w.o.appendEnum(w.dst, t, v)
	default:
		w.text(t, v)
	}
}

func (w *jsvSink) float(t *plan.Type, f float64) {
	if t.Bits == 32 {
		w.dst = appendSingle(w.dst, f)
		return
	}
	w.dst = appendDouble(w.dst, f)
}

func (w *jsvSink) text(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.Decimal:
		w.dst = appendDecimal(w.dst, plan.Load[decimal.Decimal](v))
	case plan.Character:
		w.dst = append(w.dst, charText(Char(v.Uint()))...)
	case plan.Offset:
		w.dst = appendOffsetTime(w.dst, plan.Load[DateTimeOffset](v))
	case plan.Date:
		w.date(DateOnly(v.Int()))
	case plan.Address:
		w.dst = appendJSVString(w.dst, displayURI(v.String()))
	case plan.TypeRef:
		w.dst = appendJSVString(w.dst, v.String())
	case plan.Exception:
		w.dst = appendJSVString(w.dst, plan.Load[Failure](v).Message)
	case plan.Clock:
		if w.o.StandardSpans {
			w.dst = append(w.o.appendBare(append(w.dst, '"'), t, v), '"')
			return
		}
		w.dst = appendSpan(w.dst, v.Int())
	case plan.Span:
		w.dst = appendSpan(w.dst, v.Int())
	case plan.Text:
		text, err := marshalText(v)
		if err != nil {
			w.fail(err)
		}
		w.dst = appendJSVString(w.dst, text)
	default:
		w.dst = w.o.appendBare(w.dst, t, v)
	}
}

func (w *jsvSink) date(d DateOnly) {
	if w.o.Dates == UnixTime || w.o.Dates == UnixTimeMs {
		w.dst = w.o.appendUnix(w.dst, fromTicks(int64(d)*ticksPerDay, time.UTC))
		return
	}
	w.dst = appendDate(w.dst, dateTime(d))
}

// Object writes the members that have something to say.
func (w *jsvSink) Object(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	if (w.late || w.o.IncludeTypes) && w.o.typed(anyPlan, t) {
		w.leave()
		w.typedObject(t, v)
		return
	}
	if t.Struct {
		w.dst = appendJSVString(w.dst, structText(v))
		w.leave()
		return
	}
	w.dst = append(w.dst, '{')
	was := w.late
	w.late = false
	w.members(t, v, len(w.dst))
	w.late = was
	w.dst = append(w.dst, '}')
	w.leave()
}

func (w *jsvSink) members(t *plan.Type, v reflect.Value, start int) {
	for _, m := range t.Class.Members {
		mv := m.Value(v)
		if m.Type.Kind == plan.String && m.Plainly {
			if text := mv.String(); text != "" {
				w.dst = appendJSVPair(w.dst, w.name(m, start), text)
				continue
			}
		}
		write, null := w.o.wanted(m, mv)
		if !write || null || !m.Plainly && !w.o.conditional(m, v) {
			continue
		}
		w.dst = append(w.dst, w.name(m, start)...)
		m.Type.Write(w, mv)
	}
}

// name is what begins the member m of the object whose members begin at start.
func (w *jsvSink) name(m *plan.Member, start int) string {
	name := m.Names[w.o.Case].JSV
	if len(w.dst) == start {
		return name[1:]
	}
	return name
}

// texts writes the most common map without going through reflection.
func (w *jsvSink) texts(m map[string]string) {
	from, before := w.sortedTexts(m), ""
	for _, e := range w.texted[from:] {
		if e.Value == "" {
			continue
		}
		if e.Name == "" {
			w.dst = append(append(w.dst, before...), `""`...)
		} else {
			w.dst = appendJSVPair(w.dst, before, e.Name)
		}
		before = ","
		w.dst = appendJSVPair(w.dst, ":", e.Value)
	}
	w.texted = w.texted[:from]
}

// List writes the items between brackets.
func (w *jsvSink) List(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	w.dst = append(w.dst, '[')
	if texts, ok := stringList(v); ok {
		w.list(texts)
		w.leave()
		return
	}
	for i := range v.Len() {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		t.Elem.Write(w, v.Index(i))
	}
	w.dst = append(w.dst, ']')
	w.leave()
}

// list writes the most common list without going through reflection.
func (w *jsvSink) list(texts []string) {
	for i, text := range texts {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		if text != "" {
			w.dst = appendJSVString(w.dst, text)
		}
	}
	w.dst = append(w.dst, ']')
}

// Map writes the entries that are not null.
func (w *jsvSink) Map(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	w.dst = append(w.dst, '{')
	start := len(w.dst)
	if texts, ok := stringMap(v); ok {
		w.texts(texts)
	} else if t.Entries {
		key, value := t.EntryFields()
		for i := range v.Len() {
			e := v.Index(i)
			w.entry(t, e.Field(key), e.Field(value), start)
		}
	} else {
		from := w.sortedKeys(t, v)
		for i := from; i < len(w.keys); i++ {
			w.entry(t, w.keys[i].key, plan.Addressable(v.MapIndex(w.keys[i].key)), start)
		}
		w.keys = w.keys[:from]
	}
	w.dst = append(w.dst, '}')
	w.leave()
}

func (w *jsvSink) entry(t *plan.Type, key, value reflect.Value, start int) {
	if t.Elem.Null(value) {
		return
	}
	if len(w.dst) > start {
		w.dst = append(w.dst, ',')
	}
	if t.Key.Kind == plan.String {
		w.dst = appendJSVString(w.dst, key.String())
	} else {
		t.Key.Write(w, plan.Addressable(key))
	}
	w.dst = append(w.dst, ':')
	t.Elem.Write(w, value)
}

// Dynamic writes a value found in an interface.
func (w *jsvSink) Dynamic(t *plan.Type, x reflect.Value) {
	dt, v, err := dynamic(x)
	switch {
	case err != nil:
		w.fail(err)
	case !v.IsValid():
		w.Null(t)
	case dt.Kind == plan.Object && w.o.typed(t, dt):
		w.typedObject(dt, v)
	default:
		was := w.late
		w.late = t.Kind == plan.Any
		dt.Write(w, v)
		w.late = was
	}
}

func (w *jsvSink) typedObject(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	w.dst = append(w.dst, '{')
	start := len(w.dst)
	w.dst = append(w.dst, "__type:"...)
	w.dst = appendJSVString(w.dst, qualifiedName(t))
	was := w.late
	w.late = false
	w.members(t, v, start)
	w.late = was
	w.dst = append(w.dst, '}')
	w.leave()
}
