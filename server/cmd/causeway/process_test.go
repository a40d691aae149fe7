package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// process is the real program over a data folder, in its demonstration.
type process struct {
	t     testing.TB
	cmd   *exec.Cmd
	said  string            // what it printed before it was ready
	bases map[string]string // URL by system name
	admin string
	mux   string // host:port of the listener that all systems share
}

// binary builds the program, once for all tests.
var binary = sync.OnceValues(func() (string, error) {
	path, err := filepath.Abs("../../../.build/causeway")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// launch starts the program on data. Every listener gets a free port.
func launch(t testing.TB, data string) *process {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: exec.Command(path, "serve", "--demo"), bases: make(map[string]string)}
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = append(os.Environ(), "CAUSEWAY_DATA="+data, "CAUSEWAY_LISTEN=127.0.0.1:0", "CAUSEWAY_ADMIN=127.0.0.1:0")
	for _, name := range systemNames {
		p.cmd.Env = append(p.cmd.Env, "CAUSEWAY_"+strings.ToUpper(name)+"_LISTEN=127.0.0.1:0")
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	logs := new(buffer)
	p.cmd.Stderr = logs
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("the program logged:\n%s", logs)
		}
	})
	p.listen(out)
	return p
}

// listen reads what the program says until it is ready, and finds the addresses in it.
func (p *process) listen(out io.Reader) {
	p.t.Helper()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		line := lines.Text()
		p.said += line + "\n"
		name, rest, _ := strings.Cut(line, " at http://")
		address, _, _ := strings.Cut(rest, " ")
		switch {
		case rest == "":
		case name == "Health":
			p.admin = "http://" + address
		case name == "All systems":
			p.mux = address
		default:
			p.bases[strings.ToLower(strings.ReplaceAll(name, ".", ""))] = "http://" + address
		}
		if strings.HasPrefix(line, "Press Ctrl-C") {
			return
		}
	}
	p.t.Fatalf("the program ended before it was ready; it said:\n%s", p.said)
}

// kill ends the program as a power cut would: it gets no chance to tidy up.
func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill() // SIGKILL; one that is gone already is as good
		_ = p.cmd.Wait()
	}
}

// address is host:port of a system.
func (p *process) address(system string) string {
	p.t.Helper()
	u, err := url.Parse(p.bases[system])
	if err != nil || u.Host == "" {
		p.t.Fatalf("the program said no address of %s:\n%s", system, p.said)
	}
	return u.Host
}

// call sends a JSON request to a system.
func (p *process) call(system, line, body string, headers ...string) answer {
	p.t.Helper()
	head := append([]string{line + " HTTP/1.1", "Host: " + system + ".localhost", "Content-Type: application/json", "Accept: application/json"}, headers...)
	a, err := exchange(p.address(system), strings.Join(head, "\n")+"\n\n"+body)
	if err != nil {
		p.t.Fatalf("%s: %v", line, err)
	}
	return a
}

// member returns a text member of a JSON answer.
func (a answer) member(t testing.TB, name string) string {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal([]byte(a.body), &members); err != nil {
		t.Fatalf("answer %d %q is not JSON: %v", a.status, a.body, err)
	}
	text, _ := members[name].(string)
	return text
}

// The demonstration's people that these tests use, as its first screen prints them.
var (
	olgaSecret = demoSecret(demoPeople[0].factor)
	olga       = demoPeople[0]
	mia        = demoPeople[1]
)

func demoSecret(text string) []byte {
	secret, err := authenticatorSecret(text)
	if err != nil {
		panic(err)
	}
	return secret
}

// foundryCode is the code of olga's authenticator, so many steps away from t.
func foundryCode(t time.Time, steps int) string {
	return auth.TOTP{}.Code(olgaSecret, t.Add(time.Duration(steps)*30*time.Second))
}

func signInBody(p demoPerson, code string) string {
	meta := ""
	if code != "" {
		meta = `,"meta":{"twoFactorCode":"` + code + `"}`
	}
	return `{"provider":"credentials","userName":"` + p.email() + `","password":"` + p.password() + `"` + meta + `}`
}

