package codec

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// AppendQuery appends the query string that ServiceStack's clients send for v: camelCase names, nulls left out, lists
// without brackets, everything else JSV.
func AppendQuery(dst []byte, v any) ([]byte, error) {
	t, rv, err := root(v)
	if err != nil || t == nil || t.Kind != plan.Object {
		return dst, err
	}
	w := textSink{o: &TextOptions{Case: CamelCase}, jsv: true}
	start := len(dst)
	for _, m := range t.Class.Members {
		mv := m.Value(rv)
		if m.NoText || m.Type.Null(mv) {
			continue
		}
		w.start(nil, 64)
		m.Type.Write(&w, mv)
		if w.err != nil {
			return dst, named(unwritten(JSV(*w.o), t, rv, w.err), "query")
		}
		if len(dst) > start {
			dst = append(dst, '&')
		}
		dst = append(append(dst, m.Names[CamelCase].Text...), '=')
		dst = appendQueryValue(dst, m.Type.Base(), string(w.dst))
	}
	return dst, nil
}

func appendQueryValue(dst []byte, t *plan.Type, text string) []byte {
	switch t.Kind {
	case plan.String, plan.Address:
		return appendQueryText(dst, unquoteJSV(text))
	case plan.List:
		text = strings.Trim(text, "[]")
		if !queryEscapes(t.Elem.Base()) {
			return append(dst, text...)
		}
		return appendQueryStructure(dst, text)
	case plan.Object, plan.Map, plan.Any, plan.Derived:
		return appendQueryStructure(dst, text)
	}
	return append(dst, text...)
}

// queryEscapes reports whether a value of type t may hold a text: of a list, the original escapes texts alone, and writes
// dates, numbers and bytes as they are.
func queryEscapes(t *plan.Type) bool {
	switch t.Kind {
	case plan.Bool, plan.Int, plan.Uint, plan.Float, plan.Decimal, plan.Character, plan.Time, plan.Offset, plan.Bytes:
		return false
	}
	return true
}

// appendQueryStructure escapes the values within JSV and leaves its punctuation.
func appendQueryStructure(dst []byte, text string) []byte {
	const typed = `__type:"`
	for i := 0; i < len(text); {
		if strings.HasPrefix(text[i:], typed) { // the name of a type has no quotes
			end := quotedJSV(text, i+len(typed)-1)
			dst = append(appendQueryText(dst, "__type"), ':')
			dst = appendQueryText(dst, text[i+len(typed):end-1])
			i = end
			continue
		}
		if strings.IndexByte("{}[]:,", text[i]) >= 0 {
			dst = append(dst, text[i])
			i++
			continue
		}
		end := i + 1
		for end < len(text) && strings.IndexByte("{}[]:,", text[end]) < 0 {
			end++
		}
		if text[i] == '"' {
			for end = quotedJSV(text, i); end < len(text) && text[end] == '"'; {
				end = quotedJSV(text, end) // a doubled quote
			}
		}
		dst = appendQueryPart(dst, text[i:end])
		i = end
	}
	return dst
}

// appendQueryPart escapes a value within JSV. It keeps quotes where a comma would part it, or where it has some of its own.
func appendQueryPart(dst []byte, text string) []byte {
	if text == `""` {
		return append(dst, text...)
	}
	value := unquoteJSV(text)
	if strings.Contains(value, ",") || len(value) > 0 && value[0] == '"' && value[len(value)-1] == '"' {
		value = `"` + value + `"`
	}
	return appendQueryText(dst, value)
}

func appendQueryText(dst []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == ',' || c == '-' || c == '.':
			dst = append(dst, c)
		case c == ' ':
			dst = append(dst, '+')
		default:
			dst = append(dst, '%', lowerHex[c>>4], lowerHex[c&15])
		}
	}
	return dst
}
