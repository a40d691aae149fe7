package codec

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A plainPlace finds where .NET's XmlDictionaryReader says that it stands. It counts within its buffer, from which it throws what it has read, but for the
// start tags of the elements that are open: so the place of a token is behind their lengths, however long the document is.
type plainPlace struct {
	text  string
	pos   int
	base  int      // length of the start tags that are open
	bases []int    // those around each open element
	names []string // of the open elements
}

// original is the sentence of XmlSerializer about an error: the place is behind what its reader has read by then.
func (s *plainSource) original(err error) string {
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok || e.Offset < 0:
		return ""
	case len(s.text) < 4:
		return cutXML // the original looks at four bytes to know the encoding
	}
	p := plainPlace{text: s.text}
	at := min(int(e.Offset), len(s.text))
	last := standsBehind(e)
	var digits string // of base64 that have not been looked at
	for p.pos < at && (p.end() < at || p.end() == at && !last) {
		if size, malformed := p.fault(); malformed {
			return p.sentence(size)
		}
		if digits = p.digits(digits); e.Expected == "base64" && !p.base64(&digits) {
			return p.sentence(p.end() - p.pos)
		}
		p.next()
	}
	return p.sentence(p.stop(e, at, last))
}

// stop is how much of the token at hand the reader has read at the error.
func (p *plainPlace) stop(e *Error, at int, last bool) int {
	switch e.Expected {
	case "a declared prefix", "each attribute once":
		return p.unresolved()
	case "a namespace for the prefix", "another namespace":
		return p.read(at) - len(`"`)
	}
	if size, malformed := p.fault(); malformed {
		return size
	}
	if errors.Is(e, ErrValue) && !last {
		at = p.end()
	}
	return p.read(at)
}

// digits is the text that was read before the token at hand, within its element, and the token.
func (p *plainPlace) digits(before string) string {
	token := p.text[p.pos:p.end()]
	switch {
	case strings.HasPrefix(token, "<!--"):
		return before
	case strings.HasPrefix(token, "<"):
		return ""
	}
	return before + token
}

// base64 reads digits by fours and leaves what is over.
func (p *plainPlace) base64(digits *string) bool {
	whole := len(*digits) / 4 * 4
	_, ok := decodeBase64((*digits)[:whole])
	*digits = (*digits)[whole:]
	return ok
}

// standsBehind reports whether the reader stands behind the token that is wrong, and not behind the next: it is the element that is wrong, or bytes, which
// are read piece by piece.
func standsBehind(e *Error) bool {
	return strings.HasPrefix(e.Expected, "the element ") || strings.HasPrefix(e.Expected, "the type ") ||
		strings.HasPrefix(e.Expected, "text, not the element ") ||
		slices.Contains([]string{"base64", "a declared prefix", "each attribute once"}, e.Expected)
}

// read is how much of the token at hand the reader has read where we noticed at a place that something is wrong.
func (p *plainPlace) read(at int) int {
	if end := p.end(); at == p.pos && end < len(p.text) && p.text[end] == '&' && !strings.Contains(p.text[end:], ";") {
		p.next()
		at = p.pos
	}
	rest := p.text[p.pos:]
	switch {
	case at > p.pos:
		return at - p.pos
	case strings.HasPrefix(rest, "</"): // of another element: its name has been read
		return len(rest) - len(strings.TrimLeftFunc(rest[2:], func(c rune) bool { return c != '>' && c > ' ' }))
	case strings.HasPrefix(rest, "<![CDATA[") && len(p.names) > 0 && !strings.Contains(rest, "]]>"):
		return len(rest)
	case strings.HasPrefix(rest, "<!"):
		return len("<!")
	case strings.HasPrefix(rest, "<"):
		return len("<")
	case strings.HasPrefix(rest, "&") && !strings.Contains(rest, ";") && len(p.names) > 0: // it is looked for to the end
		return len(rest)
	}
	return 0
}

// end is where the token at hand ends.
func (p *plainPlace) end() int {
	rest := p.text[p.pos:]
	size := -1
	switch {
	case strings.HasPrefix(rest, "<!--"):
		size = strings.Index(rest, "-->") + len("-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		size = strings.Index(rest, "]]>") + len("]]>")
	case strings.HasPrefix(rest, "<"):
		size = tagSize(rest)
	case strings.HasPrefix(rest, "&"):
		size = strings.IndexByte(rest, ';') + 1
	case strings.HasPrefix(rest, "]"):
		size = len("]")
	case len(rest) > len(strings.TrimLeft(rest, " \t\r\n")):
		size = len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
	default:
		size = strings.IndexAny(rest, "<&]\r")
	}
	if size <= 0 {
		return len(p.text)
	}
	return p.pos + size
}

// tagSize is the length of a tag, or 0 where it does not end.
func tagSize(text string) int {
	quote := byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return 0
}

// next passes over the token at hand.
func (p *plainPlace) next() {
	end := p.end()
	token := p.text[p.pos:end]
	switch {
	case !strings.HasPrefix(token, "<") || strings.HasPrefix(token, "<!"):
	case strings.HasPrefix(token, "</"):
		if n := len(p.bases); n > 0 {
			p.base, p.bases, p.names = p.bases[n-1], p.bases[:n-1], p.names[:n-1]
		}
	case !strings.HasSuffix(token, "/>"):
		p.bases = append(p.bases, p.base)
		p.names = append(p.names, token[1:1+strings.IndexAny(token[1:]+">", " \t\r\n/>")])
		p.base += len(token)
	}
	p.pos = end
}

// open is the name of the innermost open element.
func (p *plainPlace) open() string {
	if len(p.names) == 0 {
		return ""
	}
	return p.names[len(p.names)-1]
}

// sentence names the place that is size bytes into the token at hand.
func (p *plainPlace) sentence(size int) string {
	token := p.text[p.pos : p.pos+size]
	line, start, at := 1, 0, p.base+size
	for i := range len(token) {
		if begins := p.base + i + 1; token[i] == '\n' && begins < at {
			line, start = line+1, begins
		}
	}
	return fmt.Sprintf("There is an error in XML document (%d, %d).", line, at-start+1)
}
