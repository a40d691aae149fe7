package servicestack

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A TokenPolicy is how a host makes, sends and takes signed tokens: the settings of a JwtAuthProvider, whose names stand in parentheses.
type TokenPolicy struct {
	// Tokens signs and verifies.
	Tokens *auth.Tokens

	// Lifetimes of new tokens (ExpireTokensIn, ExpireRefreshTokensIn). Zero: 14 days and 365 days.
	Lifetime, RefreshLifetime time.Duration

	// Cookies sends new tokens as ss-tok and ss-reftok, and keeps no session beside them. Else they stand in the body. It is UseTokenCookie,
	// which an original host sets unless it says otherwise.
	Cookies bool

	// InQuery and InForm also take tokens from the parameters ss-tok and ss-reftok (AllowInQueryString, AllowInFormData). URLs end up in logs.
	InQuery, InForm bool

	// Insecure takes and makes tokens over connections that others can read (RequireSecureConnection = false). Without it a sign-in over plain HTTP
	// gives no token, and whoever brings one is refused; TLS that ends at a proxy counts where the proxy is one of the host's Proxies.
	Insecure bool

	// KeepBadCookies leaves cookies with bad tokens alone (RemoveInvalidTokenCookie = false).
	KeepBadCookies bool

	// ShowConverted also puts the token of a converted session into the body (IncludeJwtInConvertSessionToTokenResponse).
	ShowConverted bool

	// Claims adds a host's own claims to a new token (CreatePayloadFilter). Nil: none.
	Claims func(*auth.Claims, auth.User)

	// Read takes a host's own claims out of a token (PopulateSessionFilter). Nil: none.
	Read func(*auth.Principal, *auth.Claims)

	// Deny refuses a token that is otherwise good (ValidateToken, which says whether to take it). Nil: none.
	Deny func(*auth.Claims) bool
}

var errInsecure = services.Errorf(services.Forbidden, "Forbidden", "Sending JWT over insecure connection forbidden when RequireSecureConnection=true")

// proveToken takes an access token, or a refresh token in a cookie where there is none that is good.
func (i *Identity) proveToken(x *server.Exchange, c *call) (*proof, error) {
	text := i.tokenOf(x, c)
	var refused error
	if text != "" {
		p, err := i.holder(x, text)
		if p != nil {
			return p, nil
		}
		refused = err
	}
	if p := i.refreshed(x, c); p != nil {
		return p, nil
	}
	return nil, refused
}

// holder is tokenCaller, and takes away the cookie of a token that is an error.
func (i *Identity) holder(x *server.Exchange, text string) (*proof, error) {
	p, err := i.tokenCaller(x, text)
	if err != nil && cookie(x.Request, tokenCookie) != "" && !i.Tokens.KeepBadCookies {
		setCookie(x, i.gone(x, tokenCookie))
	}
	return p, err
}

// tokenOf finds an access token: in a form or in the query where the host allows that, in the request itself, in the header, in the cookie.
func (i *Identity) tokenOf(x *server.Exchange, c *call) string {
	if v := i.tokenParameter(c, tokenCookie); v != "" {
		return v
	}
	if v := bearerOf(x); v != "" {
		return v
	}
	return cookie(x.Request, tokenCookie)
}

// tokenParameter returns a token that a form or the query holds, where the host allows that.
func (i *Identity) tokenParameter(c *call, name string) string {
	if v := c.posts.get(name); i.Tokens.InForm && v != "" {
		return v
	}
	if i.Tokens.InQuery {
		return c.query.get(name)
	}
	return ""
}

// bearerOf returns the token or key that the request carries itself or in its header.
func bearerOf(x *server.Exchange) string {
	if p, ok := x.DTO.(Prover); ok {
		if token, _ := p.Proof(); token != "" {
			return token
		}
	}
	return authorization(x, "Bearer")
}

// tokenCaller returns who a token names. No proof and no error means that it is worth nothing.
func (i *Identity) tokenCaller(x *server.Exchange, text string) (*proof, error) {
	if strings.Count(text, ".") == 2 && !i.Tokens.Insecure && !secure(x) {
		return nil, errInsecure
	}
	claims, err := i.Tokens.Tokens.Verify(x.Context(), text)
	if err != nil {
		return nil, i.tokenError(err)
	}
	if i.Tokens.Deny != nil && i.Tokens.Deny(claims) {
		return nil, services.Errorf(services.Forbidden, "Forbidden", "Token is invalid")
	}
	p := &proof{caller: claims.Principal(), kind: auth.Bearer, provider: JWT, token: text, epoch: claims.Epoch}
	p.caller.User = p.caller.User[strings.LastIndexByte(p.caller.User, '|')+1:]
	if i.Tokens.Read != nil {
		i.Tokens.Read(&p.caller, claims)
	}
	return p, nil
}

