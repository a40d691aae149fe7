package validate

import "unicode/utf16"

// Length demands between least and most characters, both included. Characters are UTF-16 units, as .NET counts. A null passes.
func Length[R any, V Text](field string, get func(*R) V, least, most int) Rule {
	return length(field, get, "Length", "'{PropertyName}' must be between {MinLength} and {MaxLength} characters.", least, most)
}

// ExactLength demands that many characters. A null passes.
func ExactLength[R any, V Text](field string, get func(*R) V, n int) Rule {
	return length(field, get, "Length", "'{PropertyName}' must be {MaxLength} characters in length.", n, n)
}

// MinimumLength demands at least that many characters. A null passes.
func MinimumLength[R any, V Text](field string, get func(*R) V, least int) Rule {
	return length(field, get, "MinimumLength", "The length of '{PropertyName}' must be at least {MinLength} characters.", least, -1)
}

// MaximumLength demands at most that many characters. A null passes.
func MaximumLength[R any, V Text](field string, get func(*R) V, most int) Rule {
	return length(field, get, "MaximumLength", "The length of '{PropertyName}' must be {MaxLength} characters or fewer.", 0, most)
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
		return &finding{
			code:    code,
			message: message + " You entered {TotalLength} characters.",
			facts:   []fact{numberFact("MinLength", least), numberFact("MaxLength", most), numberFact("TotalLength", n)},
		}
	})
}

func units(s string) (n int) {
	for _, c := range s {
		n += utf16.RuneLen(c)
	}
	return n
}
