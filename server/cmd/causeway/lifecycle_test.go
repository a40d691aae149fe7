package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestStop holds that SIGTERM ends the program in good order, with a request on its way.
func TestStop(t *testing.T) {
	p := launch(t, filepath.Join(t.TempDir(), "data"))
	if a := p.call("foundry", "POST /auth", signInBody(demoPeople[2], "")); a.status != http.StatusOK {
		t.Fatalf("sign-in = %d %s, want 200", a.status, a.body)
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v, want exit code 0", err)
	}
}

// TestAdmin holds that health, readiness and figures are served beside the systems, and only there.
func TestAdmin(t *testing.T) {
	p := launch(t, filepath.Join(t.TempDir(), "data"))
	p.call("antel", "POST /user/login", "{}")
	admin := strings.TrimPrefix(p.admin, "http://")
	for _, c := range []struct {
		address, path string
		status        int
		want          string
	}{
		{admin, "/healthz", 200, "ok"},
		{admin, "/readyz", 200, "ready"},
		{admin, "/metrics", 200, `causeway_requests_total{host="antel",operation="UserLogin",status="4xx"} 1`},
		{p.address("antel"), "/metrics", 404, ""},
		{p.address("foundry"), "/healthz", 404, ""},
	} {
		a, err := exchange(c.address, "GET "+c.path+" HTTP/1.1\nHost: localhost\n\n")
		if err != nil {
			t.Fatalf("GET %s: %v", c.path, err)
		}
		if a.status != c.status || !strings.Contains(a.body, c.want) {
			t.Errorf("GET %s = %d %.200q, want %d %q", c.path, a.status, a.body, c.status, c.want)
		}
	}
}

// TestHostNames holds that the shared listener tells the systems apart by name, in any case and with any port, and answers no other name.
func TestHostNames(t *testing.T) {
	p := launch(t, filepath.Join(t.TempDir(), "data"))
	const strange = http.StatusMisdirectedRequest
	for _, c := range []struct {
		host, line string
		status     int
	}{
		{"foundry.localhost", "PUT /users/2fa/reset", 401},
		{"FOUNDRY.localhost:8080", "PUT /users/2fa/reset", 401},
		{"antel.localhost", "PUT /users/2fa/reset", 404},
		{"rocketchat.localhost", "GET /api/v1/me", 401},
		{"127.0.0.1", "GET /api/v1/me", strange},
		{"foundry.localhost.example.org", "PUT /users/2fa/reset", strange},
	} {
		a, err := exchange(p.mux, c.line+" HTTP/1.1\nHost: "+c.host+"\nContent-Type: application/json\n\n{}")
		if err != nil {
			t.Fatalf("%s at %s: %v", c.line, c.host, err)
		}
		if a.status != c.status {
			t.Errorf("%s at %s = %d %.100q, want %d", c.line, c.host, a.status, a.body, c.status)
		}
	}
}

// TestOneProgramForOneFolder holds that a second program on the same data says so and does no harm.
func TestOneProgramForOneFolder(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	first := launch(t, data)
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	second := exec.CommandContext(t.Context(), path, "serve", "--demo", "--data", data, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0")
	second.Dir = t.TempDir()
	out, err := second.CombinedOutput()
	if err == nil || second.ProcessState.ExitCode() != exitFailed || !strings.Contains(string(out), "causeway: open the data in "+data) {
		t.Errorf("a second program on the same data: %v, it said %q, want exit code 1 and the folder", err, out)
	}
	if a := first.call("foundry", "POST /auth", signInBody(demoPeople[2], "")); a.status != http.StatusOK {
		t.Errorf("sign-in at the first program afterwards = %d %s, want 200", a.status, a.body)
	}
}

// TestOwnInstallation starts the program as an operator does, without the demonstration: nothing is seeded.
func TestOwnInstallation(t *testing.T) {
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	folder, address := t.TempDir(), freeAddress(t)
	if out, err := exec.Command(path, "keys", "generate", filepath.Join(folder, "my.keys")).CombinedOutput(); err != nil {
		t.Fatalf("keys generate: %v: %s", err, out)
	}
	cmd := exec.Command(path, "serve", "--keys", "my.keys", "--data", "data")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "CAUSEWAY_LISTEN="+address, "CAUSEWAY_ADMIN=127.0.0.1:0")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has nothing to lose
		_ = cmd.Wait()
	})
	await(t, address)
	for _, c := range []struct {
		host, line, body, want string
		status                 int
	}{
		{"foundry", "PUT /users/2fa/reset", "{}", "", 401},
		{"foundry", "POST /auth", signInBody(demoPeople[2], ""), "Invalid Username or Password", 401},
		{"antel", "POST /user/password/forgot", `{"apiKey":"` + antelKey + `","emailAddress":"` + antelUser + `"}`, "Invalid API key", 401},
	} {
		a, err := exchange(address, c.line+" HTTP/1.1\nHost: "+c.host+".localhost\nContent-Type: application/json\n\n"+c.body)
		if err != nil {
			t.Fatalf("%s: %v", c.line, err)
		}
		if a.status != c.status || !strings.Contains(a.body, c.want) {
			t.Errorf("%s at %s = %d %s, want %d %s", c.line, c.host, a.status, a.body, c.status, c.want)
		}
	}
}
