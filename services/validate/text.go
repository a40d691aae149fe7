package validate

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// printed is v as a message shows it: .NET's invariant text, empty for a null.
func printed(v any) string {
	if h, ok := v.(Hidden); ok {
		return h.String()
	}
	switch v := value(v).(type) {
	case time.Time:
		return v.Format("01/02/2006 15:04:05")
	case uuid.UUID:
		return v.String()
	}
	if s := text(v); s != nil {
		return *s
	}
	return ""
}

// text is v as a failure's facts show it: ServiceStack's own text form, nil for a null and for what is hidden.
func text(v any) *string {
	if _, hidden := v.(Hidden); hidden {
		return nil
	}
	var s string
	switch held := value(v).(type) {
	case string:
		s = held
	case bool:
		s = strings.ToUpper(strconv.FormatBool(held)[:1]) + strconv.FormatBool(held)[1:]
	case int64:
		s = strconv.FormatInt(held, 10)
	case uint64:
		s = strconv.FormatUint(held, 10)
	case float64:
		s = floatText(held, isSingle(v))
	case decimal.Decimal:
		s = held.StringFixed(max(-held.Exponent(), 0))
	case time.Time:
		s = timeText(held)
	case uuid.UUID:
		s = hex.EncodeToString(held[:])
	case []*string:
		s = listText(held)
	case Items:
		s = "[" + strings.Join(held, ",") + "]"
	case fmt.Stringer:
		s = held.String()
	default:
		return nil
	}
	return &s
}

func isSingle(v any) bool {
	switch v.(type) {
	case float32, *float32:
		return true
	}
	return false
}

// floatText is what .NET writes: plain down to 0.0001 and up to 17 digits, 9 of a float32, else with an exponent of at least two digits.
func floatText(f float64, single bool) string {
	wide := 1e17
	if single {
		wide = 1e9
	}
	size := math.Abs(f)
	switch {
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strconv.FormatFloat(f, 'g', -1, 64)+"inity", "+")
	case size == 0 || 1e-4 <= size && size < wide || math.IsNaN(f):
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'E', -1, 64)
}

// timeText says no more than is needed: the day alone where the clock is at its beginning.
func timeText(t time.Time) string {
	layout := "2006-01-02"
	if hour, minute, second := t.Clock(); hour+minute+second > 0 || t.Nanosecond() > 0 {
		layout += "T15:04:05"
	}
	switch {
	case len(layout) == len("2006-01-02"):
		return t.Format(layout)
	case t.Nanosecond() > 0:
		layout += ".0000000"
	}
	if t.Location() != time.UTC {
		return t.Format(layout + "-07:00")
	}
	return t.Format(layout + "Z")
}

// listText quotes the texts that the brackets and commas around them would be confused with. A null has no text, an empty one has its quotes.
func listText(items []*string) string {
	texts := make([]string, len(items))
	for i, item := range items {
		switch {
		case item == nil:
		case *item == "" || strings.ContainsAny(*item, "\":,{}[]\r\n"):
			texts[i] = `"` + strings.ReplaceAll(*item, `"`, `""`) + `"`
		default:
			texts[i] = *item
		}
	}
	return "[" + strings.Join(texts, ",") + "]"
}
