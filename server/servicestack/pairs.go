package servicestack

import (
	"net/url"
	"slices"
	"strings"

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

// add joins a repeated value to what is there.
func (ps pairs) add(name, value string) pairs {
	if i := ps.find(name); i >= 0 {
		ps[i].Value += "," + value
		return ps
	}
	return append(ps, codec.Pair{Name: name, Value: value})
}

// over returns ps with the values of upper in place of its own.
func (ps pairs) over(upper pairs) pairs {
	for _, p := range upper {
		if i := ps.find(p.Name); i >= 0 {
			ps[i] = p
			continue
		}
		ps = append(ps, p)
	}
	return ps
}

// given returns the pairs that say something: an empty value never clears a member.
func (ps pairs) given() pairs {
	return slices.DeleteFunc(ps, func(p codec.Pair) bool { return p.Value == "" || p.Name == "" })
}

// parsePairs reads a query string or a URL-encoded form. A percent sign that begins no valid escape stands for itself.
func parsePairs(text string) pairs {
	var ps pairs
	for text != "" {
		var item string
		item, text, _ = strings.Cut(text, "&")
		if item == "" {
			continue
		}
		name, value, _ := strings.Cut(item, "=")
		ps = ps.add(unescape(strings.ReplaceAll(name, "+", " "), nil), unescape(strings.ReplaceAll(value, "+", " "), nil))
	}
	return ps
}

// escape is what .NET's UrlEncode makes of a text: small letters in its escapes, a blank as a plus sign.
func escape(text string) string {
	return smallEscapes(url.QueryEscape(text))
}

// smallEscapes writes the escapes of a text in small letters.
func smallEscapes(text string) string {
	escaped := []byte(text)
	for i := 0; i+2 < len(escaped); i++ {
		if escaped[i] == '%' {
			copy(escaped[i+1:], strings.ToLower(string(escaped[i+1:i+3])))
		}
	}
	return string(escaped)
}
