package validate

import (
	"bytes"
	"cmp"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// Equal demands one value. A null is not equal to anything.
func Equal[R any, V, T Value](field string, get func(*R) V, want T) Rule {
	return compared(field, get, want, "Equal", "be equal to", func(c int, known bool) bool { return known && c == 0 })
}

// NotEqual refuses one value.
func NotEqual[R any, V, T Value](field string, get func(*R) V, other T) Rule {
	return compared(field, get, other, "NotEqual", "not be equal to", func(c int, known bool) bool { return !known || c != 0 })
}

// GreaterThan demands more than limit. A null passes.
func GreaterThan[R any, V, T Value](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "GreaterThan", "be greater than", func(c int, known bool) bool { return !known || c > 0 })
}

// GreaterThanOrEqual demands limit or more. A null passes.
func GreaterThanOrEqual[R any, V, T Value](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "GreaterThanOrEqual", "be greater than or equal to", func(c int, known bool) bool { return !known || c >= 0 })
}

// LessThan demands less than limit. A null passes.
func LessThan[R any, V, T Value](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "LessThan", "be less than", func(c int, known bool) bool { return !known || c < 0 })
}

// LessThanOrEqual demands limit or less. A null passes.
func LessThanOrEqual[R any, V, T Value](field string, get func(*R) V, limit T) Rule {
	return compared(field, get, limit, "LessThanOrEqual", "be less than or equal to", func(c int, known bool) bool { return !known || c <= 0 })
}

func compared[R any, V, T Value](field string, get func(*R) V, with T, code, verb string, good func(int, bool) bool) Rule {
	facts := []fact{aFact("ComparisonValue", with), textFact("ComparisonProperty", "")}
	return rule(field, get, func(_ *R, v V) *finding {
		if good(order(v, with)) {
			return nil
		}
		return &finding{code, comparison(verb), facts}
	})
}

// EqualTo demands the value of another member. Two nulls are equal.
func EqualTo[R any, V Value](field string, get func(*R) V, other string, with func(*R) V) Rule {
	return paired(field, get, other, with, "Equal", "be equal to", true)
}

// NotEqualTo refuses the value of another member. Two nulls are equal.
func NotEqualTo[R any, V Value](field string, get func(*R) V, other string, with func(*R) V) Rule {
	return paired(field, get, other, with, "NotEqual", "not be equal to", false)
}

func paired[R any, V Value](field string, get func(*R) V, other string, with func(*R) V, code, verb string, same bool) Rule {
	name := displayName(other)
	return rule(field, get, func(r *R, v V) *finding {
		w := with(r)
		if alike(v, w) == same {
			return nil
		}
		return &finding{code, comparison(verb), otherFacts(name, w)}
	})
}

// otherFacts tells of the member that a value is compared with; of a hidden one, its name for its value.
func otherFacts(name string, w any) []fact {
	other := aFact("ComparisonValue", w)
	if _, hidden := w.(Hidden); hidden {
		other.shown = name
	}
	return []fact{other, textFact("ComparisonProperty", name)}
}

func comparison(verb string) string { return "'{PropertyName}' must " + verb + " '{ComparisonValue}'." }

// GreaterThanMember demands more than another member has. A null passes; where the other is null, nothing else does.
func GreaterThanMember[R any, V, W Value](field string, get func(*R) V, other string, with func(*R) W) Rule {
	return ordered(field, get, other, with, "GreaterThan", "be greater than", func(c int) bool { return c > 0 })
}

// GreaterThanOrEqualMember demands what another member has or more. A null passes; where the other is null, nothing else does.
func GreaterThanOrEqualMember[R any, V, W Value](field string, get func(*R) V, other string, with func(*R) W) Rule {
	return ordered(field, get, other, with, "GreaterThanOrEqual", "be greater than or equal to", func(c int) bool { return c >= 0 })
}

// LessThanMember demands less than another member has. A null passes; where the other is null, nothing else does.
func LessThanMember[R any, V, W Value](field string, get func(*R) V, other string, with func(*R) W) Rule {
	return ordered(field, get, other, with, "LessThan", "be less than", func(c int) bool { return c < 0 })
}

