package webapi

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
)

// A query is the decoded query string, in its order. Names match in any case, and are spelled as model binding spells them.
type query []codec.Pair

func parseQuery(raw string) query {
	var q query
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		q = append(q, codec.Pair{Name: bindingName(server.UnescapeQuery(name)), Value: server.UnescapeQuery(value)})
	}
	return q
}

// bindingName spells a name of jQuery as model binding does: ids[] is ids, a[b] is a.b, ids[0] stays.
func bindingName(name string) string {
	var b strings.Builder
	for rest := name; ; {
		open := strings.IndexByte(rest, '[')
		if open < 0 {
			return b.String() + rest
		}
		size := strings.IndexByte(rest[open:], ']')
		if size < 0 {
			return name
		}
		b.WriteString(rest[:open])
		switch index := rest[open+1 : open+size]; {
		case index == "":
		case index[0] >= '0' && index[0] <= '9':
			b.WriteString(rest[open : open+size+1])
		default:
			b.WriteString("." + index)
		}
		rest = rest[open+size+1:]
	}
}

// values returns the values of a parameter.
func (q query) values(name string) []string {
	var values []string
	for _, p := range q {
		if strings.EqualFold(p.Name, name) {
			values = append(values, p.Value)
		}
	}
	return values
}

// value returns the first value of a parameter, or nothing.
func (q query) value(name string) string {
	for _, p := range q {
		if strings.EqualFold(p.Name, name) {
			return p.Value
		}
	}
	return ""
}

// has reports whether the query names a parameter, an element of it ("ids[0]") or a member ("query.id").
func (q query) has(name string) bool {
	for _, p := range q {
		if rest, ok := cutFold(p.Name, name); ok && (rest == "" || rest[0] == '[' || rest[0] == '.') {
			return true
		}
	}
	return false
}

// names reports whether the query names a parameter of an operation. An element or a member of it will do only where it has such:
// "FileId[0]" is no file, and a request without one would act in another.
func (q query) names(u uriParameter) bool {
	if u.list || u.member {
		return q.has(u.name)
	}
	return len(q.values(u.name)) > 0
}

// cutFold cuts prefix from s, ignoring case.
func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
