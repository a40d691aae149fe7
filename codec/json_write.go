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

// jsonScalar writes one value that is no integer.
func (w *textSink) jsonScalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.String:
		w.dst = w.o.appendJSONString(w.dst, v.String())
	case plan.Bool:
		w.dst = strconv.AppendBool(w.dst, v.Bool())
	case plan.Float:
		w.jsonFloat(t, v.Float())
	case plan.Time:
		w.dst = w.o.appendJSONTime(w.dst, plan.Load[time.Time](v))
	case plan.Enum:
		w.jsonEnum(t, v)
	default:
		w.jsonText(t, v)
	}
}

func (w *textSink) jsonFloat(t *plan.Type, f float64) {
	if t.Bits == 32 {
		w.dst = appendFloat(w.dst, f, 32, 'e')
		return
	}
	w.dst = appendDouble(w.dst, f)
}

func (w *textSink) jsonEnum(t *plan.Type, v reflect.Value) {
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

// jsonText writes the scalars that stand between quotes without being strings.
func (w *textSink) jsonText(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.Decimal:
		w.dst = appendDecimal(w.dst, plan.Load[decimal.Decimal](v))
	case plan.Character:
		w.dst = w.o.appendJSONString(w.dst, charText(Char(v.Uint())))
	case plan.Offset:
		w.dst = w.o.appendJSONOffset(w.dst, plan.Load[DateTimeOffset](v))
	case plan.Date:
		w.jsonDate(DateOnly(v.Int()))
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

func (w *textSink) jsonDate(d DateOnly) {
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

func charText(c Char) string {
	if c >= 0xD800 && c <= 0xDFFF {
		return "\uFFFD"
	}
	return string(rune(c))
}

// maxUnit is the largest UTF-16 code unit.
const maxUnit = math.MaxUint16
