package auth

import (
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
)

// Prefixes of imported hashes that do not say themselves what they are.
const (
	rocketChat = "$sha256hex"  // before a bcrypt hash of the hex SHA-256 of the password
	saltedSHA  = "$ss-sha256$" // before salt and hash of ServiceStack's SaltedHash, in base64 with a $ between them
	scryptPHC  = "$scrypt$ln=" // as passlib writes it
)

// What an imported hash may cost, so that a bad import cannot stop a host: a second or so, and 64 MiB.
const (
	maxRounds  = 2_000_000
	maxImport  = 1 << 10
	maxScryptN = 16
)

// imported reports whether password is the one behind an imported hash; known is false where hash is of no known kind. Known are bcrypt,
// Rocket.Chat's bcrypt of a digest, the hashes of ASP.NET Identity 2 and 3 (which are also ServiceStack's), ServiceStack's older salted SHA-256
// and scrypt.
func imported(hash, password string) (right, known bool) {
	if len(hash) > maxImport {
		return false, false
	}
	if rest, ok := strings.CutPrefix(hash, rocketChat); ok {
		digest := sha256.Sum256([]byte(password))
		return bcrypted(rest, hex.EncodeToString(digest[:]))
	}
	if rest, ok := strings.CutPrefix(hash, saltedSHA); ok {
		return salted(rest, password)
	}
	if strings.HasPrefix(hash, scryptPHC) {
		return scrypted(hash, password)
	}
	if strings.HasPrefix(hash, "$") {
		return bcrypted(hash, password)
	}
	return aspNet(hash, password)
}

func bcrypted(hash, password string) (right, known bool) {
	if cost, err := bcrypt.Cost([]byte(hash)); err != nil || cost > maxBcrypt {
		return false, false
	}
	return bcrypt.CompareHashAndPassword([]byte(hash), []byte(password)) == nil, true
}

func salted(text, password string) (right, known bool) {
	first, second, _ := strings.Cut(text, "$")
	salt, err1 := base64.StdEncoding.DecodeString(first)
	want, err2 := base64.StdEncoding.DecodeString(second)
	if err1 != nil || err2 != nil || len(want) != sha256.Size {
		return false, false
	}
	sum := sha256.Sum256(append([]byte(password), salt...))
	return subtle.ConstantTimeCompare(sum[:], want) == 1, true
}

func scrypted(hash, password string) (right, known bool) {
	parts := strings.Split(hash, "$")
	var ln, r, p int
	if len(parts) != 5 {
		return false, false
	}
	if n, err := fmt.Sscanf(parts[2], "ln=%d,r=%d,p=%d", &ln, &r, &p); n != 3 || err != nil {
		return false, false
	}
	if ln < 1 || ln > maxScryptN || r < 1 || r > 8 || p < 1 || p > 4 {
		return false, false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[3])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[4])
	if err1 != nil || err2 != nil || len(want) != hashSize {
		return false, false
	}
	sum, err := scrypt.Key([]byte(password), salt, 1<<ln, r, p, len(want))
	return err == nil && subtle.ConstantTimeCompare(sum, want) == 1, err == nil
}

// aspNet checks the hashes of ASP.NET Identity: a byte that tells the version, then salt and PBKDF2 key, which version 3 precedes with
// the function, the rounds and the length of the salt.
func aspNet(text, password string) (right, known bool) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) < 13+hashSize {
		return false, false
	}
	switch {
	case b[0] == 0 && len(b) == 1+saltSize+hashSize:
		return derived(sha1.New, 1000, b[1:1+saltSize], b[1+saltSize:], password)
	case b[0] != 1:
		return false, false
	}
	function, rounds, size := binary.BigEndian.Uint32(b[1:]), binary.BigEndian.Uint32(b[5:]), binary.BigEndian.Uint32(b[9:])
	functions := []func() hash.Hash{sha1.New, sha256.New, sha512.New}
	if int64(function) >= int64(len(functions)) || rounds == 0 || rounds > maxRounds || int64(size)+13+hashSize != int64(len(b)) {
		return false, false
	}
	return derived(functions[function], int(rounds), b[13:13+size], b[13+size:], password)
}

func derived(function func() hash.Hash, rounds int, salt, want []byte, password string) (right, known bool) {
	sum, err := pbkdf2.Key(function, password, salt, rounds, len(want))
	return err == nil && subtle.ConstantTimeCompare(sum, want) == 1, err == nil
}
