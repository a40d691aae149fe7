package codec

import (
	"reflect"
	"strconv"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A textSink writes ServiceStack.Text's JSON, or JSV: JSON without quotes where none are needed. It implements [plan.Sink].
//
// Each member, item and entry begins with a comma. The first one's becomes the bracket that opens the whole.
type textSink struct {
	writer
	o    *TextOptions
	jsv  bool
	late bool // inside of a value whose type only the value knows
}

var _ plan.Sink = (*textSink)(nil)

// What stands in front of a text in JSON.
//
//nolint:gochecknoglobals // never changed
var (
	quoteLead      = plan.LeadOf(`"`)
	commaQuoteLead = plan.LeadOf(`,"`)
	colonQuoteLead = plan.LeadOf(`:"`)
)

// What stands in front of a text in JSV.
//
//nolint:gochecknoglobals // never changed
var (
	commaLead = plan.LeadOf(`,`)
	colonLead = plan.LeadOf(`:`)
)

// Null writes a null where a value has to stand: in a list or as a root. JSV has none but for an object or a map in a list.
func (w *textSink) Null(t *plan.Type) {
	switch {
	case w.depth > 0 && emptyForNull(t):
		w.dst = append(w.dst, "{}"...)
	case !w.jsv || w.depth > 0 && t.Kind == plan.Map:
		w.dst = append(w.dst, "null"...)
	}
}

// emptyForNull reports whether a null in a list is written as an object without members.
func emptyForNull(t *plan.Type) bool {
	return t.Kind == plan.Derived || t.Kind == plan.Pointer && t.Elem.Kind == plan.Object && !t.Elem.Struct && !t.Elem.Pair
}

// Scalar writes one value.
func (w *textSink) Scalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.Int:
		w.dst = appendInt(w.dst, v.Int())
	case plan.Uint:
		w.dst = strconv.AppendUint(w.dst, v.Uint(), 10)
	default:
		if w.jsv {
			w.jsvScalar(t, v)
			return
		}
		w.jsonScalar(t, v)
	}
}

// string writes a text between quotes where the format has any.
func (w *textSink) string(s string) {
	if w.jsv {
		w.dst = appendJSVString(w.dst, s)
		return
	}
	w.dst = w.o.appendJSONString(w.dst, s)
}

// close ends what begins at start with a bracket, its first comma.
func (w *textSink) close(start int, brackets string) {
	if len(w.dst) == start {
		w.dst = append(w.dst, brackets...)
		return
	}
	w.dst[start] = brackets[0]
	w.dst = append(w.dst, brackets[1])
}

// Object writes the members that have something to say.
func (w *textSink) Object(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	if (w.late || w.o.IncludeTypes) && w.o.typed(anyPlan, t) {
		w.leave()
		w.typedObject(t, v)
		return
	}
	if t.Struct {
		w.string(structText(v))
		w.leave()
		return
	}
	start := len(w.dst)
	w.members(t, v)
	w.close(start, "{}")
	w.leave()
}

// members writes the members of v, a comma in front of each.
func (w *textSink) members(t *plan.Type, v reflect.Value) {
	was := w.late
	w.late = false
	steps := t.Class.Steps(w.jsv, w.o.Case)
	for i := range steps {
		s := &steps[i]
		var mv reflect.Value
		if s.First >= 0 {
			mv = v.Field(s.First)
		} else {
			mv = s.Member.Value(v)
		}
		if !s.Text {
			w.member(s, v, mv)
			continue
		}
		switch text := mv.String(); {
		case text == "":
			w.member(s, v, mv)
		case w.jsv:
			w.dst = appendJSVPair(w.dst, &s.Lead, text)
		default:
			w.dst = w.o.appendJSONPair(w.dst, &s.Lead, text)
		}
	}
	w.late = was
}

// member writes the member mv of v, whatever it is.
func (w *textSink) member(s *plan.Step, v, mv reflect.Value) {
	if s.Number && !w.o.ExcludeDefaults {
		w.lead(s)
		w.Scalar(s.Type, mv)
		return
	}
	null := s.Type.Null(mv)
	switch {
	case null && (w.jsv || !w.o.IncludeNulls):
	case !null && s.Always && !w.o.ExcludeDefaults:
		w.lead(s)
		w.value(s.Type, mv)
	case !w.o.wanted(s.Member, mv, null) || !w.o.conditional(s.Member, v):
	case null:
		w.lead(s)
		w.dst = append(w.dst, "null"...)
	default:
		w.lead(s)
		w.value(s.Type, mv)
	}
}

// value is t.Write of a value that is not null, without the way through the interface.
func (w *textSink) value(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.List:
		w.List(t, v)
	case plan.Map:
		w.Map(t, v)
	case plan.Object:
		w.Object(t, v)
	case plan.Pointer, plan.Any, plan.Derived:
		t.Write(w, v)
	default:
		w.Scalar(t, v)
	}
}

