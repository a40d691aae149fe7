package servicestack

import (
	"slices"
	"strings"
	"unicode"

	"github.com/causeway-gateway/causeway/codec"
)

// pairs are the parameters of a query string, a form or a path: names in any case, each once, repeated values joined with commas.
type pairs []codec.Pair

func (ps pairs) find(name string) int {
	return slices.IndexFunc(ps, func(p codec.Pair) bool { return strings.EqualFold(p.Name, name) })
}

// get returns the value of a parameter, or "".
func (ps pairs) get(name string) string {
	if i := ps.find(name); i >= 0 {
		return ps[i].Value
	}
	return ""
}

// over returns ps with upper, whose names are each there once, laid over it: a pair whose name is spelled alike takes the place of the lower one, one
// in another case comes behind it, as in .NET. It changes neither.
func (ps pairs) over(upper pairs) pairs {
	if len(upper) == 0 {
		return ps
	}
	ps = slices.Clone(ps)
	own := ps.finder()
	for _, p := range upper {
		if i := own(p.Name); i >= 0 {
			ps[i] = p
			continue
		}
		ps = append(ps, p)
	}
	return ps
}

// finder finds names that are spelled alike: it searches a few pairs, and has an index of more.
func (ps pairs) finder() func(name string) int {
	if len(ps) <= fewPairs {
		return func(name string) int {
			return slices.IndexFunc(ps, func(p codec.Pair) bool { return p.Name == name })
		}
	}
	at := make(map[string]int, len(ps))
	for i, p := range ps {
		at[p.Name] = i
	}
	return func(name string) int {
		if i, known := at[name]; known {
			return i
		}
		return -1
	}
}

// distinct returns how many pairs there are before a name comes again, in whatever case.
func (ps pairs) distinct() int {
	var seen gathering
	for i, p := range ps {
		if seen.find(p.Name) >= 0 {
			return i
		}
		seen.pairs = ps[:i+1]
		seen.note()
	}
	return len(ps)
}

// given returns the pairs that say something: an empty value never clears a member.
func (ps pairs) given() pairs {
	empty := func(p codec.Pair) bool { return p.Value == "" || p.Name == "" }
	if !slices.ContainsFunc(ps, empty) {
		return ps
	}
	return slices.DeleteFunc(slices.Clone(ps), empty)
}

// fewPairs is how many pairs are searched one after the other.
const fewPairs = 16

// A gathering is pairs that are still being collected. It takes the time of their length, however many they are and however often one comes again:
// a body of a megabyte holds a quarter of a million.
type gathering struct {
	pairs  pairs
	at     map[string]int   // of folded names, once there are many
	values map[int][]string // of those that came again
}

// add takes a pair. The values of a name that comes again are joined in the end.
func (g *gathering) add(name, value string) {
	i := g.find(name)
	if i < 0 {
		g.pairs = append(g.pairs, codec.Pair{Name: name, Value: value})
		g.note()
		return
	}
	if g.values == nil {
		g.values = make(map[int][]string)
	}
	if g.values[i] == nil {
		g.values[i] = []string{g.pairs[i].Value}
	}
	g.values[i] = append(g.values[i], value)
}

func (g *gathering) find(name string) int {
	if g.at == nil {
		return g.pairs.find(name)
	}
	if i, known := g.at[folded(name)]; known {
		return i
	}
	return -1
}

// note keeps the index up to date with the last pair. It is made when the pairs become many.
func (g *gathering) note() {
	first := len(g.pairs) - 1
	if first < fewPairs {
		return
	}
	if g.at == nil {
		g.at, first = make(map[string]int), 0
	}
	for i := first; i < len(g.pairs); i++ {
		g.at[folded(g.pairs[i].Name)] = i
	}
}

func (g *gathering) all() pairs {
	for i, values := range g.values {
		g.pairs[i].Value = strings.Join(values, ",")
	}
	return g.pairs
}

// folded returns the same text for all that [strings.EqualFold] finds equal.
func folded(name string) string {
	return strings.Map(func(c rune) rune {
		least := c
		for r := unicode.SimpleFold(c); r != c; r = unicode.SimpleFold(r) {
			least = min(least, r)
		}
		return least
	}, name)
}

// parsePairs reads a query string or a URL-encoded form. A percent sign that begins no valid escape stands for itself.
func parsePairs(text string) pairs {
	var g gathering
	for text != "" {
		var item string
		item, text, _ = strings.Cut(text, "&")
		if item == "" {
			continue
		}
		name, value, _ := strings.Cut(item, "=")
		g.add(unescape(strings.ReplaceAll(name, "+", " "), nil), unescape(strings.ReplaceAll(value, "+", " "), nil))
	}
	return g.all()
}

// requoted returns a query string as the original writes one: escaped by [escape], what a name says again behind what it said first.
func requoted(query string) string {
	var names []string
	items := map[string][]string{}
	for item := range strings.SplitSeq(query, "&") {
		if item == "" {
			continue
		}
		name, value, _ := strings.Cut(strings.ReplaceAll(item, "+", " "), "=")
		name = unescape(name, nil)
		key := folded(name)
		spelled := escape(name)
		if before := items[key]; before == nil {
			names = append(names, key)
		} else {
			spelled, _, _ = strings.Cut(before[0], "=")
		}
		items[key] = append(items[key], spelled+"="+escape(unescape(value, nil)))
	}
	for i, key := range names {
		names[i] = strings.Join(items[key], "&")
	}
	return strings.Join(names, "&")
}

// escape is what ServiceStack's UrlEncode makes of a text: all but letters, digits and ",-." is escaped, in small letters, and a blank is a plus sign.
func escape(text string) string {
	const hex = "0123456789abcdef"
	escaped := make([]byte, 0, len(text))
	for _, c := range []byte(text) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == ',', c == '-', c == '.':
			escaped = append(escaped, c)
		case c == ' ':
			escaped = append(escaped, '+')
		default:
			escaped = append(escaped, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(escaped)
}
