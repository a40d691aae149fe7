package codec

import "strings"

// isPretty reports whether text has the layout of ServiceStack's documents: a line break right behind the first bracket.
func isPretty(text string) bool {
	if len(text) > 1 && text[0] > ' ' && text[1] > ' ' {
		return false
	}
	text = strings.TrimLeft(text, " \t\r\n")
	if len(text) < 2 || text[0] != '{' && text[0] != '[' {
		return false
	}
	return strings.HasPrefix(strings.TrimLeft(text[1:], " \t\r"), "\n")
}

// compactJSV removes the layout: line breaks with the tabs and blanks around them, and the blank behind the colon of a
// pair. What stands between quotes, and blanks within a value, stay.
func compactJSV(text string) string {
	out := make([]byte, 0, len(text))
	name := true // the next colon ends a name
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			end := quotedJSV(text, i)
			out = append(out, text[i:end]...)
			i = end - 1
		case '\n':
			out = trimBlanks(out)
			i = skipBlanks(text, i+1) - 1
		case ':':
			out = append(out, c)
			if name {
				i = skipBlanks(text, i+1) - 1
			}
			name = false
		case '{', ',':
			name = true
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return string(trimBlanks(out))
}

func quotedJSV(text string, i int) int {
	n := strings.IndexByte(text[i+1:], '"')
	if n < 0 {
		return len(text)
	}
	return i + n + 2
}

func trimBlanks(out []byte) []byte {
	for len(out) > 0 && strings.IndexByte(" \t\r", out[len(out)-1]) >= 0 {
		out = out[:len(out)-1]
	}
	return out
}

func skipBlanks(text string, i int) int {
	for i < len(text) && strings.IndexByte(" \t\r\n", text[i]) >= 0 {
		i++
	}
	return i
}
