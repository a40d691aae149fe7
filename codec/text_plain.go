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
// right behind the control characters; so does the ampersand by 6. Bytes that become the same when something is added and
// some bits are left out are looked for together. A byte that carries into the next one is odd itself.

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// A plainSet is the bytes that stand for themselves in a format, and the three searches for the others. Its words lie in
// memory: a constant of eight bytes is spelled out in the code wherever it is used, which takes longer than the test.
type plainSet struct {
	table             *[256]bool // of texts that are too short for words
	turn, end         uint64
	add1, keep1, end1 uint64
	add2, keep2, end2 uint64
}

//nolint:gochecknoglobals // never changed
var (
	// Control characters and the quote, the backslash, DEL and the bytes beyond ASCII.
	plainJSON = plainSet{
		&jsonPlain, 2 * eachByte, 0x21 * eachByte,
		0x24 * eachByte, 0x7F * eachByte, eachByte,
		eachByte, 0xFF * eachByte, 0,
	}

	// A colon and the bytes beyond ASCII, then a quote, a comma and line breaks, then all brackets. It takes some rare
	// characters for odd as well: control characters, $ * \ ^ | and ~.
	plainJSV = plainSet{
		&jsvPlain, ':' * eachByte, eachByte,
		0x0E * eachByte, 0xE5 * eachByte, 0x21 * eachByte,
		0x25 * eachByte, 0x5C * eachByte, eachByte,
	}

	// Control characters and the ampersand, then < and >, which differ in one bit, and the bytes beyond ASCII. Tabs and line
	// feeds are odd in texts of more than three bytes.
	plainXML = plainSet{
		&xmlPlain, 6 * eachByte, 0x21 * eachByte,
		0x44 * eachByte, 0x7D * eachByte, eachByte,
		0, 0xFF * eachByte, 0,
	}
)

// odd has the highest bit of each byte of x that does not stand for itself, and perhaps of those behind one.
func (p *plainSet) odd(x uint64) uint64 {
	return ((x ^ p.turn) - p.end) | ((x+p.add1)&p.keep1 - p.end1) | ((x+p.add2)&p.keep2 - p.end2)
}

// copy copies s to out and reports whether all of it stands for itself. It denies that of some texts of which it is true.
func (p *plainSet) copy(out []byte, s string) bool {
	if len(s) < 8 {
		if len(s) < 4 {
			return copyIn(out, s, p.table)
		}
		x, y := load4(s, 0), load4(s, len(s)-4)
		store4(out[:len(s)], x, y)
		return p.odd(uint64(x)|uint64(y)<<32)&highBits == 0
	}
	out = out[:len(s)]
	if len(s) <= 16 {
		x, y := load8(s, 0), load8(s, len(s)-8)
		store8(out, x, y)
		return (p.odd(x)|p.odd(y))&highBits == 0
	}
	x, y := load8(s, len(s)-16), load8(s, len(s)-8)
	store8(out[len(out)-16:], x, y)
	odd := p.odd(x) | p.odd(y)
	for len(s) > 16 && len(out) > 16 {
		x, y := load8(s, 0), load8(s, 8)
		store8(out[:16], x, y)
		odd |= p.odd(x) | p.odd(y)
		s, out = s[16:], out[16:]
	}
	return odd&highBits == 0
}

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

// oddAt is where the first byte may stand that is odd in JSV.
func oddAt(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if odd := plainJSV.odd(load8(s, i)) & highBits; odd != 0 {
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
	odd := plainXML.odd(load8(s, len(s)-8))
	for i := 0; i+8 < len(s); i += 8 {
		odd |= plainXML.odd(load8(s, i))
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
