package codec

import (
	"errors"
	"fmt"
	"strings"
)

// A plainPlace finds where .NET's XmlDictionaryReader says that it stands. It counts within its buffer, from which it throws what it has read, but for the
// start tags of the elements that are open: so the place of a token is behind their lengths, however long the document is.
type plainPlace struct {
	text  string
	pos   int
	base  int   // length of the start tags that are open
	bases []int // those around each open element
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
	for p.pos < at && (p.end() < at || p.end() == at && !last) {
		p.next()
	}
	if errors.Is(e, ErrValue) && !last {
		at = p.end()
	}
	return p.sentence(p.read(at))
}

// standsBehind reports whether the reader stands behind the token that is wrong, and not behind the next: it is the element that is wrong, or bytes, which
// are read piece by piece.
func standsBehind(e *Error) bool {
	return strings.HasPrefix(e.Expected, "the element ") || strings.HasPrefix(e.Expected, "the type ") ||
		strings.HasPrefix(e.Expected, "text, not the element ") || e.Expected == "base64"
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
	case strings.HasPrefix(rest, "<!"):
		return len("<!")
	case strings.HasPrefix(rest, "<"):
		return len("<")
	case strings.HasPrefix(rest, "&") && !strings.Contains(rest, ";"): // it is looked for to the end
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
	default:
		size = strings.IndexAny(rest, "<&")
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
			p.base, p.bases = p.bases[n-1], p.bases[:n-1]
		}
	case !strings.HasSuffix(token, "/>"):
		p.bases = append(p.bases, p.base)
		p.base += len(token)
	}
	p.pos = end
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
