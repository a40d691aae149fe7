package webapi

import (
	"bytes"
	"encoding/binary"
	"errors"
	"regexp"
	"strings"
	"unicode/utf16"
)

// The first bytes of a text in UTF-16, and in UTF-8.
const littleEndianMark, bigEndianMark, utf8Mark = "\xff\xfe", "\xfe\xff", "\ufeff"

var errEncoding = errors.New("webapi: the body is not in its charset")

// decodeUTF16 turns UTF-16, little-endian unless its mark says otherwise, into UTF-8.
func decodeUTF16(body []byte) ([]byte, error) {
	if len(body)%2 != 0 {
		return nil, errEncoding
	}
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(body, []byte(bigEndianMark)) {
		order = binary.BigEndian
	}
	units := make([]uint16, 0, len(body)/2)
	for i := 0; i < len(body); i += 2 {
		units = append(units, order.Uint16(body[i:]))
	}
	if len(units) > 0 && units[0] == 0xfeff {
		units = units[1:]
	}
	return []byte(string(utf16.Decode(units))), nil
}

// declaredEncoding finds the encoding that an XML declaration names.
var declaredEncoding = regexp.MustCompile(`^<\?xml\s[^>]*?(\sencoding\s*=\s*["']([^"'>]*)["'])`)

// withoutUTF16 takes the encoding out of the declaration of an XML document that was in UTF-16, as it is no longer. One that names another does not fit.
func withoutUTF16(text []byte) ([]byte, error) {
	at := declaredEncoding.FindSubmatchIndex(text)
	if at == nil {
		return text, nil
	}
	if !strings.EqualFold(string(text[at[4]:at[5]]), "utf-16") {
		return nil, errEncoding
	}
	return append(text[:at[2]:at[2]], text[at[3]:]...), nil
}

// encodeUTF16 turns UTF-8 into little-endian UTF-16 with its mark.
func encodeUTF16(text []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(text))) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
