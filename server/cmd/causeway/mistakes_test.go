package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMistakesKeepSecrets holds that no message about a wrong configuration repeats what a secret was, nor an address that may hold one.
func TestMistakesKeepSecrets(t *testing.T) {
	for _, text := range []string{
		`notify.secret = ["hunter2"]`,
		`notify.secret = hunter2`,
		`notify.sms_key = 2026-13-45T99:00:00`,
		`notify.smtp = "me:hunter2@mail.example.org"`,
		`notify.sms = "ftp://me:hunter2@sms.example.org/send?key=hunter2"`,
		`notify.sms = "http://me:hunter2@sms.example.org/send?key=hunter2"`,
	} {
		file := filepath.Join(t.TempDir(), "causeway.toml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, given, mistakes := sources{file: file, getenv: func(string) string { return "" }}.load()
		var said []string
		for _, m := range append(mistakes, c.check(given)...) {
			said = append(said, m.Error())
		}
		if _, err := c.Notify.senders(); err != nil {
			said = append(said, err.Error())
		}
		all := strings.Join(said, "\n")
		if !strings.Contains(all, "notify.s") || strings.Contains(all, "hunter2") || strings.Contains(all, "2026-13") {
			t.Errorf("%s: %s, want a mistake that does not repeat it", text, all)
		}
	}
}

func TestRates(t *testing.T) {
	for text, good := range map[string]bool{"0": true, "2.5": true, "-1": false, "nan": false, "inf": false} {
		c, given, mistakes := sources{file: os.DevNull, getenv: func(string) string { return "" }, flags: map[string]string{"foundry-rate": text}}.load()
		wrong := false
		for _, m := range append(mistakes, c.check(given)...) {
			wrong = wrong || m.key == "foundry.rate"
		}
		if wrong == good {
			t.Errorf("foundry.rate = %s is good: %t, want %t", text, !wrong, good)
		}
	}
}

func TestProxies(t *testing.T) {
	for text, good := range map[string]bool{"": true, "10.0.0.0/8,192.0.2.7": true, "2001:db8::/32": true, "10.0.0.0/33": false, "proxy.example.com": false} {
		c, given, mistakes := sources{file: os.DevNull, getenv: func(string) string { return "" }, flags: map[string]string{"proxies": text}}.load()
		wrong := false
		for _, m := range append(mistakes, c.check(given)...) {
			wrong = wrong || m.key == "proxies"
		}
		if wrong == good {
			t.Errorf("proxies = %s is good: %t, want %t", text, !wrong, good)
		}
	}
}
