package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/fixtures"
)

// recordedDigest is the password digest that the recorded clients sent; it is of another password than the demonstration's.
const recordedDigest = "515ea73d42a1c74f96b9016051e47002791cde4cdb856d56be9b53ec45b0f3ad"

// TestGoldens sends what Rocket.Chat's own clients sent to a host with the users of the recordings. No call is refused for its form, and wherever our
// answer tells of the situation of the recorded one, the client reads the same from it. GOLDENS names a folder of recordings, GOLDENS_AREA restricts
// the run, GOLDENS_REPORT is a file for the figures.
func TestGoldens(t *testing.T) {
	from, folder := fixtures.Clients(), os.Getenv("GOLDENS")
	if folder != "" {
		if _, err := os.Stat(folder); err != nil {
			t.Fatal(err)
		}
		from = os.DirFS(folder)
	}
	names, err := fixtures.Hosts(from, "clients")
	if folder != "" && errors.Is(err, fs.ErrNotExist) {
		t.Skip("the folder holds no clients")
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !strings.HasPrefix(name, "rocketchat-") || !strings.HasPrefix("clients/"+name, os.Getenv("GOLDENS_AREA")) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			calls, err := fixtures.Calls(from, "clients/"+name)
			if err != nil {
				t.Fatal(err)
			}
			var sum replayed
			for _, call := range calls {
				t.Run(call.Case, func(t *testing.T) { sum.add(t, name, startChat(t).replay(call)) })
			}
			t.Logf("%d requests, %d answers in the recorded situation", sum.requests, sum.alike)
			if folder == "" && (sum.requests < 50 || sum.alike < 5) {
				t.Errorf("%d requests and %d answers in the recorded situation, want at least 50 and 5", sum.requests, sum.alike)
			}
			report(t, fmt.Sprintf("%sgoldens clients/%s %d/%d deviating 0\n", &sum.differences, name, sum.passed, sum.passed+sum.failed))
		})
	}
}

// replayed is what came of the requests of a call, or of many calls. Calls of operations that the host has not are left out.
type replayed struct {
	name            string
	requests, alike int
	difference      string
	passed, failed  int // calls
	differences     strings.Builder
}

func (sum *replayed) add(t *testing.T, client string, one *replayed) {
	t.Helper()
	sum.requests, sum.alike = sum.requests+one.requests, sum.alike+one.alike
	switch {
	case one.difference != "":
		sum.failed++
		t.Error(one.difference)
		fmt.Fprintf(&sum.differences, "fail clients/%s/%s: %s\n", client, one.name, one.difference)
	case one.requests > 0:
		sum.passed++
	}
}

// report appends to the file that GOLDENS_REPORT names.
func report(t *testing.T, text string) {
	t.Helper()
	name := os.Getenv("GOLDENS_REPORT")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.WriteString(f, text); err != nil {
		t.Fatal(err)
	}
}

// replay sends the requests of one call, each in a TOTP step of its own and with the code of that step.
func (c chat) replay(call *fixtures.Call) *replayed {
	c.t.Helper()
	r := &replayed{name: call.Case}
	for i, text := range call.Requests {
		if coded, ok := strings.CutPrefix(text, "base64:"); ok {
			plain, err := base64.StdEncoding.DecodeString(coded)
			if err != nil {
				c.t.Fatal(err)
			}
			text = string(plain)
		}
		if !c.serves(text) {
			continue
		}
		c.clock.advance(30 * time.Second)
		text = strings.NewReplacer("123456", c.code(0), recordedDigest, bobPassword).Replace(text)
		r.requests++
		got := c.raw(text)
		want, ok := recordedAnswer(call.Answer(i))
		if why := refusedForItsForm(text, got, want); why != "" && r.difference == "" {
			r.difference = fmt.Sprintf("request %d: %s", i+1, why)
		}
		if !ok || !sameSituation(got, want) {
			continue
		}
		r.alike++
		if d := readOtherwise(got, want); d != "" && r.difference == "" {
			r.difference = fmt.Sprintf("request %d: %s", i+1, d)
		}
	}
	return r
}

