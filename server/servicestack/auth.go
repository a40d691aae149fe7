package servicestack

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// AuthOptions are what a host does for ServiceStack's own sign-in operations. Whatever is nil is not offered.
type AuthOptions struct {
	// Provider is the name of the host's way to sign in, as in /auth/{provider}. Empty is "credentials".
	// "jwt" says that the proof comes with each request: a stranger who asks who he is gets a challenge, not a body.
	Provider string

	// SignIn begins a session for a user name and a password. Rules of the host's own, such as a second factor, belong into it.
	SignIn func(context.Context, *dto.Authenticate) (*dto.AuthenticateResponse, error)

	// SignOut ends the caller's session. A stranger may sign out too.
	SignOut func(context.Context) error

	// Refresh returns a new access token for a refresh token. [auth.ErrUnauthenticated] and [auth.ErrExpired] are told as ServiceStack does,
	// but never with 401: clients would try again for ever.
	Refresh func(ctx context.Context, refreshToken string) (accessToken string, err error)

	// Describe says who the caller is. Nil: his id, name, roles and permissions.
	Describe func(context.Context, auth.Principal) (*dto.AuthenticateResponse, error)

	// ProfileURL is the picture of callers who have none. Empty: none.
	ProfileURL string
}

type answered = services.Result[dto.AuthenticateResponse]

// AuthOperations returns ServiceStack's operations for signing in, signing out and refreshing, to be served beside a host's own:
// /auth, /auth/{provider}, /auth/logout, /access-token and their predefined forms.
func AuthOperations(o AuthOptions) []services.Operation {
	if o.Provider == "" {
		o.Provider = "credentials"
	}
	ops := []services.Operation{
		services.Op(o.ask, auth.Anyone, "GET /auth", "GET /auth/{provider}", "GET /authenticate", "GET /authenticate/{provider}").
			Says("Who is calling?"),
		services.Op(o.authenticate, auth.Anyone, "POST /auth", "POST /auth/{provider}", "POST /authenticate", "POST /authenticate/{provider}").
			Says("Sign in, or sign out with provider logout."),
		services.Op(o.logout, auth.Anyone, "GET,POST /auth/logout").Says("Sign out."),
	}
	if o.Refresh != nil {
		ops = append(ops, services.Op(o.refresh, auth.Anyone, "ANY /access-token").Says("A new access token for a refresh token."))
	}
	return ops
}

// ask answers a GET, which may ask and sign out but not bring a password: URLs end up in logs.
func (o AuthOptions) ask(ctx context.Context, r *dto.Authenticate) (*answered, error) {
	switch provider := strings.ToLower(r.Provider); {
	case provider == "logout":
		return o.end(ctx)
	case provider == "" && r.UserName == nil:
		return o.describe(ctx)
	case !o.offers(provider):
		return nil, unknownProvider(r.Provider)
	}
	return nil, services.Errorf(services.NotSupported, "NotSupportedException",
		"GET Authenticate requests are disabled, to enable set AuthFeature.AllowGetAuthenticateRequests = req => true")
}

func (o AuthOptions) authenticate(ctx context.Context, r *dto.Authenticate) (*answered, error) {
	switch provider := strings.ToLower(r.Provider); {
	case provider == "logout":
		return o.end(ctx)
	case provider == "" && r.UserName == nil:
		return o.describe(ctx)
	case provider != "" && !o.offers(provider):
		return nil, unknownProvider(r.Provider)
	case o.SignIn == nil:
		return o.describe(ctx)
	}
	res, err := o.SignIn(ctx, r)
	if err != nil {
		return nil, err
	}
	return &answered{Body: o.pictured(res)}, nil
}

func (o AuthOptions) offers(provider string) bool {
	return provider == strings.ToLower(o.Provider) || o.SignIn != nil && (provider == "login" || provider == "credentials")
}

// describe answers who calls.
func (o AuthOptions) describe(ctx context.Context) (*answered, error) {
	p := auth.From(ctx)
	switch {
	case !p.SignedIn() && o.Provider == "jwt":
		return nil, auth.ErrUnauthenticated
	case !p.SignedIn():
		return nil, services.Errorf(services.Unauthenticated, "Unauthorized", "Not Authenticated")
	case o.Describe == nil:
		return &answered{Body: o.pictured(&dto.AuthenticateResponse{
			UserId: p.User, DisplayName: p.Name, Roles: p.Roles, Permissions: p.Permissions, AuthProvider: o.Provider,
		})}, nil
	}
	res, err := o.Describe(ctx, p)
	if err != nil {
		return nil, err
	}
	if res.AuthProvider == "" {
		res.AuthProvider = o.Provider
	}
	return &answered{Body: o.pictured(res)}, nil
}

func (o AuthOptions) pictured(res *dto.AuthenticateResponse) *dto.AuthenticateResponse {
	if res != nil && res.ProfileUrl == "" {
		res.ProfileUrl = o.ProfileURL
	}
	return res
}

func (o AuthOptions) logout(ctx context.Context, _ *dto.AuthenticateLogout) (*answered, error) {
	return o.end(ctx)
}

// end ends the caller's session and takes away its cookies.
func (o AuthOptions) end(ctx context.Context) (*answered, error) {
	if o.SignOut != nil {
		if err := o.SignOut(ctx); err != nil {
			return nil, err
		}
	}
	res := &answered{Body: &dto.AuthenticateResponse{}}
	yesterday := time.Now().AddDate(0, 0, -1)
	for _, name := range []string{sessionCookie, permanentCookie, agentCookie, tokenCookie, refreshCookie} {
		res.Cookies = append(res.Cookies, services.Cookie{Name: name, Path: "/", Expires: yesterday, SameSite: "lax", HTTPOnly: true})
	}
	return res, nil
}

func (o AuthOptions) refresh(ctx context.Context, r *dto.GetAccessToken) (*dto.GetAccessTokenResponse, error) {
	if r.RefreshToken == "" {
		return nil, services.Errorf(services.Invalid, "ArgumentNullException", "Value cannot be null. (Parameter 'refreshToken')")
	}
	token, err := o.Refresh(ctx, r.RefreshToken)
	switch {
	case errors.Is(err, auth.ErrExpired):
		return nil, services.Errorf(services.Forbidden, "TokenException", "Token has expired")
	case errors.Is(err, auth.ErrUnauthenticated):
		return nil, services.Errorf(services.Invalid, "ArgumentException", "Token is invalid")
	case err != nil:
		return nil, err
	}
	return &dto.GetAccessTokenResponse{AccessToken: token}, nil
}
