package auth

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// Rules of the files password_*.go:
//
//   - A hash is text that somebody else may have written: what is not exactly of its form is not read, and nothing panics.
//   - No hash is read whose check would take more than about a second of one core or 256 MiB.
//   - Sums are compared in constant time.

// A storedHash is a hash that was read and may be checked.
type storedHash interface {
	// matches reports whether the password is the one behind the hash. It takes its time.
	matches(password string) bool

	// light reports whether that costs so little beside today's hash that a clock would tell the two apart.
	light() bool
}

// maxHash is the longest text that is read, in bytes.
const maxHash = 512

// parseHash tells by the text how a hash was made.
func parseHash(text string) (storedHash, bool) {
	if len(text) > maxHash {
		return nil, false
	}
	scheme, rest, dollar := strings.Cut(strings.TrimPrefix(text, "$"), "$")
	switch {
	case !dollar || text[0] != '$':
		return read(parseDotNet(text))
	case scheme == "argon2id":
		return read(parseArgon(rest))
	case scheme == "scrypt":
		return read(parseScrypt(rest))
	case scheme == saltedScheme:
		return read(parseSalted(rest))
	case scheme == rocketChatScheme:
		return read(parseRocketChat("$" + rest))
	}
	return read(parseBcrypt(text))
}

func read[H storedHash](h H, ok bool) (storedHash, bool) {
	if !ok {
		return nil, false
	}
	return h, true
}

// parseParameters reads "m=64,t=1,p=1" for the names m, t and p, in this order and with nothing else.
func parseParameters(text string, names ...string) ([]uint32, bool) {
	parts := strings.Split(text, ",")
	if len(parts) != len(names) {
		return nil, false
	}
	values := make([]uint32, len(names))
	for i, name := range names {
		digits, ok := strings.CutPrefix(parts[i], name+"=")
		n, err := strconv.ParseUint(digits, 10, 32)
		if !ok || err != nil || digits[0] == '0' {
			return nil, false
		}
		values[i] = uint32(n)
	}
	return values, true
}

// parseSaltAndSum reads the end of a PHC string: two texts of base64 without padding.
func parseSaltAndSum(salt, sum string) (s, h []byte, ok bool) {
	strict := base64.RawStdEncoding.Strict()
	s, err := strict.DecodeString(salt)
	if err != nil || strings.ContainsAny(salt+sum, "\r\n") { // which the decoder skips
		return nil, nil, false
	}
	h, err = strict.DecodeString(sum)
	return s, h, err == nil && len(s) <= 64 && 16 <= len(h) && len(h) <= 64
}
