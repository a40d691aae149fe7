package validate

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// value returns what v holds: numbers as int64, uint64, float64 or decimal, and no pointers. It is nil for a null,
// which a string's "" is too, since a plain string member cannot say more.
func value(v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if v == "" {
			return nil
		}
		return v
	case *string:
		return pointed(v)
	case int:
		return int64(v)
	case int32:
		return int64(v)
	case *int32:
		return widened(v)
	case int64:
		return v
	case float64:
		return v
	case *float64:
		return pointed(v)
	case decimal.Decimal, time.Time, bool:
		return v
	}
	return reflected(reflect.ValueOf(v))
}

// quickText returns the text of a member that is one and not null. It is what most rules look at, and costs nothing.
func quickText[V any](v V) (string, bool) {
	switch s := any(v).(type) {
	case string:
		return s, s != ""
	case *string:
		if s != nil {
			return *s, true
		}
	}
	return "", false
}

func pointed[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func widened(p *int32) any {
	if p == nil {
		return nil
	}
	return int64(*p)
}

// reflected is for the rarer types: it is reached by nullable members of other kinds, by enums and by lists.
func reflected(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		if s := v.Elem(); s.Kind() == reflect.String {
			return s.String()
		}
		return value(v.Elem().Interface())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return v.Uint()
	case reflect.Float32:
		return float64(v.Interface().(float32))
	case reflect.String:
		return value(v.String())
	case reflect.Bool:
		return v.Bool()
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return nil
		}
	}
	return v.Interface()
}

// printed is v as a message shows it: .NET's invariant text, empty for a null.
func printed(v any) string {
	v = value(v)
	if t, ok := v.(time.Time); ok {
		return t.Format("01/02/2006 15:04:05")
	}
	if s := text(v); s != nil {
		return *s
	}
	return ""
}

// text is v as a failure's facts show it: ServiceStack's own text form, nil for a null.
func text(v any) *string {
	var s string
	switch v := value(v).(type) {
	case nil:
		return nil
	case string:
		s = v
	case bool:
		s = strings.ToUpper(strconv.FormatBool(v)[:1]) + strconv.FormatBool(v)[1:]
	case int64:
		s = strconv.FormatInt(v, 10)
	case float64:
		s = strconv.FormatFloat(v, 'g', -1, 64)
	case decimal.Decimal:
		s = v.StringFixed(max(-v.Exponent(), 0))
	case time.Time:
		s = timeText(v)
	case fmt.Stringer:
		s = v.String()
	default:
		s = listText(reflect.ValueOf(v))
	}
	return &s
}

func timeText(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02T15:04:05.9999999Z07:00")
}

func listText(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Slice:
		for _, item := range v.Seq2() {
			parts = append(parts, printed(item.Interface()))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case reflect.Map:
		for k, item := range v.Seq2() {
			parts = append(parts, printed(k.Interface())+":"+printed(item.Interface()))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	}
	return fmt.Sprint(v)
}
