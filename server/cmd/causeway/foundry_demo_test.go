package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// try runs one line of the demonstration as a person would, in a shell of its own, and returns what it prints.
func (h *harness) try(line demoLine, command string, env ...string) string {
	h.t.Helper()
	command = strings.ReplaceAll(command, h.base, "http://"+h.addr)
	shell := exec.CommandContext(h.t.Context(), "sh", "-c", strings.Replace(command, "curl -", "curl -sS --fail-with-body -", 1))
	shell.Env = append(os.Environ(), env...)
	out, err := shell.CombinedOutput()
	if err != nil {
		h.t.Errorf("%s\n%s\n%v: %s", line.title, command, err, out)
	}
	return string(out)
}

func needsCurl(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl to try the lines with")
	}
}

// TestFoundryDemonstration runs every line that the demonstration prints; each must succeed.
func TestFoundryDemonstration(t *testing.T) {
	needsCurl(t)
	f := startFoundry(t)
	codes := regexp.MustCompile(`\$\(causeway code ([A-Z2-7]+)\)`)
	keys := regexp.MustCompile(`secret=([A-Z2-7]{32})`)
	token, key, tried := "", "", 0
	for _, line := range f.demo {
		if line.command == "" {
			continue
		}
		tried++
		confirms := strings.Contains(line.command, "/users/2fa/enable")
		if confirms && f.has("nick").TOTP {
			continue // one of the formats has confirmed the key
		}
		command := codes.ReplaceAllStringFunc(strings.ReplaceAll(line.command, "code SECRET", "code "+key), func(call string) string {
			return f.codeOf(codes.FindStringSubmatch(call)[1])
		})
		out := f.try(line, command, "TOKEN="+token)
		if strings.HasPrefix(command, "TOKEN=") {
			token = strings.TrimSpace(out)
		}
		if found := keys.FindStringSubmatch(out); found != nil {
			key = found[1]
		}
		f.clock.advance(30 * time.Second)
	}
	if tried != 14 || !f.has("nick").TOTP || f.has("mia").TOTP {
		t.Errorf("after %d lines nick's factors are %+v, mia's %+v; want nick's on and mia's off after 14", tried, f.has("nick"), f.has("mia"))
	}
}

// TestAntelDemonstration runs every line that the demonstration prints; each must succeed.
func TestAntelDemonstration(t *testing.T) {
	needsCurl(t)
	a := startAntel(t)
	temporary, tried, changed := "", 0, 0
	for _, line := range a.demo {
		if line.command == "" {
			continue
		}
		tried++
		out := a.try(line, strings.ReplaceAll(line.command, "TEMPORARY", temporary))
		if strings.Contains(out, "Your password has been changed.") {
			changed++
		}
		if strings.Contains(line.command, "/user/login") && !strings.Contains(out, "Welcome") {
			t.Errorf("%s = %s, want a sign-in", line.title, out)
		}
		a.clock.advance(time.Minute)
		if mails := a.outbox(); len(mails) > 0 && changed == 0 {
			temporary = mailed.FindString(mails[len(mails)-1].Text)
		}
	}
	if tried != 12 || changed != 1 {
		t.Errorf("%d lines changed the password %d times, want 12 and once", tried, changed)
	}
}