// tokenError is what is told of a bad token: nothing where it is forged or worthless.
func (i *Identity) tokenError(err error) error {
	r, ok := errors.AsType[*auth.Refusal](err)
	switch {
	case !ok && errors.Is(err, auth.ErrUnauthenticated), ok && (r.Why == auth.Untrusted || r.Why == auth.Unformed || r.Why == auth.OddLength):
		return nil
	case !ok:
		return err
	case r.Why == auth.Unreadable:
		return services.Errorf(services.Invalid, "FormatException", notBase64)
	case r.Why == auth.OtherMethod && strings.EqualFold(r.Detail, "none"):
		return nil
	case r.Why == auth.OtherMethod:
		return services.Errorf(services.NotSupported, "NotSupportedException", "%s", i.otherMethod(r.Detail))
	}
	return services.Errorf(services.Unauthenticated, "TokenException", "%s", refusalText(r))
}

func (i *Identity) otherMethod(method string) string {
	expected := i.Tokens.Tokens.Methods()
	rsa := func(m string) bool { return slices.Contains([]string{"RS256", "RS384", "RS512"}, m) }
	switch {
	case len(expected) == 1:
		return "Invalid algorithm '" + method + "', expected '" + expected[0] + "'"
	case rsa(method) && !rsa(expected[0]):
		return "PublicKey required to use: " + expected[0]
	}
	return "Invalid algorithm: " + method
}

func refusalText(r *auth.Refusal) string {
	switch r.Why {
	case auth.BadTime:
		return "Claim '" + r.Detail + "' must be a Unix Timestamp"
	case auth.NotYet:
		return "Token not valid yet"
	case auth.Revoked:
		return "Token has been invalidated"
	case auth.OtherAudience:
		return "Invalid Audience: " + r.Detail
	}
	return "Token has expired"
}

// refreshed makes a new access token for the refresh token in a cookie, sends it and goes on as if it had been there. A bad one is taken away.
func (i *Identity) refreshed(x *server.Exchange, c *call) *proof {
	text := cmp.Or(i.tokenParameter(c, refreshCookie), cookie(x.Request, refreshCookie))
	if text == "" {
		return nil
	}
	var p *proof
	token, err := i.renew(x, text)
	if err == nil {
		p, err = i.holder(x, token)
	}
	if err != nil && cookie(x.Request, refreshCookie) != "" && !i.Tokens.KeepBadCookies {
		setCookie(x, i.gone(x, refreshCookie))
	}
	if p != nil {
		setCookie(x, i.tokenCookie(x, token))
	}
	return p
}

func (i *Identity) tokenCookie(x *server.Exchange, token string) services.Cookie {
	return i.cookie(x, tokenCookie, token, x.Host.Now().Add(i.Tokens.lifetime()))
}

func (t *TokenPolicy) lifetime() time.Duration {
	if t.Lifetime == 0 {
		return 14 * 24 * time.Hour
	}
	return t.Lifetime
}

func (t *TokenPolicy) refreshLifetime() time.Duration {
	if t.RefreshLifetime == 0 {
		return 365 * 24 * time.Hour
	}
	return t.RefreshLifetime
}

// access makes an access token for a user who signed in under a name.
func (t *TokenPolicy) access(u auth.User, name string, now time.Time) (string, error) {
	if u.Name != "" {
		name = u.Name
	}
	c := auth.Claims{
		ID: newID(), Subject: u.ID, Expires: now.Add(t.lifetime()), Email: u.Email, FirstName: u.FirstName, LastName: u.LastName,
		Name: displayName(u), Username: name, Roles: u.Roles, Permissions: u.Permissions, Epoch: u.Epoch,
	}
	if t.Claims != nil {
		t.Claims(&c, u)
	}
	return t.Tokens.Issue(c)
}

// fresh makes a refresh token, and says until when it is good.
func (t *TokenPolicy) fresh(u auth.User, now time.Time) (string, time.Time, error) {
	end := now.Add(t.refreshLifetime())
	c := auth.Claims{ID: newID(), Subject: u.ID, Expires: end, Refresh: true, Epoch: u.Epoch}
	if t.Claims != nil {
		t.Claims(&c, u)
	}
	token, err := t.Tokens.Issue(c)
	return token, end, err
}
