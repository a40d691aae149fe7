package servicestack

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// The ways to prove who one is that a host may offer.
const (
	Credentials = "credentials" // a user name and a password make a session
	Basic       = "basic"       // both with each request
	JWT         = "jwt"         // a signed token with each request
	APIKey      = "apikey"      // a program's key with each request
)

// Users are the accounts of a host.
type Users interface {
	// Login returns the user with that name or address and that password, else [auth.ErrUnauthenticated], or [auth.ErrLocked] for the right
	// password of a locked account.
	Login(ctx context.Context, name, password string) (auth.User, error)

	// User returns the user with that id, or [auth.ErrNoUser].
	User(ctx context.Context, id string) (auth.User, error)
}

// An Identity is how a host knows its callers: by session, password, token or key. Set it as a [Dialect]'s Identity and add its Operations
// to those of the host. An operation that demands nothing is served without a look at who calls, unless its demand is [Aware].
// Names in parentheses are those of ServiceStack's AuthFeature and HostConfig.
type Identity struct {
	// Providers are the ways that the host offers. The first one is taken where a client names none, and strangers are asked for it.
	Providers []string

	Users Users

	// SignIn is asked in place of Users.Login where it is set: for rules of the host's own, such as a second factor beside the password.
	// Its errors are those of Users.Login, and what else the caller should see.
	SignIn func(context.Context, *dto.Authenticate) (auth.User, error)

	// SignOut ends what a signed-in caller has beside the session that the request names, such as his tokens. Nil: nothing; tokens then live to their end.
	SignOut func(context.Context) error

	Sessions Sessions      // of [Credentials]; nil: none are kept
	Tokens   *TokenPolicy  // of [JWT]
	Keys     *KeyPolicy    // of [APIKey]
	Scoped   *ScopedKeys   // of [HasKey]; nil: none are taken
	Register *Registration // nil: nobody can make an account of his own
	Roles    RoleKeeper    // nil: roles are not given over the wire

	// Secret lets whoever sends it as authsecret act as an administrator (AdminAuthSecret). Empty: nobody.
	Secret string

	// ProfileURL is the picture of callers who have none. Empty: none.
	ProfileURL string

	// HideRoles leaves roles and permissions out of the answers to a sign-in (IncludeRolesInAuthenticateResponse = false).
	HideRoles bool

	// AllowGet takes passwords from URLs (AllowGetAuthenticateRequests), which end up in logs.
	AllowGet bool

	// AllowUnnamedGet takes them only from URLs that name no provider, or "login", as the original does.
	AllowUnnamedGet bool

	// Aliases also serves /authenticate.
	Aliases bool

	// Origins are those that a browser may be sent back to after it signed in, beside the host's own.
	Origins []string

	// AfterLogout is the page that browsers are sent to once they signed out (HtmlLogoutRedirect). Empty: where they came from.
	AfterLogout string

	// PathOnly tells the page in [Dialect.Login] the path to come back to, and not the whole URL (HtmlRedirectReturnPathOnly).
	PathOnly bool

	// SessionParameters takes session ids from the query and from forms (AllowSessionIdsInHttpParams).
	SessionParameters bool

	// StrangerCookies gives every caller the cookies ss-id and ss-pid that he has not got, as the original does. They mean nothing until there is a session.
	StrangerCookies bool

	// StrictCookies makes cookies SameSite=Strict (UseSameSiteCookies = true).
	StrictCookies bool

	// Outside names the operations whose demands are those of the class that serves them: ServiceStack tells a failure there in an
	// ErrorResponse, and one of the operation's own demands in the operation's response.
	Outside []string

	// Page serves a page to sign in at the host's [Dialect.Login].
	Page bool

	plain   bool     // as in [Dialect]
	roles   []string // that operations demand
	started time.Time
}

