package server_test

import (
	"slices"
	"strings"
)

// An original finds routes as ServiceStack's RestPath and ServiceController do: lists by count and first literal, each list scored whole.
type original []originalRoute

type originalRoute struct {
	text, verbs string
	dotted      []bool   // segments that hold a dot and a variable
	parts       []string // literals and {variables}, dotted segments taken apart
	first       string
	wild        bool
	variables   int
}

func newOriginalRoute(text string) originalRoute {
	verbs, path, _ := strings.Cut(text, " ")
	r := originalRoute{text: text, verbs: verbs}
	for _, s := range strings.FieldsFunc(path, func(c rune) bool { return c == '/' }) {
		dotted := strings.Contains(s, "{") && strings.Contains(s, ".")
		r.dotted = append(r.dotted, dotted)
		if dotted {
			r.parts = append(r.parts, strings.Split(s, ".")...)
		} else {
			r.parts = append(r.parts, s)
		}
	}
	for _, p := range r.parts {
		switch {
		case strings.HasPrefix(p, "{"):
			r.variables++
			r.wild = r.wild || strings.Contains(p, "*")
		case r.first == "":
			r.first = p
		}
	}
	return r
}

func (o original) find(verb, path string) string {
	parts := strings.FieldsFunc(strings.ToLower(path), func(c rune) bool { return c == '/' })
	var keys []string
	for _, p := range parts {
		keys = append(keys, p)
		if strings.Contains(p, ".") {
			keys = append(keys, strings.Split(p, ".")...)
		}
	}
	for _, wild := range []bool{false, true} {
		for _, key := range keys {
			best, found := -1, ""
			for _, r := range o {
				if r.first != key || r.wild != wild || !wild && len(r.dotted) != len(parts) {
					continue
				}
				if score := r.score(verb, parts); score > best {
					best, found = score, r.text
				}
			}
			if best > 0 {
				return found
			}
		}
	}
	return "none"
}

func (r originalRoute) score(verb string, parts []string) int {
	if r.verbs != "ANY" && !slices.Contains(strings.Split(r.verbs, ","), verb) {
		return -1
	}
	taken, ok := r.match(r.explode(parts))
	if !ok {
		return -1
	}
	score := max(100-taken, 1)*1000 + max(10-r.variables, 1)*100 + 1
	if r.verbs == verb {
		score += 9
	}
	return score
}

func (r originalRoute) explode(parts []string) []string {
	var all []string
	for i, p := range parts {
		if i < len(r.dotted) && r.dotted[i] {
			if !strings.Contains(p, ".") {
				return []string{"\x00"}
			}
			all = append(all, strings.Split(p, ".")...)
			continue
		}
		all = append(all, p)
	}
	return all
}

func (r originalRoute) match(parts []string) (taken int, ok bool) {
	at := 0
	for i, p := range r.parts {
		switch {
		case strings.Contains(p, "*") && i == len(r.parts)-1:
			taken += len(parts) - at
			at = len(parts)
		case strings.Contains(p, "*"):
			for at < len(parts) && parts[at] != r.parts[i+1] {
				at++
				taken++
			}
		case at == len(parts), !strings.HasPrefix(p, "{") && parts[at] != p:
			return 0, false
		default:
			at++
		}
	}
	return taken, at == len(parts)
}
