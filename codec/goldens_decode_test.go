package codec_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec"
)

func replayDecode(g *golden) string {
	p := fresh(g.goType())
	err := formatOf(g, g.Format).Decode(g.input(), p.Interface())
	return g.compareDecoded(p, err)
}

func (g *golden) compareDecoded(p reflect.Value, err error) string {
	if g.Error != nil {
		if err == nil {
			return fmt.Sprintf("no error, want %s %s", g.Error.Type, g.Error.Message)
		}
		return g.compareError(err)
	}
	if err != nil {
		return "error " + err.Error()
	}
	if !g.present["ok"] || g.OK == nil || string(*g.OK) == "null" {
		return ""
	}
	var want any
	if err := parseNumbers(*g.OK, &want); err != nil {
		return err.Error()
	}
	if d, ok := g.compareGenerated(p, want); ok {
		return d
	}
	got := (notation{g.zone()}).neutral(p.Elem())
	return compareNeutral(got, want)
}

// compareGenerated compares what is too long to be written down.
func (g *golden) compareGenerated(p reflect.Value, want any) (string, bool) {
	m, _ := want.(map[string]any)
	if length, ok := m["$length"]; ok {
		if got := len(*p.Interface().(*VString).V); fmt.Sprint(got) != fmt.Sprint(length) {
			return fmt.Sprintf("length %d, want %v", got, length), true
		}
		return "", true
	}
	if depth, ok := m["$depth"]; ok {
		n := 0
		switch p := p.Interface().(type) {
		case *Node:
			for at := p; at != nil; n++ {
				next := at.Next
				if next == nil && len(at.Children) > 0 {
					next = at.Children[0]
				}
				at = next
			}
		case *XNode:
			for at := p; at != nil; at = at.Next {
				n++
			}
		default:
			return "", true
		}
		if fmt.Sprint(n) != fmt.Sprint(depth) {
			return fmt.Sprintf("depth %d, want %v", n, depth), true
		}
		return "", true
	}
	return "", false
}

func compareNeutral(got, want any) string {
	got, want = shape(got), shape(want)
	both(got, want)
	return firstDifference("", got, want)
}

// firstDifference names the place where got is not want.
func firstDifference(path string, got, want any) string {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for key := range w {
			if ok {
				if d := firstDifference(path+"."+key, g[key], w[key]); d != "" {
					return d
				}
			}
		}
		if ok && len(g) == len(w) {
			return ""
		}
	case []any:
		g, ok := got.([]any)
		for i := range min(len(g), len(w)) {
			if d := firstDifference(fmt.Sprintf("%s[%d]", path, i), g[i], w[i]); d != "" {
				return d
			}
		}
		if ok && len(g) == len(w) {
			return ""
		}
	default:
		if reflect.DeepEqual(got, want) {
			return ""
		}
	}
	return fmt.Sprintf("%s is %.200q, want %.200q", path, fmt.Sprint(got), fmt.Sprint(want))
}

// shape makes numbers text, floats alike, and exceptions their message.
func shape(x any) any {
	switch x := x.(type) {
	case json.Number:
		return x.String()
	case []any:
		for i := range x {
			x[i] = shape(x[i])
		}
		return x
	case map[string]any:
		delete(x, "exception")
		if units, ok := x["utf16"]; ok && units != nil {
			return stringOf(x)
		}
		for key := range x {
			x[key] = shape(x[key])
		}
		return x
	case string:
		switch x {
		case "\x00", "Infinity":
			return "Infinity"
		case "-\x00":
			return "-Infinity"
		case "NAN":
			return "NaN"
		}
		return x
	}
	return x
}

// both drops what only one side can know: members that .NET computes.
func both(got, want any) {
	switch g := got.(type) {
	case map[string]any:
		w, ok := want.(map[string]any)
		if !ok {
			return
		}
		for _, name := range []string{"Computed", "Extra"} {
			delete(g, name)
			delete(w, name)
		}
		for key := range w {
			if base, name, ok := strings.Cut(key, "."); ok && !strings.HasPrefix(base, "$") {
				w["base."+name] = w[key]
				delete(w, key)
			}
		}
		for key := range g {
			if _, ok := w[key]; !ok && strings.HasPrefix(key, "base.") {
				delete(g, key)
			}
			both(g[key], w[key])
		}
	case []any:
		w, _ := want.([]any)
		for i := range g {
			if i < len(w) {
				both(g[i], w[i])
			}
		}
	}
}