// prepare checks the identity and finds out which roles the host knows.
func (i *Identity) prepare(d *Dialect, h *server.Host) error {
	switch {
	case h.Verify != nil:
		return fmt.Errorf("servicestack: a host with an Identity has no Verify of its own")
	case len(i.Providers) == 0:
		return fmt.Errorf("servicestack: an Identity needs a provider")
	case slices.ContainsFunc(i.Providers, func(p string) bool { return !slices.Contains([]string{Credentials, Basic, JWT, APIKey}, p) }):
		return fmt.Errorf("servicestack: an Identity has the providers %q, of which one is unknown", i.Providers)
	case i.Users == nil:
		return fmt.Errorf("servicestack: an Identity needs Users")
	case i.offers(JWT) != (i.Tokens != nil), i.offers(APIKey) != (i.Keys != nil):
		return fmt.Errorf("servicestack: an Identity has a policy for tokens where it offers %q, for keys where it offers %q", JWT, APIKey)
	}
	i.plain, i.started = d.Plain, h.Now()
	d.Challenge = fmt.Sprintf("%s realm=\"/auth/%[1]s\"", i.Providers[0])
	if i.Providers[0] == APIKey {
		d.Challenge = `Basic realm="/auth/apikey"`
	}
	for _, op := range h.Operations {
		if !strings.HasSuffix(op.Need.Kind, "role") {
			continue
		}
		for _, name := range op.Need.Names {
			if name != Admin && !slices.Contains(i.roles, name) {
				i.roles = append(i.roles, name)
			}
		}
	}
	return checkOrigins("the Identity", i.Origins)
}

func (i *Identity) offers(provider string) bool { return slices.Contains(i.Providers, provider) }

// Operations returns what a client signs in, signs out, registers and refreshes with.
func (i *Identity) Operations() []services.Operation {
	get, post := []string{"GET /auth", "GET /auth/{provider}"}, []string{"POST /auth", "POST /auth/{provider}"}
	if i.Aliases {
		get = append(get, "GET /authenticate", "GET /authenticate/{provider}")
		post = append(post, "POST /authenticate", "POST /authenticate/{provider}")
	}
	ops := []services.Operation{
		services.Op(i.ask, auth.Anyone, get...).Says("Who is calling?"),
		services.Op(i.authenticate, auth.Anyone, post...).Says("Sign in, or sign out with provider logout."),
		services.Op(i.logout, auth.Anyone, "GET,POST /auth/logout").Says("Sign out."),
	}
	if i.Tokens != nil {
		ops = append(ops,
			services.Op(i.refresh, auth.Anyone, "ANY /access-token").Says("A new access token for a refresh token."),
			services.Op(i.convert, auth.SignedIn, "ANY /session-to-token").Says("A token for the running session."))
	}
	if i.Keys != nil {
		ops = append(ops,
			services.Op(i.apiKeys, auth.SignedIn, "GET /apikeys", "GET /apikeys/{Environment}").Says("The caller's keys."),
			services.Op(i.regenerate, auth.SignedIn, "ANY /apikeys/regenerate", "ANY /apikeys/regenerate/{Environment}").Says("New keys in place of the caller's."))
	}
	if i.Register != nil {
		ops = append(ops,
			services.Op(i.signUp, Aware(), "POST /register").Says("Make an account."),
			services.Op(i.signUpAgain, Aware(), "PUT /register").Says("Make an account."))
	}
	if i.Roles != nil {
		ops = append(ops,
			services.Op(i.assign, Aware(), "POST /assignroles").Says("Give an account roles and permissions."),
			services.Op(i.unassign, Aware(), "POST /unassignroles").Says("Take roles and permissions from an account."))
	}
	return ops
}

// outside reports whether the demands of an operation are those of its class.
func (i *Identity) outside(op *services.Operation) bool {
	switch op.Name {
	case "ConvertSessionToToken", "GetApiKeys", "RegenerateApiKeys":
		return true
	}
	return slices.Contains(i.Outside, op.Name)
}

// serviceOf returns the class that serves one of an identity's own operations, or "".
func serviceOf(operation string) string {
	switch operation {
	case "AuthenticateLogout":
		return "AuthenticateService"
	case "Authenticate", "Register", "AssignRoles", "UnAssignRoles", "GetAccessToken", "ConvertSessionToToken", "GetApiKeys", "RegenerateApiKeys":
		return operation + "Service"
	}
	return ""
}

type exchangeKey struct{}

// exchangeOf returns the exchange that one of the identity's own operations is called in.
func exchangeOf(ctx context.Context) *server.Exchange {
	x, ok := ctx.Value(exchangeKey{}).(*server.Exchange)
	if !ok {
		panic("servicestack: an operation of an Identity is called by a host without it")
	}
	return x
}
