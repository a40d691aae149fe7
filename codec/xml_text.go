package codec

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// xmlPlain[c] says that byte c stands for itself in XML text.
//
//nolint:gochecknoglobals // a table, never changed
var xmlPlain = func() (plain [256]bool) {
	for c := 0x20; c < 0x80; c++ {
		plain[c] = c != '<' && c != '>' && c != '&'
	}
	plain['\t'], plain['\n'] = true, true
	return plain
}()

// appendXMLText escapes s and makes every line break \n. It reports the first character that XML 1.0 does not know;
// with lenient those become references instead.
func appendXMLText(dst []byte, s string, lenient bool) ([]byte, bool) {
	dst, at := extend(dst, len(s))
	if plainXML.copy(dst[at:], s) {
		return dst, true
	}
	return appendXMLEscaped(dst[:at], s, lenient)
}

// appendXMLMember writes a text between the tags of a member, if it stands for itself.
func appendXMLMember(dst []byte, begin *plan.Lead, text string, end *plan.Lead) ([]byte, bool) {
	at := len(dst)
	if cap(dst)-at < len(text)+2*plan.LeadWidth {
		dst = slices.Grow(dst, len(text)+2*plan.LeadWidth)
	}
	out := dst[at:cap(dst)]
	*(*[plan.LeadWidth]byte)(out) = begin.Bytes
	n := begin.Len + len(text)
	if !plainXML.copy(out[begin.Len:n], text) {
		return dst, false
	}
	*(*[plan.LeadWidth]byte)(out[n:]) = end.Bytes
	return dst[:at+n+end.Len], true
}

// appendXMLElement writes a text between tags, if it stands for itself.
func appendXMLElement(dst []byte, begin, text, end string) ([]byte, bool) {
	dst, at := extend(dst, len(begin)+len(text)+len(end))
	put(dst[at:], begin)
	put(dst[len(dst)-len(end):], end)
	if plainXML.copy(dst[at+len(begin):], text) {
		return dst, true
	}
	return dst[:at], false
}

func appendXMLEscaped(dst []byte, s string, lenient bool) ([]byte, bool) {
	for i := 0; i < len(s); {
		c := s[i]
		if xmlPlain[c] {
			dst = append(dst, c)
			i++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				return dst, false
			}
		}
		if c == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			i++
			continue
		}
		if !legalXML(r) && !lenient {
			return dst, false
		}
		dst = appendXMLRune(dst, r)
		i += size
	}
	return dst, true
}

func appendXMLRune(dst []byte, r rune) []byte {
	switch {
	case r == '<':
		return append(dst, "&lt;"...)
	case r == '>':
		return append(dst, "&gt;"...)
	case r == '&':
		return append(dst, "&amp;"...)
	case r == '\r':
		return append(dst, '\n')
	case !legalXML(r):
		return appendXMLReference(dst, r)
	}
	return utf8.AppendRune(dst, r)
}

func appendXMLReference(dst []byte, r rune) []byte {
	dst = append(dst, "&#x"...)
	if r >= 0x1000 {
		dst = append(dst, upperHex[r>>12], upperHex[r>>8&15])
	}
	if r >= 0x10 {
		dst = append(dst, upperHex[r>>4&15])
	}
	return append(dst, upperHex[r&15], ';')
}

// legalXML reports whether r may stand in an XML 1.0 document.
func legalXML(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

func appendXMLAttr(dst []byte, s string) []byte {
	if len(s) >= 8 && strings.IndexByte(s, '"') < 0 { // shorter ones may hold white space that plainXML lets pass
		out, at := extend(dst, len(s))
		if plainXML.copy(out[at:], s) {
			return out
		}
	}
	for i := range len(s) {
		switch c := s[i]; c {
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '&':
			dst = append(dst, "&amp;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		case '\n':
			dst = append(dst, "&#xA;"...)
		case '\r':
			dst = append(dst, "&#xD;"...)
		case '\t':
			dst = append(dst, "&#x9;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
