package auth_test

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
)

func TestHashToken(t *testing.T) {
	const token, want = "RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f", "mKvHbpuMqYlkjo15nA68sXqlJ4hvDUDKrQL+ffChrE8="
	if got := auth.HashToken(token); got != want {
		t.Errorf("HashToken(%s) = %s, want %s", token, got, want)
	}
	made, err := auth.NewToken(rand.Reader, 32)
	if err != nil || len(made) != 43 {
		t.Errorf("NewToken(32) = %q, %v, want 43 characters", made, err)
	}
}

// Neither another key, purpose nor split of the same text has the same hash.
func TestPepper(t *testing.T) {
	p := auth.Pepper(secret)
	seen := map[string]string{}
	for name, hash := range map[string]string{
		"a+b":           p.Hash("x", "a", "b"),
		"ab":            p.Hash("x", "ab"),
		"ab and none":   p.Hash("x", "ab", ""),
		"other purpose": p.Hash("y", "a", "b"),
		"purpose xa":    p.Hash("xa", "b"),
		"other key":     auth.Pepper(fallback).Hash("x", "a", "b"),
	} {
		if other, ok := seen[hash]; ok {
			t.Errorf("%s and %s have one hash", name, other)
		}
		seen[hash] = name
	}
	if again := auth.Pepper(secret).Hash("x", "a", "b"); seen[again] != "a+b" {
		t.Error("Hash() is not the same twice")
	}
}

// Characters are drawn evenly: bytes that would favour some are thrown away.
func TestNewText(t *testing.T) {
	got, err := auth.NewText(bytes.NewReader([]byte{255, 250, 249, 0, 13}), 3, "0123456789")
	if err != nil || got != "903" {
		t.Errorf("NewText() = %q, %v, want 903", got, err)
	}
	if _, err := auth.NewText(bytes.NewReader([]byte{255}), 1, "0123456789"); err == nil {
		t.Error("NewText(no randomness) = nil error")
	}
}
