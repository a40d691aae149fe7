package validate

import (
	"slices"
	"strings"
	"unicode"
)

// A finding is what a test has against a value. In its message, {P} stands for the member's name as people read it, {V} for its value.
type finding struct {
	code, message string
	meta          []Meta
}

// rule builds a [Rule] of a member, a way to read it, and a test that returns nil where the value is good.
func rule[R, V any](field string, get func(*R) V, test func(*R, V) *finding) Rule {
	name := displayName(field)
	return func(req any) []Failure {
		r := req.(*R)
		v := get(r)
		f := test(r, v)
		if f == nil {
			return nil
		}
		return []Failure{f.failure(field, name, v)}
	}
}

func (f *finding) failure(field, name string, v any) Failure {
	return Failure{
		Field:   field,
		Code:    f.code,
		Message: strings.NewReplacer("{P}", "'"+name+"'", "{V}", printed(v)).Replace(f.message),
		Meta:    append(slices.Clip(f.meta), Meta{"PropertyName", &name}, Meta{"PropertyValue", text(v)}),
	}
}

// displayName splits a member's name where a capital letter or a digit begins a word: "URLPathOf2Things" reads "URL Path Of2 Things".
func displayName(field string) string {
	var b strings.Builder
	runes := []rune(field)
	for i, c := range runes {
		if i > 0 && unicode.IsUpper(c) && startsWord(runes, i) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// startsWord reports whether the capital letter at i begins a word: the letter before it is none, or the one after it is a small one.
func startsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i-1]) {
		return true
	}
	return i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

func meta(pairs ...string) []Meta {
	all := make([]Meta, 0, len(pairs)/2+3)
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, Meta{pairs[i], &pairs[i+1]})
	}
	return all
}
