package auth

import (
	"crypto/subtle"
	"strings"

	"golang.org/x/crypto/scrypt"
)

const (
	maxScrypt       = 1 << 20 // cost times blocks times lanes: 128 MiB, with one lane, and half a second
	maxScryptBlocks = 64
	maxScryptLanes  = 16
)

// A scryptHash is a PHC string of scrypt taken apart, as PyPI's passlib and others write it.
type scryptHash struct {
	cost, blocks, lanes int
	salt, sum           []byte
}

// parseScrypt reads what follows "$scrypt$".
func parseScrypt(text string) (h scryptHash, ok bool) {
	parts := strings.Split(text, "$")
	if len(parts) != 3 {
		return h, false
	}
	n, ok := parseParameters(parts[0], "ln", "r", "p")
	if !ok || n[0] > 20 || n[1] > maxScryptBlocks || n[2] > maxScryptLanes || n[1]*n[2] > maxScrypt>>n[0] {
		return h, false
	}
	h = scryptHash{cost: 1 << n[0], blocks: int(n[1]), lanes: int(n[2])}
	h.salt, h.sum, ok = parseSaltAndSum(parts[1], parts[2])
	return h, ok
}

func (h scryptHash) matches(password string) bool {
	sum, err := scrypt.Key([]byte(password), h.salt, h.cost, h.blocks, h.lanes, len(h.sum))
	return err == nil && subtle.ConstantTimeCompare(sum, h.sum) == 1
}

func (scryptHash) light() bool { return false }
