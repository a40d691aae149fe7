package codec

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

const (
	upperHex = "0123456789ABCDEF"
	lowerHex = "0123456789abcdef"
)

// jsonPlain[c] says that byte c stands for itself in a JSON string of ServiceStack.
//
//nolint:gochecknoglobals // a table, never changed
var jsonPlain = func() (plain [256]bool) {
	for c := 0x20; c < 0x7F; c++ {
		plain[c] = c != '"' && c != '\\'
	}
	return plain
}()

func (o *TextOptions) appendJSONString(dst []byte, s string) []byte {
	return o.appendJSONPair(dst, &quoteLead, s)
}

// appendJSONPair appends a lead that ends with a quote, and the string that it opens.
func (o *TextOptions) appendJSONPair(dst []byte, lead *plan.Lead, s string) []byte {
	at := len(dst)
	if cap(dst)-at < len(s)+pairRoom {
		dst = slices.Grow(dst, len(s)+pairRoom)
	}
	*(*[plan.LeadWidth]byte)(dst[at:cap(dst)]) = lead.Bytes
	at += lead.Len
	end := at + len(s)
	dst = dst[:end+1]
	dst[end] = '"'
	if !plainJSON.copy(dst[at:end], s) || o.EscapeHTML && strings.ContainsAny(s, "<>&=") {
		return append(o.appendEscaped(dst[:at], s), '"')
	}
	return dst
}

// pairRoom is what a pair takes besides its text: the lead, and two quotes.
const pairRoom = plan.LeadWidth + 2

func (o *TextOptions) appendEscaped(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case jsonPlain[c] && !(o.EscapeHTML && isMarkup(c)):
			dst = append(dst, c)
			i++
		case c < utf8.RuneSelf:
			dst = appendControl(dst, c)
			i++
		case o.EscapeUnicode && loneSurrogate(s[i:]):
			dst = appendUnit(dst, 0xD000|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F), upperHex)
			i += 3
		default:
			r, size := decodeRune(s[i:])
			dst = o.appendRune(dst, r)
			i += size
		}
	}
	return dst
}

func isMarkup(c byte) bool { return c == '<' || c == '>' || c == '&' || c == '=' || c == '\'' }

func appendControl(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	case '\f':
		return append(dst, '\\', 'f')
	case '\b':
		return append(dst, '\\', 'b')
	}
	if isMarkup(c) {
		return append(dst, '\\', 'u', '0', '0', lowerHex[c>>4], lowerHex[c&15])
	}
	return append(dst, '\\', 'u', '0', '0', upperHex[c>>4], upperHex[c&15])
}

func (o *TextOptions) appendRune(dst []byte, r rune) []byte {
	switch {
	case r < 0xA0:
		return appendUnit(dst, uint16(r), upperHex)
	case !o.EscapeUnicode:
		return utf8.AppendRune(dst, r)
	case r > 0xFFFF:
		r -= 0x10000
		dst = appendUnit(dst, uint16(0xD800+r>>10), upperHex)
		return appendUnit(dst, uint16(0xDC00+r&0x3FF), upperHex)
	}
	return appendUnit(dst, uint16(r), upperHex)
}

func appendUnit(dst []byte, u uint16, hex string) []byte {
	return append(dst, '\\', 'u', hex[u>>12], hex[u>>8&15], hex[u>>4&15], hex[u&15])
}

// decodeRune is utf8.DecodeRuneInString, but takes a surrogate that somebody encoded on its own for one bad character,
// as .NET does.
func decodeRune(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 && loneSurrogate(s) {
		return utf8.RuneError, 3
	}
	return r, size
}

// loneSurrogate reports whether s begins with a UTF-16 surrogate encoded like a character.
func loneSurrogate(s string) bool {
	return len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2]&0xC0 == 0x80
}

// appendUTF8 appends s, with U+FFFD where it is no UTF-8.
func appendUTF8(dst []byte, s string) []byte {
	if utf8.ValidString(s) {
		return append(dst, s...)
	}
	for i := 0; i < len(s); {
		r, size := decodeRune(s[i:])
		dst = utf8.AppendRune(dst, r)
		i += size
	}
	return dst
}
