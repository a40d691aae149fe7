package codec

// indentJSON spreads compact JSON over lines as ServiceStack does: four blanks a level, one after a colon.
func indentJSON(dst []byte, text string) []byte {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if quoted {
			dst = append(dst, c)
			if c == '\\' && i+1 < len(text) {
				i++
				dst = append(dst, text[i])
			}
			quoted = c != '"'
			continue
		}
		switch c {
		case '{', '[':
			depth++
			dst = newLine(append(dst, c), depth)
		case '}', ']':
			depth--
			dst = append(newLine(dst, depth), c)
		case ',':
			dst = newLine(append(dst, c), depth)
		case ':':
			dst = append(dst, ':', ' ')
		default:
			quoted = c == '"'
			dst = append(dst, c)
		}
	}
	return dst
}

func newLine(dst []byte, depth int) []byte {
	dst = append(dst, '\n')
	for range depth {
		dst = append(dst, "    "...)
	}
	return dst
}
