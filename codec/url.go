package codec

import (
	"reflect"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// AppendURL appends the path and query string of a GET of v, as the ToGetUrl method of ServiceStack's clients makes them.
// Routes are those of v's class, "VERB[,VERB] /path/{Member}": the one that takes most members counts, the others follow
// in the query. Without routes the path is /json/reply/Class. Nulls and default values are left out, everything but a
// string is JSV. If no route allows GET or has all of its members, the error is [ErrUnsupported].
func AppendURL(dst []byte, v any, routes ...string) ([]byte, error) {
	t, rv, err := root(v)
	if err != nil || t == nil || t.Kind != plan.Object {
		return dst, err
	}
	values, err := urlValues(t, rv)
	if err != nil {
		return dst, err
	}
	if len(routes) == 0 {
		dst = append(append(dst, "/json/reply/"...), t.ShortName()...)
		if len(t.Class.Members) > 0 {
			dst = append(dst, '?')
		}
		return appendPairs(dst, values), nil
	}
	path, named, ok := urlPath(t, values, routes)
	if !ok {
		return dst, &Error{Format: "query", Offset: -1, Expected: "a route of " + t.ShortName() + " that allows GET and finds its members", Err: ErrUnsupported}
	}
	dst = append(dst, path...)
	if len(named) < len(values) {
		dst = append(dst, '?')
	}
	return appendPairs(dst, slices.DeleteFunc(values, func(p urlPair) bool { return slices.Contains(named, p.member) })), nil
}

type urlPair struct {
	member      *plan.Member
	name, value string // the value escaped, as the original leaves it; the name as it stands
}

// urlValues are the members that say something.
func urlValues(t *plan.Type, rv reflect.Value) ([]urlPair, error) {
	var values []urlPair
	w := textSink{o: &TextOptions{Case: CamelCase, ExcludeTypes: true}, jsv: true}
	for _, m := range t.Class.Members {
		mv := m.Value(rv)
		if m.NoText || m.Type.Null(mv) || isDefault(m.Type, mv) {
			continue
		}
		w.start(nil, w.o.depth())
		m.Type.Write(&w, mv)
		if w.err != nil {
			return nil, named(unwritten(JSV(*w.o), t, rv, w.err), "query")
		}
		text := string(w.dst)
		if m.Type.Base().Kind == plan.String {
			text = unquoteJSV(text)
		}
		values = append(values, urlPair{m, CamelCase.Spell(m.Wire()), string(appendURLText(nil, text))})
	}
	return values, nil
}

// urlPath is the path of the best route, and the members that stand in it.
func urlPath(t *plan.Type, values []urlPair, routes []string) (path string, named []*plan.Member, ok bool) {
	for _, route := range routes {
		verbs, pattern, _ := strings.Cut(route, " ")
		if verbs != "ANY" && !slices.Contains(strings.Split(verbs, ","), "GET") {
			continue
		}
		if text, members, filled := fillRoute(t, values, pattern); filled && (!ok || len(members) > len(named)) {
			path, named, ok = text, members, true
		}
	}
	return path, named, ok
}

// fillRoute puts values into the braces of a pattern; it reports false where one is missing.
func fillRoute(t *plan.Type, values []urlPair, pattern string) (path string, named []*plan.Member, ok bool) {
	for {
		before, rest, open := strings.Cut(pattern, "{")
		path += before
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return path, named, !open
		}
		m := t.Class.FindAny(strings.TrimSuffix(name, "*"))
		at := slices.IndexFunc(values, func(p urlPair) bool { return p.member == m })
		if at < 0 {
			return "", nil, false
		}
		path, named, pattern = path+values[at].value, append(named, m), after
	}
}

func appendPairs(dst []byte, pairs []urlPair) []byte {
	for i, p := range pairs {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(append(append(dst, p.name...), '='), p.value...)
	}
	return dst
}

// appendURLText escapes text as .NET's Uri.EscapeDataString does.
func appendURLText(dst []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("-._~", c) >= 0:
			dst = append(dst, c)
		default:
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return dst
}
