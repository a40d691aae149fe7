package codec

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What System.Uri makes of an address. Absolute ones are brought into one shape; what is relative stands as it was given.

// displayURI is Uri.ToString: escapes that are not needed for reading are undone.
func displayURI(s string) string {
	s = canonicalURI(s)
	if !strings.Contains(s, "%") || !absoluteURI(s) {
		return s
	}
	return unescapeURI(s, func(r rune) bool {
		return r < 0x80 && strings.ContainsRune(` "-.<>^_`+"`"+`{|}~`, r) || isLetterOrDigit(r) || r >= 0x80 && unicode.IsPrint(r)
	})
}

// escapedURI is Uri.AbsoluteUri: what may not stand in an address is escaped, and letters and digits are not.
func escapedURI(s string) string {
	s = canonicalURI(s)
	authority, rest := splitURI(s)
	var b strings.Builder
	for i := range len(rest) {
		if c := rest[i]; c > ' ' && c < 0x7F && strings.IndexByte("<>\"{}|\\^`", c) < 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', upperHex[rest[i]>>4], upperHex[rest[i]&15]})
	}
	rest = b.String()
	if absoluteURI(s) {
		rest = unescapeURI(rest, func(r rune) bool { return isLetterOrDigit(r) || r < 0x80 && strings.ContainsRune("-._~", r) })
	}
	return authority + rest
}

func isLetterOrDigit(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}

// unescapeURI undoes the escapes of the characters that may stand unescaped.
func unescapeURI(s string, may func(rune) bool) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		escaped, n := escapedBytes(s[i:])
		r, size := utf8.DecodeRune(escaped)
		if n == 0 || r == utf8.RuneError || !may(r) {
			b.WriteByte(s[i])
			i++
			continue
		}
		b.WriteRune(r)
		i += 3 * size
	}
	return b.String()
}

// escapedBytes are those that a run of escapes stands for, at most the four of one character.
func escapedBytes(s string) (escaped []byte, n int) {
	for ; n < 4 && len(s) >= 3*n+3 && s[3*n] == '%'; n++ {
		c, err := strconv.ParseUint(s[3*n+1:3*n+3], 16, 8)
		if err != nil {
			break
		}
		escaped = append(escaped, byte(c))
	}
	return escaped, n
}

// absoluteURI reports whether an address begins with a scheme.
func absoluteURI(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return ok && isScheme(scheme)
}

func isScheme(s string) bool {
	for i := range len(s) {
		if c := rune(s[i]); !isLetterOrDigit(c) && (i == 0 || !strings.ContainsRune("+-.", c)) {
			return false
		}
	}
	return s != "" && (s[0] < '0' || s[0] > '9')
}

// splitURI parts scheme and host from what follows; the first is empty where there is no host.
func splitURI(s string) (authority, rest string) {
	scheme, after, ok := strings.Cut(s, "://")
	if !ok || !isScheme(scheme) {
		return "", s
	}
	end := strings.IndexAny(after, "/?#\\")
	if end < 0 {
		end = len(after)
	}
	return s[:len(scheme)+3+end], after[end:]
}

// canonicalURI is an absolute address as Uri shows it: scheme and host in lower case, no default port, and a path without
// dots.
func canonicalURI(s string) string {
	s = strings.TrimSpace(s)
	authority, rest := splitURI(s)
	if authority == "" {
		return s
	}
	scheme, host, _ := strings.Cut(authority, "://")
	scheme = strings.ToLower(scheme)
	at := strings.LastIndexByte(host, '@') + 1
	host = host[:at] + strings.ToLower(host[at:])
	host = strings.TrimSuffix(strings.TrimSuffix(host, defaultPort(scheme)), ":")
	if scheme == "file" {
		return scheme + "://" + host + rest
	}
	end := strings.IndexAny(rest, "?#")
	if end < 0 {
		end = len(rest)
	}
	return scheme + "://" + host + cleanPath(rest[:end]) + escapePercents(rest[end:])
}

// cleanPath resolves the dots of a path.
func cleanPath(path string) string {
	path = escapePercents(strings.ReplaceAll(path, `\`, "/"))
	path = strings.NewReplacer("%2e", ".", "%2E", ".").Replace(path)
	var kept []string
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, part := range parts {
		last := i == len(parts)-1
		switch {
		case part != "." && part != "..":
			kept = append(kept, part)
			continue
		case part == ".." && len(kept) > 0:
			kept = kept[:len(kept)-1]
		}
		if last {
			kept = append(kept, "")
		}
	}
	return "/" + strings.Join(kept, "/")
}

// escapePercents escapes each percent sign that begins no escape.
func escapePercents(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' {
			if _, n := escapedBytes(s[i:]); n == 0 {
				b.WriteString("25")
			}
		}
	}
	return b.String()
}

func defaultPort(scheme string) string {
	switch scheme {
	case "http", "ws":
		return ":80"
	case "https", "wss":
		return ":443"
	case "ftp":
		return ":21"
	}
	return ""
}

// validURI reports whether Uri takes an address: one with a scheme of the web needs a host that can be one.
func validURI(s string) bool {
	s = strings.TrimSpace(s)
	scheme, rest, _ := strings.Cut(s, ":")
	if defaultPort(strings.ToLower(scheme)) == "" {
		return true
	}
	authority, _ := splitURI(s)
	if authority == "" || !strings.HasPrefix(rest, "//") {
		return false
	}
	host := authority[strings.LastIndexAny(authority, "@/")+1:]
	if strings.HasPrefix(host, "[") {
		return strings.Contains(host, "]")
	}
	name, port, given := strings.Cut(host, ":")
	if given && port != "" {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false
		}
	}
	return name != "" && name[0] != '.' && !strings.ContainsAny(name, " \t\r\n<>\"{}|\\^`%")
}
