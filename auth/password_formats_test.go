package auth_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// A storedVector is a hash that another tool made.
type storedVector struct {
	ID, Made, Password, Hash, Salt, Wrong string
}

// stored is the text that an account has.
func (v storedVector) stored() string {
	switch {
	case strings.HasPrefix(v.ID, "servicestack-sha256"):
		return auth.SaltedSHA256(v.Hash, v.Salt)
	case strings.HasPrefix(v.ID, "rocketchat"):
		return auth.RocketChatHash(v.Hash)
	}
	return v.Hash
}

func storedVectors(t testing.TB) (all []storedVector) {
	t.Helper()
	data, err := os.ReadFile("testdata/passwords.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		var v storedVector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	if len(all) < 50 {
		t.Fatalf("%d vectors", len(all))
	}
	return all
}

// Hashes that other tools made let in whom they let in, and are replaced.
func TestForeignHashes(t *testing.T) {
	p := auth.NewPasswords(auth.PasswordOptions{})
	cheap := auth.NewPasswords(cheap())
	for _, v := range storedVectors(t) {
		t.Run(v.ID, func(t *testing.T) {
			wrong := v.Wrong
			if wrong == "" {
				wrong = v.Password + "x"
			}
			for password, want := range map[string]bool{v.Password: true, wrong: false} {
				if got, err := cheap.Verify(t.Context(), v.stored(), password); got != want || err != nil {
					t.Errorf("Verify(%q, %q) = %v, %v, want %v", v.stored(), password, got, err, want)
				}
			}
			if got, want := p.NeedsRehash(v.stored()), v.ID != "argon2id-today"; got != want {
				t.Errorf("NeedsRehash(%q) = %v, want %v", v.stored(), got, want)
			}
		})
	}
}

// What Rocket.Chat keeps verifies what its clients send.
func TestRocketChatHashAsItStands(t *testing.T) {
	p := auth.NewPasswords(cheap())
	for _, v := range storedVectors(t) {
		if v.ID != "rocketchat-plain" {
			continue
		}
		const digest = "c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a" // sha256sum of the password
		for proof, want := range map[string]bool{digest: true, v.Password: false} {
			if got, err := p.Verify(t.Context(), v.Hash, proof); got != want || err != nil {
				t.Errorf("Verify(%q, %q) = %v, %v, want %v", v.Hash, proof, got, err, want)
			}
		}
	}
}

// Of a planted hash nothing is read that asks for more than a second, or is not exactly of its form.
func TestHostileHashes(t *testing.T) {
	const salt, sum = "AAECAwQFBgcICQoLDA0ODw", "ktxdZwGWI4aL3geSdeUi9LfoIT00FO2Fy8KsikERcog"
	identity := func(kind, rounds, size uint32, rest int) string {
		data := []byte{1}
		for _, n := range []uint32{kind, rounds, size} {
			data = binary.BigEndian.AppendUint32(data, n)
		}
		return base64.StdEncoding.EncodeToString(append(data, make([]byte, rest)...))
	}
	p := auth.NewPasswords(cheap())
	for name, hash := range map[string]string{
		"argon2id, memory":             "$argon2id$v=19$m=2097152,t=1,p=1$" + salt + "$" + sum,
		"argon2id, passes":             "$argon2id$v=19$m=262144,t=64,p=1$" + salt + "$" + sum,
		"argon2id, most passes":        "$argon2id$v=19$m=8,t=4294967295,p=1$" + salt + "$" + sum,
		"argon2id, lanes":              "$argon2id$v=19$m=4096,t=1,p=255$" + salt + "$" + sum,
		"argon2id, too little memory":  "$argon2id$v=19$m=8,t=1,p=4$" + salt + "$" + sum,
		"argon2id, text behind":        "$argon2id$v=19$m=64,t=1,p=1x$" + salt + "$" + sum,
		"argon2id, a sign":             "$argon2id$v=19$m=+64,t=1,p=1$" + salt + "$" + sum,
		"argon2id, no number":          "$argon2id$v=19$m=,t=1,p=1$" + salt + "$" + sum,
		"argon2id, zero":               "$argon2id$v=19$m=64,t=0,p=1$" + salt + "$" + sum,
		"argon2id, another version":    "$argon2id$v=16$m=64,t=1,p=1$" + salt + "$" + sum,
		"argon2id, a line break":       "$argon2id$v=19$m=64,t=1,p=1$" + salt + "\n$" + sum,
		"argon2id, a sum of nothing":   "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$",
		"argon2d":                      "$argon2d$v=19$m=64,t=1,p=1$" + salt + "$" + sum,
		"bcrypt, days":                 "$2b$31$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG",
		"bcrypt, the broken one":       "$2x$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG",
		"bcrypt, cut off":              "$2b$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6C",
		"bcrypt, text behind":          "$2b$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CGx",
		"rocket.chat without a hash":   auth.RocketChatHash(""),
		"scrypt, memory":               "$scrypt$ln=20,r=8,p=1$" + salt + "$" + sum,
		"scrypt, a shift too far":      "$scrypt$ln=64,r=1,p=1$" + salt + "$" + sum,
		"scrypt, lanes":                "$scrypt$ln=14,r=8,p=1024$" + salt + "$" + sum,
		"scrypt, blocks":               "$scrypt$ln=1,r=524288,p=1$" + salt + "$" + sum,
		"identity 3, rounds":           identity(1, 1<<31, 16, 48),
		"identity 3, rounds by blocks": identity(0, 2_000_000, 16, 16+64),
		"identity 3, no rounds":        identity(1, 0, 16, 48),
		"identity 3, another function": identity(3, 1, 16, 48),
		"identity 3, salt beyond":      identity(1, 1, 1<<32-1, 48),
		"identity 3, all salt":         identity(1, 1, 48, 48),
		"identity 3, little salt":      identity(1, 1, 8, 48),
		"identity 2, cut off":          base64.StdEncoding.EncodeToString(make([]byte, 48)),
		"servicestack, no salt":        auth.SaltedSHA256(sum+"=", ""),
		"servicestack, no hash":        auth.SaltedSHA256("", "AQIDBA=="),
		"a dollar":                     "$",
		"dollars":                      strings.Repeat("$", 300),
		"a megabyte":                   "$argon2id$" + strings.Repeat("$", 1<<20),
	} {
		start := time.Now()
		if got, err := p.Verify(t.Context(), hash, ""); got || err != nil || time.Since(start) > time.Second {
			t.Errorf("%s: Verify() = %v, %v after %v, want false at once", name, got, err, time.Since(start))
		}
		if !p.NeedsRehash(hash) {
			t.Errorf("%s: NeedsRehash() = false, want true", name)
		}
	}
}

