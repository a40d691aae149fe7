package codec

import "strings"

// A node is one value of a JSON document for a reader that needs to see it whole: System.Text.Json's.
type node struct {
	kind  nodeKind
	text  string // of a string, unescaped; of a number or a word, as it stands
	at    int
	end   int
	names []string
	items []node // values of an object's names, or items of a list
}

type nodeKind uint8

const (
	nullNode nodeKind = iota
	boolNode
	numberNode
	stringNode
	objectNode
	listNode
)

// A standardParser reads a document of RFC 8259 into nodes.
type standardParser struct {
	text  string
	pos   int
	depth int
	limit int
}

func (p *standardParser) malformed(expected string) error {
	return &Error{Offset: int64(p.pos), Expected: expected, Err: ErrMalformed}
}

// space skips white space.
func (p *standardParser) space() {
	for p.pos < len(p.text) && strings.IndexByte(" \n\r\t", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

func (p *standardParser) value() (node, error) {
	if p.space(); p.pos >= len(p.text) {
		return node{}, p.malformed("a value")
	}
	n, err := p.raw()
	n.end = p.pos
	return n, err
}

func (p *standardParser) raw() (node, error) {
	switch c := p.text[p.pos]; {
	case c == '{':
		return p.object()
	case c == '[':
		return p.list()
	case c == '"':
		at := p.pos
		text, err := p.quoted()
		return node{kind: stringNode, text: text, at: at}, err
	}
	return p.word()
}

func (p *standardParser) enter() error {
	if p.depth++; p.depth > p.limit {
		return &Error{Offset: int64(p.pos), Err: ErrDepth}
	}
	return nil
}

func (p *standardParser) object() (node, error) {
	n := node{kind: objectNode, at: p.pos}
	if err := p.enter(); err != nil {
		return n, err
	}
	defer func() { p.depth-- }()
	p.pos++
	for first := true; ; first = false {
		if done, err := p.closed('}', first); err != nil && !first {
			return n, locate(err, n.names[len(n.names)-1]) // behind the value of the last name
		} else if done || err != nil {
			return n, err
		}
		name, err := p.name()
		if err != nil {
			return n, err
		}
		if err := p.colon(); err != nil {
			return n, err
		}
		v, err := p.value()
		if err != nil {
			return n, locate(err, name)
		}
		n.names, n.items = append(n.names, name), append(n.items, v)
	}
}

// closed skips what stands between two members or items, and reports whether the bracket closes.
func (p *standardParser) closed(bracket byte, first bool) (bool, error) {
	p.space()
	if p.pos < len(p.text) && p.text[p.pos] == bracket {
		p.pos++
		return true, nil
	}
	if first {
		return false, nil
	}
	if p.pos >= len(p.text) || p.text[p.pos] != ',' {
		return false, p.malformed("a comma or " + string(bracket))
	}
	if p.pos == len(p.text)-1 {
		return false, p.malformed("something behind the comma")
	}
	p.pos++
	return false, nil
}

func (p *standardParser) name() (string, error) {
	if p.space(); p.pos >= len(p.text) || p.text[p.pos] != '"' {
		return "", p.malformed("a name")
	}
	return p.quoted()
}

func (p *standardParser) colon() error {
	if p.space(); p.pos >= len(p.text) || p.text[p.pos] != ':' {
		return p.malformed("a colon")
	}
	p.pos++
	return nil
}

func (p *standardParser) list() (node, error) {
	n := node{kind: listNode, at: p.pos}
	if err := p.enter(); err != nil {
		return n, err
	}
	defer func() { p.depth-- }()
	p.pos++
	for first := true; ; first = false {
		if done, err := p.closed(']', first); done || err != nil {
			return n, err
		}
		v, err := p.value()
		if err != nil {
			return n, locate(err, index(len(n.items)))
		}
		n.items = append(n.items, v)
	}
}

// quoted reads a string with its escapes undone.
func (p *standardParser) quoted() (string, error) {
	start := p.pos + 1
	for i := start; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.pos = i + 1
			return p.text[start:i], nil
		case c == '\\':
			return p.escaped(start)
		case c < 0x20:
			p.pos = i
			return "", p.malformed("no control character in a string")
		}
	}
	p.pos = len(p.text)
	return "", p.malformed("the end of a string")
}

func (p *standardParser) escaped(start int) (string, error) {
	for i := start; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '\\' && i+1 < len(p.text):
			i++
			if strings.IndexByte(`"\/bfnrtu`, p.text[i]) < 0 {
				p.pos = i
				return "", p.malformed("an escape that JSON knows")
			}
		case c == '"':
			p.pos = i + 1
			return p.unescaped(p.text[start:i])
		case c < 0x20:
			p.pos = i
			return "", p.malformed("no control character in a string")
		}
	}
	p.pos = len(p.text)
	return "", p.malformed("the end of a string")
}

// unescaped is what a text with escapes means. Half a character does not fit into a strict string.
func (p *standardParser) unescaped(raw string) (string, error) {
	text, err := unescapeJSON(raw)
	switch {
	case err != nil:
		return "", &Error{Offset: int64(p.pos - len(raw) - 1), Expected: "an escape of a character", Err: ErrMalformed}
	case strings.Contains(text, "\uFFFD") && !strings.Contains(raw, "\uFFFD") && !strings.Contains(strings.ToLower(raw), `\ufffd`):
		return "", &Error{Offset: int64(p.pos), Expected: "both halves of a character", Err: ErrValue}
	}
	return text, nil
}

// word reads a number, true, false or null.
func (p *standardParser) word() (node, error) {
	start := p.pos
	for p.pos < len(p.text) && isWordByte(p.text[p.pos]) {
		p.pos++
	}
	text := p.text[start:p.pos]
	n := node{text: text, at: start}
	switch text {
	case "null":
		return n, nil
	case "true", "false":
		n.kind = boolNode
		return n, nil
	}
	n.kind = numberNode
	if !strictNumber(text) {
		p.pos = start
		return n, p.malformed("a value")
	}
	return n, nil
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("+-.", c) >= 0
}

// strictNumber reports whether text is a number of RFC 8259.
func strictNumber(text string) bool {
	rest := strings.TrimPrefix(text, "-")
	n := countDigits(rest)
	if n == 0 || n > 1 && rest[0] == '0' {
		return false
	}
	rest = rest[n:]
	if strings.HasPrefix(rest, ".") {
		if n = countDigits(rest[1:]); n == 0 {
			return false
		}
		rest = rest[n+1:]
	}
	if rest == "" {
		return true
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	rest = rest[1:]
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		rest = rest[1:]
	}
	return rest != "" && countDigits(rest) == len(rest)
}

func countDigits(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}
