package auth_test

import (
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// Made with Python's passlib 1.7.4 (pbkdf2_hmac, scrypt, bcrypt) and hashlib for the password below and the salt 00 to 0f.
func importedHashes() map[string]string {
	return map[string]string{
		"ASP.NET Identity 2":                  "AAABAgMEBQYHCAkKCwwNDg9HNF8tbYYslJ493IDwvYw4petbx1SCN/Mv34MegxJvZQ==",
		"ASP.NET Identity 3 and ServiceStack": "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+vUOKtUy4OSteLgbLipTMILRbTPLdKui6aDJCDXcmKGw==",
		"ASP.NET Identity 3, SHA-512":         "AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg9xtzlqF/Gu1zQLbiHAOmIJFuA7PazVHmY0USuOKhSo9g==",
		"ASP.NET Identity 3, SHA-1":           "AQAAAAAAAAPoAAAAEAABAgMEBQYHCAkKCwwNDg9HNF8tbYYslJ493IDwvYw4petbx1SCN/Mv34MegxJvZQ==",
		"ServiceStack SaltedHash":             "$ss-sha256$AAECAw==$JUigFgX1OOrYISrL/ETTguJrWe3hCnrNfP1OJrGRh50=",
		"scrypt":                              "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$IfVlQBLPQRzLC/8+aDi0KO/Lyl8FA/yw2pMsxqEkhl4",
		"bcrypt":                              "$2b$04$abcdefghijklmnopqrstuu6G8MT3v96gvGeENHl.Q/5pKt3Lkp8vm",
		"Rocket.Chat":                         "$sha256hex$2b$04$abcdefghijklmnopqrstuupQnoVzFLRXpXr2zx0DxZ0t.vtJ1.1HG",
	}
}

func TestImportedHashes(t *testing.T) {
	const password = "p@55wOrd Zoë"
	p := auth.NewPasswords(cheap())
	for name, hash := range importedHashes() {
		for try, want := range map[string]bool{password: true, "p@55wOrd": false, "": false, password + " ": false, strings.ToUpper(password): false} {
			if got, err := p.Verify(t.Context(), hash, try); err != nil || got != want {
				t.Errorf("%s: Verify(%q) = %v, %v, want %v", name, try, got, err, want)
			}
		}
		if !p.NeedsRehash(hash) {
			t.Errorf("%s: NeedsRehash() = false", name)
		}
		for _, cut := range []int{1, len(hash) / 2, len(hash) - 4} {
			if got, err := p.Verify(t.Context(), hash[:cut], password); got || err != nil {
				t.Errorf("%s, cut at %d: Verify() = %v, %v", name, cut, got, err)
			}
		}
	}
}

// A hash that asks for more work than any real one is none.
func TestCostlyImports(t *testing.T) {
	p := auth.NewPasswords(cheap())
	start := time.Now()
	for name, hash := range map[string]string{
		"4 billion rounds": "Af////////////8AAAAQAAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8AAQIDBAUGBwgJCgsMDQ4P",
		"scrypt of 4 GiB":  "$scrypt$ln=22,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8",
		"endless":          strings.Repeat("A", 1<<20),
	} {
		if got, err := p.Verify(t.Context(), hash, "x"); got || err != nil {
			t.Errorf("%s: Verify() = %v, %v", name, got, err)
		}
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("costly imports took %v", d)
	}
}
