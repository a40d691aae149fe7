package auth

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Verify returns what an access token says. Its errors are [ErrUnauthenticated] and [ErrExpired], as a [Refusal].
func (t *Tokens) Verify(ctx context.Context, token string) (*Claims, error) {
	return t.verify(ctx, token, typeAccess)
}

// VerifyRefresh is [Tokens.Verify] for refresh tokens; neither takes the other's.
func (t *Tokens) VerifyRefresh(ctx context.Context, token string) (*Claims, error) {
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

func (t *Tokens) verify(ctx context.Context, token, typ string) (*Claims, error) {
	if len(token) > maxToken {
		return nil, &Refusal{Why: Untrusted}
	}
	id, now := hashOf(token), t.options.Now()
	claims, known := t.cache.find(id, now)
	if !known {
		var refused *Refusal
		if claims, refused = t.parse(token, typ, now); refused != nil {
			return nil, refused
		}
		if len(token) <= maxCachedSize {
			t.cache.keep(id, claims, t.until(claims, now))
		}
	}
	if claims.Refresh != (typ == typeFresh) || !t.current(ctx, claims) {
		return nil, &Refusal{Why: Untrusted}
	}
	return claims, nil
}

// current asks for the epoch on every use, cached or not: a revocation ends a token at once.
func (t *Tokens) current(ctx context.Context, c *Claims) bool {
	if t.options.Epoch == nil {
		return true
	}
	tenant := ""
	if len(c.Organisations) > 0 {
		tenant = c.Organisations[0]
	}
	return c.Epoch >= t.options.Epoch(ctx, c.Subject, tenant)
}

// parse checks a token in full: form, method, signature by a configured key, times, revocation, audience, issuer, type. Where several are wrong it
// tells the first in the order of ServiceStack; what that does not look at is told last.
func (t *Tokens) parse(token, typ string, now time.Time) (*Claims, *Refusal) {
	if t.options.Sealed != nil && strings.Count(token, ".") == sealedParts-1 {
		return t.parseSealed(token, typ, now)
	}
	parts, refused := takeApart(token)
	if refused != nil {
		return nil, refused
	}
	h := t.readHeader(parts.header)
	if h.alg == "" {
		return nil, &Refusal{Why: Untrusted}
	}
	if !slices.Contains(t.methods, h.alg) {
		return nil, &Refusal{Why: OtherMethod, Detail: h.alg}
	}
	key := t.signer(h, parts, now)
	if key == nil {
		return nil, &Refusal{Why: Untrusted}
	}
	c, refused := t.admit(parts.payload, typ, key.Issuer, now)
	switch {
	case refused != nil:
		return nil, refused
	case !h.sound || parts.strange && !t.options.Lenient || h.typ != typ && (h.typ != "" || typ != typeAccess):
		return nil, &Refusal{Why: Untrusted}
	}
	c.Refresh = typ == typeFresh
	return c, nil
}

// signer returns the key that signed, among those that the header leaves: the one it names, or all where it names none. The method is the key's:
// what the header says of it chooses among the keys and never how one of them verifies.
func (t *Tokens) signer(h header, p parts, now time.Time) *TokenKey {
	for i := range t.options.Keys {
		k := &t.options.Keys[i]
		named := h.kid == "" || h.kid == k.ID || t.options.Lenient
		if named && t.takes(k, h.alg) && (k.Until.IsZero() || now.Before(k.Until)) &&
			jwt.GetSigningMethod(h.alg).Verify(p.signed, p.signature, k.verifying()) == nil {
			return k
		}
	}
	return nil
}

// admit reads the claims of a token that is rightly signed and checks them against the options.
func (t *Tokens) admit(payload []byte, typ, issuer string, now time.Time) (*Claims, *Refusal) {
	c, err := readClaims(payload, t.options.Lenient)
	if err != nil {
		return nil, unread(err)
	}
	latest := now.Add(t.options.Leeway)
	switch {
	case !c.Expires.IsZero() && !now.Before(c.Expires.Add(t.options.Leeway)):
		return nil, &Refusal{Why: Expired}
	case c.NotBefore.After(latest):
		return nil, &Refusal{Why: NotYet}
	case c.IssuedAt.Before(t.options.IssuedFrom) || c.ID != "" && slices.Contains(t.options.RevokedIDs, c.ID):
		return nil, &Refusal{Why: Revoked}
	case !t.meant(c):
		return nil, &Refusal{Why: OtherAudience, Detail: audienceText(payload)}
	case c.Expires.IsZero(), c.Subject == "", !t.options.Lenient && c.IssuedAt.After(latest):
		return nil, &Refusal{Why: Untrusted}
	case c.Issuer != issuer && (typ == typeAccess || c.Issuer != ""): // a refresh token may leave it out
		return nil, &Refusal{Why: Untrusted}
	}
	return c, nil
}

// meant reports whether the token names one of the host's audiences, where the host has any.
func (t *Tokens) meant(c *Claims) bool {
	if len(t.options.Audience) == 0 {
		return true
	}
	return slices.ContainsFunc(c.Audience, func(a string) bool { return slices.Contains(t.options.Audience, a) })
}

// until is when a verified token has to be looked at again: at its end, or at the end of the first key that has one.
func (t *Tokens) until(c *Claims, now time.Time) time.Time {
	end := c.Expires.Add(t.options.Leeway)
	for _, k := range t.options.Keys {
		if !k.Until.IsZero() && k.Until.Before(end) && now.Before(k.Until) {
			end = k.Until
		}
	}
	return end
}
