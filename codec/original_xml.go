package codec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

const cutXML = "Unexpected end of file."

// saidOf is words with the type in front that the original was reading.
func saidOf(t *plan.Type, words string) string {
	return "There was an error deserializing the object of type " + t.FullName() + ". " + words
}

// told is err with the original's words. The scanner, which does not know the type, leaves its own in s.words.
func (s *xmlSource) told(err error) error {
	switch {
	case err == nil:
		return nil
	case s.front+len(s.text) < 4:
		return saying(err, cutXML) // the original looks at four bytes to know the encoding
	case s.words != "":
		return saying(err, saidOf(s.rootType, s.words))
	}
	return err
}

// noRoot is err, on the way to the root element of a t, with the original's words.
func (s *xmlSource) noRoot(err error, t *plan.Type, space string) error {
	switch {
	case s.words != "":
	case s.pos == len(s.text):
		return saying(err, rootFault(t, space, "", "'None'  with name '', namespace ''"))
	case s.front == 0 && s.pos == 0 && s.text[0] != '<':
		s.words = "The data at the root level is invalid. " + lineOf("")
	}
	return err
}

func (s *xmlSource) otherRoot(err error, t *plan.Type, space string) error {
	tag := s.text[strings.LastIndexByte(s.text[:s.pos], '<'):s.pos]
	return saying(err, rootFault(t, space, tag, "'Element'  with name '"+s.name+"', namespace '"+s.uri+"'"))
}

func rootFault(t *plan.Type, space, seen, found string) string {
	return "Error in " + placeOf(seen) + ". Expecting element '" + t.XML.Name + "' from namespace '" + space + "'.. Encountered " + found + "."
}

// strayText is what is said of the text between from and pos, which stands between elements.
func (s *xmlSource) strayText(from, pos int) string {
	kind := "Text"
	switch rest := s.text[from:]; {
	case strings.HasPrefix(rest, "<![CDATA["):
		kind = "CDATA"
	case strings.HasPrefix(rest, "<!"):
		return "" // a comment is in front of it
	}
	return "Error in " + placeOf(s.seen(from)+s.text[from:pos]) + ". Expecting state 'Element'.. Encountered '" + kind + "'  with name '', namespace ''."
}

// seen is what the original still holds of the document before pos: the start tags of the elements that are open. It
// counts lines and positions in that, with what it has read since.
func (s *xmlScanner) seen(pos int) string {
	if s.quiet {
		return ""
	}
	r := xmlScanner{quiet: true}
	r.reset(s.text, s.limit)
	var tags []string
	for r.pos < pos || r.empty {
		event, err := r.next()
		if err != nil || event == xmlEOF {
			break
		}
		switch event {
		case xmlBegin:
			tags = append(tags, r.text[strings.LastIndexByte(r.text[:r.pos], '<'):r.pos])
		case xmlEnd:
			tags = tags[:len(tags)-1]
		}
	}
	return strings.Join(tags, "")
}

// placeOf is the place behind what has been seen.
func placeOf(seen string) string {
	line, column := lineAndColumn(seen)
	return fmt.Sprintf("line %d position %d", line, column)
}

// lineOf is the place behind what has been seen as XML readers tell it.
func lineOf(seen string) string {
	line, column := lineAndColumn(seen)
	return fmt.Sprintf("Line %d, position %d.", line, column)
}

func lineAndColumn(seen string) (line, column int) {
	return 1 + strings.Count(seen, "\n"), len(seen) - strings.LastIndexByte(seen, '\n')
}

// valueFault is what is said of a text that is no t.
func (s *xmlSource) valueFault(t *plan.Type, text string) string {
	if t.Kind == plan.Enum {
		return enumFault(t.Enum, text)
	}
	place, name := "", xmlTypeName(t, text)
	if small := smallName(t); small != "" && name == "" {
		place, name = "Error in "+placeOf(s.seenNext())+". ", small
	}
	if name == "" {
		return ""
	}
	return saidOf(s.rootType, place+"The value '"+text+"' cannot be parsed as the type '"+name+"'.")
}

// seenNext is what has been seen of the document, and what stands there next: a number is read to its end before the
// original looks whether it is too large.
func (s *xmlSource) seenNext() string {
	after := s.xmlScanner
	after.open, after.bound, after.attrs = slices.Clone(s.open), slices.Clone(s.bound), nil
	if _, err := after.next(); err != nil {
		return ""
	}
	return s.seen(s.pos) + s.text[s.pos:after.pos]
}

// smallName is the type of the numbers that are read as larger ones.
func smallName(t *plan.Type) string {
	switch {
	case t.Kind == plan.Character:
		return "Char"
	case t.Kind == plan.Uint && t.Bits == 8:
		return "Byte"
	case t.Kind == plan.Int && t.Bits == 8:
		return "SByte"
	case t.Kind == plan.Int && t.Bits == 16:
		return "Int16"
	case t.Kind == plan.Uint && t.Bits < 64:
		return "UInt" + strconv.Itoa(t.Bits)
	}
	return ""
}

