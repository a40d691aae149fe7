package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestPrecedence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "causeway.toml")
	if err := os.WriteFile(file, []byte("drain = \"1s\"\n[foundry]\ntoken = \"1m\"\nhosts = [\"a\", \"b\"]\n[antel]\nenabled = false\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name       string
		env, flags map[string]string
		want       time.Duration
	}{
		{"file over default", nil, nil, time.Second},
		{"environment over file", map[string]string{"CAUSEWAY_DRAIN": "2s"}, nil, 2 * time.Second},
		{"flag over file", nil, map[string]string{"drain": "3s"}, 3 * time.Second},
		{"flag over environment", map[string]string{"CAUSEWAY_DRAIN": "2s"}, map[string]string{"drain": "3s"}, 3 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sources{file: file, getenv: func(name string) string { return c.env[name] }, flags: c.flags}
			got, _, mistakes := s.load()
			if len(mistakes) > 0 {
				t.Fatalf("load() = %v", mistakes)
			}
			if got.Drain != c.want {
				t.Errorf("load().Drain = %s, want %s", got.Drain, c.want)
			}
			if foundry := got.Systems["foundry"]; foundry.Token != time.Minute || !slices.Equal(foundry.Hosts, []string{"a", "b"}) {
				t.Errorf("load().Systems[foundry] = %+v, want token 1m and hosts a, b", *foundry)
			}
			if names := got.enabled(); slices.Contains(names, "antel") {
				t.Errorf("load().enabled() = %v, want no antel", names)
			}
		})
	}
}

func TestDemonstrationListeners(t *testing.T) {
	for _, c := range []struct {
		name         string
		env          map[string]string
		foundry, all string
	}{
		{"nothing given: each system has its own", nil, "127.0.0.1:8082", "127.0.0.1:8080"},
		{"shared listener given: no other", map[string]string{"CAUSEWAY_LISTEN": "127.0.0.1:9000"}, "", "127.0.0.1:9000"},
		{"both given", map[string]string{"CAUSEWAY_LISTEN": "127.0.0.1:9000", "CAUSEWAY_FOUNDRY_LISTEN": "127.0.0.1:9001"}, "127.0.0.1:9001", "127.0.0.1:9000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, given, mistakes := sources{file: os.DevNull, getenv: func(name string) string { return c.env[name] }, demo: true}.load()
			if mistakes = append(mistakes, got.check(given)...); len(mistakes) > 0 {
				t.Fatalf("load() = %v", mistakes)
			}
			if got.Listen != c.all || got.Systems["foundry"].Listen != c.foundry {
				t.Errorf("listen = %q, foundry.listen = %q, want %q and %q", got.Listen, got.Systems["foundry"].Listen, c.all, c.foundry)
			}
			if got.Data != ".data" || got.Keys != ".data/keys.toml" || got.Notify.Folder != ".data/outbox" {
				t.Errorf("data, keys, outbox = %q, %q, %q, want them under .data", got.Data, got.Keys, got.Notify.Folder)
			}
		})
	}
}

// TestTokenKeys holds that no system can take another's tokens and that keys outlive a restart.
func TestTokenKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.toml")
	made, err := newKeys(fixedBytes{7})
	if err != nil {
		t.Fatal(err)
	}
	if err := made.write(path); err != nil {
		t.Fatal(err)
	}
	read, err := readKeys(path, os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	foundry, again, saasu := made.tokens("foundry")[0], read.tokens("foundry")[0], made.tokens("saasu")[0]
	if string(foundry.Secret) != string(again.Secret) || foundry.ID != again.ID {
		t.Errorf("tokens(foundry) = %x, after reading the file %x", foundry.Secret, again.Secret)
	}
	if string(foundry.Secret) == string(saasu.Secret) || foundry.ID == saasu.ID {
		t.Errorf("tokens(foundry) = tokens(saasu) = %x", saasu.Secret)
	}
}

type fixedBytes struct{ b byte }

func (f fixedBytes) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = f.b
	}
	return len(p), nil
}

// What help shows as the default is read back as that.
func TestDefaultsInHelp(t *testing.T) {
	for _, s := range defaults().settings() {
		want := s.toml()
		if err := s.parse(s.text()); err != nil || s.toml() != want {
			t.Errorf("%s: parse(%q) = %v, value %s, want nil, %s", s.key, s.text(), err, s.toml(), want)
		}
	}
}
