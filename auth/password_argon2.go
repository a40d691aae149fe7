package auth

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

const (
	maxArgonMemory = 1 << 18 // KiB
	maxArgonWork   = 1 << 20 // KiB times passes
	maxArgonLanes  = 16
)

// An argonHash is an argon2id PHC string taken apart.
type argonHash struct {
	memory, passes uint32
	lanes          uint8
	salt, sum      []byte
}

// parseArgon reads what follows "$argon2id$".
func parseArgon(text string) (h argonHash, ok bool) {
	parts := strings.Split(text, "$")
	if len(parts) != 4 || parts[0] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, false
	}
	n, ok := parseParameters(parts[1], "m", "t", "p")
	if !ok || n[2] > maxArgonLanes || n[0] < 8*n[2] || n[0] > maxArgonMemory || uint64(n[0])*uint64(n[1]) > maxArgonWork {
		return h, false
	}
	h = argonHash{memory: n[0], passes: n[1], lanes: uint8(n[2])}
	h.salt, h.sum, ok = parseSaltAndSum(parts[2], parts[3])
	return h, ok && len(h.salt) >= 8
}

// String returns the hash in PHC form (https://github.com/P-H-C/phc-string-format).
func (h argonHash) String() string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.lanes, b.EncodeToString(h.salt), b.EncodeToString(h.sum))
}

func (h argonHash) matches(password string) bool {
	sum := argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.sum)))
	return subtle.ConstantTimeCompare(sum, h.sum) == 1
}

func (argonHash) light() bool { return false }
