package codec

import (
	"math/bits"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

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
	dst, at := extend(dst, len(s))
	if plainJSV.copy(dst[at:], s) {
		return dst
	}
	return appendJSVOdd(dst[:at], s)
}

// appendJSVPair appends a lead and a text that is not empty, between quotes where it has to be.
func appendJSVPair(dst []byte, lead *plan.Lead, s string) []byte {
	at := len(dst)
	if cap(dst)-at < len(s)+pairRoom {
		dst = slices.Grow(dst, len(s)+pairRoom)
	}
	*(*[plan.LeadWidth]byte)(dst[at:cap(dst)]) = lead.Bytes
	at += lead.Len
	dst = dst[:at+len(s)]
	if plainJSV.copy(dst[at:], s) {
		return dst
	}
	return appendJSVOdd(dst[:at], s)
}

// appendJSVOdd appends a text that may need quotes, or may be no UTF-8.
func appendJSVOdd(dst []byte, s string) []byte {
	if len(s) >= 8 && len(s) <= 16 { // such as a permission: two words are all of it
		x, y := load8(s, 0), load8(s, len(s)-8)
		i := bits.TrailingZeros64(plainJSV.odd(x)&highBits) >> 3
		if i == 8 {
			i = len(s) - 8 + bits.TrailingZeros64(plainJSV.odd(y)&highBits)>>3
		}
		if jsvSpecial[s[i]] == jsvQuoted && (plainJSON.odd(x)|plainJSON.odd(y))&highBits == 0 {
			quoted, at := extend(dst, len(s)+2)
			store8(quoted[at+1:len(quoted)-1], x, y)
			quoted[at], quoted[len(quoted)-1] = '"', '"'
			return quoted
		}
	}
	i := oddAt(s)
	for i < len(s) && jsvSpecial[s[i]] != jsvQuoted {
		i++
	}
	if i == len(s) {
		return appendUTF8(dst, s)
	}
	return appendJSVQuoted(dst, s)
}

// appendJSVQuoted writes s between quotes, its own quotes doubled.
func appendJSVQuoted(dst []byte, s string) []byte {
	if out, at := extend(dst, len(s)+2); plainJSON.copy(out[at+1:], s) { // most have no quotes
		out[at], out[len(out)-1] = '"', '"'
		return out
	}
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

// jsvScalar writes one value that is no integer.
func (w *textSink) jsvScalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.String:
		w.dst = appendJSVString(w.dst, v.String())
	case plan.Bool:
		w.dst = appendTruth(w.dst, v.Bool())
	case plan.Float:
		w.dst = appendJSVFloat(w.dst, t, v.Float())
	case plan.Time:
		w.dst = w.o.appendXSDTime(w.dst, plan.Load[time.Time](v))
	case plan.Enum:
		w.dst = w.o.appendEnum(w.dst, t, v)
	default:
		w.jsvText(t, v)
	}
}

func appendTruth(dst []byte, b bool) []byte {
	if b {
		return append(dst, "True"...)
	}
	return append(dst, "False"...)
}

func appendJSVFloat(dst []byte, t *plan.Type, f float64) []byte {
	if t.Bits == 32 {
		return appendSingle(dst, f)
	}
	return appendDouble(dst, f)
}

func (w *textSink) jsvText(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.Decimal:
		w.dst = appendDecimal(w.dst, plan.Load[decimal.Decimal](v))
	case plan.Character:
		w.dst = append(w.dst, charText(Char(v.Uint()))...)
	case plan.Offset:
		w.dst = appendOffsetTime(w.dst, plan.Load[DateTimeOffset](v))
	case plan.Date:
		w.jsvDate(DateOnly(v.Int()))
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

func (w *textSink) jsvDate(d DateOnly) {
	if w.o.Dates == UnixTime || w.o.Dates == UnixTimeMs {
		w.dst = w.o.appendUnix(w.dst, fromTicks(int64(d)*ticksPerDay, time.UTC))
		return
	}
	w.dst = appendDate(w.dst, dateTime(d))
}
