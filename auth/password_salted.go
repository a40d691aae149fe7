package auth

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

const saltedScheme = "servicestack-sha256"

// SaltedSHA256 makes one text of the two columns, PasswordHash and Salt, in which ServiceStack kept passwords before it had a PasswordHasher: base64
// of a SHA-256 over the password and the salt, and of the salt.
func SaltedSHA256(hash, salt string) string { return "$" + saltedScheme + "$" + salt + "$" + hash }

type saltedHash struct{ salt, sum []byte }

// parseSalted reads what follows the scheme: both in base64 with padding.
func parseSalted(text string) (h saltedHash, ok bool) {
	salt, sum, _ := strings.Cut(text, "$")
	strict := base64.StdEncoding.Strict()
	h.salt, _ = strict.DecodeString(salt)
	h.sum, _ = strict.DecodeString(sum)
	return h, len(h.salt) > 0 && len(h.sum) == sha256.Size && !strings.ContainsAny(text, "\r\n")
}

func (h saltedHash) matches(password string) bool {
	sum := sha256.Sum256(append([]byte(password), h.salt...))
	return subtle.ConstantTimeCompare(sum[:], h.sum) == 1
}

func (saltedHash) light() bool { return true }
