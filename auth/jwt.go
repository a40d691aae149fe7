package auth

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// TokenOptions say how tokens are signed and which are taken.
type TokenOptions struct {
	Method   string        // of the keys that name none: HS256 (default), HS384, HS512, RS256, RS384, RS512, ES256, EdDSA; never read from a token
	Also     []string      // other methods of the same kind that tokens may be signed with; new ones never are
	Keys     []TokenKey    // the first signs; the others verify until their time is over
	Issuer   string        // ssjwt where empty
	Audience []string      // one of them is demanded where there are any
	Leeway   time.Duration // at most 60 s
	Now      func() time.Time

	IssuedFrom time.Time // tokens issued before are dead, and those that do not say when; zero: none
	RevokedIDs []string  // dead tokens by their jti

	// Epoch returns the lowest epoch that tokens of the user may carry. Nil: tokens are not revoked, as in the recorded hosts.
	Epoch func(ctx context.Context, user, tenant string) int64

	// Sealed also takes tokens that are encrypted for this key, as ServiceStack encrypts them. Nil: none.
	Sealed *rsa.PrivateKey

	// Lenient takes what ServiceStack takes beyond the standard, for hosts whose clients bring such tokens: unknown key ids, padded base64,
	// a claim written twice (the last counts), times written as strings, an iat in the future, other names for roles and permissions.
	Lenient bool
}

// Tokens issues and verifies signed tokens. It is safe for concurrent use.
type Tokens struct {
	options TokenOptions
	methods []string // that tokens may be signed with, the one of new tokens first
	cache   cache
}

const (
	maxLeeway  = 60 * time.Second
	maxToken   = 8 << 10
	typeAccess = "JWT"
	typeFresh  = "JWTR"
)

// NewTokens checks the options. Short keys, unknown methods and a leeway beyond 60 seconds are errors.
func NewTokens(o TokenOptions) (*Tokens, error) {
	if o.Method == "" {
		o.Method = jwt.SigningMethodHS256.Alg()
	}
	if o.Issuer == "" {
		o.Issuer = "ssjwt"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Leeway < 0 || o.Leeway > maxLeeway {
		return nil, fmt.Errorf("tokens: leeway %v is not within 0 and %v", o.Leeway, maxLeeway)
	}
	t := &Tokens{options: o}
	for _, also := range o.Also {
		if jwt.GetSigningMethod(also) == nil || also[:2] != o.Method[:2] {
			return nil, fmt.Errorf("tokens: method %q is not of the kind of %s", also, o.Method)
		}
	}
	if err := t.prepareKeys(); err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	t.methods = t.options.methods()
	return t, nil
}

// methods are those of the keys, once these are prepared.
func (o TokenOptions) methods() (list []string) {
	add := func(methods ...string) {
		for _, m := range methods {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	for _, k := range o.Keys {
		add(k.Method)
		if k.Method == o.Method {
			add(o.Also...)
		}
	}
	return list
}

// Methods returns those that tokens may be signed with, the one of new tokens first.
func (t *Tokens) Methods() []string { return slices.Clone(t.methods) }

// Issue signs a token. Subject and Expires are required.
func (t *Tokens) Issue(c Claims) (string, error) {
	if c.Subject == "" || c.Expires.IsZero() {
		return "", errors.New("issue a token: it needs a subject and an end")
	}
	if c.IssuedAt.IsZero() {
		c.IssuedAt = t.options.Now()
	}
	if len(c.Audience) == 0 {
		c.Audience = t.options.Audience
	}
	if c.Issuer == "" && !c.Refresh {
		c.Issuer = t.options.Keys[0].Issuer
	}
	key, err := t.signingKey()
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	text := encode(t.header(c)) + "." + encode(c.payload())
	signature, err := jwt.GetSigningMethod(t.options.Keys[0].Method).Sign(text, key)
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return text + "." + encode(signature), nil
}

func (t *Tokens) header(c Claims) []byte {
	typ := typeAccess
	if c.Refresh {
		typ = typeFresh
	}
	w := claimWriter{'{'}
	w.text("typ", typ)
	w.text("alg", t.options.Keys[0].Method)
	w.text("kid", t.options.Keys[0].ID)
	for _, x := range c.Header {
		w.add(x.Name, string(x.Value))
	}
	return append(w, '}')
}
