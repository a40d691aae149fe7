package codec

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A token is one value of a JSON or JSV text as the tokenizer cut it, before its type gives it a meaning.
type token struct {
	start, end int // of the content; for a quoted one without its quotes
	kind       tokenKind
}

type tokenKind uint8

const (
	noToken     tokenKind = iota // nothing stood there
	nullToken                    // the bare word null of JSON
	bareToken                    // text without quotes
	quotedToken                  // text between quotes
	objectToken                  // from { to its }
	listToken                    // from [ to its ]
)

// Brackets knows where the brackets of a text close. ServiceStack finds the end of a value by counting brackets of one
// kind outside of quotes; done anew at each level that is quadratic, so one scan notes all brackets on its way.
type brackets struct {
	escapes bool // a backslash takes the next character's meaning, as in JSON
	opens   []int32
	closes  []int32 // one behind the closing bracket; 0 when it never closes
	cursor  int
	covered int
	braces  []int32
	squares []int32
}

func (b *brackets) reset() {
	b.opens, b.closes = b.opens[:0], b.closes[:0]
	b.cursor, b.covered = 0, 0
}

// end is the offset behind the bracket that closes the one at i, not beyond limit; ok is false when none does.
// deep is true when more than depth brackets are open on the way.
func (b *brackets) end(text string, i, limit, depth int) (end int, ok, deep bool) {
	if i < b.covered {
		if at := b.find(int32(i)); at >= 0 {
			end = int(b.closes[at])
			return end, end != 0 && end <= limit, false
		}
	}
	b.reset()
	end, ok, deep = b.scan(text, i, limit, depth)
	b.covered = end
	return end, ok, deep
}

func (b *brackets) find(i int32) int {
	for b.cursor < len(b.opens) && b.opens[b.cursor] < i {
		b.cursor++
	}
	if b.cursor < len(b.opens) && b.opens[b.cursor] == i {
		return b.cursor
	}
	at := sort.Search(len(b.opens), func(k int) bool { return b.opens[k] >= i })
	if at < len(b.opens) && b.opens[at] == i {
		return at
	}
	return -1
}

// scan walks from the opening bracket at i to the one that closes it and notes every bracket between.
func (b *brackets) scan(text string, i, limit, depth int) (end int, ok, deep bool) {
	b.braces, b.squares = b.braces[:0], b.squares[:0]
	for p := i; p < limit; p++ {
		switch c := text[p]; c {
		case '"':
			if p = b.quoted(text, p+1, limit); p < 0 {
				return limit, false, false
			}
		case '\\':
			if b.escapes {
				p++
			}
		case '{':
			b.braces = b.push(b.braces, p)
		case '[':
			b.squares = b.push(b.squares, p)
		case '}':
			b.braces = b.pop(b.braces, p)
		case ']':
			b.squares = b.pop(b.squares, p)
		default:
			continue
		}
		if b.closes[0] != 0 {
			return p + 1, true, false
		}
		if len(b.braces)+len(b.squares) > depth {
			return p, false, true
		}
	}
	return limit, false, false
}

func (b *brackets) push(stack []int32, p int) []int32 {
	b.opens, b.closes = append(b.opens, int32(p)), append(b.closes, 0)
	return append(stack, int32(len(b.opens)-1))
}

func (b *brackets) pop(stack []int32, p int) []int32 {
	if len(stack) == 0 {
		return stack
	}
	last := len(stack) - 1
	b.closes[stack[last]] = int32(p + 1)
	return stack[:last]
}

// quoted is the offset of the quote that ends the quoted text from p on, or -1.
func (b *brackets) quoted(text string, p, limit int) int {
	if !b.escapes {
		if n := strings.IndexByte(text[p:limit], '"'); n >= 0 {
			return p + n
		}
		return -1
	}
	for end := -1; ; {
		if end < p { // not looked for yet, or escaped
			n := strings.IndexByte(text[p:limit], '"')
			if n < 0 {
				return -1
			}
			end = p + n
		}
		n := strings.IndexByte(text[p:end], '\\')
		if n < 0 {
			return end
		}
		for p += n; p < limit && text[p] == '\\'; {
			p += 2
		}
		if p > limit {
			return -1
		}
	}
}

// jsonSpace is the length of the white space character at i, or 0.
func jsonSpace(text string, i int) int {
	switch c := text[i]; {
	case c == ' ' || c >= '\t' && c <= '\r':
		return 1
	case c < 0xC2:
		return 0
	case c == 0xC2 && i+1 < len(text) && (text[i+1] == 0xA0 || text[i+1] == 0x85):
		return 2
	case c == 0xE2 && strings.HasPrefix(text[i:], "\u200B"):
		return 3
	}
	return 0
}

func skipSpace(text string, i, end int) int {
	if i < end && text[i]-'!' < utf8.RuneSelf-'!' {
		return i
	}
	return skipSpaces(text, i, end)
}

// skipSpaces is not inlined so that skipSpace is.
//
//go:noinline
func skipSpaces(text string, i, end int) int {
	for i < end {
		n := jsonSpace(text, i)
		if n == 0 {
			return i
		}
		i += n
	}
	return i
}

// width is the length of the character at i.
func width(text string, i int) int {
	if text[i] < utf8.RuneSelf {
		return 1
	}
	_, n := decodeRune(text[i:])
	return n
}
