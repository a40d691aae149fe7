package codec

import "strings"

// A plainTag follows .NET's XmlUTF8TextReader through a tag or a comment, to the byte at which it stops where one is malformed.
type plainTag struct {
	text string // from the tag on
	pos  int
}

// fault is how much of the token at hand the reader has read where the token is malformed.
func (p *plainPlace) fault() (size int, malformed bool) {
	tag := plainTag{text: p.text[p.pos:], pos: 1}
	ok := true
	switch {
	case strings.HasPrefix(tag.text, "<!-"):
		ok = tag.comment()
	case !strings.HasPrefix(tag.text, "<") || strings.HasPrefix(tag.text, "<!") || strings.HasPrefix(tag.text, "<?"):
	case strings.HasPrefix(tag.text, "</"):
		ok = tag.end(p.open())
	default:
		ok = tag.start()
	}
	return tag.pos, !ok
}

// unresolved is how much of the start tag at hand has been read when its names get their namespaces.
func (p *plainPlace) unresolved() int {
	tag := plainTag{text: p.text[p.pos:], pos: 1}
	if tag.start() && tag.text[tag.pos-1] == '/' {
		tag.pos--
	}
	return tag.pos
}

func (t *plainTag) peek() byte {
	if t.pos < len(t.text) {
		return t.text[t.pos]
	}
	return 0
}

func (t *plainTag) space() {
	for isXMLSpace(t.peek()) {
		t.pos++
	}
}

// name passes over a qualified name, or stays before one that is none.
func (t *plainTag) name() bool {
	_, _, end, ok := qualified(t.text, t.pos)
	if !ok || end < len(t.text) && t.text[end] >= 0x80 {
		return false
	}
	t.pos = end
	return true
}

func (t *plainTag) start() bool {
	if !t.name() {
		return false
	}
	t.space()
	if c := t.peek(); c != '>' && c != '/' && !t.attributes() {
		return false
	}
	if t.peek() == '/' {
		t.pos++
	}
	return t.peek() == '>'
}

// end reads the end tag of the element called name. Its name is looked at only when as many bytes are there.
func (t *plainTag) end(name string) bool {
	t.pos = len("</")
	rest := t.text[t.pos:]
	switch {
	case len(rest) < len(name):
		return false
	case !strings.HasPrefix(rest, name):
		t.name()
		return false
	}
	t.pos += len(name)
	t.space()
	return t.peek() == '>'
}

func (t *plainTag) attributes() bool {
	for {
		if !t.name() || !t.assigned() || !t.value() {
			return false
		}
		t.pos++
		at := t.pos
		t.space()
		if c := t.peek(); c == '>' || c == '/' || c == '?' {
			return true
		}
		if at == t.pos {
			return false
		}
	}
}

// assigned passes over the sign between the name of an attribute and its quote.
func (t *plainTag) assigned() bool {
	t.space()
	if t.peek() != '=' {
		return false
	}
	t.pos++
	t.space()
	return t.peek() == '"' || t.peek() == '\''
}

// value goes to the closing quote.
func (t *plainTag) value() bool {
	quote := t.peek()
	for t.pos++; t.pos < len(t.text); t.pos++ {
		switch c := t.text[t.pos]; {
		case c == quote:
			return true
		case c == '&' && !t.reference(),
			c == '<', c < ' ' && !isXMLSpace(c),
			c == 0xEF && !legalText(t.text[t.pos:min(t.pos+3, len(t.text))]):
			return false
		}
	}
	return false
}

// reference goes to the end of a reference, or stays before one that is none. One that does not end is looked for to the end.
func (t *plainTag) reference() bool {
	size := strings.IndexByte(t.text[t.pos:], ';')
	if size < 0 {
		t.pos = len(t.text)
		return false
	}
	if _, ok := reference(t.text[t.pos+1 : t.pos+size]); !ok {
		return false
	}
	t.pos += size
	return true
}

func (t *plainTag) comment() bool {
	t.pos = len("<!-")
	if t.peek() != '-' {
		return false
	}
	for t.pos++; t.pos < len(t.text); t.pos++ {
		switch c, rest := t.text[t.pos], t.text[t.pos:]; {
		case strings.HasPrefix(rest, "-->"):
			return true
		case strings.HasPrefix(rest, "--"), c == '-' && len(rest) < len("-->"), c < ' ' && !isXMLSpace(c):
			return false
		}
	}
	return false
}
