package validate

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Email demands exactly one @ that is neither first nor last, and nothing else. A null passes.
func Email[R any, V Text](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		s, ok := quickText(v)
		at := strings.IndexByte(s, '@')
		return unless(!ok || at > 0 && at < len(s)-1 && at == strings.LastIndexByte(s, '@'), "Email", "'{PropertyName}' is not a valid email address.")
	})
}

// CreditCard demands digits, dashes and blanks whose check digit is right. A null passes.
func CreditCard[R any, V Text](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		s, ok := quickText(v)
		return unless(!ok || luhn(strings.NewReplacer("-", "", " ", "").Replace(s)), "CreditCard", "'{PropertyName}' is not a valid credit card number.")
	})
}

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}

const notIncluded = "'{PropertyName}' has a range of values which does not include '{PropertyValue}'."

// Enum demands one of the values that the enum defines, of a member that is one or a pointer to one. A null passes.
func Enum[R, V any, T Integer](field string, get func(*R) V, defined ...T) Rule {
	return rule(field, func(r *R) any { return integer[T](get(r)) }, func(_ *R, v any) *finding {
		known := v == nil || slices.ContainsFunc(defined, func(d T) bool { return integer[T](d) == v })
		return unless(known, "Enum", notIncluded)
	})
}

// Flags demands a value that the flags of an enum make up, which 0 is only where it is defined. A null passes.
func Flags[R, V any, T Integer](field string, get func(*R) V, defined ...T) Rule {
	return rule(field, func(r *R) any { return integer[T](get(r)) }, func(_ *R, v any) *finding {
		n, ok := v.(int64)
		return unless(!ok || madeUp(n, defined), "Enum", notIncluded)
	})
}

func madeUp[T Integer](n int64, defined []T) bool {
	var mask int64
	found := false
	for _, d := range defined {
		if flag := int64(d); flag&n == flag {
			mask |= flag
			found = true
		}
	}
	return found && mask == n
}

// integer is the number of an enum's value T, or of what a *T points to.
func integer[T Integer](v any) any {
	switch v := v.(type) {
	case T:
		return int64(v)
	case *T:
		if v != nil {
			return int64(*v)
		}
	}
	return nil
}

// EnumName demands the name of an enum's value, in any case. A null passes.
func EnumName[R any, V Text](field string, get func(*R) V, names ...string) Rule {
	return named(field, get, names, strings.EqualFold)
}

// ExactEnumName demands the name of an enum's value as it is written, which is what IsEnumName does unless it is told otherwise. A null passes.
func ExactEnumName[R any, V Text](field string, get func(*R) V, names ...string) Rule {
	return named(field, get, names, func(a, b string) bool { return a == b })
}

func named[R any, V Text](field string, get func(*R) V, names []string, same func(a, b string) bool) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		s, ok := quickText(v)
		known := !ok || slices.ContainsFunc(names, func(name string) bool { return same(name, s) })
		return unless(known, "StringEnum", notIncluded)
	})
}

// ScalePrecision demands at most scale decimals and precision digits in all; decimals that are not used do not make room for others.
func ScalePrecision[R any, V decimal.Decimal | *decimal.Decimal](field string, get func(*R) V, scale, precision int) Rule {
	return scaled(field, get, scale, precision, written)
}

// EffectiveScalePrecision is [ScalePrecision] that does not count zeros at the end of the decimals.
func EffectiveScalePrecision[R any, V decimal.Decimal | *decimal.Decimal](field string, get func(*R) V, scale, precision int) Rule {
	return scaled(field, get, scale, precision, effective)
}

func scaled[R any, V decimal.Decimal | *decimal.Decimal](field string, get func(*R) V, scale, precision int, counted func(decimal.Decimal) (int, int)) Rule {
	const message = "'{PropertyName}' must not be more than {ExpectedPrecision} digits in total, with allowance for {ExpectedScale} decimals. " +
		"{Digits} digits and {ActualScale} decimals were found."
	return rule(field, get, func(_ *R, v V) *finding {
		d, ok := value(v).(decimal.Decimal)
		digits, decimals := counted(d)
		if !ok || decimals <= scale && digits <= precision-scale {
			return nil
		}
		return &finding{"ScalePrecision", message, []fact{
			numberFact("ExpectedPrecision", precision), numberFact("ExpectedScale", scale),
			numberFact("Digits", digits), numberFact("ActualScale", decimals),
		}}
	})
}

// written counts the digits of d before the point and behind it. A zero has none of its own: 0.00 has -2 before the point.
func written(d decimal.Decimal) (digits, decimals int) {
	decimals = max(-int(d.Exponent()), 0)
	if d.IsZero() {
		return -decimals, decimals
	}
	return d.NumDigits() + int(d.Exponent()), decimals
}

func effective(d decimal.Decimal) (digits, decimals int) {
	_, decimals = written(d)
	for decimals > 0 && d.Truncate(int32(decimals-1)).Equal(d) {
		decimals--
	}
	return written(d.Truncate(int32(decimals)))
}

// Must demands what good says. A value that is no [Value] is told to the caller by its String method, and not at all without one.
func Must[R, V any](field string, get func(*R) V, good func(V) bool) Rule {
	return MustWith(field, get, func(_ *R, v V) bool { return good(v) })
}

// MustWith is [Must] that looks at the whole request beside the value.
func MustWith[R, V any](field string, get func(*R) V, good func(*R, V) bool) Rule {
	return rule(field, get, func(r *R, v V) *finding {
		return unless(good(r, v), "Predicate", "The specified condition was not met for '{PropertyName}'.")
	})
}