// Who has a place is not sent away, and who has none is at once.
func TestPlaces(t *testing.T) {
	o := cheap()
	o.Parallel, o.Queue = 1, 1
	p := auth.NewPasswords(o)
	first, err1 := p.Enter(t.Context())
	second, err2 := p.Enter(t.Context())
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if _, err := p.Enter(t.Context()); err != auth.ErrBusy {
		t.Errorf("third Enter() = %v, want ErrBusy", err)
	}
	hash, err := first.Hash(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := second.Verify(t.Context(), hash, "x"); !ok || err != nil {
		t.Errorf("Verify() = %v, %v, want true", ok, err)
	}
	first.Leave()
	first.Leave()
	third, err := p.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer third.Leave()
	if _, err := p.Enter(t.Context()); err != auth.ErrBusy {
		t.Errorf("Enter() after one place was left twice = %v, want ErrBusy", err)
	}
}

// Security review: one network that keeps asking leaves room for the others.
func TestPlacesOfANetwork(t *testing.T) {
	o := cheap()
	o.Parallel, o.Queue = 1, 7
	p := auth.NewPasswords(o)
	from := func(address string) context.Context {
		return auth.With(t.Context(), auth.Principal{Via: auth.Via{Address: address}})
	}
	enter := func(ctx context.Context, want error) {
		t.Helper()
		if place, err := p.Enter(ctx); err != want {
			t.Errorf("Enter() = %v, want %v", err, want)
		} else if err == nil {
			t.Cleanup(place.Leave)
		}
	}
	enter(from("2001:db8::1"), nil)
	enter(from("2001:db8::2"), nil)
	enter(from("2001:db8::3"), auth.ErrBusy) // the third of eight places for one /64
	enter(from("192.0.2.1"), nil)
	enter(t.Context(), nil) // the program's own work is of no network
	left, err := p.Enter(from("192.0.2.1"))
	if err != nil {
		t.Fatal(err)
	}
	enter(from("192.0.2.1"), auth.ErrBusy)
	left.Leave()
	enter(from("192.0.2.1"), nil)
}

// A wrong password for a hash that costs next to nothing takes as long as an unknown account does.
func TestLightHashes(t *testing.T) {
	p := auth.NewPasswords(auth.PasswordOptions{})
	fastest := func(hash string) time.Duration {
		best := time.Hour
		for range 5 {
			start := time.Now()
			if ok, err := p.Verify(t.Context(), hash, "wrong"); ok || err != nil {
				t.Fatalf("Verify(%q) = %v, %v, want false", hash, ok, err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	nobody := min(fastest(""), fastest("")) // on a busy machine the first ones may all be slow
	for _, v := range storedVectors(t) {
		switch v.ID {
		case "servicestack-sha256-plain", "servicestack-pbkdf2-plain", "identity-v2-plain":
			if took := fastest(v.stored()); took < nobody/4 {
				t.Errorf("%s: a wrong password takes %v, one of nobody %v", v.ID, took, nobody)
			}
		}
	}
}