// serves reports whether the operation that a request is for is one of the host's.
func (c chat) serves(request string) bool {
	path := strings.SplitN(strings.SplitN(request, " ", 3)[1], "?", 2)[0]
	for _, op := range c.host.Operations {
		for _, route := range op.Routes {
			_, template, _ := strings.Cut(route, " ")
			fixed, _, variable := strings.Cut(template, "{")
			if template == path || variable && strings.HasPrefix(path, fixed) {
				return true
			}
		}
	}
	return false
}

// recordedAnswer reads a canned answer, where it is one that can be read.
func recordedAnswer(raw string) (answer, bool) {
	res, err := http.ReadResponse(bufio.NewReader(strings.NewReader(raw)), nil)
	if err != nil || res.Header.Get("Content-Encoding") != "" {
		return answer{}, false
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(body)}, err == nil
}

// refusedForItsForm tells of an answer that says the request is not one. A body that is null is none (policy.md).
func refusedForItsForm(request string, got, want answer) string {
	null := strings.HasSuffix(request, "\r\n\r\nnull")
	switch {
	case got.status >= 500, got.status == http.StatusNotFound, got.status == http.StatusMethodNotAllowed && want.status != http.StatusMethodNotAllowed,
		got.status == http.StatusUnsupportedMediaType, strings.Contains(got.body, "invalid-params") && want.status == http.StatusOK && !null:
		return fmt.Sprintf("answered %d %s", got.status, got.body)
	}
	return ""
}

func members(body string) map[string]any {
	var m map[string]any
	if json.Unmarshal([]byte(body), &m) != nil {
		return nil
	}
	return m
}

// toldBy are the members that name the situation of an answer.
var toldBy = []string{"errorType", "status", "message"}

func sameSituation(got, want answer) bool {
	g, w := members(got.body), members(want.body)
	if got.status != want.status || !strings.HasPrefix(want.header.Get("Content-Type"), "application/json") || g == nil || w == nil || len(w) == 0 {
		return false
	}
	for _, name := range toldBy {
		if w[name] != nil && g[name] != w[name] {
			return false
		}
	}
	details, _ := w["details"].(map[string]any)
	ours, _ := g["details"].(map[string]any)
	return details["method"] == ours["method"] && reflect.DeepEqual(details["availableMethods"], ours["availableMethods"]) && (w["success"] == nil || w["success"] == g["success"])
}

// readOtherwise compares the members that a client reads. What is drawn by chance or told by a clock only has to be there.
func readOtherwise(got, want answer) string {
	if g, w := got.header.Get("Content-Type"), want.header.Get("Content-Type"); !strings.HasPrefix(w, g) {
		return fmt.Sprintf("Content-Type %q, want %q", g, w)
	}
	g, w := members(got.body), members(want.body)
	for _, name := range []string{"success", "error", "errorType", "details"} {
		if w[name] == nil || name == "error" && w["errorType"] == nil {
			continue // the text of an error without a type has changed from version to version
		}
		if !reflect.DeepEqual(g[name], w[name]) && !timed(g[name], w[name]) {
			return fmt.Sprintf("%s is %v, want %v", name, g[name], w[name])
		}
	}
	for name := range w {
		if _, there := g[name]; !there {
			return fmt.Sprintf("%s is missing in %s", name, got.body)
		}
	}
	return ""
}

// timed reports whether two objects have the same members, some of which are times.
func timed(got, want any) bool {
	g, ok1 := got.(map[string]any)
	w, ok2 := want.(map[string]any)
	if !ok1 || !ok2 || len(g) != len(w) {
		return false
	}
	for name, v := range w {
		if mine, there := g[name]; !there || !reflect.DeepEqual(mine, v) && !strings.Contains(strings.ToLower(name), "expire") && name != "emailOrUsername" {
			return false
		}
	}
	return true
}
