package servicestack

import (
	"cmp"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A Prover is a request that can carry a proof in members of its own, as ServiceStack's IHasBearerToken and IHasSessionId.
type Prover interface {
	// Proof returns a token or key, and a session id. Either may be empty.
	Proof() (token, session string)
}

// A proof is who calls and how he showed it.
type proof struct {
	caller   auth.Principal
	kind     auth.Kind
	provider string
	token    string
	epoch    int64 // of the account when it was given
}

// session finds out who calls, where the operation wants to know, and gives strangers their cookies.
func (i *Identity) session(d *Dialect, x *server.Exchange) error {
	c := of(x)
	if err := d.readForm(x, c); err != nil {
		return err
	}
	c.session = i.sessionID(x, c)
	greets, outside := i.StrangerCookies && !i.namesSession(x), i.outside(x.Op)
	if greets && !outside {
		i.greet(x, c)
	}
	var p *proof
	need := i.demandOf(x)
	if need.Check != nil {
		p, x.CallerErr = i.prove(x, c)
	}
	if _, refused := errors.AsType[*services.Error](x.CallerErr); refused && need.Quiet {
		p = i.proveElse(x, c)
	}
	if i.Scoped != nil {
		p, c.keyErr = i.withKey(x, need, p)
	}
	if greets && outside && x.CallerErr == nil {
		i.greet(x, c)
	}
	c.proof = auth.Credentials{Via: auth.Via{Session: c.session, Secure: secure(x)}}
	if p != nil {
		x.Caller, c.epoch = p.caller, p.epoch
		c.proof.Kind, c.proof.Token, c.proof.Via.Provider = p.kind, p.token, p.provider
	}
	if err := server.Session.Run(x); err != nil {
		return err
	}
	if serviceOf(x.Op.Name) != "" {
		x.Attach(exchangeKey{}, x)
	}
	return nil
}

// namesSession reports whether the request's own members name its session, which then needs no cookies.
func (i *Identity) namesSession(x *server.Exchange) bool {
	p, ok := x.DTO.(Prover)
	if !ok {
		return false
	}
	_, id := p.Proof()
	return id != ""
}

// proveElse looks at the session of a caller whose other proof does not hold, for a demand that such a proof counts as none for.
func (i *Identity) proveElse(x *server.Exchange, c *call) *proof {
	p, err := i.proveSession(x, c)
	if p == nil || err != nil {
		return nil
	}
	x.CallerErr = nil
	return p
}

// prove tries the host's ways in their order, and then the session. A stranger is no error; a proof that says something and does not hold is one.
func (i *Identity) prove(x *server.Exchange, c *call) (*proof, error) {
	if i.knowsSecret(x, c) {
		return &proof{caller: administrator("0"), provider: authSecret}, nil
	}
	for _, name := range i.Providers {
		if p, err := i.proveBy(name, x, c); p != nil || err != nil {
			return p, err
		}
	}
	return i.proveSession(x, c)
}

func (i *Identity) proveBy(provider string, x *server.Exchange, c *call) (*proof, error) {
	switch provider {
	case JWT:
		return i.proveToken(x, c)
	case Basic:
		return i.provePassword(x)
	case APIKey:
		return i.proveKey(x, c)
	}
	return nil, nil // a session is looked at last
}

// authSecret is the provider of those who know the host's secret, and the name of the parameter and header that it is sent in.
const authSecret = "authsecret"

// administrator is who acts for nobody in particular, and may do everything.
func administrator(user string) auth.Principal {
	return auth.Principal{User: user, Username: authSecret, Name: Admin, Roles: []string{Admin}}
}

func (i *Identity) knowsSecret(x *server.Exchange, c *call) bool {
	if i.Secret == "" {
		return false
	}
	sent := x.Request.Header.Get(authSecret)
	if sent == "" {
		sent = cmp.Or(i.parameter(c, authSecret), cookie(x.Request, authSecret))
	}
	if sent == "" && i.demandOf(x).Kind == secretDemand {
		sent = bearerOf(x)
	}
	return subtle.ConstantTimeCompare([]byte(sent), []byte(i.Secret)) == 1
}

// parameter returns what the query or a form says.
func (i *Identity) parameter(c *call, name string) string {
	if v := c.query.get(name); v != "" {
		return v
	}
	return c.posts.get(name)
}

// provePassword reads a Basic header. One without a password may hold a key and is left to that.
func (i *Identity) provePassword(x *server.Exchange) (*proof, error) {
	name, password, err := basicOf(x)
	if err != nil || password == "" {
		return nil, err
	}
	u, err := i.Users.Login(x.Context(), name, password)
	if err != nil {
		return nil, loginError(err)
	}
	i.markUser(x, u)
	return &proof{caller: principal(u), kind: auth.Basic, provider: Basic, epoch: u.Epoch}, nil
}

// notBase64 is .NET's text.
const notBase64 = "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, " +
	"or an illegal character among the padding characters."

// basicOf returns the name and the password of a Basic header. Both are empty where there is none.
func basicOf(x *server.Exchange) (name, password string, err error) {
	text := authorization(x, "Basic")
	if text == "" {
		return "", "", nil
	}
	plain, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", "", services.Errorf(services.Invalid, "FormatException", notBase64)
	}
	name, password, ok := strings.Cut(string(plain), ":")
	if !ok {
		return "", "", nil
	}
	return name, password, nil
}

// authorization returns what stands behind a scheme in the Authorization header. Several headers are one with commas between: no proof is chosen
// among them.
func authorization(x *server.Exchange, scheme string) string {
	given, proof, _ := strings.Cut(strings.Join(x.Request.Header.Values("Authorization"), ","), " ")
	if !strings.EqualFold(given, scheme) {
		return ""
	}
	return strings.TrimSpace(proof)
}

// markUser leaves the cookie that says whose requests these are. Nobody trusts it.
func (i *Identity) markUser(x *server.Exchange, u auth.User) {
	setCookie(x, i.lasting(x, userCookie, u.ID))
}

// loginError is how a sign-in that fails is told: unknown users and wrong passwords alike.
func loginError(err error) error {
	switch {
	case errors.Is(err, auth.ErrBusy):
		busy := services.Errorf(services.Unavailable, "ServiceUnavailable", "Too many people sign in at the moment")
		busy.After = time.Second
		return busy
	case errors.Is(err, auth.ErrUnauthenticated), errors.Is(err, auth.ErrNoUser), errors.Is(err, auth.ErrTooLong):
		return services.Errorf(services.Unauthenticated, "Unauthorized", "Invalid Username or Password")
	case errors.Is(err, auth.ErrLocked):
		return lockedError()
	}
	return err
}

func lockedError() *services.Error {
	return services.Errorf(services.Unauthenticated, "AuthenticationException", "This account has been locked")
}

// principal is a caller with all that his account says.
func principal(u auth.User) auth.Principal {
	return auth.Principal{
		User: u.ID, Name: displayName(u), Email: u.Email, Username: u.Name, FirstName: u.FirstName, LastName: u.LastName,
		Organisations: u.Organisations, Roles: u.Roles, Permissions: u.Permissions,
	}
}

// displayName is what a user is called: as he wishes, by his user name, or by his names.
func displayName(u auth.User) string {
	switch {
	case u.DisplayName != "":
		return u.DisplayName
	case u.Name != "":
		return u.Name
	}
	return strings.TrimSpace(u.FirstName + " " + u.LastName)
}

// secure reports whether nobody on the way could read the request.
func secure(x *server.Exchange) bool { return strings.HasPrefix(base(x), "https:") }
