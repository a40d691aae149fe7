package codec

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Scalar reads the value at hand into v.
func (s *netSource) Scalar(t *plan.Type, v reflect.Value) error {
	switch {
	case (s.token == netNull || s.token == netUndefined || s.nothing() && t.Kind == plan.Address) && t.Nullable():
		v.SetZero()
		return nil
	case !scalarToken(s.token):
		return s.wrongShape(t)
	case s.token == netNull || s.token == netUndefined || !s.scalar(t, v):
		return s.misfit(t)
	}
	return nil
}

func expectedOf(t *plan.Type) string {
	switch t.Kind {
	case plan.String:
		return "a string"
	case plan.Bool:
		return "true or false"
	case plan.Enum:
		return "one of " + strings.Join(t.Enum.Names, ", ")
	case plan.Int, plan.Uint, plan.Float, plan.Decimal:
		return "a number"
	}
	return "a " + t.XML.Name
}

// expectedShape is what messages call the JSON that a type is read from.
func expectedShape(t *plan.Type) string {
	switch t = t.Base(); t.Kind {
	case plan.List:
		return "array (e.g. [1,2,3])"
	case plan.Object, plan.Map:
		return `object (e.g. {"name":"value"})`
	case plan.String:
		return "string value"
	}
	return "primitive value (e.g. string, number, boolean, null)"
}

func (s *netSource) scalar(t *plan.Type, v reflect.Value) bool {
	switch t.Kind {
	case plan.String:
		v.SetString(s.value)
		return true
	case plan.Bool:
		return s.bool(v)
	case plan.Int, plan.Uint:
		return s.integer(t, v)
	case plan.Float:
		return s.float(t, v)
	case plan.Decimal:
		return s.decimal(v)
	case plan.Enum:
		return s.enum(t, v)
	case plan.Bytes:
		v.SetBytes([]byte(s.value))
		return s.token == netBytes
	case plan.Character:
		if n, err := strconv.ParseUint(s.value, 10, 16); err == nil && s.token == netInteger {
			v.SetUint(n)
			return true
		}
	}
	if s.token != netString && s.token != netStartConstructor {
		return false
	}
	return s.textual(t, v)
}

func (s *netSource) bool(v reflect.Value) bool {
	if s.token == netInteger || s.token == netFloatToken {
		f, ok := netFloat(s.value)
		v.SetBool(ok && f != 0)
		return true
	}
	v.SetBool(strings.EqualFold(strings.TrimSpace(s.value), "true"))
	return true
}

// integer reads a whole number; one that is read as any number is rounded.
func (s *netSource) integer(t *plan.Type, v reflect.Value) bool {
	text := s.value
	switch s.token {
	case netBoolean:
		text = map[string]string{"true": "1", "false": "0"}[text]
	case netFloatToken:
		if f, ok := netFloat(text); ok && math.Abs(f) < 1e19 {
			text = strconv.FormatFloat(math.RoundToEven(f), 'f', 0, 64)
		}
	default:
		text = strings.TrimPrefix(strings.TrimSpace(text), "+")
	}
	if t.Kind == plan.Int {
		n, err := strconv.ParseInt(text, 10, t.Bits)
		if err == nil {
			v.SetInt(n)
		}
		return err == nil
	}
	n, err := strconv.ParseUint(text, 10, t.Bits)
	if err == nil {
		v.SetUint(n)
	}
	return err == nil
}

// parsedFloat reads what double.TryParse reads.
func parsedFloat(text string) (float64, bool) {
	if f, ok := floatWord(text); ok {
		return f, true
	}
	digits, ok := number(text)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(digits, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func (s *netSource) float(t *plan.Type, v reflect.Value) bool {
	f, ok := parsedFloat(s.value)
	if ok && t.Bits == 32 {
		f = float64(float32(f))
	}
	v.SetFloat(f)
	return ok
}

func (s *netSource) decimal(v reflect.Value) bool {
	text, ok := number(s.value)
	if !ok {
		return false
	}
	d, ok := clrDecimal(text)
	if ok {
		plan.Store[decimal.Decimal](v, d)
	}
	return ok
}

func (s *netSource) enum(t *plan.Type, v reflect.Value) bool {
	switch s.token {
	case netBoolean:
		return setEnum(t, v, int64(len("true")/len(s.value)))
	case netInteger:
		n, err := strconv.ParseInt(s.value, 10, 64)
		if spare := 64 - v.Type().Bits(); t.Unsigned {
			n = int64(uint64(n) << spare >> spare)
		} else {
			n = n << spare >> spare // Enum.ToObject takes the bits that there is room for
		}
		return err == nil && setEnum(t, v, n)
	case netFloatToken:
		return false
	}
	return s.value != "" && parseEnum(t, v, s.value) == ""
}

func (s *netSource) textual(t *plan.Type, v reflect.Value) bool {
	text := s.value
	switch t.Kind {
	case plan.Character:
		if r, size := utf8.DecodeRuneInString(text); size != len(text) || text == "" || r > math.MaxUint16 {
			return false
		}
	case plan.Span:
		n, ok := standardTicks(text)
		if ok {
			v.SetInt(n)
		}
		return ok
	case plan.Time:
		at, ok := netDate(text, s.o)
		if ok {
			plan.Store(v, at)
		}
		return ok
	case plan.Offset:
		at, ok := netOffset(text, s.o)
		if ok {
			plan.Store(v, at)
		}
		return ok
	case plan.GUID:
		return parseGUID(v, text) == ""
	case plan.Bool, plan.Enum:
		return false
	case plan.Address:
		v.SetString(text)
		_, dated := s.moment()
		return !dated
	}
	return s.o.parseScalar(t, v, text) == ""
}
