package server

import (
	"fmt"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/services"
)

// A Router finds operations by verb and path, and by name. Names and literal segments match in any case.
type Router struct {
	routes []*route
	byName map[string][]*services.Operation
}

type route struct {
	verbs    []string // nil: every verb
	segments []segment
	op       *services.Operation
}

type segment struct {
	literal  string // lower case
	variable string
	wildcard bool
}

// Add declares the routes of op. Two operations on one route are an error that names both places.
func (rt *Router) Add(op *services.Operation) error {
	if rt.byName == nil {
		rt.byName = make(map[string][]*services.Operation)
	}
	name := strings.ToLower(op.Name)
	rt.byName[name] = append(rt.byName[name], op)
	for _, pattern := range op.Routes {
		r, err := parseRoute(pattern, op)
		if err != nil {
			return err
		}
		for _, other := range rt.routes {
			if r.conflicts(other) {
				return fmt.Errorf("%s: route %q is already that of %s, declared at %s", op.Source, pattern, other.op.Name, other.op.Source)
			}
		}
		rt.routes = append(rt.routes, r)
	}
	return nil
}

// Named returns the operation with the given name that takes verb, and whether the host has the name at all.
func (rt *Router) Named(name, verb string) (op *services.Operation, known bool) {
	ops := rt.byName[strings.ToLower(name)]
	for _, op := range ops {
		return op, true
	}
	return nil, len(ops) > 0
}

// Find returns the operation for a verb and a path. Its errors are [ErrNoRoute] and [*ErrVerb].
func (rt *Router) Find(verb, path string) (*services.Operation, []codec.Pair, error) {
	parts := strings.FieldsFunc(path, func(c rune) bool { return c == '/' })
	var best *route
	var allow []string
	for _, r := range rt.routes {
		if !r.matches(parts) {
			continue
		}
		if !r.takes(verb) {
			allow = append(allow, r.verbs...)
			continue
		}
		if best == nil || r.score(verb) > best.score(verb) {
			best = r
		}
	}
	switch {
	case best != nil:
		return best.op, best.params(parts), nil
	case allow != nil:
		return nil, nil, &ErrVerb{Allow: allow}
	}
	return nil, nil, ErrNoRoute
}

func parseRoute(pattern string, op *services.Operation) (*route, error) {
	verbs, path, ok := strings.Cut(pattern, " ")
	if !ok || !strings.HasPrefix(path, "/") {
		return nil, fmt.Errorf("%s: route %q is not VERB /path", op.Source, pattern)
	}
	r := &route{op: op}
	if verbs != "ANY" {
		r.verbs = strings.Split(verbs, ",")
	}
	for _, part := range strings.FieldsFunc(path, func(c rune) bool { return c == '/' }) {
		r.segments = append(r.segments, parseSegment(part))
	}
	return r, nil
}

func parseSegment(part string) segment {
	if !strings.HasPrefix(part, "{") {
		return segment{literal: strings.ToLower(part)}
	}
	name := strings.Trim(part, "{}")
	bare := strings.Trim(name, "*")
	return segment{variable: bare, wildcard: bare != name}
}

func (r *route) conflicts(other *route) bool {
	if len(r.segments) != len(other.segments) || !r.overlaps(other) {
		return false
	}
	for i, s := range r.segments {
		o := other.segments[i]
		if s.literal != o.literal || s.wildcard != o.wildcard {
			return false
		}
	}
	return true
}

func (r *route) overlaps(other *route) bool {
	if r.verbs == nil || other.verbs == nil {
		return r.verbs == nil && other.verbs == nil
	}
	for _, v := range r.verbs {
		if other.takes(v) {
			return true
		}
	}
	return false
}

func (r *route) takes(verb string) bool {
	if r.verbs == nil {
		return true
	}
	for _, v := range r.verbs {
		if v == verb {
			return true
		}
	}
	return false
}

func (r *route) matches(parts []string) bool {
	for i, s := range r.segments {
		if s.wildcard {
			return true
		}
		if i >= len(parts) || s.variable == "" && !strings.EqualFold(s.literal, parts[i]) {
			return false
		}
	}
	return len(parts) == len(r.segments)
}

func (r *route) score(verb string) int {
	variables, wildcards := 0, 0
	for _, s := range r.segments {
		if s.wildcard {
			wildcards++
		} else if s.variable != "" {
			variables++
		}
	}
	score := max(100-wildcards, 1)*1000 + max(10-variables, 1)*100 + 1
	if len(r.verbs) == 1 && r.verbs[0] == verb {
		score += 9
	}
	return score
}

func (r *route) params(parts []string) []codec.Pair {
	var pairs []codec.Pair
	for i, s := range r.segments {
		switch {
		case s.wildcard:
			return append(pairs, codec.Pair{Name: s.variable, Value: strings.Join(parts[i:], "/")})
		case s.variable != "":
			pairs = append(pairs, codec.Pair{Name: s.variable, Value: parts[i]})
		}
	}
	return pairs
}
