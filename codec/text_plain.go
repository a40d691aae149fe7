package codec

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Most text stands for itself in every format. The functions of this file find that out eight bytes at a time: each byte
// of a word gets its highest bit where it may not stand for itself, and perhaps those behind one that does.
//
// A byte is looked for with (x ^ byte) - 1, control characters with x - 0x20. Turned by the bit 2, the quote comes to stand
// right behind the control characters; so does the ampersand by 6. What looks for a byte below 0x80 finds those beyond,
// but for one, which another search finds.

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// The words that a test needs lie in memory: a constant of eight bytes is spelled out in the code wherever it is used, and
// with more than a few of them that takes longer than the test.
//
//nolint:gochecknoglobals // never changed
var (
	jsvMasks = struct{ colon, breaksAdd, breaks, breaksEnd, bracketsAdd, brackets uint64 }{
		colon:     ':' * eachByte,
		breaksAdd: 0x0E * eachByte, breaks: 0xE5 * eachByte, breaksEnd: 0x21 * eachByte,
		bracketsAdd: 0x25 * eachByte, brackets: 0x5C * eachByte,
	}
	xmlMasks = struct{ control, controlEnd, angles, angle uint64 }{
		control: 6 * eachByte, controlEnd: 0x21 * eachByte,
		angles: 0xFD * eachByte, angle: '<' * eachByte,
	}
)

