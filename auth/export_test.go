package auth

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
)

// Authentic reports whether one of the keys signed a token, whatever its payload is, for corpora whose payloads are no claims.
func (t *Tokens) Authentic(token string) bool {
	parts := strings.Split(token, ".")
	if _, ok := t.keyOf(token, typeAccess); !ok || len(parts) != 3 {
		return false
	}
	for _, p := range parts {
		if _, err := base64.RawURLEncoding.Strict().DecodeString(p); err != nil {
			return false
		}
	}
	head, _ := base64.RawURLEncoding.DecodeString(parts[0])
	var h struct{ Alg string }
	return json.Unmarshal(head, &h) == nil && slices.Contains(t.Methods(), h.Alg) && t.signed(h.Alg, parts)
}
