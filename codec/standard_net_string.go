package codec

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string into the value.
func (r *netReader) string(quote byte) error {
	r.pos++
	text, err := r.quoted(quote)
	if err != nil {
		return err
	}
	return r.set(netString, text)
}

// quoted reads a string up to its quote.
func (r *netReader) quoted(quote byte) (string, error) {
	var text []byte
	for start := r.pos; ; {
		if r.pos >= len(r.text) {
			return "", r.malformed("Unterminated string. Expected delimiter: %c.", quote)
		}
		switch r.text[r.pos] {
		case quote:
			r.pos++
			if text == nil {
				return r.text[start : r.pos-1], nil
			}
			return string(append(text, r.text[start:r.pos-1]...)), nil
		case '\n', '\r':
			r.newline()
		case '\\':
			text = append(text, r.text[start:r.pos]...)
			c, err := r.escape(quote)
			if err != nil {
				return "", err
			}
			text, start = append(text, c...), r.pos
		default:
			r.pos++
		}
	}
}

const escapes, meant = `btnfr\"'/`, "\b\t\n\f\r\\\"'/"

func (r *netReader) escape(quote byte) (string, error) {
	if r.pos++; r.pos >= len(r.text) {
		return "", r.malformed("Unterminated string. Expected delimiter: %c.", quote)
	}
	char := r.char()
	r.pos += len(char)
	if i := strings.Index(escapes, char); i >= 0 {
		return meant[i : i+1], nil
	}
	if char != "u" {
		return "", r.malformed(`Bad JSON escape sequence: \%s.`, char)
	}
	return r.units()
}

// units reads the character that escapes of one or two halves stand for. A half without the other becomes U+FFFD.
func (r *netReader) units() (string, error) {
	var out []byte
	unit, err := r.unit()
	for err == nil && unit >= 0xD800 && unit < 0xDC00 && strings.HasPrefix(r.text[r.pos:], `\u`) {
		r.pos += 2
		half := unit
		if unit, err = r.unit(); err != nil {
			break
		}
		if pair := utf16.DecodeRune(half, unit); pair != utf8.RuneError {
			return string(utf8.AppendRune(out, pair)), nil
		}
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	if err != nil {
		return "", err
	}
	return string(utf8.AppendRune(out, unit)), nil
}

// unit reads the four digits of an escape.
func (r *netReader) unit() (rune, error) {
	if len(r.text)-r.pos <= 4 { // the original looks for the character behind them
		return 0, r.malformed("Unexpected end while parsing Unicode escape sequence.")
	}
	digits := r.text[r.pos : r.pos+4]
	n, err := strconv.ParseUint(digits, 16, 16)
	if err != nil {
		chars := []rune(r.text[r.pos:min(r.pos+4*utf8.UTFMax, len(r.text))])
		return 0, r.malformed(`Invalid Unicode escape sequence: \u%s.`, string(chars[:min(len(chars), 4)]))
	}
	r.pos += 4
	return rune(n), nil
}
