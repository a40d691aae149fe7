package codec

import (
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// An xmlScanner pulls events out of an XML 1.0 document with namespaces. It refuses document types, processing
// instructions and entities that XML itself does not define, so a document cannot grow while it is read.
type xmlScanner struct {
	text  string
	pos   int
	limit int // of open elements

	name, uri string    // of the element that began or ended last
	value     string    // of the last text
	attrs     []xmlAttr // of the element that began last
	empty     bool      // the element that began last is <x/>

	open  []xmlElement
	bound []xmlBinding
	done  bool // the root has ended
}

type xmlElement struct {
	raw   string // prefix:name
	name  string
	uri   string
	bound int // bindings before the element
}

type xmlAttr struct{ prefix, name, uri, value string }

type xmlEvent uint8

const (
	xmlBegin xmlEvent = iota
	xmlEnd
	xmlText
	xmlEOF
)

func (s *xmlScanner) reset(text string, limit int) {
	s.text, s.pos, s.limit = text, 0, limit
	s.attrs, s.open, s.bound = s.attrs[:0], s.open[:0], s.bound[:0]
	s.empty, s.done = false, false
}

func (s *xmlScanner) malformed(expected string) error {
	return &Error{Offset: int64(s.pos), Expected: expected, Err: ErrMalformed}
}

// next is the next event. Comments are skipped.
func (s *xmlScanner) next() (xmlEvent, error) {
	if s.empty {
		s.empty = false
		s.pop()
		return xmlEnd, nil
	}
	for s.pos < len(s.text) {
		if s.text[s.pos] != '<' {
			return xmlText, s.chars()
		}
		rest := s.text[s.pos:]
		switch {
		case strings.HasPrefix(rest, "</"):
			return xmlEnd, s.endTag()
		case strings.HasPrefix(rest, "<!--"):
			if err := s.comment(); err != nil {
				return xmlEOF, err
			}
		case strings.HasPrefix(rest, "<![CDATA["):
			return xmlText, s.cdata()
		case strings.HasPrefix(rest, "<!"):
			return xmlEOF, s.refused("no document type")
		case strings.HasPrefix(rest, "<?"):
			return xmlEOF, s.refused("no processing instruction")
		default:
			return xmlBegin, s.startTag()
		}
	}
	if !s.done {
		return xmlEOF, s.malformed("the end of an element")
	}
	return xmlEOF, nil
}

func (s *xmlScanner) refused(expected string) error {
	return &Error{Offset: int64(s.pos), Expected: expected, Err: ErrMalformed}
}

// chars reads text up to the next tag. Outside the root only white space may stand.
func (s *xmlScanner) chars() error {
	start := s.pos
	text, plain := s.text, true
	i := start
	for ; i < len(text) && text[i] != '<'; i++ {
		plain = plain && xmlCharPlain[text[i]]
	}
	raw := text[start:i]
	var err error
	if s.value = raw; !plain {
		s.value, err = s.resolve(raw, false)
	}
	if err != nil {
		return err
	}
	if len(s.open) == 0 && (strings.Trim(raw, " \t\r\n") != "") {
		return s.malformed("nothing but one root element")
	}
	s.pos = i
	return nil
}

// xmlCharPlain[c] says that byte c of a text needs no second look.
//
//nolint:gochecknoglobals // a table, never changed
var xmlCharPlain = func() (plain [256]bool) {
	for c := 0x20; c < 0x80; c++ {
		plain[c] = c != '&' && c != ']'
	}
	plain['\t'], plain['\n'] = true, true
	return plain
}()

func (s *xmlScanner) cdata() error {
	if len(s.open) == 0 {
		return s.malformed("a root element")
	}
	start := s.pos + len("<![CDATA[")
	n := strings.Index(s.text[start:], "]]>")
	if n < 0 {
		return s.malformed("the end of a CDATA section")
	}
	raw := s.text[start : start+n]
	if !legalText(raw) {
		return s.malformed("characters that XML knows")
	}
	s.value = normalLines(raw)
	s.pos = start + n + 3
	return nil
}

func (s *xmlScanner) comment() error {
	start := s.pos + len("<!--")
	n := strings.Index(s.text[start:], "--")
	if n < 0 || !strings.HasPrefix(s.text[start+n:], "-->") || !legalText(s.text[start:start+n]) {
		return s.malformed("the end of a comment")
	}
	s.pos = start + n + 3
	return nil
}

func (s *xmlScanner) endTag() error {
	start := s.pos + 2
	if len(s.open) == 0 {
		return s.malformed("a root element")
	}
	last := &s.open[len(s.open)-1]
	rest := s.text[start:]
	if !strings.HasPrefix(rest, last.raw) {
		return s.malformed("</" + last.raw + ">")
	}
	i := start + len(last.raw)
	for i < len(s.text) && isXMLSpace(s.text[i]) {
		i++
	}
	if i >= len(s.text) || s.text[i] != '>' {
		return s.malformed("</" + last.raw + ">")
	}
	s.pos = i + 1
	s.pop()
	return nil
}

func (s *xmlScanner) pop() {
	last := s.open[len(s.open)-1]
	s.name, s.uri = last.name, last.uri
	s.open = s.open[:len(s.open)-1]
	s.bound = s.bound[:last.bound]
	s.done = len(s.open) == 0
}

func (s *xmlScanner) startTag() error {
	if s.done {
		return s.malformed("nothing behind the root element")
	}
	if len(s.open) >= s.limit {
		return &Error{Offset: int64(s.pos), Err: ErrDepth}
	}
	if s.plainTag() {
		return nil
	}
	prefix, name, end, ok := qualified(s.text, s.pos+1)
	if !ok {
		return s.malformed("the name of an element")
	}
	element := xmlElement{raw: s.text[s.pos+1 : end], name: name, bound: len(s.bound)}
	s.pos = end
	if err := s.attributes(); err != nil {
		return err
	}
	element.uri, ok = s.resolvePrefix(prefix)
	if !ok {
		return s.malformed("a declared prefix")
	}
	if err := s.resolveAttributes(); err != nil {
		return err
	}
	s.name, s.uri = name, element.uri
	s.open = append(s.open, element)
	return nil
}

// plainTag reads a start tag without attributes whose name is ASCII and whose prefix is known.
func (s *xmlScanner) plainTag() bool {
	text, start := s.text, s.pos+1
	i, colon := start, -1
	for ; i < len(text) && text[i] < utf8.RuneSelf; i++ {
		if nameByte[text[i]] {
			continue
		}
		if text[i] != ':' || colon >= 0 {
			break
		}
		colon = i
	}
	if i >= len(text) || text[i] != '>' || i == start || !nameStart(text[start:]) || colon == start {
		return false
	}
	prefix, name := "", text[start:i]
	if colon > 0 {
		if prefix, name = text[start:colon], text[colon+1:i]; name == "" || !nameStart(name) {
			return false
		}
	}
	uri, ok := s.resolvePrefix(prefix)
	if !ok {
		return false
	}
	s.attrs = s.attrs[:0]
	s.name, s.uri, s.pos = name, uri, i+1
	s.open = append(s.open, xmlElement{raw: text[start:i], name: name, uri: uri, bound: len(s.bound)})
	return true
}

// plainContent reads text without references up to the end tag that follows it at once.
func (s *xmlScanner) plainContent() (string, bool) {
	if s.empty {
		return "", false
	}
	text, i := s.text, s.pos
	for i < len(text) && xmlCharPlain[text[i]] && text[i] != '<' {
		i++
	}
	raw := s.open[len(s.open)-1].raw
	end := i + 2 + len(raw)
	if end >= len(text) || text[i:i+2] != "</" || text[i+2:end] != raw || text[end] != '>' {
		return "", false
	}
	value := text[s.pos:i]
	s.pos = end + 1
	s.pop()
	return value, true
}

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
	raw := s.text[s.pos+1 : s.pos+1+n]
	if strings.IndexByte(raw, '<') >= 0 {
		return s.malformed("no < in a quoted value")
	}
	value, err := s.resolve(raw, true)
	if err != nil {
		return err
	}
	s.pos += n + 2
	return s.declareOrKeep(xmlAttr{prefix: prefix, name: name, value: value})
}

func (s *xmlScanner) space() {
	for s.pos < len(s.text) && isXMLSpace(s.text[s.pos]) {
		s.pos++
	}
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// declareOrKeep binds a namespace declaration, and keeps any other attribute.
func (s *xmlScanner) declareOrKeep(a xmlAttr) error {
	s.attrs = append(s.attrs, a)
	switch {
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
	switch value, ok := s.attr(plan.XSI, "nil"); {
	case !ok || value == "false" || value == "0":
		return false, nil
	case value == "true" || value == "1":
		return true, nil
	}
	return false, s.malformed("true or false")
}
