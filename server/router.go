package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/services"
)

// A Router finds operations by verb and path, and by name. Names and literal segments match in any case.
// The exported fields are the family's, set in [Dialect.Prepare]; routes are added before the first request and never after.
//
// The choice among several routes that match is ServiceStack's, as recorded: one without a wildcard before one with, then the one whose
// first literal comes first in the path, then the one with the fewest segments under a wildcard, the fewest variables, exactly this verb
// as its only one, a rule that holds; at last the one that was declared first. router_pattern.go has the grammar.
type Router struct {
	// Strict makes a path with an empty segment (//) match nothing. Otherwise empty segments are dropped.
	Strict bool

	// Unique refuses two operations of one name and verb, for a family whose requests name the operation.
	Unique bool

	// Rule compiles the rule of a route. Without it a route with a rule is a mistake.
	Rule func(text string) (func(*http.Request) bool, error)

	exact    map[string][]*route // routes of literals only, by their folded path
	root     node                // all others
	fallback []*route            // "/{Path*}": whatever nothing else takes
	shapes   map[string][]*route // for conflicts
	byName   map[string][]*named // by name as declared and in lower case
	count    int
}

// named is an operation that is called by its name.
type named struct {
	op    *services.Operation
	verbs []string // nil: every verb
}

// A Query is what is asked of a [Router].
type Query struct {
	Verb    string
	Path    string        // decoded as the family decodes it: a slash in it separates segments
	Suffix  string        // ".json", what the family took off the end of the path; a wildcard at the end gets it back
	Request *http.Request // for rules
}

// A Match is the operation that answers, and the path variables that have a value.
type Match struct {
	Op     *services.Operation
	Params []codec.Pair
}

// Find is [Router.Lookup] for those who have neither suffixes nor rules.
func (rt *Router) Find(verb, path string) (*services.Operation, []codec.Pair, error) {
	m, err := rt.Lookup(Query{Verb: verb, Path: path})
	return m.Op, m.Params, err
}

// Lookup returns the operation for a verb and a path. Its errors are [ErrNoRoute] and [*ErrVerb].
func (rt *Router) Lookup(q Query) (Match, error) {
	if rt.Strict && strings.Contains(q.Path, "//") {
		return Match{}, ErrNoRoute
	}
	folded := strings.ToLower(q.Path)
	s := search{verb: q.Verb}
	for _, r := range rt.exact[strings.Trim(folded, "/")] {
		s.offer(r, 0, q.Request)
	}
	if s.best.route != nil {
		return Match{Op: s.best.route.op}, nil
	}
	var parts, lower [16]string // enough for most paths, so that they stay on the stack
	s.parts = split(parts[:0], q.Path)
	s.folded = s.parts
	if folded != q.Path {
		s.folded = split(lower[:0], folded)
	}
	s.all(rt, q.Request)
	if r := s.best.route; r != nil {
		suffix := q.Suffix
		if suffix != "" && strings.HasSuffix(q.Path, "/") {
			suffix = "/" + suffix // it is a segment of its own
		}
		return Match{Op: r.op, Params: r.params(&s, suffix)}, nil
	}
	var allow []string
	s.allow = &allow
	s.all(rt, q.Request)
	if allow == nil {
		return Match{}, ErrNoRoute
	}
	slices.Sort(allow)
	return Match{}, &ErrVerb{Allow: slices.Compact(allow)}
}

// Named returns the operation of that name which takes verb, and whether the host has the name at all.
// An operation takes the verbs of its routes, or every verb where it has none.
func (rt *Router) Named(name, verb string) (op *services.Operation, known bool) {
	list, ok := rt.byName[name]
	if !ok {
		list = rt.byName[strings.ToLower(name)]
	}
	for _, n := range list {
		if slices.Contains(n.verbs, verb) {
			return n.op, true
		}
		if op == nil && n.verbs == nil {
			op = n.op
		}
	}
	return op, len(list) > 0
}

// Add declares the name and the routes of op. Its errors name the place of the declaration, and of both where two are on one route.
func (rt *Router) Add(op *services.Operation) error {
	n := &named{op: op}
	for i, text := range op.Routes {
		r, err := parseRoute(text, op)
		if err == nil {
			err = rt.compileRule(r)
		}
		if err != nil {
			return fmt.Errorf("%s: %s: route %q: %w", op.Source, op.Name, text, err)
		}
		if err := rt.insert(r); err != nil {
			return err
		}
		n.widen(r.verbs, i == 0)
	}
	return rt.name(n)
}

// widen adds a route's verbs to those that the operation takes.
func (n *named) widen(verbs []string, first bool) {
	if verbs == nil || n.verbs == nil && !first {
		n.verbs = nil
		return
	}
	n.verbs = append(n.verbs, verbs...)
}

func (rt *Router) name(n *named) error {
	if rt.byName == nil {
		rt.byName = make(map[string][]*named)
	}
	lower := strings.ToLower(n.op.Name)
	for _, other := range rt.byName[lower] {
		if rt.Unique && overlap(n.verbs, other.verbs) {
			return fmt.Errorf("%s: operation %s is already declared for the same verb at %s", n.op.Source, n.op.Name, other.op.Source)
		}
	}
	list := append(rt.byName[lower], n)
	rt.byName[lower] = list
	rt.byName[n.op.Name] = list
	return nil
}

func (rt *Router) compileRule(r *route) (err error) {
	if r.ruleText == "" {
		return nil
	}
	if rt.Rule == nil {
		return fmt.Errorf("the host has no rules for routes")
	}
	r.rule, err = rt.Rule(r.ruleText)
	return err
}

func (rt *Router) insert(r *route) error {
	shape := r.shape()
	for _, other := range rt.shapes[shape] {
		if r.ruleText == other.ruleText && overlap(r.verbs, other.verbs) {
			return fmt.Errorf("%s: %s: route %q is already that of %s, declared at %s", r.op.Source, r.op.Name, r.text, other.op.Name, other.op.Source)
		}
	}
	if rt.shapes == nil {
		rt.shapes, rt.exact = make(map[string][]*route), make(map[string][]*route)
	}
	rt.shapes[shape] = append(rt.shapes[shape], r)
	r.order = rt.count
	rt.count++
	switch {
	case r.isFallback():
		rt.fallback = append(rt.fallback, r)
	case r.variables == 0:
		rt.exact[shape] = append(rt.exact[shape], r)
		rt.root.insert(r, r.segments) // for a path with empty segments in it, and for the verbs of a path
	default:
		rt.root.insert(r, r.segments)
	}
	return nil
}

// overlap reports whether two declarations take one verb in the same way. One for every verb gives way to one that names the verb.
func overlap(a, b []string) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return slices.ContainsFunc(a, func(verb string) bool { return slices.Contains(b, verb) })
}
