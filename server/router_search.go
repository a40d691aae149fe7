package server

import (
	"net/http"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
)

// A node is one step of the segment trie. Each is reached by one way only, so a search visits it at most once whatever the path.
type node struct {
	literals map[string]*node
	variable *node
	dotted   []dotted
	routes   []*route // that end here
	wild     []*route // whose first wildcard is next
}

type dotted struct {
	segment
	next *node
}

func (n *node) insert(r *route, rest []segment) {
	switch {
	case len(rest) == 0:
		n.routes = append(n.routes, r)
	case rest[0].wild:
		n.wild = append(n.wild, r)
	default:
		n.child(rest[0]).insert(r, rest[1:])
	}
}

func (n *node) child(s segment) *node {
	switch {
	case s.pieces != nil:
		n.dotted = append(n.dotted, dotted{s, new(node)})
		return n.dotted[len(n.dotted)-1].next
	case s.isLiteral():
		if n.literals == nil {
			n.literals = make(map[string]*node)
		}
		if n.literals[s.literal] == nil {
			n.literals[s.literal] = new(node)
		}
		return n.literals[s.literal]
	case n.variable == nil:
		n.variable = new(node)
	}
	return n.variable
}

// A search is one walk over the trie.
type search struct {
	verb   string
	parts  []string // of the path
	folded []string // the same in lower case
	best   candidate
	wild   candidate // the best with a wildcard; counts where there is none without
	allow  *[]string // set where the verbs that the path has are wanted
}

type candidate struct {
	route *route
	score int
}

// all offers every route that has the path: the fallback last, and only where there is nothing else.
func (s *search) all(rt *Router, request *http.Request) {
	s.walk(&rt.root, 0, request)
	if s.best.route == nil {
		s.best = s.wild
	}
	if s.best.route != nil {
		return
	}
	for _, r := range rt.fallback {
		s.offer(r, len(s.parts), request)
	}
	s.best = s.wild
}

// walk offers what matches below n. The request goes beside s, not in it, so that s and what it points to stay on the stack.
func (s *search) walk(n *node, depth int, request *http.Request) {
	for _, r := range n.wild {
		if count, ok := r.consume(s.folded, depth); ok {
			s.offer(r, count, request)
		}
	}
	if depth == len(s.folded) {
		for _, r := range n.routes {
			s.offer(r, 0, request)
		}
		return
	}
	part := s.folded[depth]
	if next := n.literals[part]; next != nil {
		s.walk(next, depth+1, request)
	}
	if n.variable != nil {
		s.walk(n.variable, depth+1, request)
	}
	for i := range n.dotted {
		if n.dotted[i].fits(part) {
			s.walk(n.dotted[i].next, depth+1, request)
		}
	}
}

// offer takes r, which has the path, for the best so far where it is. count is how many segments its wildcards took.
func (s *search) offer(r *route, count int, request *http.Request) {
	if r.rule != nil && (request == nil || !r.rule(request)) {
		return
	}
	if r.verbs != nil && !slices.Contains(r.verbs, s.verb) {
		if s.allow != nil {
			*s.allow = append(*s.allow, r.verbs...)
		}
		return
	}
	held := &s.best
	if r.wildcards > 0 {
		held = &s.wild
	}
	c := candidate{r, r.score(s.verb, count)}
	if held.route == nil || s.beats(c, *held) {
		*held = c
	}
}

// score is ServiceStack's number for a route that matches.
func (r *route) score(verb string, wildcardParts int) int {
	score := max(100-wildcardParts, 1)*1000 + max(10-r.variables, 1)*100 + 1
	if len(r.verbs) == 1 && r.verbs[0] == verb {
		score += 9
	}
	if r.rule != nil {
		score++
	}
	return score
}

func (s *search) beats(c, held candidate) bool {
	if c.route.first != held.route.first {
		return s.rank(c.route.first) < s.rank(held.route.first)
	}
	if c.score != held.score {
		return c.score > held.score
	}
	return c.route.order < held.route.order
}

// rank is where a first literal stands among the segments and their dotted pieces.
func (s *search) rank(literal string) int {
	rank := 0
	for _, part := range s.folded {
		if part == literal {
			return rank
		}
		rank++
		if !strings.Contains(part, ".") {
			continue
		}
		for piece := range strings.SplitSeq(part, ".") {
			if piece == literal {
				return rank
			}
			rank++
		}
	}
	return rank
}

// fits reports whether part has the pieces of a dotted segment.
func (s *segment) fits(part string) bool {
	if strings.Count(part, ".") != len(s.pieces)-1 {
		return false
	}
	for i := range s.pieces {
		piece, rest, _ := strings.Cut(part, ".")
		if s.pieces[i].isLiteral() && s.pieces[i].literal != piece {
			return false
		}
		part = rest
	}
	return true
}

// consume matches r's segments from depth on, where the trie leaves them, and returns how many parts the wildcards took.
func (r *route) consume(folded []string, depth int) (count int, ok bool) {
	at := depth
	for i := depth; i < len(r.segments); i++ {
		s := &r.segments[i]
		switch {
		case s.wild:
			n := r.span(i, folded[at:])
			count += n
			at += n
		case at == len(folded), s.isLiteral() && s.literal != folded[at], s.pieces != nil && !s.fits(folded[at]):
			return 0, false
		default:
			at++
		}
	}
	return count, at == len(folded)
}

// span is how many of the parts the wildcard r.segments[i] takes: all, or those before the literal that follows it.
func (r *route) span(i int, folded []string) int {
	if i == len(r.segments)-1 {
		return len(folded)
	}
	if n := slices.Index(folded, r.segments[i+1].literal); n >= 0 {
		return n
	}
	return len(folded)
}

// params are the path variables of a route that matched. One that took nothing has no value.
func (r *route) params(s *search, suffix string) []codec.Pair {
	if r.variables == 0 {
		return nil
	}
	pairs := make([]codec.Pair, 0, r.variables)
	at, n := 0, 0
	for i := range r.segments {
		seg := &r.segments[i]
		n = 1
		if seg.wild {
			n = r.span(i, s.folded[at:])
		}
		pairs = seg.bind(pairs, s.parts[at:at+n])
		at += n
	}
	last := &r.segments[len(r.segments)-1]
	switch {
	case suffix == "" || !last.wild || last.variable == "":
	case n > 0:
		pairs[len(pairs)-1].Value += suffix
	case suffix[0] == '/':
		pairs = append(pairs, codec.Pair{Name: last.variable, Value: suffix[1:]})
	}
	return pairs
}

// bind appends what the segment's variables took of parts.
func (s *segment) bind(pairs []codec.Pair, parts []string) []codec.Pair {
	switch {
	case s.pieces != nil:
		rest := parts[0]
		for i := range s.pieces {
			piece, tail, _ := strings.Cut(rest, ".")
			pairs = s.pieces[i].bindOne(pairs, piece)
			rest = tail
		}
		return pairs
	case len(parts) == 1:
		return s.bindOne(pairs, parts[0])
	}
	return s.bindOne(pairs, strings.Join(parts, "/"))
}

func (s *segment) bindOne(pairs []codec.Pair, value string) []codec.Pair {
	if s.variable == "" || value == "" {
		return pairs
	}
	return append(pairs, codec.Pair{Name: s.variable, Value: value})
}
