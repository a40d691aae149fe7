package auth

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

// A Refusal says why a token is refused, for families that tell their clients. It is an [ErrExpired] where the token's time is over
// and an [ErrUnauthenticated] otherwise; whoever has nothing to tell compares with these.
type Refusal struct {
	Why    Why
	Detail string // the method, the claim or the audience that is to blame
}

// Why classes what is wrong with a token. All but the first four are said only of tokens that one of the keys has signed.
type Why int

// What can be wrong with a token.
const (
	Unformed      Why = iota + 1 // not three parts
	Unreadable                   // not base64url
	OtherMethod                  // signed by a method that is not the host's
	Untrusted                    // forged, of another issuer or kind, or without a claim that is required
	BadTime                      // a time that is no number of seconds
	Expired                      // its time is over
	NotYet                       // its time has not come
	Revoked                      // ended by the host
	OtherAudience                // meant for somebody else
)

func (r *Refusal) Error() string { return r.Unwrap().Error() }

// Unwrap returns the error that all families know.
func (r *Refusal) Unwrap() error {
	if r.Why == Expired {
		return ErrExpired
	}
	return ErrUnauthenticated
}

// refusal works out why a token is refused. It runs on tokens that are already known to be bad, so its order is free to be that of ServiceStack:
// form, method, signature, times, revocation, audience.
func (t *Tokens) refusal(token string, refused error) error {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return &Refusal{Why: Unformed}
	}
	for _, p := range parts {
		if _, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(p, "=")); err != nil {
			return &Refusal{Why: Unreadable}
		}
	}
	head, _ := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[0], "="))
	var h struct{ Alg string }
	if json.Unmarshal(head, &h) != nil || h.Alg == "" {
		return &Refusal{Why: Untrusted}
	}
	if !slices.Contains(t.Methods(), h.Alg) {
		return &Refusal{Why: OtherMethod, Detail: h.Alg}
	}
	if !t.signed(h.Alg, parts) {
		return &Refusal{Why: Untrusted}
	}
	return t.claimsRefusal(parts[1], refused)
}

func (t *Tokens) signed(method string, parts []string) bool {
	signature, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[2], "="))
	if err != nil {
		return false
	}
	for i := range t.options.Keys {
		k := &t.options.Keys[i]
		if t.takes(k, method) && jwt.GetSigningMethod(method).Verify(parts[0]+"."+parts[1], signature, k.verifying()) == nil {
			return true
		}
	}
	return false
}

// claimsRefusal is why the claims of a token that is rightly signed do not do.
func (t *Tokens) claimsRefusal(payload string, refused error) error {
	data, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(payload, "="))
	if err != nil {
		return &Refusal{Why: Unreadable}
	}
	return t.readRefusal(data, refused)
}

// readRefusal is claimsRefusal for a payload that is decoded.
func (t *Tokens) readRefusal(data []byte, refused error) error {
	c, err := readClaims(data, t.options.Lenient)
	if bad, ok := errors.AsType[*timeError](err); ok {
		return &Refusal{Why: BadTime, Detail: bad.claim}
	}
	switch now := t.options.Now(); {
	case err != nil:
		return &Refusal{Why: Untrusted}
	case errors.Is(refused, jwt.ErrTokenExpired):
		return &Refusal{Why: Expired}
	case c.NotBefore.After(now.Add(t.options.Leeway)):
		return &Refusal{Why: NotYet}
	case t.revoked(c):
		return &Refusal{Why: Revoked}
	case !t.meant(c):
		return &Refusal{Why: OtherAudience, Detail: audienceText(data)}
	}
	return &Refusal{Why: Untrusted}
}

// audienceText is the audience as the token writes it, without the quotes of a single one.
func audienceText(payload []byte) string {
	members, err := readObject(payload, true)
	if err != nil {
		return ""
	}
	var one string
	if json.Unmarshal(members["aud"], &one) == nil {
		return one
	}
	return string(members["aud"])
}
