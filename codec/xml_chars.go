package codec

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// resolve replaces the references of raw and makes its line breaks \n, or blanks in an attribute.
func (s *xmlScanner) resolve(raw string, attribute bool) (string, error) {
	if !legalText(raw) || !attribute && strings.Contains(raw, "]]>") {
		return "", s.malformed("characters that XML knows")
	}
	raw = normalLines(raw)
	if attribute && strings.ContainsAny(raw, "\t\n") {
		raw = strings.NewReplacer("\t", " ", "\n", " ").Replace(raw)
	}
	if strings.IndexByte(raw, '&') < 0 {
		return raw, nil
	}
	var b strings.Builder
	b.Grow(len(raw))
	for {
		i := strings.IndexByte(raw, '&')
		if i < 0 {
			b.WriteString(raw)
			return b.String(), nil
		}
		b.WriteString(raw[:i])
		end := strings.IndexByte(raw[i:], ';')
		if end < 0 {
			return "", s.malformed("the end of a reference")
		}
		r, ok := reference(raw[i+1 : i+end])
		if !ok {
			return "", s.malformed("a reference that XML defines")
		}
		b.WriteRune(r)
		raw = raw[i+end+1:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return 0, false
	}
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || !legalXML(rune(n)) || n > unicode.MaxRune {
		return 0, false
	}
	return rune(n), true
}

// normalLines makes CR and CRLF a single LF.
func normalLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// legalText reports whether s is UTF-8 of characters that XML 1.0 knows.
func legalText(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			return false
		}
		i += size
	}
	return true
}

// qualified reads prefix:name at i.
func qualified(text string, i int) (prefix, name string, end int, ok bool) {
	end, ok = ncName(text, i)
	if !ok {
		return "", "", i, false
	}
	if end >= len(text) || text[end] != ':' {
		return "", text[i:end], end, true
	}
	prefix = text[i:end]
	start := end + 1
	if end, ok = ncName(text, start); !ok {
		return "", "", i, false
	}
	return prefix, text[start:end], end, true
}

func ncName(text string, i int) (end int, ok bool) {
	start := i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if !nameByte[c] {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !nameRune(r) {
			break
		}
		i += size
	}
	return i, i > start && nameStart(text[start:])
}

//nolint:gochecknoglobals // a table, never changed
var nameByte = func() (name [utf8.RuneSelf]bool) {
	for c := range name {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		name[c] = letter || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.'
	}
	return name
}()

func nameRune(r rune) bool {
	return nameStartRune(r) || r == 0xB7 || r >= 0x300 && r <= 0x36F || r == 0x203F || r == 0x2040
}

func nameStart(text string) bool {
	c := text[0]
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
	}
	r, _ := utf8.DecodeRuneInString(text)
	return nameStartRune(r)
}

func nameStartRune(r rune) bool {
	return r >= 0xC0 && r <= 0x2FF && r != 0xD7 && r != 0xF7 || r >= 0x370 && r <= 0x1FFF && r != 0x37E ||
		r == 0x200C || r == 0x200D || r >= 0x2070 && r <= 0x218F || r >= 0x2C00 && r <= 0x2FEF ||
		r >= 0x3001 && r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r <= 0xFFFD ||
		r >= 0x10000 && r <= 0xEFFFF
}

// xmlDeclaration is the one that nearly every document begins with.
const xmlDeclaration = `<?xml version="1.0" encoding="utf-8"?>`

// xmlDocument is data as UTF-8 text behind its XML declaration, whose encoding has to be the one that data is in.
func xmlDocument(data []byte) (string, error) {
	if len(data) > len(xmlDeclaration) && string(data[:len(xmlDeclaration)]) == xmlDeclaration {
		return string(data[len(xmlDeclaration):]), nil
	}
	text, encoding := "", "utf-8"
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00?\x00")):
		text, encoding = decodeUTF16(data, binary.LittleEndian), "utf-16"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<\x00?")):
		text, encoding = decodeUTF16(data, binary.BigEndian), "utf-16"
	default:
		text = strings.TrimPrefix(string(data), bom)
	}
	if !strings.HasPrefix(text, "<?xml") || len(text) > 5 && !isXMLSpace(text[5]) {
		if encoding == "utf-16" {
			return "", &Error{Offset: 0, Expected: "an XML declaration", Err: ErrMalformed}
		}
		return text, nil
	}
	end := strings.Index(text, "?>")
	if end < 0 || !validDeclaration(text[5:end], encoding) {
		err := &Error{Offset: 0, Expected: "an XML 1.0 declaration in " + encoding, Err: ErrMalformed}
		if end >= 0 && encoding == "utf-8" {
			err.original = encodingFault(text[:end])
		}
		return "", err
	}
	return text[end+2:], nil
}

func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	if len(units) > 0 && units[0] == 0xFEFF {
		units = units[1:]
	}
	return string(utf16.Decode(units))
}

// validDeclaration checks version, encoding and standalone, in that order.
func validDeclaration(text, encoding string) bool {
	s := xmlScanner{text: text + "/>"}
	if s.attributes() != nil {
		return false
	}
	step := 0
	for _, a := range s.attrs {
		at := strings.Index("version encoding standalone", a.name)
		if a.prefix != "" || at < step || at < 0 {
			return false
		}
		step = at + 1
		switch {
		case a.name == "version" && a.value == "1.0":
		case a.name == "encoding" && step > 1 && strings.EqualFold(a.value, encoding):
		case a.name == "standalone" && (a.value == "yes" || a.value == "no"):
		default:
			return false
		}
	}
	return len(s.attrs) > 0 && s.attrs[0].name == "version" && s.pos == len(text)+2
}
