package auth

import (
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"strings"
)

const (
	maxPBKDF2   = 3_000_000 // rounds, for each block of the sum
	lightPBKDF2 = 50_000    // below that it is far from today's cost
)

// A pbkdf2Hash is a hash of ASP.NET Identity taken apart, one of ServiceStack's PasswordHasher too, whose form is Identity 3's
// (https://github.com/dotnet/aspnetcore/blob/main/src/Identity/Extensions.Core/src/PasswordHasher.cs).
type pbkdf2Hash struct {
	hash      func() hash.Hash
	rounds    int
	salt, sum []byte
}

// parseDotNet reads base64 whose first byte says which version wrote it.
func parseDotNet(text string) (pbkdf2Hash, bool) {
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(data) == 0 || strings.ContainsAny(text, "\r\n") {
		return pbkdf2Hash{}, false
	}
	switch data[0] {
	case 0:
		return parseIdentity2(data[1:])
	case 1:
		return parseIdentity3(data[1:])
	}
	return pbkdf2Hash{}, false
}

// parseIdentity2 reads a salt of 16 bytes and a sum of 32; the rest was never written down.
func parseIdentity2(data []byte) (h pbkdf2Hash, ok bool) {
	if len(data) != 16+32 {
		return h, false
	}
	return pbkdf2Hash{sha1.New, 1000, data[:16], data[16:]}, true
}

// parseIdentity3 reads three numbers (function, rounds, size of the salt), the salt and the sum.
func parseIdentity3(data []byte) (h pbkdf2Hash, ok bool) {
	const head, least = 12, 16
	if len(data) < head+least+least {
		return h, false
	}
	kind, rounds, size := binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]), binary.BigEndian.Uint32(data[8:])
	data = data[head:]
	if size < least || uint64(size)+least > uint64(len(data)) || rounds == 0 || rounds > maxPBKDF2 {
		return h, false
	}
	h = pbkdf2Hash{rounds: int(rounds), salt: data[:size], sum: data[size:]}
	switch kind {
	case 0:
		h.hash = sha1.New
	case 1:
		h.hash = sha256.New
	case 2:
		h.hash = sha512.New
	default:
		return h, false
	}
	return h, h.work() <= maxPBKDF2
}

// work is how often the function runs.
func (h pbkdf2Hash) work() int {
	block := h.hash().Size()
	return h.rounds * ((len(h.sum) + block - 1) / block)
}

func (h pbkdf2Hash) matches(password string) bool {
	sum, err := pbkdf2.Key(h.hash, password, h.salt, h.rounds, len(h.sum))
	return err == nil && subtle.ConstantTimeCompare(sum, h.sum) == 1
}

func (h pbkdf2Hash) light() bool { return h.work() < lightPBKDF2 }
