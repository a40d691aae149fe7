package codec

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// attributes reads the rest of a start tag.
func (s *xmlScanner) attributes() error {
	s.attrs = s.attrs[:0]
	for {
		at := s.pos
		for s.pos < len(s.text) && isXMLSpace(s.text[s.pos]) {
			s.pos++
		}
		rest := s.text[s.pos:]
		switch {
		case strings.HasPrefix(rest, ">"):
			s.pos++
			return nil
		case strings.HasPrefix(rest, "/>"):
			s.pos += 2
			s.empty = true
			return nil
		case at == s.pos:
			return s.malformed("the end of a start tag")
		}
		if err := s.attribute(); err != nil {
			return err
		}
	}
}

func (s *xmlScanner) attribute() error {
	prefix, name, end, ok := qualified(s.text, s.pos)
	if !ok {
		return s.malformed("the name of an attribute")
	}
	s.pos = end
	s.space()
	if s.pos >= len(s.text) || s.text[s.pos] != '=' {
		return s.malformed("=")
	}
	s.pos++
	s.space()
	if s.pos >= len(s.text) || s.text[s.pos] != '"' && s.text[s.pos] != '\'' {
		return s.malformed("a quoted value")
	}
	quote := s.text[s.pos]
	n := strings.IndexByte(s.text[s.pos+1:], quote)
	if n < 0 {
		return s.malformed("the end of a quoted value")
	}
	value, err := s.attributeValue(s.text[s.pos+1 : s.pos+1+n])
	if err != nil {
		return err
	}
	s.pos += n + 2
	return s.declareOrKeep(xmlAttr{prefix: prefix, name: name, value: value})
}

func (s *xmlScanner) attributeValue(raw string) (string, error) {
	if plainValue(raw) {
		return raw, nil
	}
	if strings.IndexByte(raw, '<') >= 0 {
		return "", s.malformed("no < in a quoted value")
	}
	return s.resolve(raw, true)
}

func (s *xmlScanner) space() {
	for s.pos < len(s.text) && isXMLSpace(s.text[s.pos]) {
		s.pos++
	}
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// blankXML reports whether text is white space.
func blankXML(text string) bool {
	for i := range len(text) {
		if !isXMLSpace(text[i]) {
			return false
		}
	}
	return true
}

// trimXML is text without the white space around it.
func trimXML(text string) string {
	for len(text) > 0 && isXMLSpace(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isXMLSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// maxBound is how many namespace declarations may hold at once. Each name is looked for among them; a document of the deepest nesting has two for each level.
const maxBound = 2000

// declareOrKeep binds a namespace declaration, and keeps any other attribute.
func (s *xmlScanner) declareOrKeep(a xmlAttr) error {
	s.attrs = append(s.attrs, a)
	switch {
	case len(s.bound) >= maxBound && (a.prefix == "xmlns" || a.prefix == "" && a.name == "xmlns"):
		return s.malformed("fewer namespaces")
	case a.prefix == "" && a.name == "xmlns":
		if a.value == xmlnsURI || a.value == xmlURI {
			return s.malformed("another namespace")
		}
		s.bound = append(s.bound, xmlBinding{"", a.value})
	case a.prefix == "xmlns":
		if a.value == "" || a.name == "xmlns" || a.value == xmlnsURI || (a.name == "xml") != (a.value == xmlURI) {
			return s.malformed("a namespace for the prefix")
		}
		s.bound = append(s.bound, xmlBinding{a.name, a.value})
	}
	return nil
}

const (
	xmlURI   = "http://www.w3.org/XML/1998/namespace"
	xmlnsURI = "http://www.w3.org/2000/xmlns/"
)

func (s *xmlScanner) resolvePrefix(prefix string) (string, bool) {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].prefix == prefix {
			return s.bound[i].uri, true
		}
	}
	switch prefix {
	case "":
		return "", true
	case "xml":
		return xmlURI, true
	}
	return "", false
}

// resolveAttributes gives the attributes their namespaces and refuses one that stands twice.
func (s *xmlScanner) resolveAttributes() error {
	for i := range s.attrs {
		a := &s.attrs[i]
		if a.prefix == "" {
			continue
		}
		uri, ok := xmlnsURI, true
		if a.prefix != "xmlns" {
			uri, ok = s.resolvePrefix(a.prefix)
		}
		if !ok {
			return s.malformed("a declared prefix")
		}
		a.uri = uri
	}
	if len(s.attrs) > 1 && s.repeated() {
		return s.malformed("each attribute once")
	}
	return nil
}

func (s *xmlScanner) repeated() bool {
	if len(s.attrs) > 16 {
		seen := make(map[[2]string]bool, len(s.attrs))
		for _, a := range s.attrs {
			if key := [2]string{a.uri, a.name}; seen[key] {
				return true
			} else {
				seen[key] = true
			}
		}
		return false
	}
	for i, a := range s.attrs {
		for _, b := range s.attrs[:i] {
			if a.name == b.name && a.uri == b.uri {
				return true
			}
		}
	}
	return false
}

// attr is the value of an attribute of the element that began last.
func (s *xmlScanner) attr(uri, name string) (string, bool) {
	for i := range s.attrs {
		if a := &s.attrs[i]; a.name == name && a.uri == uri {
			return a.value, true
		}
	}
	return "", false
}

// isNil reads i:nil of the element that began last.
func (s *xmlScanner) isNil() (bool, error) {
	if len(s.attrs) == 0 {
		return false, nil
	}
	value, ok := s.attr(plan.XSI, "nil")
	switch value = trimXML(value); {
	case !ok || value == "false" || value == "0":
		return false, nil
	case value == "true" || value == "1":
		return true, nil
	}
	return false, &Error{Offset: int64(s.pos), Expected: "true or false as nil", Err: ErrValue}
}
