package validate

import (
	"cmp"
	"time"

	"github.com/shopspring/decimal"
)

// Equal demands one value. A null is not equal to anything.
func Equal[R, V, T any](field string, get func(*R) V, want T) Rule {
	return compared(field, get, want, "Equal", "be equal to", func(c int, known bool) bool { return known && c == 0 })
}

// NotEqual refuses one value.
func NotEqual[R, V, T any](field string, get func(*R) V, other T) Rule {
	return compared(field, get, other, "NotEqual", "not be equal to", func(c int, known bool) bool { return !known || c != 0 })
}

// GreaterThan demands more than limit. A null passes.
func GreaterThan[R, V, T any](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "GreaterThan", "be greater than", func(c int, known bool) bool { return !known || c > 0 })
}

// GreaterThanOrEqual demands limit or more. A null passes.
func GreaterThanOrEqual[R, V, T any](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "GreaterThanOrEqual", "be greater than or equal to", func(c int, known bool) bool { return !known || c >= 0 })
}

// LessThan demands less than limit. A null passes.
func LessThan[R, V, T any](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "LessThan", "be less than", func(c int, known bool) bool { return !known || c < 0 })
}

// LessThanOrEqual demands limit or less. A null passes.
func LessThanOrEqual[R, V, T any](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "LessThanOrEqual", "be less than or equal to", func(c int, known bool) bool { return !known || c <= 0 })
}

func compared[R, V, T any](field string, get func(*R) V, with T, code, verb string, good func(int, bool) bool) Rule {
	message := "{P} must " + verb + " '" + printed(with) + "'."
	other := text(with)
	return rule(field, get, func(_ *R, v V) *finding {
		if good(compare(v, with)) {
			return nil
		}
		none := ""
		return &finding{code, message, []Meta{{"ComparisonValue", other}, {"ComparisonProperty", &none}}}
	})
}

// EqualTo demands the value of another member. Two nulls are equal.
func EqualTo[R, V any](field string, get func(*R) V, other string, with func(*R) V) Rule {
	return paired(field, get, other, with, "Equal", "be equal to", true)
}

// NotEqualTo refuses the value of another member. Two nulls are equal.
func NotEqualTo[R, V any](field string, get func(*R) V, other string, with func(*R) V) Rule {
	return paired(field, get, other, with, "NotEqual", "not be equal to", false)
}

func paired[R, V any](field string, get func(*R) V, other string, with func(*R) V, code, verb string, same bool) Rule {
	name, hidden := displayName(other), secret[R](other) || secret[R](field)
	return rule(field, get, func(r *R, v V) *finding {
		w := with(r)
		if equal(v, w) == same {
			return nil
		}
		shown, told := printed(w), text(w)
		if hidden {
			shown, told = name, nil
		}
		return &finding{code, "{P} must " + verb + " '" + shown + "'.", []Meta{{"ComparisonValue", told}, {"ComparisonProperty", &name}}}
	})
}

// InclusiveBetween demands a value between from and to, both included. A null passes.
func InclusiveBetween[R, V, T any](field string, get func(*R) V, from, to T) Rule {
	return between(field, get, from, to, "InclusiveBetween", ".", 0)
}

// ExclusiveBetween demands a value between from and to, both excluded. A null passes.
func ExclusiveBetween[R, V, T any](field string, get func(*R) V, from, to T) Rule {
	return between(field, get, from, to, "ExclusiveBetween", " (exclusive).", 1)
}

func between[R, V, T any](field string, get func(*R) V, from, to T, code, tail string, margin int) Rule {
	message := "{P} must be between " + printed(from) + " and " + printed(to) + tail + " You entered {V}."
	hidden := secret[R](field)
	return rule(field, get, func(_ *R, v V) *finding {
		low, known := compare(v, from)
		high, _ := compare(v, to)
		if !known || low >= margin && high <= -margin {
			return nil
		}
		told := text(v)
		if hidden {
			told = nil
		}
		return &finding{code, message, []Meta{{"From", text(from)}, {"To", text(to)}, {"Value", told}}}
	})
}

// compare orders two values of one kind. It does not know where one is null or they are of different kinds.
func compare(a, b any) (order int, known bool) {
	switch a := value(a).(type) {
	case string:
		if b, ok := value(b).(string); ok {
			return cmp.Compare(a, b), true
		}
	case bool:
		if b, ok := value(b).(bool); ok {
			return boolean(a) - boolean(b), true
		}
	case time.Time:
		if b, ok := value(b).(time.Time); ok {
			return a.Compare(b), true
		}
	case float64:
		if b, ok := value(b).(float64); ok {
			return cmp.Compare(a, b), true
		}
		return numbers(a, value(b))
	case int64:
		if b, ok := value(b).(int64); ok {
			return cmp.Compare(a, b), true
		}
		return numbers(a, value(b))
	default:
		return numbers(a, value(b))
	}
	return 0, false
}

func numbers(a, b any) (order int, known bool) {
	x, ok := number(a)
	y, also := number(b)
	if !ok || !also {
		return 0, false
	}
	return x.Cmp(y), true
}

func number(v any) (decimal.Decimal, bool) {
	switch v := v.(type) {
	case decimal.Decimal:
		return v, true
	case int64:
		return decimal.NewFromInt(v), true
	case uint64:
		return decimal.NewFromUint64(v), true
	case float64:
		return decimal.NewFromFloat(v), true
	}
	return decimal.Decimal{}, false
}

func equal(a, b any) bool {
	if value(a) == nil || value(b) == nil {
		return value(a) == nil && value(b) == nil
	}
	c, known := compare(a, b)
	return known && c == 0
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}
