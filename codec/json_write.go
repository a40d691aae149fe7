package codec

import (
	"encoding/base64"
	"math"
	"reflect"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A jsonSink writes ServiceStack.Text's JSON. It implements [plan.Sink].
type jsonSink struct {
	writer
	o    *TextOptions
	late bool // inside of a value whose type only the value knows
}

// Null writes a null where a value has to stand: in a list or as a root.
func (w *jsonSink) Null(t *plan.Type) {
	if w.depth > 0 && emptyForNull(t) {
		w.dst = append(w.dst, "{}"...)
		return
	}
	w.dst = append(w.dst, "null"...)
}

// emptyForNull reports whether a null in a list is written as an object without members.
func emptyForNull(t *plan.Type) bool {
	return t.Kind == plan.Derived || t.Kind == plan.Pointer && t.Elem.Kind == plan.Object && !t.Elem.Struct && !t.Elem.Pair
}

// Scalar writes one value.
func (w *jsonSink) Scalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.String:
		w.dst = w.o.appendJSONString(w.dst, v.String())
	case plan.Bool:
		w.dst = strconv.AppendBool(w.dst, v.Bool())
	case plan.Int:
		w.dst = strconv.AppendInt(w.dst, v.Int(), 10)
	case plan.Uint:
		w.dst = strconv.AppendUint(w.dst, v.Uint(), 10)
	case plan.Float:
		w.float(t, v.Float())
	case plan.Time:
		w.dst = w.o.appendJSONTime(w.dst, plan.Load[time.Time](v))
	case plan.Enum:
		w.enum(t, v)
	default:
		w.text(t, v)
	}
}

func (w *jsonSink) float(t *plan.Type, f float64) {
	if t.Bits == 32 {
		w.dst = appendFloat(w.dst, f, 32, 'e')
		return
	}
	w.dst = appendDouble(w.dst, f)
}

func (w *jsonSink) enum(t *plan.Type, v reflect.Value) {
	n := enumNumber(t, v)
	i := t.Enum.Index(n)
	if w.o.asNumber(t.Enum, i) {
		w.dst = appendEnumNumber(w.dst, t, n)
		return
	}
	if i >= 0 {
		w.dst = append(w.dst, t.Enum.JSON[i]...)
		return
	}
	w.dst = append(appendEnumNumber(append(w.dst, '"'), t, n), '"')
}

// text writes the scalars that stand between quotes without being strings.
func (w *jsonSink) text(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.Decimal:
		w.dst = appendDecimal(w.dst, plan.Load[decimal.Decimal](v))
	case plan.Character:
		w.dst = w.o.appendJSONString(w.dst, charText(Char(v.Uint())))
	case plan.Offset:
		w.dst = w.o.appendJSONOffset(w.dst, plan.Load[DateTimeOffset](v))
	case plan.Date:
		w.date(DateOnly(v.Int()))
	case plan.Address:
		w.dst = w.o.appendJSONString(w.dst, displayURI(v.String()))
	case plan.TypeRef:
		w.dst = w.o.appendJSONString(w.dst, v.String())
	case plan.Exception:
		w.dst = w.o.appendJSONString(w.dst, plan.Load[Failure](v).Message)
	case plan.Text:
		text, err := marshalText(v)
		if err != nil {
			w.fail(err)
		}
		w.dst = w.o.appendJSONString(w.dst, text)
	default:
		w.dst = append(w.o.appendBare(append(w.dst, '"'), t, v), '"')
	}
}

func (w *jsonSink) date(d DateOnly) {
	if w.o.Dates == UnixTime || w.o.Dates == UnixTimeMs {
		w.dst = w.o.appendUnix(w.dst, fromTicks(int64(d)*ticksPerDay, time.UTC))
		return
	}
	w.dst = append(appendDate(append(w.dst, '"'), dateTime(d)), '"')
}

// appendBare writes the scalars whose text needs no escapes in JSON and JSV.
func (o *TextOptions) appendBare(dst []byte, t *plan.Type, v reflect.Value) []byte {
	switch t.Kind {
	case plan.GUID:
		return o.appendGUID(dst, plan.Load[uuid.UUID](v))
	case plan.Span:
		if o.StandardSpans {
			return appendStandardSpan(dst, v.Int())
		}
		return appendSpan(dst, v.Int())
	case plan.Clock:
		if o.StandardSpans {
			return appendStandardSpan(dst, v.Int())[:len(dst)+5]
		}
		return appendSpan(dst, v.Int())
	case plan.Bytes:
		return base64.StdEncoding.AppendEncode(dst, v.Bytes())
	}
	return dst
}

func (o *TextOptions) appendGUID(dst []byte, id uuid.UUID) []byte {
	return appendID(dst, id, o.SystemCompatible)
}

