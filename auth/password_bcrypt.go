package auth

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/bcrypt"
)

const (
	maxBcrypt  = 14 // cost; a second of one core
	bcryptSize = 60 // of the text
)

// A bcryptHash is the text that bcrypt writes. Only the first 72 bytes of a password count, as they did when it was made.
type bcryptHash string

func parseBcrypt(text string) (bcryptHash, bool) {
	switch {
	case len(text) != bcryptSize, !strings.HasPrefix(text, "$2a$") && !strings.HasPrefix(text, "$2b$") && !strings.HasPrefix(text, "$2y$"):
		return "", false
	}
	cost, err := bcrypt.Cost([]byte(text))
	return bcryptHash(text), err == nil && cost <= maxBcrypt
}

func (h bcryptHash) matches(password string) bool {
	return bcrypt.CompareHashAndPassword([]byte(h), []byte(password)) == nil
}

func (bcryptHash) light() bool { return false }

const rocketChatScheme = "sha256hex"

// RocketChatHash marks a hash out of a Rocket.Chat database (services.password.bcrypt), so that it verifies the password itself. Rocket.Chat's
// bcrypt is made of the password's SHA-256 in hexadecimal, which is all that its clients send and which its text does not show; package
// rocketchat hashes passwords that way by itself and takes the hash as it stands.
func RocketChatHash(bcrypt string) string { return "$" + rocketChatScheme + bcrypt }

type rocketChatHash struct{ bcryptHash }

func parseRocketChat(text string) (rocketChatHash, bool) {
	h, ok := parseBcrypt(text)
	return rocketChatHash{h}, ok
}

func (h rocketChatHash) matches(password string) bool {
	sum := sha256.Sum256([]byte(password))
	return h.bcryptHash.matches(hex.EncodeToString(sum[:]))
}
