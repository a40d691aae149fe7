package webapi

import (
	"errors"
	"unicode/utf16"
)

var errEncoding = errors.New("webapi: the body is not in its charset")

// decodeUTF16 turns little-endian UTF-16, with or without its mark, into UTF-8.
func decodeUTF16(body []byte) ([]byte, error) {
	if len(body)%2 != 0 {
		return nil, errEncoding
	}
	units := make([]uint16, 0, len(body)/2)
	for i := 0; i < len(body); i += 2 {
		units = append(units, uint16(body[i])|uint16(body[i+1])<<8)
	}
	if len(units) > 0 && units[0] == 0xfeff {
		units = units[1:]
	}
	return []byte(string(utf16.Decode(units))), nil
}

// encodeUTF16 turns UTF-8 into little-endian UTF-16 with its mark.
func encodeUTF16(text []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(text))) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
