package auth

import (
	"context"
	"time"
)

// Claims are what a token says, under the names that ServiceStack's clients read. Times are whole seconds.
type Claims struct {
	ID            string    // jti
	Issuer        string    // iss; Issue fills it in
	Audience      []string  // aud; Issue fills it in
	Subject       string    // sub, the account id
	IssuedAt      time.Time // iat; Issue fills it in
	Expires       time.Time // exp
	Refresh       bool      // a refresh token (typ JWTR), good for nothing but a new access token
	Email         string    // email
	FirstName     string    // given_name
	LastName      string    // family_name
	Name          string    // name
	Username      string    // preferred_username
	Roles         []string  // roles
	Permissions   []string  // perms
	Organisations []string  // orgs, ours: the tenants, the default one first
	Epoch         int64     // epoch, ours: dead once the account's epoch is higher
}

// Principal returns the caller that the claims describe.
func (c Claims) Principal() Principal {
	return Principal{
		User: c.Subject, Name: c.Name, Email: c.Email,
		Organisations: c.Organisations, Roles: c.Roles, Permissions: c.Permissions,
	}
}

// A TokenKey signs and verifies. Private is an HMAC key of at least 32 bytes or an RSA private key of at least 2048 bits; a key that only verifies has
// Public instead.
type TokenKey struct {
	ID     string // kid; empty: derived from the key as ServiceStack derives it
	Secret []byte // HMAC
	RSA    any    // *rsa.PrivateKey, or *rsa.PublicKey of a key that only verifies
	Until  time.Time
}

// TokenOptions say how tokens are signed and which are taken.
type TokenOptions struct {
	Method   string        // HS256 (default), HS384, HS512, RS256, RS384, RS512; never read from a token
	Keys     []TokenKey    // the first signs; the others verify until their time is over
	Issuer   string        // ssjwt where empty
	Audience []string      // one of them is demanded where there are any
	Leeway   time.Duration // at most 60 s
	Now      func() time.Time

	// Epoch returns the lowest epoch that tokens of the user may carry. Nil: tokens are not revoked, as in the recorded hosts.
	Epoch func(ctx context.Context, user, tenant string) int64
}

// Tokens issues and verifies signed tokens.
type Tokens struct {
	options TokenOptions
}

// NewTokens checks the options. Short keys, unknown methods and a leeway beyond 60 seconds are errors.
func NewTokens(o TokenOptions) (*Tokens, error) { panic("auth: NewTokens is not written yet") }

// Issue signs a token. Subject and Expires are required.
func (t *Tokens) Issue(c Claims) (string, error) { panic("auth: Issue is not written yet") }

// Verify returns what an access token says. Its errors are [ErrUnauthenticated] and [ErrExpired].
func (t *Tokens) Verify(ctx context.Context, token string) (Claims, error) {
	panic("auth: Verify is not written yet")
}

// VerifyRefresh is [Tokens.Verify] for refresh tokens; neither takes the other's.
func (t *Tokens) VerifyRefresh(ctx context.Context, token string) (Claims, error) {
	panic("auth: VerifyRefresh is not written yet")
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