// lead writes what stands in front of a value that is not, or not always, a text.
func (w *textSink) lead(s *plan.Step) {
	if s.Len > 0 {
		w.dst = appendLead(w.dst, &s.Lead)
	} else {
		w.dst = append(w.dst, s.Long...)
	}
	if !w.jsv {
		w.dst = w.dst[:len(w.dst)-1] // the quote
	}
}

// wanted reports whether a member is written that may hold a null or a default.
func (o *TextOptions) wanted(m *plan.Member, v reflect.Value, null bool) bool {
	switch {
	case null:
		return o.IncludeNulls && !o.ExcludeDefaults && !m.OmitDefault
	case m.Type.Kind == plan.Enum:
		return !o.ExcludeDefaultEnums || !v.IsZero()
	}
	return !(m.OmitDefault || o.ExcludeDefaults) || !isDefault(m.Type, v)
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
func (w *textSink) List(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	start := len(w.dst)
	if texts, ok := stringList(t, v); ok {
		w.texts(texts)
	} else {
		w.items(t.Elem, v)
	}
	w.close(start, "[]")
	w.leave()
}

func (w *textSink) items(t *plan.Type, v reflect.Value) {
	for i := range v.Len() {
		w.dst = append(w.dst, ',')
		if t.Kind == plan.Object {
			w.Object(t, v.Index(i))
		} else {
			t.Write(w, v.Index(i))
		}
	}
}

// texts writes the items of the most common list without going through reflection.
func (w *textSink) texts(list []string) {
	for _, s := range list {
		switch {
		case !w.jsv && s != "":
			w.dst = w.o.appendJSONPair(w.dst, &commaQuoteLead, s)
		case !w.jsv:
			w.dst = append(w.dst, ",null"...)
		case s != "":
			w.dst = appendJSVPair(w.dst, &commaLead, s)
		default:
			w.dst = append(w.dst, ',')
		}
	}
}

// Map writes an object with the keys as names.
func (w *textSink) Map(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	start := len(w.dst)
	if m, ok := stringMap(t, v); ok {
		w.textEntries(m)
	} else if t.Entries {
		key, value := t.EntryFields()
		for i := range v.Len() {
			e := v.Index(i)
			w.entry(t, e.Field(key), e.Field(value))
		}
	} else {
		from := w.sortedKeys(t, v)
		for i := from; i < len(w.keys); i++ {
			w.entry(t, w.keys[i].key, plan.Addressable(v.MapIndex(w.keys[i].key)))
		}
		w.keys = w.keys[:from]
	}
	w.close(start, "{}")
	w.leave()
}

// textEntries writes the entries of the most common map without going through reflection.
func (w *textSink) textEntries(m map[string]string) {
	if len(m) == 1 {
		for key, value := range m {
			w.textEntry(key, value)
			break // looking for another one takes as long
		}
		return
	}
	from := w.sortedTexts(m)
	for _, e := range w.texted[from:] {
		w.textEntry(e.Name, e.Value)
	}
	w.texted = w.texted[:from]
}

func (w *textSink) textEntry(key, value string) {
	switch {
	case value == "":
		w.nullEntry(key)
	case !w.jsv:
		w.dst = w.o.appendJSONPair(w.dst, &commaQuoteLead, key)
		w.dst = w.o.appendJSONPair(w.dst, &colonQuoteLead, value)
	case key == "":
		w.dst = appendJSVPair(append(w.dst, ",\"\""...), &colonLead, value)
	default:
		w.dst = appendJSVPair(w.dst, &commaLead, key)
		w.dst = appendJSVPair(w.dst, &colonLead, value)
	}
}

func (w *textSink) nullEntry(key string) {
	if !w.jsv && w.o.IncludeNullsInMaps {
		w.dst = append(w.o.appendJSONPair(w.dst, &commaQuoteLead, key), ":null"...)
	}
}

func (w *textSink) entry(t *plan.Type, key, value reflect.Value) {
	null := t.Elem.Null(value)
	if null && (w.jsv || !w.o.IncludeNullsInMaps) {
		return
	}
	w.dst = append(w.dst, ',')
	w.key(t.Key, key)
	w.dst = append(w.dst, ':')
	if null {
		w.dst = append(w.dst, "null"...)
		return
	}
	t.Elem.Write(w, value)
}

// key writes a map key, which in JSON always stands between quotes.
func (w *textSink) key(t *plan.Type, v reflect.Value) {
	if t.Kind == plan.String {
		w.string(v.String())
		return
	}
	at := len(w.dst)
	t.Write(w, plan.Addressable(v))
	if w.jsv || len(w.dst) > at && w.dst[at] == '"' {
		return
	}
	text := string(w.dst[at:])
	w.dst = w.o.appendJSONString(w.dst[:at], text)
}
