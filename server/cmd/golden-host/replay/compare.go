package replay

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/fixtures"
)

// difference returns the first difference that a client could notice, or "".
func difference(e *fixtures.Exchange, want, got []byte) string {
	w, g := parseAnswer(want), parseAnswer(got)
	method, _, _ := bytes.Cut(e.Request(), []byte(" "))
	head := string(method) == http.MethodHead
	switch {
	case !g.whole:
		return "chunked body not finished"
	case w.status != g.status:
		return fmt.Sprintf("status %d, want %d", g.status, w.status)
	}
	if length := g.header("content-length"); length != "" && !head && g.status != http.StatusNoContent && g.status != http.StatusNotModified {
		if n, err := strconv.Atoi(length); err != nil || n != g.wire {
			return fmt.Sprintf("Content-Length %s, body %d", length, g.wire)
		}
	}
	m := newMask(e)
	a, b := m.headers(w, head), m.headers(g, head)
	if !slices.Equal(a, b) {
		return fmt.Sprintf("headers: missing %v, extra %v", missing(a, b), missing(b, a))
	}
	if e.AnswerHead != nil || m.body {
		return ""
	}
	return differing(m.text(string(w.body)), m.text(string(g.body)))
}

func missing(from, in []header) []header {
	return slices.DeleteFunc(slices.Clone(from), func(h header) bool { return slices.Contains(in, h) })
}

func differing(want, got string) string {
	if want == got {
		return ""
	}
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-40):min(len(s), i+60)] }
	return fmt.Sprintf("body differs at %d: %q, want %q", i, around(got), around(want))
}

// A mask stars what a recording calls volatile.
type mask struct {
	whole    map[string]bool // headers
	values   map[string]bool // cookies whose value and expiry are volatile
	expiries map[string]bool // cookies whose expiry is
	body     bool            // all of the body
	headOnly bool
	marks    []string
}

func newMask(e *fixtures.Exchange) *mask {
	m := &mask{map[string]bool{}, map[string]bool{}, map[string]bool{}, false, e.AnswerHead != nil, e.Volatile}
	for _, v := range e.Volatile {
		parts := strings.Split(v, ":")
		switch {
		case v == "body":
			m.body = true
		case parts[0] == "header" && len(parts) == 2:
			m.whole[strings.ToLower(parts[1])] = true
		case strings.HasPrefix(strings.ToLower(v), "header:set-cookie:"):
			m.expiries[parts[2]] = true
			m.values[parts[2]] = m.values[parts[2]] || len(parts) == 3
		}
	}
	if m.headOnly {
		m.whole["content-length"] = true
	}
	return m
}

func ignored(name string) bool {
	switch name {
	case "server", "date", "x-powered-by", "transfer-encoding", "connection", "keep-alive":
		return true
	}
	return false
}

// headers returns those that matter to a client, sorted.
func (m *mask) headers(a *answer, head bool) []header {
	var out []header
	for _, h := range a.headers {
		if ignored(h.name) || h.name == "content-length" && (!head || m.whole[h.name]) {
			continue
		}
		switch {
		case h.name == "set-cookie":
			h.value = m.cookie(h.value)
		case m.whole[h.name]:
			h.value = "*"
		}
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b header) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.value, b.value)) })
	return out
}

var expires = regexp.MustCompile(`expires=([^;]*)`)

func (m *mask) cookie(text string) string {
	name, rest, _ := strings.Cut(text, "=")
	value, attributes, more := strings.Cut(rest, ";")
	if (m.values[name] || m.whole["set-cookie"]) && value != "" {
		value = "*"
	}
	if m.expiries[name] || m.whole["set-cookie"] {
		attributes = expires.ReplaceAllStringFunc(attributes, func(s string) string { return "expires=" + era(s[len("expires="):]) })
	}
	if more {
		attributes = ";" + attributes
	}
	return name + "=" + value + attributes
}

// era tells a cookie that is deleted from one that is set.
func era(date string) string {
	for _, layout := range []string{http.TimeFormat, "Mon, 02-Jan-2006 15:04:05 MST"} {
		if t, ok := parseTime(layout, date); ok {
			if t <= 1970 {
				return "past"
			}
			return "future"
		}
	}
	return date
}

// text returns a body with its volatile parts starred.
func (m *mask) text(body string) string {
	for _, v := range m.marks {
		switch {
		case strings.HasPrefix(v, "body:line:"):
			body = starLine(body, v[len("body:line:"):])
		case strings.HasPrefix(v, "body:xml:"):
			name := regexp.QuoteMeta(v[strings.LastIndexByte(v, '/')+1:])
			body = regexp.MustCompile(`(<`+name+`(?: [^>]*)?>)[^<]+(</`+name+`>)`).ReplaceAllString(body, "${1}*${2}")
		case strings.HasPrefix(v, "body:json:"):
			body = starMember(body, v[strings.LastIndexByte(v, '/')+1:])
		}
	}
	return body
}

func starLine(body, number string) string {
	lines := strings.Split(body, "\n")
	if i, err := strconv.Atoi(number); err == nil && i >= 1 && i <= len(lines) {
		lines[i-1] = "*"
	}
	return strings.Join(lines, "\n")
}

func starMember(body, name string) string {
	member := regexp.MustCompile(`("` + regexp.QuoteMeta(name) + `"\s*:\s*)("(?:[^"\\]|\\.)*"|[-\d.eE+]+|null|true|false)`)
	return member.ReplaceAllStringFunc(body, func(found string) string {
		parts := member.FindStringSubmatch(found)
		switch {
		case parts[2] == "null", parts[2] == `""`:
			return found // an empty value is a difference
		case parts[2][0] == '"':
			return parts[1] + `"*"`
		}
		return parts[1] + "*"
	})
}

// messages are the ways in which the formats write the first message of a failure.
var messages = regexp.MustCompile(`(?s)^(.*?)(?:` +
	`("[Mm]essage":)"(?:[^"\\]|\\.)*"|` + // JSON
	`(<(?:d2p1:)?Message>).*?(</)|` +
	`([Mm]essage:)""(?:[^",](?:[^"]|"{4})*)""|` + // JSV in a cell of CSV
	`([Mm]essage:)"(?:[^"]|"")*"|` + // JSV
	`([Mm]essage:)[^,]*` +
	`)(.*)$`)

// firstLine is how an answer begins its message about a body that cannot be read; a reader's own words stand behind it.
var firstLine = regexp.MustCompile(`Could not deserialize '[^']*' request using [^']*'`)

// inReadersWords reports whether an answer tells that a body cannot be read, as the recorded one does: with the same first line, or with all its keys
// where the family tells them. A recorded host may leave the first line out.
func inReadersWords(want, got []byte) bool {
	recorded, own := firstLine.Find(want), firstLine.Find(got)
	return modelState.Match(got) || own != nil && (recorded == nil || bytes.Equal(recorded, own))
}

var contentLength = regexp.MustCompile(`(?i)\r\ncontent-length: \d+`)

// withoutMessage takes the text of the first message out of an answer's body, and the length that goes with it.
func withoutMessage(raw []byte) []byte {
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	head = contentLength.ReplaceAll(head, nil)
	return slices.Concat(head, []byte("\r\n\r\n"), messages.ReplaceAll(withoutModelErrors(body), []byte("$1$2$3$4$5$6$7$8")))
}
