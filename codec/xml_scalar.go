package codec

import (
	"encoding/base64"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Scalar writes one value into the open element.
func (w *xmlSink) Scalar(t *plan.Type, v reflect.Value) {
	switch t.Kind {
	case plan.TypeRef, plan.Exception:
		w.fail(&Error{Offset: -1, Expected: "a type with a contract", Err: ErrUnsupported})
		return
	case plan.String, plan.Text:
		w.closeTag()
		w.text(scalarText(w, t, v))
		return
	case plan.Offset:
		w.offset(plan.Load[DateTimeOffset](v))
		return
	case plan.Enum:
		w.enum(t, v)
		return
	case plan.Bytes:
		if v.Len() == 0 {
			return
		}
	}
	w.closeTag()
	w.dst = appendXMLScalar(w.dst, t, v, w.o.Location)
}

func (w *xmlSink) text(s string) {
	var ok bool
	if w.dst, ok = appendXMLText(w.dst, s, false); !ok {
		w.fail(&Error{Offset: -1, Expected: "characters that XML knows", Err: ErrValue})
	}
}

func scalarText(w interface{ fail(error) }, t *plan.Type, v reflect.Value) string {
	switch t.Kind {
	case plan.Text:
		text, err := marshalText(v)
		if err != nil {
			w.fail(err)
		}
		return text
	case plan.Exception:
		return plan.Load[Failure](v).Message
	}
	return v.String()
}

// appendXMLScalar is the XmlConvert text of v, which needs no escapes but for the ampersand of an address.
func appendXMLScalar(dst []byte, t *plan.Type, v reflect.Value, loc *time.Location) []byte {
	switch t.Kind {
	case plan.Bool:
		return strconv.AppendBool(dst, v.Bool())
	case plan.Int:
		return appendInt(dst, v.Int())
	case plan.Uint, plan.Character:
		return strconv.AppendUint(dst, v.Uint(), 10)
	case plan.Float:
		return appendXMLFloat(dst, v.Float(), t.Bits)
	case plan.Decimal:
		return appendDecimal(dst, plan.Load[decimal.Decimal](v))
	case plan.Time:
		return appendXMLTime(dst, plan.Load[time.Time](v), loc)
	case plan.GUID:
		return appendID(dst, plan.Load[uuid.UUID](v), true)
	case plan.Span:
		return appendExactSpan(dst, v.Int())
	case plan.Date:
		return appendDate(dst, dateTime(DateOnly(v.Int())))
	case plan.Clock:
		dst = appendClock(dst, fromTicks(v.Int(), Unspecified))
		return appendTrimmed(dst, v.Int()%ticksPerSecond)
	case plan.Bytes:
		return base64.StdEncoding.AppendEncode(dst, v.Bytes())
	case plan.Address:
		dst, _ = appendXMLText(dst, escapedURI(v.String()), true)
	}
	return dst
}

func appendXMLFloat(dst []byte, f float64, bits int) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(dst, "INF"...)
	case math.IsInf(f, -1):
		return append(dst, "-INF"...)
	}
	return appendFloat(dst, f, bits, 'E')
}

// appendXMLTime is xsd:dateTime with as many digits of a second as are needed.
func appendXMLTime(dst []byte, t time.Time, loc *time.Location) []byte {
	if loc != nil && t.Location() == time.Local {
		t = t.In(loc)
	}
	dst = appendTrimmed(appendDateTime(dst, t), int64(t.Nanosecond()/100))
	return appendZone(dst, t)
}

func (w *xmlSink) offset(t DateTimeOffset) {
	utc := fromTicks(t.Ticks-int64(t.Offset)*60*ticksPerSecond, time.UTC)
	ns := plan.CLRNS + "System"
	w.begin("DateTime", ns)
	w.closeTag()
	w.dst = appendXMLTime(w.dst, utc, nil)
	if w.dst[len(w.dst)-1] != 'Z' {
		w.dst = append(w.dst, 'Z')
	}
	w.end()
	w.begin("OffsetMinutes", ns)
	w.closeTag()
	w.dst = strconv.AppendInt(w.dst, int64(t.Offset), 10)
	w.end()
}

// enum writes the name of v; flags are separated by blanks, and none of them is an empty element.
func (w *xmlSink) enum(t *plan.Type, v reflect.Value) {
	text, ok := enumNames(t.Enum, enumNumber(t, v), t.Enum.Contract)
	if !ok {
		w.fail(&Error{Offset: -1, Expected: "a value that the enum names", Err: ErrValue})
		return
	}
	if text != "" {
		w.closeTag()
		w.dst = append(w.dst, text...)
	}
}

// enumNames spells n by its names, or by its EnumMember texts.
func enumNames(e *plan.EnumInfo, n int64, members bool) (string, bool) {
	names := e.Names
	if members {
		names = e.Texts
	}
	if i := e.Index(n); i >= 0 {
		return names[i], !members || !slices.Contains(e.Unmarked, e.Names[i])
	}
	if !e.Flags {
		return "", false
	}
	text := ""
	for i, value := range e.Values {
		if value != 0 && n&value == value {
			n &^= value
			if text != "" {
				text += " "
			}
			text += names[i]
		}
	}
	return text, n == 0
}
