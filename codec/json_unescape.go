package codec

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	errCutEscape = errors.New("escape cut off")
	errBadEscape = errors.New("bad escape")
)

// unescapeJSON undoes the escapes of text. Unknown ones stand for the character behind the backslash.
func unescapeJSON(text string) (string, error) { return unescape(text, false) }

// unescape undoes the escapes of text; with bare, quotes without a backslash are left out.
func unescape(text string, bare bool) (string, error) {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c != '\\' || i+1 == len(text) {
			if !bare || c != '"' {
				b.WriteByte(c)
			}
			continue
		}
		i++
		switch c = text[i]; c {
		case 'u':
			r, n, err := unicodeEscape(text[i+1:])
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
			i += n
		case 'x':
			i += hexEscape(&b, text[i+1:])
		default:
			b.WriteByte(control(c))
		}
	}
	return b.String(), nil
}

func control(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'a':
		return '\a'
	case 'v':
		return '\v'
	}
	return c
}

// unicodeEscape reads what follows \u, together with the second half of a surrogate pair.
func unicodeEscape(text string) (rune, int, error) {
	r, err := hexUnit(text)
	if err != nil {
		return 0, 0, err
	}
	if !utf16.IsSurrogate(r) {
		return r, 4, nil
	}
	if strings.HasPrefix(text[4:], `\u`) {
		if second, err := hexUnit(text[6:]); err == nil {
			if pair := utf16.DecodeRune(r, second); pair != utf8.RuneError {
				return pair, 10, nil
			}
		}
	}
	return utf8.RuneError, 4, nil
}

func hexUnit(text string) (rune, error) {
	if len(text) < 4 {
		return 0, errCutEscape
	}
	n, err := strconv.ParseUint(text[:4], 16, 16)
	if err != nil {
		return 0, errBadEscape
	}
	return rune(n), nil
}

// hexEscape reads what follows \x: four digits where there are as many characters, else two.
func hexEscape(b *strings.Builder, text string) int {
	for _, n := range []int{4, 2} {
		if len(text) < n {
			continue
		}
		if u, err := strconv.ParseUint(text[:n], 16, 32); err == nil {
			b.WriteRune(rune(u))
			return n
		}
	}
	b.WriteByte('x')
	return 0
}