// load8 is the eight bytes of s from i on.
func load8(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// store8 puts a word at the beginning of out and one at its end. They may overlap.
func store8(out []byte, first, last uint64) {
	binary.LittleEndian.PutUint64(out, first)
	binary.LittleEndian.PutUint64(out[len(out)-8:], last)
}

// store4 does the same with half a word.
func store4(out []byte, first, last uint32) {
	binary.LittleEndian.PutUint32(out, first)
	binary.LittleEndian.PutUint32(out[len(out)-4:], last)
}

// extend makes room for n bytes behind dst, which the caller fills, and returns where they begin.
func extend(dst []byte, n int) ([]byte, int) {
	at := len(dst)
	if n > cap(dst)-at {
		dst = slices.Grow(dst, n)
	}
	return dst[:at+n], at
}

// put copies s, a short one without a call.
func put(out []byte, s string) {
	if len(s) < 8 || len(s) > 32 {
		copy(out, s)
		return
	}
	for i := 0; i+8 < len(s); i += 8 {
		binary.LittleEndian.PutUint64(out[i:], load8(s, i))
	}
	binary.LittleEndian.PutUint64(out[len(s)-8:], load8(s, len(s)-8))
}

// appendLead appends what stands in front of a value.
func appendLead(dst []byte, lead *plan.Lead) []byte {
	at := len(dst)
	dst = slices.Grow(dst, plan.LeadWidth)
	*(*[plan.LeadWidth]byte)(dst[at:cap(dst)]) = lead.Bytes
	return dst[:at+lead.Len]
}

// copyJSON copies s to out and reports whether it may stand in a JSON string as it is.
func copyJSON(out []byte, s string) bool {
	if len(s) < 8 {
		if len(s) < 4 {
			return copyIn(out, s, &jsonPlain)
		}
		x, y := load4(s, 0), load4(s, len(s)-4)
		store4(out[:len(s)], x, y)
		return oddJSON(uint64(x)|uint64(y)<<32)&highBits == 0
	}
	out = out[:len(s)]
	if len(s) <= 16 {
		x, y := load8(s, 0), load8(s, len(s)-8)
		store8(out, x, y)
		return (oddJSON(x)|oddJSON(y))&highBits == 0
	}
	x, y := load8(s, len(s)-16), load8(s, len(s)-8)
	store8(out[len(out)-16:], x, y)
	odd := oddJSON(x) | oddJSON(y)
	for len(s) > 16 && len(out) > 16 {
		x, y := load8(s, 0), load8(s, 8)
		store8(out[:16], x, y)
		odd |= oddJSON(x) | oddJSON(y)
		s, out = s[16:], out[16:]
	}
	return odd&highBits == 0
}

// oddJSON tests DEL too.
func oddJSON(x uint64) uint64 {
	return ((x ^ 2*eachByte) - 0x21*eachByte) | ((x ^ '\\'*eachByte) - eachByte) | (x + eachByte)
}

// copyXML copies s to out and reports whether it may stand in XML text as it is. It denies that of some texts that may.
func copyXML(out []byte, s string) bool {
	if len(s) < 8 {
		if len(s) < 4 {
			return copyIn(out, s, &xmlPlain)
		}
		x, y := load4(s, 0), load4(s, len(s)-4)
		store4(out[:len(s)], x, y)
		return oddXML(uint64(x)|uint64(y)<<32)&highBits == 0
	}
	out = out[:len(s)]
	if len(s) <= 16 {
		x, y := load8(s, 0), load8(s, len(s)-8)
		store8(out, x, y)
		return (oddXML(x)|oddXML(y))&highBits == 0
	}
	x, y := load8(s, len(s)-16), load8(s, len(s)-8)
	store8(out[len(out)-16:], x, y)
	odd := oddXML(x) | oddXML(y)
	for len(s) > 16 && len(out) > 16 {
		x, y := load8(s, 0), load8(s, 8)
		store8(out[:16], x, y)
		odd |= oddXML(x) | oddXML(y)
		s, out = s[16:], out[16:]
	}
	return odd&highBits == 0
}

// oddXML tests < and > together, which differ in one bit.
func oddXML(x uint64) uint64 {
	return ((x ^ xmlMasks.control) - xmlMasks.controlEnd) | ((x&xmlMasks.angles ^ xmlMasks.angle) - eachByte)
}

// copyJSV copies s to out and reports whether it may stand in JSV without quotes. It denies that of some texts that may.
func copyJSV(out []byte, s string) bool {
	if len(s) < 8 {
		if len(s) < 4 {
			return copyIn(out, s, &jsvPlain)
		}
		x, y := load4(s, 0), load4(s, len(s)-4)
		store4(out[:len(s)], x, y)
		return oddJSV(uint64(x)|uint64(y)<<32)&highBits == 0
	}
	out = out[:len(s)]
	if len(s) <= 16 {
		x, y := load8(s, 0), load8(s, len(s)-8)
		store8(out, x, y)
		return (oddJSV(x)|oddJSV(y))&highBits == 0
	}
	x, y := load8(s, len(s)-16), load8(s, len(s)-8)
	store8(out[len(out)-16:], x, y)
	odd := oddJSV(x) | oddJSV(y)
	for len(s) > 16 && len(out) > 16 {
		x, y := load8(s, 0), load8(s, 8)
		store8(out[:16], x, y)
		odd |= oddJSV(x) | oddJSV(y)
		s, out = s[16:], out[16:]
	}
	return odd&highBits == 0
}

// oddJSV finds a colon and the bytes beyond ASCII, then a quote, a comma and line breaks, then all brackets. It takes some
// rare characters for odd as well: tabs, $ \ ^ | and ~.
func oddJSV(x uint64) uint64 {
	return ((x ^ jsvMasks.colon) - eachByte) | ((x+jsvMasks.breaksAdd)&jsvMasks.breaks - jsvMasks.breaksEnd) |
		((x+jsvMasks.bracketsAdd)&jsvMasks.brackets - eachByte)
}

// oddAt is where the first byte may stand that oddJSV finds.
func oddAt(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if odd := oddJSV(load8(s, i)) & highBits; odd != 0 {
			return i + bits.TrailingZeros64(odd)>>3
		}
	}
	return i
}

func load4(s string, i int) uint32 {
	b := s[i : i+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// copyIn copies a few bytes and reports whether all of them are plain.
func copyIn(out []byte, s string, plain *[256]bool) bool {
	out = out[:len(s)]
	ok := true
	for i := range len(s) {
		c := s[i]
		out[i] = c
		ok = ok && plain[c]
	}
	return ok
}

func allIn(s string, plain *[256]bool) bool {
	for i := range len(s) {
		if !plain[s[i]] {
			return false
		}
	}
	return true
}

// plainValue reports whether s stands for itself as the value of an XML attribute. It denies that of some texts that do.
func plainValue(s string) bool {
	if len(s) < 8 {
		return allIn(s, &xmlPlain) && allIn(s, &jsonPlain) // whose white space is the blank alone
	}
	odd := oddXML(load8(s, len(s)-8))
	for i := 0; i+8 < len(s); i += 8 {
		odd |= oddXML(load8(s, i))
	}
	return odd&highBits == 0
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
