package auth_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/causeway-gateway/causeway/auth"
)

func cheap() auth.PasswordOptions { return auth.PasswordOptions{Memory: 64, Time: 1} }

func TestPasswords(t *testing.T) {
	p, ctx := auth.NewPasswords(cheap()), t.Context()
	hash, err := p.Hash(ctx, "correct horse")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("Hash() = %q, %v", hash, err)
	}
	old, err := bcrypt.GenerateFromPassword([]byte("correct horse"), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 72)
	longHash, _ := p.Hash(ctx, long+"a")
	for name, row := range map[string]struct {
		hash, password string
		want           bool
	}{
		"right":                            {hash, "correct horse", true},
		"another":                          {hash, "correct horsf", false},
		"a trailing blank":                 {hash, "correct horse ", false},
		"another case":                     {hash, "Correct horse", false},
		"bcrypt, right":                    {string(old), "correct horse", true},
		"bcrypt, wrong":                    {string(old), "x", false},
		"differs after byte 72":            {longHash, long + "b", false},
		"long and right":                   {longHash, long + "a", true},
		"unknown account":                  {"", "correct horse", false},
		"unknown account, no password":     {"", "", false},
		"a hash that cannot be read":       {"$argon2id$v=19$m=64,t=1,p=1$!!$!!", "correct horse", false},
		"a hash that asks for too much":    {"$argon2id$v=19$m=4294967295,t=1,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA", "", false},
		"bcrypt that asks for days":        {"$2a$31$" + string(old[7:]), "correct horse", false},
		"the password stored as it stands": {"correct horse", "correct horse", false},
	} {
		if got, err := p.Verify(ctx, row.hash, row.password); got != row.want || err != nil {
			t.Errorf("%s: Verify() = %v, %v, want %v", name, got, err, row.want)
		}
	}
}

// P15: parameters are stored with the hash, and older ones are noticed.
func TestNeedsRehash(t *testing.T) {
	hash, err := auth.NewPasswords(cheap()).Hash(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		o    auth.PasswordOptions
		hash string
		want bool
	}{
		"same cost": {cheap(), hash, false}, "more passes": {auth.PasswordOptions{Memory: 64, Time: 2}, hash, true}, "bcrypt": {cheap(), "$2a$04$", true},
	} {
		if got := auth.NewPasswords(row.o).NeedsRehash(row.hash); got != row.want {
			t.Errorf("%s: NeedsRehash() = %v, want %v", name, got, row.want)
		}
	}
}

func TestTooLong(t *testing.T) {
	p, long := auth.NewPasswords(cheap()), strings.Repeat("x", 1<<20)
	start := time.Now()
	_, err := p.Hash(t.Context(), long)
	_, err2 := p.Verify(t.Context(), "", long)
	if !errors.Is(err, auth.ErrTooLong) || !errors.Is(err2, auth.ErrTooLong) || time.Since(start) > 50*time.Millisecond {
		t.Errorf("1 MB password: %v, %v after %v, want ErrTooLong at once", err, err2, time.Since(start))
	}
}

// R08: the gate lets few in, makes a few wait and sends the rest away at once.
func TestGate(t *testing.T) {
	p := auth.NewPasswords(auth.PasswordOptions{Memory: 8 * 1024, Time: 3, Parallel: 1, Queue: 2})
	results := make(chan error, 20)
	for range 20 {
		go func() { _, err := p.Hash(context.Background(), "x"); results <- err }()
	}
	done, busy := 0, 0
	for range 20 {
		switch err := <-results; {
		case err == nil:
			done++
		case errors.Is(err, auth.ErrBusy):
			busy++
		default:
			t.Error(err)
		}
	}
	if done < 3 || busy == 0 {
		t.Errorf("%d hashed and %d sent away, want at least 3 and some", done, busy)
	}
	if _, err := p.Hash(t.Context(), "x"); err != nil {
		t.Errorf("after the rush: %v", err)
	}
}
