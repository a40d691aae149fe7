package servicestack

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// pathOf is [requestPath] of a URL.
func pathOf(u *url.URL) string {
	if u.RawPath == "" && isPlainPath(u.Path) {
		return u.Path
	}
	return requestPath(u.EscapedPath())
}

// isPlainPath reports whether a path has nothing in it that is escaped, decoded or resolved.
func isPlainPath(path string) bool {
	for i := range len(path) {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '/', c == '-', c == '_':
		case c == '.' && i > 0 && path[i-1] != '/':
		default:
			return false
		}
	}
	return true
}

// requestPath decodes a URL's path as Kestrel and ServiceStack do together: escapes are decoded where they make valid UTF-8, %2F stays,
// then a plus is a blank and %2f a slash; dot segments are resolved, also those that only show then.
func requestPath(escaped string) string {
	path := escaped
	if strings.Contains(path, "%") {
		path = unescape(path, func(c byte) bool { return c == '/' })
	}
	path = resolve(path)
	if strings.ContainsAny(path, "+%") {
		path = resolve(strings.NewReplacer("+", " ", "%2f", "/").Replace(path))
	}
	return path
}

// unescape decodes the escapes that make valid UTF-8 and leaves the others as they are, as it does those of bytes that are kept.
func unescape(text string, kept func(byte) bool) string {
	if !strings.Contains(text, "%") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		n, used := escaped(text[i:])
		if used == 0 || kept != nil && n[0] != 0 && kept(n[0]) {
			b.WriteByte(text[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(n[:used])
		if r == utf8.RuneError && size <= 1 { // not U+FFFD itself
			b.WriteString(text[i : i+3])
			i += 3
			continue
		}
		b.WriteRune(r)
		i += 3 * size
	}
	return b.String()
}

// escaped returns the bytes of up to four escapes in a row, and how many there are.
func escaped(text string) (bytes [4]byte, n int) {
	for n < 4 && len(text) >= 3 && text[0] == '%' {
		high, low := hex(text[1]), hex(text[2])
		if high < 0 || low < 0 {
			break
		}
		bytes[n] = byte(high<<4 | low)
		n++
		text = text[3:]
	}
	return bytes, n
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// resolve removes the segments "." and "..".
func resolve(path string) string {
	if !strings.Contains(path, "/.") {
		return path
	}
	var kept []string
	segments := strings.Split(path, "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == ".." && len(kept) > 1:
			kept = kept[:len(kept)-1]
		case s != "." && s != "..":
			kept = append(kept, s)
			continue
		}
		if last {
			kept = append(kept, "")
		}
	}
	return strings.Join(kept, "/")
}
