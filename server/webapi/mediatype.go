package webapi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A mediaRange is one element of an Accept header, or a Content-Type.
type mediaRange struct {
	typ, subtype string // lower case
	charset      string // without quotes
	q            float64
}

// parseMediaType reads one media type with its parameters; ok is false where it is none.
func parseMediaType(text string) (m mediaRange, ok bool) {
	text, params, _ := strings.Cut(text, ";")
	m.typ, m.subtype, ok = strings.Cut(strings.ToLower(strings.Trim(text, " \t")), "/")
	m.q = 1
	if !ok || !token(m.typ) || !token(m.subtype) {
		return m, false
	}
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.Trim(param, " \t"), "=")
		value = strings.Trim(value, `"`)
		switch strings.ToLower(name) {
		case "charset":
			m.charset = strings.ToLower(value)
		case "q":
			q, err := strconv.ParseFloat(value, 64)
			if err != nil || q < 0 || q > 1 {
				return m, false
			}
			m.q = q
		}
	}
	return m, true
}

// token reports whether s is what HTTP calls a token.
func token(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, c)
	})
}

// parseAccept reads Accept headers, best first and in their order among equals. What follows an element that is no media type is lost, as in the original.
func parseAccept(headers []string) []mediaRange {
	var ranges []mediaRange
	for _, header := range headers {
		for part := range strings.SplitSeq(header, ",") {
			if strings.Trim(part, " \t") == "" {
				continue
			}
			m, ok := parseMediaType(part)
			if !ok {
				break
			}
			ranges = append(ranges, m)
		}
	}
	slices.SortStableFunc(ranges, func(a, b mediaRange) int { return cmp.Compare(b.q, a.q) })
	return ranges
}

// breadth says how exactly a range names a media type.
type breadth int

const (
	literal breadth = iota
	subtypes
	everything
)

// includes reports whether the range includes a media type, and how broadly.
func (m mediaRange) includes(mediaType string) (breadth, bool) {
	typ, subtype, _ := strings.Cut(mediaType, "/")
	switch {
	case m.typ == "*" && m.subtype == "*":
		return everything, true
	case m.typ != typ:
		return 0, false
	case m.subtype == "*":
		return subtypes, true
	}
	return literal, m.subtype == subtype
}
