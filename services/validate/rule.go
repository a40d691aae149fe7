package validate

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A finding is what a test has against a value. In its message, {Name} stands for the fact of that name, of which PropertyName,
// the member's name as people read it, and PropertyValue are added to its own.
type finding struct {
	code, message string
	facts         []fact
}

// A fact is one thing that a failure tells: told in its meta, nil for what is null or hidden, and shown in its message.
type fact struct {
	key   string
	told  *string
	shown string
}

// aFact is a value as .NET shows it in a message and ServiceStack tells it in the meta.
func aFact(key string, v any) fact { return fact{key, text(v), printed(v)} }

func textFact(key, s string) fact { return fact{key, &s, s} }

func numberFact(key string, n int) fact { return textFact(key, strconv.Itoa(n)) }

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
	facts := append(slices.Clip(f.facts), textFact(propertyName, name), aFact("PropertyValue", v))
	meta := make([]Meta, len(facts), len(facts)+1) // a list adds where in it
	for i, fact := range facts {
		meta[i] = Meta{fact.key, fact.told}
	}
	failure := Failure{Field: field, Code: f.code, Meta: meta, template: f.message, facts: facts}
	failure.Message = failure.worded()
	return failure
}

const propertyName = "PropertyName"

// worded is the failure's message with its facts in it. What stands in a fact is no template.
func (f *Failure) worded() string {
	var b strings.Builder
	rest := f.template
	for {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			return b.String() + rest
		}
		b.WriteString(rest[:open])
		rest = rest[open:]
		shown, end := f.placeholder(rest)
		if end == 0 {
			shown, end = "{", 1
		}
		b.WriteString(shown)
		rest = rest[end:]
	}
}

// placeholder is what the {Name} or {Name:format} at the beginning of template stands for, and where that ends: 0 where there is none.
func (f *Failure) placeholder(template string) (shown string, end int) {
	end = strings.IndexAny(template[1:], "{}") + 1
	if end == 0 || template[end] == '{' {
		return "", 0
	}
	key, _, _ := strings.Cut(template[1:end], ":")
	shown, ok := f.shown(key)
	if !ok {
		return "", 0
	}
	return shown, end + 1
}

// shown is a fact as a message shows it. A failure that the host made up has its meta alone.
func (f *Failure) shown(key string) (string, bool) {
	for _, fact := range f.facts {
		if fact.key == key {
			return fact.shown, true
		}
	}
	for _, m := range f.Meta {
		if m.Key == key && f.facts == nil {
			return printed(m.Value), true
		}
	}
	return "", false
}

// displayName splits a member's name where a capital letter begins a word: "URLPathOf2Things" reads "URL Path Of2 Things".
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

// startsWord reports whether the capital letter at i begins a word: what is before it is no capital letter, which the first
// character of a name does not count for, or what is behind it is none.
func startsWord(runes []rune, i int) bool {
	if i > 1 && !unicode.IsUpper(runes[i-1]) {
		return true
	}
	return i+1 < len(runes) && !unicode.IsUpper(runes[i+1])
}