// xmlTypeName is the type that the original reads a t as.
func xmlTypeName(t *plan.Type, text string) string {
	switch t.Kind {
	case plan.Bool:
		return "Boolean"
	case plan.Int, plan.Uint, plan.Character:
		return xmlNumberName(t, text)
	case plan.Float:
		if t.Bits == 32 {
			return "float"
		}
		return "double"
	case plan.Decimal:
		return "decimal"
	case plan.Time:
		return "DateTime"
	case plan.Span:
		return "TimeSpan"
	case plan.GUID:
		return "Guid"
	}
	return ""
}

// xmlNumberName tells which number is read first: 32 bits for the smaller ones and 64 for an unsigned one of 32.
func xmlNumberName(t *plan.Type, text string) string {
	bits, name := 32, "Int32"
	switch {
	case t.Kind == plan.Uint && t.Bits == 64:
		return "UInt64"
	case t.Bits == 64, t.Kind == plan.Uint && t.Bits == 32:
		bits, name = 64, "Int64"
	}
	if _, err := strconv.ParseInt(trimXML(text), 10, bits); err == nil {
		return ""
	}
	return name
}

// enumFault is what is said of the first word of text that names no value; only a set of flags has several words.
func enumFault(e *plan.EnumInfo, text string) string {
	if e.Flags && strings.ContainsAny(text, " \t\n") {
		return ""
	}
	return "Invalid enum value '" + text + "' cannot be deserialized into type '" + e.Namespace + "." + e.Name +
		"'. Ensure that the necessary enum values are present and are marked with EnumMemberAttribute attribute if the " +
		"type has DataContractAttribute attribute."
}

// cut is what is said of a document that ends too soon, where name has been begun, or nothing, and seen has been read.
func (s *xmlScanner) cut(name, seen string) string {
	var names []string
	if name != "" {
		names = append(names, name)
	}
	for _, element := range slices.Backward(s.open) {
		names = append(names, element.raw[strings.IndexByte(element.raw, ':')+1:])
	}
	return cutXML + " Following elements are not closed: " + strings.Join(names, ", ") + ". " + lineOf(seen)
}

// otherEnd is what is said of the end tag at s.pos, which does not close the element called name.
func (s *xmlScanner) otherEnd(name string) string {
	start, seen := s.pos+2, s.seen(s.pos)
	local := len(name) - 1 - strings.LastIndexByte(name, ':')
	switch _, _, end, ok := qualified(s.text, start); {
	case len(s.text)-start < local && len(name) == local:
		return s.cut("", seen+"</")
	case ok && end < len(s.text) && s.text[start:end] != name && s.text[end] == '>':
		return "Start element '" + name + "' does not match end element '" + s.text[start:end] + "'. " + lineOf(seen+s.text[s.pos:end])
	}
	return ""
}

// badText is what is said of the text at s.pos for its first & behind which nothing stands that XML defines.
func (s *xmlScanner) badText(raw string) string {
	if !legalText(raw) || strings.Contains(raw, "]]>") {
		return ""
	}
	for i := strings.IndexByte(raw, '&'); i >= 0 && i < len(raw); i++ {
		if raw[i] != '&' {
			continue
		}
		name, _, closed := strings.Cut(raw[i+1:], ";")
		if rest := s.text[s.pos+i:]; strings.IndexByte(rest, ';') < 0 {
			return s.cut("", s.seen(s.pos)+rest)
		}
		if !closed {
			return ""
		}
		if _, ok := reference(name); !ok {
			return "Character reference not valid. " + lineOf(s.seen(s.pos))
		}
	}
	return ""
}

// refusedMark is what is said of a declaration or an instruction at s.pos.
func (s *xmlScanner) refusedMark() string {
	switch rest, seen := s.text[s.pos:], s.seen(s.pos); {
	case strings.HasPrefix(rest, "<?xml"):
		return "No characters can appear before the XML declaration. " + lineOf(seen+"<")
	case strings.HasPrefix(rest, "<?"):
		return "Processing instructions (other than the XML declaration) and DTDs are not supported. " + lineOf(seen+"<")
	case len(s.open) == 0:
		return "CData elements not valid at top level of an XML document. " + lineOf("<!")
	}
	return ""
}

// encodingFault is what is said of a declaration that names another encoding than UTF-8, or nothing.
func encodingFault(declaration string) string {
	_, rest, ok := strings.Cut(declaration, "encoding=")
	if !ok || len(rest) < 2 {
		return ""
	}
	name, _, closed := strings.Cut(rest[1:], rest[:1])
	if !closed || strings.EqualFold(name, "utf-8") {
		return ""
	}
	return "The encoding in the declaration '" + name + "' does not match the encoding of the document 'utf-8'."
}
