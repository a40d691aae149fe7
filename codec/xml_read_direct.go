package codec

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Nearly every document looks like what the plan of its class would write: the next child is the next member, under the
// prefix that stands for its namespace, without attributes. That start tag is compared as a whole; any other is scanned.

// An xmlScope is what a namespace is called among the children of one element.
type xmlScope struct {
	uri, prefix string
	asked       bool
	ok          bool // the namespace needs no declaration
}

// foreseenRoot reads the start tag of a document of t, if it is the one that would be written.
func (s *xmlSource) foreseenRoot(t *plan.Type) bool {
	x := &t.XML
	begin, end := x.Document, x.DocumentEnd
	size := len(begin) + len(end)
	if begin == "" || len(s.text) <= size || s.text[:len(begin)] != begin || s.text[len(begin):size] != end || s.text[size] != '>' {
		return false
	}
	s.bound = append(s.bound, xmlBinding{"i", plan.XSI}, xmlBinding{"", x.Namespace})
	s.name, s.uri, s.pos = x.Name, x.Namespace, size+1
	s.open = append(s.open, xmlElement{raw: x.Name})
	return true
}

// foreseen reads the start tag of one of the members that come next in the class, and returns its index, or -1.
func (s *xmlSource) foreseen(members []*plan.Member, last int, scope *xmlScope) int {
	for at := last + 1; at < len(members) && at < last+4; at++ {
		if m := members[at]; !m.WriteOnly && s.plainBegin(scope, m.XML.Namespace, m.XML.Name) {
			return at
		}
	}
	return -1
}

// childLike is child, quick where that is called name.
func (s *xmlSource) childLike(scope *xmlScope, uri, name string) (bool, error) {
	if s.plainBegin(scope, uri, name) {
		return true, nil
	}
	return s.child()
}

// plainBegin reads the start tag of a child, and white space before it, if it is called name and looks as it would be
// written. Scope keeps the prefix that stands for uri among the children of one element.
func (s *xmlSource) plainBegin(scope *xmlScope, uri, name string) bool {
	if s.empty || len(s.open) >= s.limit {
		return false
	}
	if !scope.asked || scope.uri != uri {
		*scope = xmlScope{uri: uri, asked: true}
		scope.prefix, scope.ok = s.prefixOf(uri)
	}
	text, i := s.text, s.pos
	for i < len(text) && isXMLSpace(text[i]) {
		i++
	}
	start := i + 1
	at := start
	if scope.prefix != "" {
		at += len(scope.prefix) + 1
	}
	end := at + len(name)
	if end >= len(text) || text[at:end] != name || text[i] != '<' {
		return false
	}
	if at > start && (text[at-1] != ':' || text[start:at-1] != scope.prefix) {
		return false
	}
	bound := len(s.bound)
	if !s.plainEnd(scope, end) {
		return false
	}
	s.name, s.uri = name, uri
	s.open = append(s.open, xmlElement{raw: text[start:end], bound: bound})
	return true
}

// plainEnd reads what follows the name in a start tag: nothing, where the namespace is in scope, or that the value is null;
// else what makes the namespace the default.
func (s *xmlSource) plainEnd(scope *xmlScope, i int) bool {
	rest := s.text[i:]
	if scope.ok {
		switch {
		case rest[0] == '>':
			s.attrs, s.pos = s.attrs[:0], i+1
			return true
		case strings.HasPrefix(rest, nilTag) && s.hasI():
			s.attrs = append(s.attrs[:0], xmlAttr{"i", "nil", plan.XSI, "true"})
			s.pos, s.empty = i+len(nilTag), true
			return true
		}
		return false
	}
	rest, ok := strings.CutPrefix(rest, ` xmlns="`)
	if !ok || !strings.HasPrefix(rest, scope.uri) || !strings.HasPrefix(rest[len(scope.uri):], `">`) {
		return false
	}
	if len(s.bound) >= maxBound || !plainValue(scope.uri) || strings.IndexByte(scope.uri, '"') >= 0 {
		return false
	}
	s.bound = append(s.bound, xmlBinding{"", scope.uri})
	s.attrs, s.pos = s.attrs[:0], i+len(` xmlns="">`)+len(scope.uri)
	return true
}

// nilTag ends the start tag of a null, as .NET's writer has it.
const nilTag = ` i:nil="true" />`

// hasI reports whether the prefix i stands for what it usually does.
func (s *xmlSource) hasI() bool {
	uri, _ := s.resolvePrefix("i")
	return uri == plan.XSI
}

// prefixOf finds the prefix that stands for uri: that of the innermost declaration, or none where it stands for another since.
func (s *xmlSource) prefixOf(uri string) (prefix string, ok bool) {
	at := len(s.bound) - 1
	for at >= 0 && s.bound[at].uri != uri {
		at--
	}
	if at >= 0 {
		prefix = s.bound[at].prefix
	}
	if now, _ := s.resolvePrefix(prefix); now != uri {
		return "", false
	}
	return prefix, true
}