// LessThanOrEqualMember demands what another member has or less. A null passes; where the other is null, nothing else does.
func LessThanOrEqualMember[R any, V, W Value](field string, get func(*R) V, other string, with func(*R) W) Rule {
	return ordered(field, get, other, with, "LessThanOrEqual", "be less than or equal to", func(c int) bool { return c <= 0 })
}

func ordered[R any, V, W Value](field string, get func(*R) V, other string, with func(*R) W, code, verb string, good func(int) bool) Rule {
	name := displayName(other)
	return rule(field, get, func(r *R, v V) *finding {
		w := with(r)
		if c, known := order(v, w); value(v) == nil || known && good(c) {
			return nil
		}
		return &finding{code, comparison(verb), otherFacts(name, w)}
	})
}

// InclusiveBetween demands a value between from and to, both included. A null passes.
func InclusiveBetween[R any, V, T Value](field string, get func(*R) V, from, to T) Rule {
	return between(field, get, from, to, "InclusiveBetween", ".", 0)
}

// ExclusiveBetween demands a value between from and to, both excluded. A null passes.
func ExclusiveBetween[R any, V, T Value](field string, get func(*R) V, from, to T) Rule {
	return between(field, get, from, to, "ExclusiveBetween", " (exclusive).", 1)
}

func between[R any, V, T Value](field string, get func(*R) V, from, to T, code, tail string, margin int) Rule {
	message := "'{PropertyName}' must be between {From} and {To}" + tail + " You entered {PropertyValue}."
	return rule(field, get, func(_ *R, v V) *finding {
		low, known := order(v, from)
		high, _ := order(v, to)
		if !known || low >= margin && high <= -margin {
			return nil
		}
		return &finding{code, message, []fact{aFact("From", from), aFact("To", to), aFact("Value", v)}}
	})
}

// order is [compare] without detours for what most members are.
func order[V, T any](v V, w T) (order int, known bool) {
	if a, ok := quickText(v); ok {
		if b, ok := quickText(w); ok {
			return cmp.Compare(a, b), true
		}
	}
	if a, ok := quickFloat(v); ok {
		if b, ok := quickFloat(w); ok {
			return cmp.Compare(a, b), true
		}
	}
	return compare(v, w)
}

// alike is [equal] without detours for texts.
func alike[V any](v, w V) bool {
	a, known := quickText(v)
	b, also := quickText(w)
	if known && also {
		return a == b
	}
	return equal(v, w)
}

// compare orders two values of one kind. It does not know where one is null or they are of different kinds.
func compare(a, b any) (order int, known bool) {
	a, b = value(a), value(b)
	switch a := a.(type) {
	case string:
		if b, ok := b.(string); ok {
			return cmp.Compare(a, b), true
		}
	case bool:
		if b, ok := b.(bool); ok {
			return boolean(a) - boolean(b), true
		}
	case time.Time:
		if b, ok := b.(time.Time); ok {
			return a.Compare(b), true
		}
	case uuid.UUID:
		if b, ok := b.(uuid.UUID); ok {
			return bytes.Compare(a[:], b[:]), true
		}
	default:
		return numbers(a, b)
	}
	return 0, false
}

func numbers(a, b any) (order int, known bool) {
	if isFloat(a) || isFloat(b) {
		x, ok := inexact(a)
		y, also := inexact(b)
		return cmp.Compare(x, y), ok && also
	}
	x, ok := exact(a)
	y, also := exact(b)
	return x.Cmp(y), ok && also
}

func isFloat(v any) bool {
	_, ok := v.(float64)
	return ok
}

// inexact is a number as a float, which alone can be none: NaN has no decimal.
func inexact(v any) (float64, bool) {
	if f, ok := v.(float64); ok {
		return f, true
	}
	d, ok := exact(v)
	return d.InexactFloat64(), ok
}

func exact(v any) (decimal.Decimal, bool) {
	switch v := v.(type) {
	case decimal.Decimal:
		return v, true
	case int64:
		return decimal.NewFromInt(v), true
	case uint64:
		return decimal.NewFromUint64(v), true
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
