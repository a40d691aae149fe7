package codec

import "github.com/causeway-gateway/causeway/codec/internal/plan"

// Nearly every document looks like what the plan of its class would write: the next child is the next member, under the
// prefix that stands for its namespace, without attributes. That start tag is compared as a whole; any other is scanned.

// foreseen reads the start tag of one of the members that come next in the class, and returns its index, or -1.
func (s *xmlSource) foreseen(members []*plan.Member, last int, scope *xmlPrefix) int {
	for at := last + 1; at < len(members) && at < last+4; at++ {
		if m := members[at]; !m.WriteOnly && s.plainBegin(scope, m.XML.Namespace, m.XML.Name) {
			return at
		}
	}
	return -1
}

// childLike is child, quick where that is called name.
func (s *xmlSource) childLike(scope *xmlPrefix, uri, name string) (bool, error) {
	if s.plainBegin(scope, uri, name) {
		return true, nil
	}
	return s.child()
}

// plainBegin reads the start tag of a child, and white space before it, if it is called name and has no attributes. Scope
// keeps the prefix that stands for uri among the children of one element.
func (s *xmlSource) plainBegin(scope *xmlPrefix, uri, name string) bool {
	if s.empty || len(s.open) >= s.limit {
		return false
	}
	if !scope.asked || scope.uri != uri {
		*scope = xmlPrefix{uri: uri, asked: true}
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
	if !scope.ok || end >= len(text) || text[end] != '>' || text[at:end] != name || text[i] != '<' {
		return false
	}
	if at > start && (text[at-1] != ':' || text[start:at-1] != scope.prefix) {
		return false
	}
	s.attrs = s.attrs[:0]
	s.name, s.uri, s.pos = name, uri, end+1
	s.open = append(s.open, xmlElement{raw: text[start:end], bound: len(s.bound)})
	return true
}

// prefixOf finds the prefix that stands for uri: that of the innermost declaration, unless it stands for another since.
func (s *xmlSource) prefixOf(uri string) (string, bool) {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].uri == uri {
			now, _ := s.resolvePrefix(s.bound[i].prefix)
			return s.bound[i].prefix, now == uri
		}
	}
	now, _ := s.resolvePrefix("")
	return "", now == uri
}