// signInOlga signs in with the code of the last step, so that this step's stays good for what follows.
func (p *process) signInOlga() (token string) {
	p.t.Helper()
	var a answer
	for range 2 { // the second time in case that a step ended in between
		a = p.call("foundry", "POST /auth", signInBody(olga, foundryCode(time.Now(), -1)))
		if a.status == http.StatusOK {
			return a.member(p.t, "bearerToken")
		}
	}
	p.t.Fatalf("olga's sign-in = %d %s, want 200", a.status, a.body)
	return ""
}

func resetMia(code string) string {
	return `{"targetUserId":"` + mia.id + `","callerCode":"` + code + `","organisationId":"org1"}`
}

// TestX05KillAfterReset holds that an acknowledged reset survives the death of the program at the next moment, with the code that it spent.
func TestX05KillAfterReset(t *testing.T) {
	data, before := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "before")
	first := launch(t, data)
	token := "Authorization: Bearer " + first.signInOlga()
	if a := first.call("foundry", "POST /auth", signInBody(mia, "")); a.status != http.StatusForbidden {
		t.Fatalf("mia's sign-in without a code = %d %s, want 403 before the reset", a.status, a.body)
	}
	first.kill()
	if err := os.CopyFS(before, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(before, "keys.toml"), 0o600); err != nil {
		t.Fatal(err)
	}
	second := launch(t, data)
	code := foundryCode(time.Now(), 0)
	if a := second.call("foundry", "PUT /users/2fa/reset", resetMia(code), token); a.status != http.StatusOK {
		t.Fatalf("reset = %d %s, want 200", a.status, a.body)
	}
	second.kill()

	third := launch(t, data)
	if a := third.call("foundry", "POST /auth", signInBody(mia, "")); a.status != http.StatusOK {
		t.Errorf("mia's sign-in without a code after the restart = %d %s, want 200: the reset holds", a.status, a.body)
	}
	a := third.call("foundry", "PUT /users/2fa/reset", resetMia(code), token)
	if a.status != http.StatusBadRequest || !strings.Contains(a.body, "TwoFactorCodeInvalid") {
		t.Errorf("second use of the code after the restart = %d %s, want 400 TwoFactorCodeInvalid", a.status, a.body)
	}
	third.kill()

	// The same code and token do pass where the reset never happened, so it was the spent code that was refused.
	control := launch(t, before)
	if a := control.call("foundry", "PUT /users/2fa/reset", resetMia(code), token); a.status != http.StatusOK {
		t.Errorf("reset on the copy from before = %d %s, want 200", a.status, a.body)
	}
}

// TestOneCodeOneUse sends one code a hundred times at once.
func TestOneCodeOneUse(t *testing.T) {
	const uses = 100
	h := start(t, foundrySystem)
	signIn := h.send("POST /auth", signInBody(olga, foundryCode(h.clock.now(), 0)), "Content-Type: application/json", "Accept: application/json")
	token := signIn.member(t, "bearerToken")
	h.clock.advance(30 * time.Second)
	request := "PUT /users/2fa/reset HTTP/1.1\nHost: foundry.localhost\nContent-Type: application/json\nAuthorization: Bearer " + token +
		"\n\n" + resetMia(foundryCode(h.clock.now(), 0))

	statuses := make(chan int, uses)
	ready := make(chan struct{})
	var group sync.WaitGroup
	for range uses {
		group.Go(func() {
			<-ready
			a, err := exchange(h.addr, request)
			if err != nil {
				t.Errorf("exchange: %v", err)
			}
			statuses <- a.status
		})
	}
	close(ready)
	group.Wait()
	close(statuses)
	count := make(map[int]int)
	for status := range statuses {
		count[status]++
	}
	if count[http.StatusOK] != 1 || count[http.StatusOK]+count[http.StatusBadRequest]+count[http.StatusTooManyRequests] != uses {
		t.Errorf("%d uses of one code = %v, want one 200 and the rest 400 or 429", uses, count)
	}
}
