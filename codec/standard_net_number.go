package codec

import (
	"math"
	"strconv"
	"strings"
)

// number reads a number: decimal, octal or hexadecimal. Its value is in decimal digits, but as it stands for a text.
func (r *netReader) number(want netWant) error {
	start := r.pos
	for r.pos < len(r.text) && strings.IndexByte("-+aAbBcCdDeEfFxX.0123456789", r.text[r.pos]) >= 0 {
		r.pos++
	}
	if r.pos < len(r.text) && strings.IndexByte(",}])/\x00", r.text[r.pos]) < 0 && r.spaceAt(r.pos) == 0 {
		return r.malformed("Unexpected character encountered while parsing number: %s.", r.char())
	}
	text := r.text[start:r.pos]
	r.postValue()
	r.count()
	value, t, ok := netNumber(text, want)
	if ok {
		r.as(t, value)
		return nil
	}
	if want == wantTime || want == wantOffset {
		return r.malformed("Cannot read number value as type.")
	}
	r.as(netUndefined, "")
	if want == wantInt32 && text[0] != '0' && wholeNumber(text) {
		return r.fault(ErrValue, "JSON integer %s is too large or small for an Int32.", text)
	}
	what := map[netWant]string{wantInt32: "integer", wantDecimal: "decimal", wantDouble: "double"}[want]
	if what == "" {
		what = "number"
	}
	return r.fault(ErrValue, "Input string '%s' is not a valid %s.", text, what)
}

// netNumber is the value of a number's text, and the token that it is.
func netNumber(text string, want netWant) (value string, t netToken, ok bool) {
	value = text
	if len(text) > 1 && text[0] == '0' && text[1] != '.' && text[1] != 'e' && text[1] != 'E' {
		if value, ok = otherBase(text, want); !ok {
			return "", netNone, false
		}
	}
	whole := wholeNumber(value)
	if whole && want != wantText && want != wantDecimal && want != wantDouble && strings.Trim(value, "0") == "-" {
		value = "0" // a whole number has no negative zero
	}
	switch want {
	case wantText:
		_, ok = netFloat(value)
		return text, netString, ok
	case wantInt32:
		_, err := strconv.ParseInt(value, 10, 32)
		return value, netInteger, whole && err == nil
	case wantDecimal:
		_, ok = clrDecimal(value)
		return value, netFloatToken, ok && plainDecimal(value)
	case wantTime, wantOffset:
		return "", netNone, false
	case wantDouble:
	default:
		if whole {
			return value, netInteger, len(value) <= 380
		}
	}
	_, ok = netFloat(value)
	return value, netFloatToken, ok
}

// plainDecimal reports whether a decimal has no idle zero in front, and digits on both sides of its point, if it has one.
func plainDecimal(text string) bool {
	whole, fraction, ok := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if len(whole) > 1 && whole[0] == '0' && whole[1] >= '0' && whole[1] <= '9' {
		return false
	}
	return !ok || whole != "" && fraction != "" && fraction[0] >= '0' && fraction[0] <= '9'
}

// wholeNumber reports whether text is a whole number in decimal digits.
func wholeNumber(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	return digits != "" && countDigits(digits) == len(digits)
}

// otherBase is an octal or hexadecimal number in decimal digits. It is read bit by bit, so that only F are -1.
func otherBase(text string, want netWant) (string, bool) {
	base, digits := 8, text[1:]
	if text[1] == 'x' || text[1] == 'X' {
		base, digits = 16, text[2:]
	}
	if want == wantInt32 {
		n, err := strconv.ParseUint(digits, base, 32)
		return strconv.Itoa(int(int32(n))), err == nil
	}
	n, err := strconv.ParseUint(digits, base, 64)
	return strconv.FormatInt(int64(n), 10), err == nil
}

func netFloat(text string) (float64, bool) {
	if f, ok := floatWord(text); ok {
		return f, true
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil || math.IsInf(f, 0)
}
