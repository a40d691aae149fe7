package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Verify returns what an access token says. Its errors are [ErrUnauthenticated] and [ErrExpired].
func (t *Tokens) Verify(ctx context.Context, token string) (Claims, error) {
	return t.verify(ctx, token, typeAccess)
}

// VerifyRefresh is [Tokens.Verify] for refresh tokens; neither takes the other's.
func (t *Tokens) VerifyRefresh(ctx context.Context, token string) (Claims, error) {
	return t.verify(ctx, token, typeFresh)
}

// Verifier returns the verifier of bearer tokens for a host. Credentials of any other kind but [Bearer] make a stranger.
func (t *Tokens) Verifier() Verifier {
	return func(ctx context.Context, c Credentials) (Principal, error) {
		if c.Kind != Bearer {
			return Principal{Via: c.Via}, nil
		}
		claims, err := t.Verify(ctx, c.Token)
		if err != nil {
			return Principal{}, err
		}
		p := claims.Principal()
		p.Via = c.Via
		return p, nil
	}
}

func (t *Tokens) verify(ctx context.Context, token, typ string) (Claims, error) {
	if len(token) > maxToken {
		return Claims{}, ErrUnauthenticated
	}
	id := sha256.Sum256([]byte(typ + token))
	claims, ok := t.cache.find(id, t.options.Now())
	if !ok {
		var err error
		if claims, err = t.parse(token, typ); err != nil {
			return Claims{}, err
		}
		if len(token) <= maxCachedSize {
			t.cache.keep(id, claims, t.until(claims))
		}
	}
	if !t.current(ctx, claims) {
		return Claims{}, ErrUnauthenticated
	}
	return claims, nil
}

// current asks for the epoch on every use, cached or not: a revocation ends a token at once.
func (t *Tokens) current(ctx context.Context, c Claims) bool {
	if t.options.Epoch == nil {
		return true
	}
	tenant := ""
	if len(c.Organisations) > 0 {
		tenant = c.Organisations[0]
	}
	return c.Epoch >= t.options.Epoch(ctx, c.Subject, tenant)
}

// parse checks a token in full: form, type, signature by a configured key, times, issuer, audience.
func (t *Tokens) parse(token, typ string) (Claims, error) {
	if t.options.Sealed != nil && strings.Count(token, ".") == sealedParts-1 {
		return t.parseSealed(token, typ)
	}
	keys, ok := t.keyOf(token, typ)
	if !ok {
		return Claims{}, t.refusal(token, nil)
	}
	c, key, err := t.parseSigned(token, keys)
	if err != nil || c.Subject == "" || !t.trusted(c, typ, key.Issuer) {
		return Claims{}, t.refusal(token, err)
	}
	c.Refresh = typ == typeFresh
	return c, nil
}

// parseSigned returns the claims and the key that signed them, or the error of the last key.
func (t *Tokens) parseSigned(token string, keys []*TokenKey) (c Claims, by *TokenKey, err error) {
	for _, by = range keys {
		held := &heldClaims{lenient: t.options.Lenient}
		_, err = t.parser.ParseWithClaims(token, held, func(*jwt.Token) (any, error) { return by.verifying(), nil })
		if !errors.Is(err, jwt.ErrTokenSignatureInvalid) {
			return held.Claims, by, err
		}
	}
	return Claims{}, by, err
}

// trusted checks the issuer, which a refresh token may leave out, the host's revocations and the audience.
func (t *Tokens) trusted(c Claims, typ, issuer string) bool {
	if c.Issuer != issuer && (typ == typeAccess || c.Issuer != "") {
		return false
	}
	return !t.revoked(c) && t.meant(c)
}

func (t *Tokens) revoked(c Claims) bool {
	return c.IssuedAt.Before(t.options.IssuedFrom) || c.ID != "" && slices.Contains(t.options.RevokedIDs, c.ID)
}

// meant reports whether the token names one of the host's audiences, where the host has any.
func (t *Tokens) meant(c Claims) bool {
	if len(t.options.Audience) == 0 {
		return true
	}
	return slices.ContainsFunc(c.Audience, func(a string) bool { return slices.Contains(t.options.Audience, a) })
}

