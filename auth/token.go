package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
)

// NewToken returns n random bytes as base64url without padding: 32 bytes make the 43 characters of Rocket.Chat's tokens.
func NewToken(random io.Reader, n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// NewText returns n characters drawn evenly from an alphabet of at most 256 single-byte characters.
func NewText(random io.Reader, n int, alphabet string) (string, error) {
	fair := 256 - 256%len(alphabet) // bytes from here on would favour the first characters
	text, b := make([]byte, 0, n), make([]byte, 1)
	for len(text) < n {
		if _, err := io.ReadFull(random, b); err != nil {
			return "", fmt.Errorf("draw a text: %w", err)
		}
		if int(b[0]) < fair {
			text = append(text, alphabet[int(b[0])%len(alphabet)])
		}
	}
	return string(text), nil
}

// HashToken is how a token of at least 128 random bits is kept: padded base64 of its SHA-256, as Rocket.Chat keeps them.
// Anything that can be guessed (a code, an address) needs [Pepper.Hash].
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// A Pepper is a secret of the installation, at least 32 bytes, that is not in the database. It keys the hashes
// of everything that is short enough to be guessed from a stolen file.
type Pepper []byte

// Hash returns base64url of an HMAC-SHA-256 over the purpose and the values, each with its length before it,
// so that neither another purpose nor another split of the same text has the same hash.
func (p Pepper) Hash(purpose string, values ...string) string {
	mac := hmac.New(sha256.New, p)
	for _, v := range append([]string{purpose}, values...) {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(v))))
		mac.Write([]byte(v))
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
