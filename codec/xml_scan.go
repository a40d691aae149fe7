package codec

import (
	"strings"
	"unicode/utf8"
)

// An xmlScanner pulls events out of an XML 1.0 document with namespaces. It refuses document types, processing
// instructions and entities that XML itself does not define, so a document cannot grow while it is read.
type xmlScanner struct {
	text  string
	front int // bytes of the document before text
	pos   int
	limit int // of open elements

	name, uri string    // of the element that began last
	value     string    // of the last text
	attrs     []xmlAttr // of the element that began last
	empty     bool      // the element that began last is <x/>

	open  []xmlElement
	bound []xmlBinding
	done  bool   // the root has ended
	words string // the original's, of a fault
	quiet bool   // nobody asks for words
}

type xmlElement struct {
	raw   string // prefix:name
	bound int    // bindings before the element
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
	s.text, s.front, s.pos, s.limit = text, 0, 0, limit
	s.attrs, s.open, s.bound = s.attrs[:0], s.open[:0], s.bound[:0]
	s.empty, s.done, s.words = false, false, ""
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
		switch rest := s.text[s.pos+1:]; {
		case strings.HasPrefix(rest, "/"):
			return xmlEnd, s.endTag()
		case !strings.HasPrefix(rest, "!") && !strings.HasPrefix(rest, "?"):
			return xmlBegin, s.startTag()
		case strings.HasPrefix(rest, "!--"):
			if err := s.comment(); err != nil {
				return xmlEOF, err
			}
		case strings.HasPrefix(rest, "![CDATA["):
			return xmlText, s.cdata()
		case rest[0] == '!':
			return xmlEOF, s.refused("no document type")
		default:
			return xmlEOF, s.refused("no processing instruction")
		}
	}
	if !s.done {
		if len(s.open) > 0 {
			s.words = s.cut("", s.seen(s.pos))
		}
		return xmlEOF, s.malformed("the end of an element")
	}
	return xmlEOF, nil
}

func (s *xmlScanner) refused(expected string) error {
	s.words = s.refusedMark()
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
		s.words = s.badText(raw)
		return err
	}
	if len(s.open) == 0 && !blankXML(raw) {
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
		s.words = s.otherEnd(last.raw)
		return s.malformed("</" + last.raw + ">")
	}
	i := start + len(last.raw)
	for i < len(s.text) && isXMLSpace(s.text[i]) {
		i++
	}
	if i >= len(s.text) || s.text[i] != '>' {
		s.words = s.otherEnd(last.raw)
		return s.malformed("</" + last.raw + ">")
	}
	s.pos = i + 1
	s.pop()
	return nil
}

func (s *xmlScanner) pop() {
	last := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.bound = s.bound[:last.bound]
	s.done = len(s.open) == 0
}

func (s *xmlScanner) startTag() error {
	if s.done {
		s.words = "There are multiple root elements. " + lineOf("<")
		return s.malformed("nothing behind the root element")
	}
	if len(s.open) >= s.limit {
		return &Error{Offset: int64(s.pos), Err: ErrDepth}
	}
	if s.plainTag() {
		return nil
	}
	start := s.pos
	prefix, name, end, ok := qualified(s.text, start+1)
	if !ok {
		return s.malformed("the name of an element")
	}
	element := xmlElement{raw: s.text[start+1 : end], bound: len(s.bound)}
	if s.pos = end; end == len(s.text) {
		s.words = s.cut(name, s.seen(start)+s.text[start:end])
		return s.malformed("the end of a start tag")
	}
	if err := s.attributes(); err != nil {
		return err
	}
	uri, ok := s.resolvePrefix(prefix)
	if !ok {
		s.words = "The prefix '" + prefix + "' is not defined. " + lineOf(s.seen(start)+s.text[start:s.pos-1])
		return s.malformed("a declared prefix")
	}
	if err := s.resolveAttributes(); err != nil {
		return err
	}
	s.name, s.uri = name, uri
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
	s.open = append(s.open, xmlElement{raw: text[start:i], bound: len(s.bound)})
	return true
}

// content is the text of the element at hand; an element in it is reported by its name.
func (s *xmlScanner) content() (text, child string, err error) {
	if text, ok := s.plainContent(); ok {
		return text, "", nil
	}
	var parts strings.Builder
	for n := 0; ; n++ {
		event, err := s.next()
		switch {
		case err != nil:
			return "", "", err
		case event == xmlBegin:
			return "", s.name, nil
		case event == xmlEnd && parts.Len() == 0:
			return text, "", nil
		case event == xmlEnd:
			return parts.String(), "", nil
		case n == 0:
			text = s.value
			continue
		case parts.Len() == 0:
			parts.WriteString(text)
		}
		parts.WriteString(s.value)
	}
}

// plainContent reads text without references up to the end tag that follows it at once.
func (s *xmlScanner) plainContent() (string, bool) {
	if s.empty {
		return "", false
	}
	text, i := s.text, plainContent(s.text, s.pos)
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
