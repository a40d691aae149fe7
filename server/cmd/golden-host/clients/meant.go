package clients

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// codecs are the formats of the clients, as .NET clients write them: names as declared.
var codecs = map[string]codec.Codec{
	"application/json": codec.JSON(codec.TextOptions{}),
	"application/xml":  codec.XML(codec.XMLOptions{OmitDeclaration: true}),
	"application/jsv":  codec.JSV(codec.TextOptions{}),
	"text/jsv":         codec.JSV(codec.TextOptions{}),
	"text/csv":         codec.CSV(codec.TextOptions{}),
}

// whole shows all members of a DTO, null or not.
var whole = codec.JSON(codec.TextOptions{IncludeNulls: true})

// tree is a DTO as the standard library reads its JSON.
func tree(v any) (any, error) {
	text, err := whole.Append(nil, v)
	if err != nil {
		return nil, err
	}
	return parsed(text)
}

func parsed(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// misread returns in what the bound requests differ from what was sent, or "".
func (q *request) misread(s *subject, variables map[string]string, bound *witness, fresh func() any) string {
	if bound.operation != s.name {
		return fmt.Sprintf("reached operation %q, want %s", bound.operation, s.name)
	}
	switch {
	case q.batch:
		return q.misreadBatch(s, bound.requests)
	case len(bound.requests) != 1:
		return fmt.Sprintf("%d requests, want one", len(bound.requests))
	}
	pairs := q.pairs
	for name, value := range variables {
		pairs = append(pairs, [2]string{name, value})
	}
	if format := codecs[q.media]; len(q.body) > 0 && format != nil && format.Name() != "json" {
		return rewritten(format, bound.requests[0], q.body)
	}
	var sent any
	if len(q.body) > 0 {
		var err error
		if sent, err = parsed(q.body); err != nil {
			return err.Error()
		}
	}
	return members(bound.requests[0], fresh(), sent, pairs)
}

// scriptDate is how a browser spells a date that nobody formatted. .NET does not read it.
var scriptDate = regexp.MustCompile(`^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} .* GMT`)

// unreadable reports whether a request says what no host can read: a text in place of a document, a date in a browser's words.
func (q *request) unreadable() bool {
	if _, err := parsed(q.body); q.media == "application/json" && len(q.body) > 0 && err != nil {
		return true
	}
	return slices.ContainsFunc(q.pairs, func(p [2]string) bool { return scriptDate.MatchString(p[1]) })
}

// rewritten compares what a format makes of v with the client's own bytes.
func rewritten(format codec.Codec, v any, want []byte) string {
	got, err := format.Append(nil, v)
	if err != nil {
		return err.Error()
	}
	if !bytes.Equal(spelled(got), spelled(want)) {
		return fmt.Sprintf("bound as %s, want %s", got, want)
	}
	return ""
}

var (
	greenwich = regexp.MustCompile(`(:\d\d(?:\.\d+)?)\+00:00`)
	closed    = regexp.MustCompile(`<([\w:]+)></([\w:]+)>`)
)

// spelled gives two things one spelling that .NET writes in two ways: a time of UTC, which is a local one once it is read, and an empty element.
func spelled(document []byte) []byte {
	return closed.ReplaceAll(greenwich.ReplaceAll(document, []byte("${1}Z")), []byte("<$1 />"))
}

func (q *request) misreadBatch(s *subject, requests []any) string {
	if format := codecs[q.media]; format != nil && format.Name() != "json" {
		return rewritten(format, s.list(requests), q.body)
	}
	sent, err := parsed(q.body)
	list, ok := sent.([]any)
	if err != nil || !ok || len(list) != len(requests) {
		return fmt.Sprintf("%d requests of %s", len(requests), q.body)
	}
	for i, r := range requests {
		if d := members(r, nil, list[i], nil); d != "" {
			return fmt.Sprintf("request %d: %s", i, d)
		}
	}
	return ""
}

// members compares every member of a bound request with what was sent. One that was not sent has the value that it has in a fresh request.
func members(bound, fresh, sent any, pairs [][2]string) string {
	got, err := tree(bound)
	if err != nil {
		return err.Error()
	}
	object, _ := got.(map[string]any)
	written, err := codecs["text/jsv"].Append(nil, bound) // which is how a text of a pair holds lists and objects
	if err != nil {
		return err.Error()
	}
	want := map[string]any{}
	if given, ok := sent.(map[string]any); ok {
		for name, v := range given {
			want[fold(name)] = v
		}
	}
	texts := map[string]string{}
	for _, p := range pairs {
		texts[fold(p[0])] = p[1]
	}
	untouched := map[string]any{}
	if fresh != nil {
		compute(fresh)
		t, err := tree(fresh)
		if err != nil {
			return err.Error()
		}
		untouched, _ = t.(map[string]any)
	}
	for name, v := range object {
		w, inBody := want[fold(name)]
		text, inPair := texts[fold(name)]
		switch {
		case inBody && w != nil:
			if !same(v, w, false) {
				return fmt.Sprintf("member %s is %v, want %v", name, v, w)
			}
		case inPair:
			if flat(v) != normal(text) && !bytes.Contains(written, []byte(name+":"+text)) {
				return fmt.Sprintf("member %s is %v, want %s", name, v, text)
			}
		case fresh != nil && !(same(v, untouched[name], true) && same(untouched[name], v, true)):
			return fmt.Sprintf("member %s is %v, but nobody sent it", name, v)
		}
	}
	for name, w := range want {
		if _, known := folded(object, name); w != nil && !known && name != tokenCookie {
			return fmt.Sprintf("member %s is lost", name)
		}
	}
	return ""
}

// tokenCookie is a member that GetAccessToken had in earlier versions. Clients still send it, and no host of the recorded version has it.
const tokenCookie = "usetokencookie"

func folded(object map[string]any, name string) (any, bool) {
	for n, v := range object {
		if fold(n) == name {
			return v, true
		}
	}
	return nil, false
}

func fold(name string) string { return strings.ToLower(name) }

// same reports whether a value says all that another one does. Members that are null there may be anything. Where
// letters counts, names have to be written the same way.
func same(got, want any, letters bool) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for name, v := range w {
			value, there := g[name]
			if !letters {
				value, there = folded(g, fold(name))
			}
			if ok = ok && (v == nil || there && same(value, v, letters)); !ok {
				return false
			}
		}
		return ok
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if !same(g[i], w[i], letters) {
				return false
			}
		}
		return true
	case nil:
		return got == nil
	}
	return flat(got) == flat(want)
}

// flat is a scalar as a text, and a list of scalars with commas.
func flat(v any) string {
	switch v := v.(type) {
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = flat(one)
		}
		return strings.Join(parts, ",")
	case string:
		return normal(v)
	}
	return normal(fmt.Sprint(v))
}

var unixDate = regexp.MustCompile(`^/Date\((-?\d+)(?:[-+]\d{4})?\)/$`)

// normal gives numbers and times one spelling.
func normal(s string) string {
	if m := unixDate.FindStringSubmatch(s); m != nil {
		return "ms:" + m[1]
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return fmt.Sprintf("ms:%d", t.UnixMilli())
	}
	if s == "True" || s == "False" {
		return strings.ToLower(s)
	}
	if len(s) < 40 {
		if r, ok := new(big.Rat).SetString(s); ok && !strings.ContainsAny(s, "/xXpP_") {
			return r.RatString()
		}
	}
	return s
}
