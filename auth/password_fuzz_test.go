package auth

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"
)

// No text that claims to be a hash stalls or ends the process, or is another text for a hash of today's kind.
func FuzzPassword(f *testing.F) {
	file, err := os.Open("testdata/passwords.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var v struct{ ID, Hash, Salt, Password string }
		if json.Unmarshal(lines.Bytes(), &v) == nil {
			f.Add(v.Hash, v.Password)
			f.Add(SaltedSHA256(v.Hash, v.Salt), v.Password)
			f.Add(RocketChatHash(v.Hash), v.Password)
		}
	}
	p := NewPasswords(PasswordOptions{Memory: 8, Time: 1})
	f.Fuzz(func(t *testing.T, hash, password string) {
		h, ok := parseHash(hash)
		if made, is := h.(argonHash); is && made.String() != hash {
			t.Errorf("parseHash(%q) is that of %q", hash, made)
		}
		if ok && dear(h) {
			return // within its bounds, but too slow for a fuzz test
		}
		start := time.Now()
		right, err := p.Verify(t.Context(), hash, password)
		if right && !ok || time.Since(start) > 5*time.Second {
			t.Errorf("Verify(%q, %q) = %v, %v after %v", hash, password, right, err, time.Since(start))
		}
	})
}

// dear says whether a check costs milliseconds, and panics where it would cost more than the bounds of this package.
func dear(h storedHash) bool {
	var cost, most int
	switch h := h.(type) {
	case argonHash:
		cost, most = int(h.memory)*int(h.passes), maxArgonWork
	case scryptHash:
		cost, most = h.cost*h.blocks*h.lanes, maxScrypt
	case pbkdf2Hash:
		cost, most = h.work(), maxPBKDF2
	case bcryptHash:
		return h[4:6] > "05"
	case rocketChatHash:
		return dear(h.bcryptHash)
	}
	if cost > most {
		panic("a hash beyond its bounds")
	}
	return cost > most/200
}
