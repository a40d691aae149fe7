package server

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/causeway-gateway/causeway/services"
)

// The grammar of a route:
//
//	route    = verbs " " path [ " " rule ]
//	verbs    = "ANY" | VERB { "," VERB }
//	path     = "/" | { "/" segment }
//	segment  = literal | "{" Name "}" | wildcard | dotted
//	wildcard = "{" Name "*" "}" | "{" "*" Name "}"    takes any number of segments, also none; last, or before a literal
//	dotted   = piece "." piece { "." piece }          a piece is a literal or {Name}; each takes what is between two dots
//
// A variable is a member of the request DTO. {ignore} takes a segment and binds nothing. {Id:int} is {Id}: the constraint is not enforced.
// A route has at least one literal segment, but for the fallback "/{Path*}".

// A route is one parsed declaration.
type route struct {
	text      string
	op        *services.Operation
	verbs     []string // nil: every verb
	segments  []segment
	first     string // the first literal, lower case
	variables int    // wildcards included
	wildcards int
	order     int // of declaration
	ruleText  string
	rule      func(*http.Request) bool
}

// A segment is one of: a literal, a variable, a wildcard (a variable that is wild), a dotted one (pieces).
type segment struct {
	literal  string // lower case
	variable string // "" in a variable segment that binds nothing
	wild     bool
	pieces   []segment
}

func (s *segment) isLiteral() bool { return s.literal != "" }

func parseRoute(text string, op *services.Operation) (*route, error) {
	fields := strings.SplitN(text, " ", 3)
	if len(fields) < 2 || !strings.HasPrefix(fields[1], "/") {
		return nil, errors.New("is not VERB /path, such as GET /orders/{Id}; ANY is every verb")
	}
	r := &route{text: text, op: op}
	if len(fields) == 3 {
		r.ruleText = strings.TrimSpace(fields[2])
	}
	if err := r.parseVerbs(fields[0]); err != nil {
		return nil, err
	}
	if err := r.parsePath(fields[1]); err != nil {
		return nil, err
	}
	return r, r.check()
}

func (r *route) parseVerbs(text string) error {
	if text == "ANY" {
		return nil
	}
	for verb := range strings.SplitSeq(text, ",") {
		if verb == "" || strings.Trim(verb, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return fmt.Errorf("%q is not a verb in capitals", verb)
		}
		r.verbs = append(r.verbs, verb)
	}
	return nil
}

func (r *route) parsePath(path string) error {
	if strings.ContainsAny(path, "?&#%\\") {
		return errors.New("has a character that a path cannot hold")
	}
	for _, part := range split(nil, path) {
		s, err := parseSegment(part)
		if err != nil {
			return err
		}
		r.segments = append(r.segments, s)
		r.tally(s)
	}
	return nil
}

// tally counts what the score of a route needs.
func (r *route) tally(s segment) {
	for _, p := range s.pieces {
		r.tally(p)
	}
	switch {
	case len(s.pieces) > 0:
	case !s.isLiteral():
		r.variables++
		if s.wild {
			r.wildcards++
		}
	case r.first == "":
		r.first = s.literal
	}
}

func parseSegment(part string) (segment, error) {
	if strings.Contains(part, "{") && strings.Contains(part, ".") {
		return parseDotted(part)
	}
	if !strings.ContainsAny(part, "{}") {
		return segment{literal: strings.ToLower(part)}, nil
	}
	inner, ok := strings.CutPrefix(part, "{")
	inner, closed := strings.CutSuffix(inner, "}")
	if !ok || !closed {
		return segment{}, fmt.Errorf("segment %q mixes text and a variable", part)
	}
	name, _, _ := strings.Cut(inner, ":")
	bare := strings.Trim(name, "*")
	if bare == "" || strings.ContainsFunc(bare, notInName) {
		return segment{}, fmt.Errorf("%q is not a variable", part)
	}
	s := segment{variable: bare, wild: bare != name}
	if strings.EqualFold(bare, "ignore") {
		s.variable = ""
	}
	return s, nil
}

func parseDotted(part string) (segment, error) {
	var s segment
	for piece := range strings.SplitSeq(part, ".") {
		p, err := parseSegment(piece)
		if err == nil && (p.wild || piece == "") {
			err = fmt.Errorf("%q cannot stand between dots", piece)
		}
		if err != nil {
			return segment{}, err
		}
		s.pieces = append(s.pieces, p)
	}
	return s, nil
}

func notInName(c rune) bool {
	return c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
}

func (r *route) check() error {
	if r.first == "" && len(r.segments) > 0 && !r.isFallback() {
		return errors.New("has no literal segment")
	}
	wild := false
	for i, s := range r.segments {
		if wild && s.pieces != nil {
			return errors.New("has a dotted segment behind a wildcard")
		}
		if s.wild && i+1 < len(r.segments) && !r.segments[i+1].isLiteral() {
			return errors.New("has a wildcard that is neither last nor before a literal")
		}
		wild = wild || s.wild
	}
	seen := make(map[string]bool)
	for _, name := range r.names() {
		if seen[strings.ToLower(name)] {
			return fmt.Errorf("names {%s} twice", name)
		}
		seen[strings.ToLower(name)] = true
	}
	return nil
}

// names are the members that the route binds.
func (r *route) names() []string {
	var names []string
	for i := range r.segments {
		names = r.segments[i].appendNames(names)
	}
	return names
}

func (s *segment) appendNames(names []string) []string {
	for i := range s.pieces {
		names = s.pieces[i].appendNames(names)
	}
	if s.variable != "" {
		names = append(names, s.variable)
	}
	return names
}

func (r *route) isFallback() bool { return len(r.segments) == 1 && r.segments[0].wild }

// shape is the same for two routes that match the same paths. That of a route of literals is its key in the exact map.
func (r *route) shape() string {
	var b strings.Builder
	for i := range r.segments {
		if i > 0 {
			b.WriteByte('/')
		}
		r.segments[i].writeShape(&b)
	}
	return b.String()
}

func (s *segment) writeShape(b *strings.Builder) {
	for i := range s.pieces {
		if i > 0 {
			b.WriteByte('.')
		}
		s.pieces[i].writeShape(b)
	}
	switch {
	case s.wild:
		b.WriteString("{*}")
	case len(s.pieces) == 0 && !s.isLiteral():
		b.WriteString("{}")
	default:
		b.WriteString(s.literal)
	}
}

// split appends the segments of path that are not empty.
func split(to []string, path string) []string {
	for path != "" {
		part, rest, _ := strings.Cut(path, "/")
		if part != "" {
			to = append(to, part)
		}
		path = rest
	}
	return to
}
