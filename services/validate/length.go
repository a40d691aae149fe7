package validate

import (
	"strconv"
	"unicode/utf16"
)

// Length demands between least and most characters, both included. Characters are UTF-16 units, as .NET counts. A null passes.
func Length[R any, V Text](field string, get func(*R) V, least, most int) Rule {
	message := "{P} must be between " + strconv.Itoa(least) + " and " + strconv.Itoa(most) + " characters."
	return length(field, get, "Length", message, least, most)
}

// ExactLength demands that many characters. A null passes.
func ExactLength[R any, V Text](field string, get func(*R) V, n int) Rule {
	return length(field, get, "Length", "{P} must be "+strconv.Itoa(n)+" characters in length.", n, n)
}

// MinimumLength demands at least that many characters. A null passes.
func MinimumLength[R any, V Text](field string, get func(*R) V, least int) Rule {
	return length(field, get, "MinimumLength", "The length of {P} must be at least "+strconv.Itoa(least)+" characters.", least, -1)
}

// MaximumLength demands at most that many characters. A null passes.
func MaximumLength[R any, V Text](field string, get func(*R) V, most int) Rule {
	return length(field, get, "MaximumLength", "The length of {P} must be "+strconv.Itoa(most)+" characters or fewer.", 0, most)
}

func length[R any, V Text](field string, get func(*R) V, code, message string, least, most int) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		s, ok := quickText(v)
		if !ok {
			return nil
		}
		n := units(s)
		if n >= least && (most < 0 || n <= most) {
			return nil
		}
		total := strconv.Itoa(n)
		return &finding{
			code:    code,
			message: message + " You entered " + total + " characters.",
			meta:    meta("MinLength", strconv.Itoa(least), "MaxLength", strconv.Itoa(most), "TotalLength", total),
		}
	})
}

func units(s string) (n int) {
	for _, c := range s {
		n += utf16.RuneLen(c)
	}
	return n
}
