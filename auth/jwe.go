package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
)

// What ServiceStack calls a JWE is like one of RFC 7516 with RSA-OAEP and A128CBC-HS256, but its tag is the whole HMAC, over header, key,
// vector and text without their length. Libraries for the standard refuse it, so it is opened here. We never write one.
const (
	sealedParts  = 5
	sealedMethod = "RSA-OAEP"
	sealedCipher = "A128CBC-HS256"
	halfKey      = 16
)

var errSealed = errors.New("auth: sealed token cannot be opened")

// parseSealed checks a token that is encrypted for us. Whoever has our public key can make one, as in the original: hosts that take them
// must keep that key to themselves.
func (t *Tokens) parseSealed(token, typ string, now time.Time) (*Claims, *Refusal) {
	payload, err := open(t.options.Sealed, strings.Split(token, "."))
	if err != nil || typ != typeAccess {
		return nil, &Refusal{Why: Untrusted}
	}
	return t.admit(payload, typ, t.options.Issuer, now)
}

// open returns the payload of a sealed token. The tag is checked before anything is decrypted with the content key.
func open(key *rsa.PrivateKey, parts []string) ([]byte, error) {
	if len(parts) != sealedParts {
		return nil, errSealed
	}
	raw := make([][]byte, len(parts))
	for i, p := range parts {
		b, err := base64.RawURLEncoding.DecodeString(p)
		if err != nil {
			return nil, errSealed
		}
		raw[i] = b
	}
	var h struct{ Alg, Enc string }
	if json.Unmarshal(raw[0], &h) != nil || h.Alg != sealedMethod || h.Enc != sealedCipher {
		return nil, errSealed
	}
	secret, err := rsa.DecryptOAEP(sha1.New(), nil, key, raw[1], nil)
	if err != nil || len(secret) != 2*halfKey {
		return nil, errSealed
	}
	mac := hmac.New(sha256.New, secret[:halfKey])
	mac.Write([]byte(parts[0] + "." + parts[1]))
	mac.Write(raw[2])
	mac.Write(raw[3])
	if !hmac.Equal(mac.Sum(nil), raw[4]) {
		return nil, errSealed
	}
	return decrypt(secret[halfKey:], raw[2], raw[3])
}

func decrypt(key, vector, text []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil || len(vector) != aes.BlockSize || len(text) == 0 || len(text)%aes.BlockSize != 0 {
		return nil, errSealed
	}
	plain := slices.Clone(text)
	cipher.NewCBCDecrypter(block, vector).CryptBlocks(plain, plain)
	padding := int(plain[len(plain)-1])
	if padding == 0 || padding > aes.BlockSize || padding > len(plain) {
		return nil, errSealed
	}
	return plain[:len(plain)-padding], nil
}