func replayForm(g *golden) string {
	p := fresh(g.goType())
	switch g.Kind {
	case "query", "form":
		err := codec.Bind(p.Interface(), pairsOf(string(g.input())), g.options())
		if g.Error != nil && err != nil {
			return g.compareFields(err)
		}
		return g.compareDecoded(p, err)
	case "toQuery":
		if err := (notation{g.zone()}).fill(p.Elem(), g.Value); err != nil {
			return err.Error()
		}
		got, err := codec.AppendQuery(nil, p.Interface())
		if want := g.text(); err != nil || string(got) != want {
			return fmt.Sprintf("got %q %v, want %q", got, err, want)
		}
	case "toGetUrl":
		return g.replayURL(p)
	default:
		return "a kind that is not known: " + g.Kind
	}
	return ""
}

// urlRoutes are the routes of the classes in types.md.
func urlRoutes() map[string][]string {
	return map[string][]string{
		"ResetPassword":                             {"POST /user/password/reset"},
		"UserLogin":                                 {"POST /user/login"},
		"ResetTwoFactorAuthenticationRequest":       {"PUT /users/2fa/reset"},
		"GenerateTwoFactorAuthenticationKeyRequest": {"PUT /users/2fa/generate-key"},
		"GetProfileRequest":                         {"GET /profile/{Id}"},
	}
}

func (g *golden) replayURL(p reflect.Value) string {
	if err := (notation{g.zone()}).fill(p.Elem(), g.Value); err != nil {
		return err.Error()
	}
	got, err := codec.AppendURL(nil, p.Interface(), urlRoutes()[g.Type]...)
	if g.Error != nil {
		if !errors.Is(err, codec.ErrUnsupported) {
			return fmt.Sprintf("got %q %v, want %s", got, err, g.Error.Message)
		}
		return ""
	}
	if want := g.text(); err != nil || string(got) != want {
		return fmt.Sprintf("got %q %v, want %q", got, err, want)
	}
	return ""
}

func (g *golden) text() string {
	var text string
	if g.OK != nil {
		_ = json.Unmarshal(*g.OK, &text)
	}
	return text
}

func (g *golden) compareFields(err error) string {
	var bind *codec.BindError
	if !errors.As(err, &bind) {
		return "not a BindError: " + err.Error()
	}
	if len(bind.Fields) != len(g.Error.Fields) {
		return fmt.Sprintf("%d fields, want %d", len(bind.Fields), len(g.Error.Fields))
	}
	for i, f := range g.Error.Fields {
		if got := bind.Fields[i]; got.Name != f.Property || got.Value != f.Value {
			return fmt.Sprintf("field %s %q, want %s %q", got.Name, got.Value, f.Property, f.Value)
		}
	}
	if bind.Error() != g.Error.Message {
		return fmt.Sprintf("got %q, want %q", bind.Error(), g.Error.Message)
	}
	return ""
}

// pairsOf splits a query string as ServiceStack does: what is no escape stands for itself.
func pairsOf(query string) []codec.Pair {
	var pairs []codec.Pair
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, codec.Pair{Name: unescapeQuery(name), Value: unescapeQuery(value)})
	}
	return pairs
}

// unescapeQuery leaves escapes that are no UTF-8 as they stand.
func unescapeQuery(s string) string {
	s = strings.ReplaceAll(s, "+", " ")
	var b strings.Builder
	for i := 0; i < len(s); {
		end := i
		for end+3 <= len(s) && s[end] == '%' && isEscape(s[end:end+3]) {
			end += 3
		}
		if end == i {
			b.WriteByte(s[i])
			i++
			continue
		}
		text, _ := url.PathUnescape(s[i:end])
		for ; len(text) > 0; i += 3 {
			r, size := utf8.DecodeRuneInString(text)
			if r == utf8.RuneError && size == 1 {
				b.WriteString(s[i : i+3])
			} else {
				b.WriteRune(r)
				i += 3 * (size - 1)
			}
			text = text[size:]
		}
	}
	return b.String()
}

func isEscape(s string) bool {
	_, err := url.PathUnescape(s)
	return err == nil
}

// TestFixturesAreTheRecordings compares the copies with their source, where that is at hand.
func TestFixturesAreTheRecordings(t *testing.T) {
	const source = "../../shared/goldens/"
	if _, err := os.Stat(source); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the recordings are not here")
	}
	t.Setenv("GOLDENS", "")
	for _, file := range []string{"codec/encode", "codec/decode", "codec/form", "webapi/vectors", "webapi/vectors-sydney"} {
		want, err := os.ReadFile(source + file + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		got, err := goldenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is not a copy of the recording", fixtureOf(file))
		}
	}
}
