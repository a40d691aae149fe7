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
	charset      string // as it stands, in lower case: one in quotes names no encoding
	q            float64
}

// parseMediaType reads one media type with its parameters; ok is false where it is none.
func parseMediaType(text string) (m mediaRange, ok bool) {
	text, params, more := strings.Cut(text, ";")
	m.typ, m.subtype, ok = strings.Cut(strings.ToLower(strings.Trim(text, " \t")), "/")
	m.q = 1
	if !ok || !token(m.typ) || !token(m.subtype) {
		return m, false
	}
	seen := ""
	for more {
		var param string
		param, params, more = cutUnquoted(params, ';')
		name, value, given := strings.Cut(param, "=")
		name, value = strings.ToLower(strings.Trim(name, " \t")), strings.Trim(value, " \t")
		if !token(name) || given && !token(value) && !quoted(value) {
			return m, false
		}
		if strings.Contains(seen, " "+name+" ") { // the first one counts
			continue
		}
		seen += " " + name + " "
		switch name {
		case "charset":
			m.charset = strings.ToLower(value)
		case "q":
			m.q = quality(value)
		}
	}
	return m, true
}

// quality reads a quality factor; what is none counts as 1, and no bound is kept.
func quality(text string) float64 {
	if strings.Trim(text, "0123456789.") != "" {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 1
	}
	return q
}

// token reports whether s is what HTTP calls a token.
func token(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, c)
	})
}

// quoted reports whether s is what HTTP calls a quoted string.
func quoted(s string) bool {
	if len(s) < 2 || s[0] != '"' {
		return false
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i == len(s)-1
		}
	}
	return false
}

// cutUnquoted cuts text at the first separator outside of quotes.
func cutUnquoted(text string, separator byte) (before, after string, found bool) {
	inQuotes := false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			inQuotes = !inQuotes
		case text[i] == '\\' && inQuotes:
			i++
		case text[i] == separator && !inQuotes:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// parseAccept reads Accept headers, best first: by quality, then the more exact ones, then in their order. A header with an element that is no media type
// counts for nothing, as in the original.
func parseAccept(headers []string) []mediaRange {
	var ranges []mediaRange
	for _, header := range headers {
		ranges = append(ranges, parseRanges(header)...)
	}
	slices.SortStableFunc(ranges, func(a, b mediaRange) int {
		return cmp.Or(cmp.Compare(b.q, a.q), cmp.Compare(a.breadth(), b.breadth()))
	})
	return ranges
}

func parseRanges(header string) []mediaRange {
	var ranges []mediaRange
	for more := true; more; {
		var part string
		if part, header, more = cutUnquoted(header, ','); strings.Trim(part, " \t") == "" {
			continue
		}
		m, ok := parseMediaType(part)
		if !ok {
			return nil
		}
		ranges = append(ranges, m)
	}
	return ranges
}

// breadth says how exactly a range names a media type.
type breadth int

const (
	literal breadth = iota
	subtypes
	everything
)

func (m mediaRange) breadth() breadth {
	switch {
	case m.subtype != "*":
		return literal
	case m.typ != "*":
		return subtypes
	}
	return everything
}

// includes reports whether the range includes a media type, and how broadly.
func (m mediaRange) includes(mediaType string) (breadth, bool) {
	typ, subtype, _ := strings.Cut(mediaType, "/")
	b := m.breadth()
	return b, b == everything || m.typ == typ && (b == subtypes || m.subtype == subtype)
}
