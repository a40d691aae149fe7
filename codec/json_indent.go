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

// indentSystem spreads compact JSON over lines as System.Text.Json does: two blanks a level, nothing within empty brackets.
func indentSystem(dst []byte, text string) []byte {
	depth := 0
	line := func() {
		dst = append(dst, '\n')
		for range depth {
			dst = append(dst, ' ', ' ')
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			end := i + 1
			for ; text[end] != '"'; end++ {
				if text[end] == '\\' {
					end++
				}
			}
			dst = append(dst, text[i:end+1]...)
			i = end
		case '{', '[':
			dst = append(dst, c)
			if text[i+1] == c+2 {
				dst = append(dst, c+2)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			dst = append(dst, c)
		case ',':
			dst = append(dst, c)
			line()
		case ':':
			dst = append(dst, ':', ' ')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
