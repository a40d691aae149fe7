package auth

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// A TokenKey signs or verifies tokens: an HMAC secret of at least 32 bytes, or an RSA key of at least 2048 bits.
type TokenKey struct {
	ID     string          // kid; empty: derived from the key as ServiceStack derives it
	Secret []byte          // of an HMAC method
	RSA    *rsa.PrivateKey // of an RSA method
	Public *rsa.PublicKey  // of an RSA method, where the key only verifies
	Until  time.Time       // no longer taken from then on; zero: for ever
}

// TokenOptions say how tokens are signed and which are taken.
type TokenOptions struct {
	Method   string        // HS256 (default), HS384, HS512, RS256, RS384, RS512; never read from a token
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
	method  jwt.SigningMethod
	parser  *jwt.Parser
	cache   cache
}

const (
	minSecret  = 32
	minRSA     = 2048
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
	t := &Tokens{options: o, method: jwt.GetSigningMethod(o.Method)}
	for _, also := range o.Also {
		if jwt.GetSigningMethod(also) == nil || len(also) != 5 || also[:2] != o.Method[:2] {
			return nil, fmt.Errorf("tokens: method %q is not of the kind of %s", also, o.Method)
		}
	}
	if err := t.prepareKeys(); err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	t.parser = jwt.NewParser(parserOptions(o)...)
	return t, nil
}

func parserOptions(o TokenOptions) []jwt.ParserOption {
	options := []jwt.ParserOption{
		jwt.WithValidMethods(o.methods()), jwt.WithTimeFunc(o.Now), jwt.WithLeeway(o.Leeway),
		jwt.WithExpirationRequired(),
	}
	if o.Lenient {
		return append(options, jwt.WithPaddingAllowed())
	}
	return append(options, jwt.WithStrictDecoding(), jwt.WithIssuedAt())
}

func (o TokenOptions) methods() []string { return append([]string{o.Method}, o.Also...) }

// Methods returns those that tokens may be signed with, the one of new tokens first.
func (t *Tokens) Methods() []string { return t.options.methods() }

// prepareKeys checks each key against the method and names those without an id.
func (t *Tokens) prepareKeys() error {
	if len(t.options.Keys) == 0 {
		return errors.New("no key")
	}
	keys := make([]TokenKey, len(t.options.Keys))
	for i, k := range t.options.Keys {
		if err := t.checkKey(k); err != nil {
			return fmt.Errorf("key %d: %w", i+1, err)
		}
		if k.ID == "" {
			k.ID = derivedID(k)
		}
		keys[i] = k
	}
	t.options.Keys = keys
	if _, err := t.signingKey(); err != nil {
		return err
	}
	return nil
}

func (t *Tokens) checkKey(k TokenKey) error {
	switch t.method.(type) {
	case *jwt.SigningMethodHMAC:
		if len(k.Secret) < minSecret {
			return fmt.Errorf("%d bytes are too short a secret, %d are needed", len(k.Secret), minSecret)
		}
		return nil
	case *jwt.SigningMethodRSA:
		if k.public() == nil || k.public().N.BitLen() < minRSA {
			return fmt.Errorf("an RSA key of at least %d bits is needed", minRSA)
		}
		return nil
	}
	return fmt.Errorf("method %q is not one of HS256, HS384, HS512, RS256, RS384, RS512", t.options.Method)
}

func (k TokenKey) public() *rsa.PublicKey {
	if k.RSA != nil {
		return &k.RSA.PublicKey
	}
	return k.Public
}

// derivedID is ServiceStack's: the first three characters of the base64 of the secret, or of the modulus.
func derivedID(k TokenKey) string {
	b := k.Secret
	if p := k.public(); p != nil {
		b = p.N.Bytes()
	}
	return base64.StdEncoding.EncodeToString(b)[:3]
}

func (t *Tokens) signingKey() (any, error) {
	k := t.options.Keys[0]
	if _, ok := t.method.(*jwt.SigningMethodHMAC); ok {
		return k.Secret, nil
	}
	if k.RSA == nil {
		return nil, errors.New("the first key has no private part to sign with")
	}
	return k.RSA, nil
}

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
		c.Issuer = t.options.Issuer
	}
	key, err := t.signingKey()
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	text := encode(t.header(c)) + "." + encode(c.payload())
	signature, err := t.method.Sign(text, key)
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
	w.text("alg", t.options.Method)
	w.text("kid", t.options.Keys[0].ID)
	for _, x := range c.Header {
		w.add(x.Name, string(x.Value))
	}
	return append(w, '}')
}
