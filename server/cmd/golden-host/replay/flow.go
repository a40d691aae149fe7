package replay

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/fixtures"
)

// A pair is a value as it was recorded and as the running host gave it.
type pair struct{ recorded, ours string }

// A flow holds the values that answers gave, by the names that later requests use.
type flow map[string]pair

func (f flow) used(e *fixtures.Exchange) []pair {
	var all []pair
	for _, name := range e.Uses {
		if p := f[name]; p.recorded != "" && p.ours != "" {
			all = append(all, p)
		}
	}
	return all
}

func (f flow) capture(e *fixtures.Exchange, got []byte) {
	for _, c := range e.Captures {
		f[c.As] = pair{caught(e.Response(), c.From), caught(got, c.From)}
	}
}

// caught returns a value of an answer: "header:Set-Cookie:ss-id", or "json:/bearerToken".
func caught(raw []byte, from string) string {
	a := parseAnswer(raw)
	if name, ok := strings.CutPrefix(from, "header:Set-Cookie:"); ok {
		value := ""
		for _, h := range a.headers {
			if rest, ok := strings.CutPrefix(h.value, name+"="); ok && h.name == "set-cookie" {
				value, _, _ = strings.Cut(rest, ";")
			}
		}
		return value
	}
	return pointed(a.body, strings.TrimPrefix(from, "json:"))
}

// pointed returns the value that a JSON pointer finds in a body, or "".
func pointed(body []byte, pointer string) string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return ""
	}
	for _, step := range strings.FieldsFunc(pointer, func(c rune) bool { return c == '/' }) {
		switch in := v.(type) {
		case map[string]any:
			v = in[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(in) {
				return ""
			}
			v = in[i]
		default:
			return ""
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

var (
	basic  = regexp.MustCompile(`Basic ([A-Za-z0-9+/]{4,}={0,2})`)
	length = regexp.MustCompile(`(?i)(\r\ncontent-length: *)(\d+)`)
)

// substituted returns a request with our values in place of the recorded ones, also inside Basic credentials, and with its length put right.
func substituted(request []byte, pairs []pair) []byte {
	if len(pairs) == 0 {
		return request
	}
	changed := request
	for _, p := range pairs {
		changed = bytes.ReplaceAll(changed, []byte(p.recorded), []byte(p.ours))
		if escaped := url.QueryEscape(p.recorded); escaped != p.recorded {
			changed = bytes.ReplaceAll(changed, []byte(escaped), []byte(url.QueryEscape(p.ours)))
		}
	}
	changed = basic.ReplaceAllFunc(changed, func(found []byte) []byte { return substitutedBasic(found, pairs) })
	longer := bodyLength(changed) - bodyLength(request)
	if longer == 0 {
		return changed
	}
	at := length.FindSubmatchIndex(changed)
	if at == nil {
		return changed
	}
	n, err := strconv.Atoi(string(changed[at[4]:at[5]]))
	if err != nil {
		return changed
	}
	return bytes.Join([][]byte{changed[:at[4]], strconv.AppendInt(nil, int64(n+longer), 10), changed[at[5]:]}, nil)
}

func substitutedBasic(found []byte, pairs []pair) []byte {
	plain, err := base64.StdEncoding.DecodeString(string(found[len("Basic "):]))
	if err != nil {
		return found
	}
	for _, p := range pairs {
		plain = bytes.ReplaceAll(plain, []byte(p.recorded), []byte(p.ours))
	}
	return []byte("Basic " + base64.StdEncoding.EncodeToString(plain))
}

func bodyLength(request []byte) int {
	_, body, _ := bytes.Cut(request, []byte("\r\n\r\n"))
	return len(body)
}

func parseTime(layout, text string) (year int, ok bool) {
	t, err := time.Parse(layout, text)
	return t.Year(), err == nil
}
