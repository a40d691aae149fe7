package codec

import "math/bits"

// Most text stands for itself in every format. The functions of this file find that out eight bytes at a time: each byte
// of a word gets its highest bit where it may not stand for itself.

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// load8 is the eight bytes of s from i on.
func load8(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// plainJSON reports whether s may stand in a JSON string as it is.
func plainJSON(s string) bool {
	i, odd := 0, uint64(0)
	for ; i+8 <= len(s); i += 8 {
		odd |= oddJSON(load8(s, i))
	}
	if i > 0 && i < len(s) {
		return (odd|oddJSON(load8(s, len(s)-8)))&highBits == 0
	}
	return odd&highBits == 0 && allIn(s[i:], &jsonPlain)
}

func oddJSON(x uint64) uint64 {
	return x | (x + eachByte) | (x - 0x20*eachByte) | ((x ^ '"'*eachByte) - eachByte) | ((x ^ '\\'*eachByte) - eachByte)
}

// plainXML reports whether s may stand in XML text as it is. It is false for some texts that may.
func plainXML(s string) bool {
	i, odd := 0, uint64(0)
	for ; i+8 <= len(s); i += 8 {
		odd |= oddXML(load8(s, i))
	}
	if i > 0 && i < len(s) {
		return (odd|oddXML(load8(s, len(s)-8)))&highBits == 0
	}
	return odd&highBits == 0 && allIn(s[i:], &xmlPlain)
}

// oddXML tests < and > together, which differ in one bit.
func oddXML(x uint64) uint64 {
	return x | (x - 0x20*eachByte) | ((x ^ '&'*eachByte) - eachByte) | ((x&^(2*eachByte) ^ '<'*eachByte) - eachByte)
}

// plainJSV reports whether s may stand in JSV without quotes. It is false for some texts that may.
func plainJSV(s string) bool {
	i, odd := 0, uint64(0)
	for ; i+8 <= len(s); i += 8 {
		odd |= oddJSV(load8(s, i))
	}
	if i > 0 && i < len(s) {
		return (odd|oddJSV(load8(s, len(s)-8)))&highBits == 0
	}
	for ; i < len(s); i++ {
		if jsvSpecial[s[i]] != 0 {
			return false
		}
	}
	return odd&highBits == 0
}

// oddJSV tests each opening bracket together with the brace that differs from it in one bit.
func oddJSV(x uint64) uint64 {
	braces := x | 0x20*eachByte
	return x | (x - 0x20*eachByte) | ((x ^ '"'*eachByte) - eachByte) | ((x ^ ','*eachByte) - eachByte) | ((x ^ ':'*eachByte) - eachByte) |
		((braces ^ '{'*eachByte) - eachByte) | ((braces ^ '}'*eachByte) - eachByte)
}

func allIn(s string, plain *[256]bool) bool {
	for i := range len(s) {
		if !plain[s[i]] {
			return false
		}
	}
	return true
}

// plainContent is the offset of the first byte of text from i on that ends XML content or needs a second look.
func plainContent(text string, i int) int {
	for ; i+8 <= len(text); i += 8 {
		x := load8(text, i)
		odd := x | (x - 0x20*eachByte) | ((x ^ '&'*eachByte) - eachByte) | ((x ^ '<'*eachByte) - eachByte) | ((x ^ ']'*eachByte) - eachByte)
		if odd &= highBits; odd == 0 {
			continue
		}
		i += bits.TrailingZeros64(odd) >> 3
		if c := text[i]; c != '\t' && c != '\n' {
			return i
		}
		i -= 7 // on behind the white space
	}
	for i < len(text) && xmlCharPlain[text[i]] && text[i] != '<' {
		i++
	}
	return i
}
