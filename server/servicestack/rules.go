package servicestack

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// rule compiles what a route demands of a request beside its path. ServiceStack's own rules are known: AcceptsJson and its like,
// the places of a number in a path ("{int}/**", "path/{int}/**", "**/{int}", "**/{int}/path"), and "PathInfo =~ pattern" or "UserAgent = text".
func rule(text string) (func(*http.Request) bool, error) {
	if media, ok := acceptRules()[text]; ok {
		return func(r *http.Request) bool { return strings.Contains(strings.Join(r.Header["Accept"], ","), media) }, nil
	}
	if number, ok := numberRules()[text]; ok {
		return func(r *http.Request) bool { return number(segments(pathOf(r.URL))) }, nil
	}
	if field, pattern, ok := strings.Cut(text, " =~ "); ok && fields()[field] != nil {
		part := fields()[field]
		p, err := regexp.Compile(pattern)
		if err != nil {
			return nil, fmt.Errorf("rule %q: %w", text, err)
		}
		return func(r *http.Request) bool { return p.MatchString(part(r)) }, nil
	}
	if field, value, ok := strings.Cut(text, " = "); ok && fields()[field] != nil {
		part := fields()[field]
		return func(r *http.Request) bool { return part(r) == value }, nil
	}
	return nil, fmt.Errorf("rule %q is not known", text)
}

func acceptRules() map[string]string {
	return map[string]string{
		"AcceptsHtml": "text/html", "AcceptsJson": "application/json", "AcceptsXml": "application/xml",
		"AcceptsJsv": "application/jsv", "AcceptsCsv": "text/csv",
	}
}

func numberRules() map[string]func([]string) bool {
	return map[string]func([]string) bool{
		"{int}/**":      func(s []string) bool { return isNumber(s, 0) },
		"path/{int}/**": func(s []string) bool { return isNumber(s, 1) },
		"**/{int}":      func(s []string) bool { return isNumber(s, len(s)-1) },
		"**/{int}/path": func(s []string) bool { return isNumber(s, len(s)-2) },
	}
}

// fields are the parts of a request that a rule can name.
func fields() map[string]func(*http.Request) string {
	return map[string]func(*http.Request) string{
		"PathInfo":  func(r *http.Request) string { return pathOf(r.URL) },
		"UserAgent": (*http.Request).UserAgent,
	}
}

// segments splits a path as it was sent: an empty part at its end counts.
func segments(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

func isNumber(parts []string, i int) bool {
	if i < 0 || i >= len(parts) {
		return false
	}
	_, err := strconv.ParseInt(strings.Trim(parts[i], " \t\n\v\f\r"), 10, 32) // .NET reads blanks around a number
	return err == nil
}
