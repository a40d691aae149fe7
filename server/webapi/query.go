package webapi

import (
	"net/url"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
)

// A query is the decoded query string, in its order. Names match in any case.
type query []codec.Pair

func parseQuery(raw string) query {
	var q query
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		q = append(q, codec.Pair{Name: unescape(name), Value: unescape(value)})
	}
	return q
}

// unescape decodes a name or value of a query or form. A broken escape leaves it as it is, and what is no UTF-8 becomes U+FFFD.
func unescape(s string) string {
	if decoded, err := url.QueryUnescape(s); err == nil {
		s = decoded
	}
	return strings.ToValidUTF8(s, "\ufffd")
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