// keyOf reads the header and returns the keys that may have signed: the one it names, or all where it names none. The method is the key's:
// what the header says of it chooses among the keys and never how one of them verifies. Nothing but typ, alg, kid and crit is read.
func (t *Tokens) keyOf(token, typ string) (keys []*TokenKey, ok bool) {
	h, ok := t.readHeader(token)
	if !ok || h.typ != typ && (h.typ != "" || typ != typeAccess) {
		return nil, false
	}
	now := t.options.Now()
	for i := range t.options.Keys {
		k := &t.options.Keys[i]
		named := h.kid == "" || h.kid == k.ID || t.options.Lenient
		if named && t.takes(k, h.alg) && (k.Until.IsZero() || now.Before(k.Until)) {
			keys = append(keys, k)
		}
	}
	return keys, len(keys) > 0
}

type header struct{ typ, alg, kid string }

func (t *Tokens) readHeader(token string) (header, bool) {
	first, _, _ := strings.Cut(token, ".")
	decoding := base64.RawURLEncoding.Strict()
	if t.options.Lenient {
		first, decoding = strings.TrimRight(first, "="), base64.RawURLEncoding
	}
	data, err := decoding.DecodeString(first)
	if err != nil {
		return header{}, false
	}
	members, err := readObject(data, t.options.Lenient)
	if err != nil || members["crit"] != nil {
		return header{}, false
	}
	var h header
	for name, into := range map[string]*string{"typ": &h.typ, "alg": &h.alg, "kid": &h.kid} {
		if raw, ok := members[name]; ok && json.Unmarshal(raw, into) != nil {
			return header{}, false
		}
	}
	return h, true
}

// until is when a verified token has to be looked at again: at its end, or at the end of the first key that has one.
func (t *Tokens) until(c Claims) time.Time {
	end := c.Expires.Add(t.options.Leeway)
	for _, k := range t.options.Keys {
		if !k.Until.IsZero() && k.Until.Before(end) && t.options.Now().Before(k.Until) {
			end = k.Until
		}
	}
	return end
}

// heldClaims lets golang-jwt check the times of our claims.
type heldClaims struct {
	Claims
	lenient bool
}

func (h *heldClaims) UnmarshalJSON(data []byte) (err error) {
	h.Claims, err = readClaims(slices.Clone(data), h.lenient)
	return err
}

func date(t time.Time) (*jwt.NumericDate, error) {
	if t.IsZero() {
		return nil, nil
	}
	return jwt.NewNumericDate(t), nil
}

func (h *heldClaims) GetExpirationTime() (*jwt.NumericDate, error) { return date(h.Expires) }
func (h *heldClaims) GetIssuedAt() (*jwt.NumericDate, error)       { return date(h.IssuedAt) }
func (h *heldClaims) GetNotBefore() (*jwt.NumericDate, error)      { return date(h.NotBefore) }
func (h *heldClaims) GetIssuer() (string, error)                   { return h.Issuer, nil }
func (h *heldClaims) GetSubject() (string, error)                  { return h.Subject, nil }
func (h *heldClaims) GetAudience() (jwt.ClaimStrings, error)       { return h.Audience, nil }

// What bounds the memory of the cache: about 1 KB for a usual token, 4 for the largest.
const (
	maxCached     = 10_000
	maxCachedSize = 2 << 10
)

// A cache remembers tokens that were good, by their hash. Its zero value is empty.
type cache struct {
	mu     sync.RWMutex
	tokens map[[32]byte]cached
}

type cached struct {
	claims Claims
	until  time.Time
}

func (c *cache) find(id [32]byte, now time.Time) (Claims, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	hit, ok := c.tokens[id]
	return hit.claims, ok && now.Before(hit.until)
}

func (c *cache) keep(id [32]byte, claims Claims, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tokens == nil || len(c.tokens) >= maxCached {
		c.tokens = map[[32]byte]cached{} // a full cache starts anew: simpler than ages, and a token costs microseconds
	}
	c.tokens[id] = cached{claims, until}
}