func appendID(dst []byte, id uuid.UUID, dashes bool) []byte {
	for i, b := range id {
		if dashes && (i == 4 || i == 6 || i == 8 || i == 10) {
			dst = append(dst, '-')
		}
		dst = append(dst, lowerHex[b>>4], lowerHex[b&15])
	}
	return dst
}

// Object writes the members that have something to say.
func (w *jsonSink) Object(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	if (w.late || w.o.IncludeTypes) && w.o.typed(anyPlan, t) {
		w.leave()
		w.typedObject(t, v)
		return
	}
	if t.Struct {
		w.dst = w.o.appendJSONString(w.dst, structText(v))
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

// members writes the members of v after what begins at start.
func (w *jsonSink) members(t *plan.Type, v reflect.Value, start int) {
	for _, m := range t.Class.Members {
		mv := m.Value(v)
		if m.Type.Kind == plan.String && m.Plainly {
			if text := mv.String(); text != "" {
				w.dst = w.o.appendJSONPair(w.dst, w.name(m, start), text)
				continue
			}
		}
		write, null := w.o.wanted(m, mv)
		if !write || !m.Plainly && !w.o.conditional(m, v) {
			continue
		}
		w.dst = append(w.dst, w.name(m, start)...)
		if null {
			w.dst = append(w.dst, "null"...)
			continue
		}
		m.Type.Write(w, mv)
	}
}

// name is what begins the member m of the object whose members begin at start.
func (w *jsonSink) name(m *plan.Member, start int) string {
	name := m.Names[w.o.Case].JSON
	if len(w.dst) == start {
		return name[1:]
	}
	return name
}

// wanted reports whether a member is written, and whether it is null.
func (o *TextOptions) wanted(m *plan.Member, v reflect.Value) (write, null bool) {
	if m.NoText {
		return false, false
	}
	if m.Type.Null(v) {
		return o.IncludeNulls && !o.ExcludeDefaults && !m.OmitDefault, true
	}
	if m.Type.Kind == plan.Enum {
		return !o.ExcludeDefaultEnums || !v.IsZero(), false
	}
	return !(m.OmitDefault || o.ExcludeDefaults) || !isDefault(m.Type, v), false
}

func (o *TextOptions) conditional(m *plan.Member, v reflect.Value) bool {
	if m.When == nil && m.WhenNamed == nil {
		return true
	}
	if m.When != nil && !m.When(v) {
		return false
	}
	if m.WhenNamed != nil {
		if keep := m.WhenNamed(v, m.Names[o.Case].Text); keep != nil {
			return *keep
		}
	}
	return true
}

// List writes the items between brackets.
func (w *jsonSink) List(t *plan.Type, v reflect.Value) {
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
func (w *jsonSink) list(texts []string) {
	before := ""
	for _, text := range texts {
		if text != "" {
			w.dst = w.o.appendJSONPair(w.dst, before, text)
		} else {
			w.dst = append(append(w.dst, before...), "null"...)
		}
		before = ","
	}
	w.dst = append(w.dst, ']')
}

// Map writes an object with the keys as names.
func (w *jsonSink) Map(t *plan.Type, v reflect.Value) {
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

// texts writes the most common map without going through reflection.
func (w *jsonSink) texts(m map[string]string) {
	from, before := w.sortedTexts(m), ""
	for _, e := range w.texted[from:] {
		if e.Value == "" && !w.o.IncludeNullsInMaps {
			continue
		}
		w.dst = w.o.appendJSONPair(w.dst, before, e.Name)
		before = ","
		if e.Value == "" {
			w.dst = append(w.dst, ":null"...)
			continue
		}
		w.dst = w.o.appendJSONPair(w.dst, ":", e.Value)
	}
	w.texted = w.texted[:from]
}

func (w *jsonSink) entry(t *plan.Type, key, value reflect.Value, start int) {
	null := t.Elem.Null(value)
	if null && !w.o.IncludeNullsInMaps {
		return
	}
	if len(w.dst) > start {
		w.dst = append(w.dst, ',')
	}
	w.key(t.Key, key)
	w.dst = append(w.dst, ':')
	if null {
		w.dst = append(w.dst, "null"...)
		return
	}
	t.Elem.Write(w, value)
}

// key writes a map key, which always stands between quotes.
func (w *jsonSink) key(t *plan.Type, v reflect.Value) {
	if t.Kind == plan.String {
		w.dst = w.o.appendJSONString(w.dst, v.String())
		return
	}
	at := len(w.dst)
	t.Write(w, plan.Addressable(v))
	if len(w.dst) > at && w.dst[at] == '"' {
		return
	}
	text := string(w.dst[at:])
	w.dst = w.o.appendJSONString(w.dst[:at], text)
}

func charText(c Char) string {
	if c >= 0xD800 && c <= 0xDFFF {
		return "\uFFFD"
	}
	return string(rune(c))
}

// maxUnit is the largest UTF-16 code unit.
const maxUnit = math.MaxUint16
