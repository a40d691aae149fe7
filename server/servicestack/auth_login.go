package servicestack

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// ask answers a GET, which brings a password only where the host wants that. The original forgets those that name no provider of its list.
func (i *Identity) ask(ctx context.Context, r *dto.Authenticate) (*dto.AuthenticateResponse, error) {
	provider := strings.ToLower(r.Provider)
	signsIn := i.known(provider) || provider == "" && r.UserName != nil
	if signsIn && !i.AllowGet && (!i.AllowUnnamedGet || i.offers(provider)) {
		return nil, services.Errorf(services.NotSupported, "NotSupportedException",
			"GET Authenticate requests are disabled, to enable set AuthFeature.AllowGetAuthenticateRequests = req => true")
	}
	return i.authenticate(ctx, r)
}

func (i *Identity) known(provider string) bool {
	return i.offers(provider) || provider == "login" && i.offers(Credentials)
}

// authenticate signs in, signs out, or tells who calls.
func (i *Identity) authenticate(ctx context.Context, r *dto.Authenticate) (*dto.AuthenticateResponse, error) {
	x := exchangeOf(ctx)
	provider := strings.ToLower(r.Provider)
	if r.RememberMe != nil {
		setCookie(x, i.option(x, *r.RememberMe))
	}
	switch {
	case provider == "logout":
		return i.end(x)
	case provider == "" && r.UserName == nil:
		return i.describe(x)
	case provider == "":
		provider = i.Providers[0]
	case !i.known(provider):
		return nil, unknownProvider(r.Provider)
	}
	if provider == "login" {
		provider = Credentials
	}
	if provider == Credentials {
		return i.signIn(x, r)
	}
	return i.confirm(x, provider)
}

// signIn begins a session for a name and a password. What fails leaves the session alone that the caller may have.
func (i *Identity) signIn(x *server.Exchange, r *dto.Authenticate) (*dto.AuthenticateResponse, error) {
	remember := i.remembers(x, r)
	if r.RememberMe == nil {
		setCookie(x, i.option(x, remember))
	}
	if e := incomplete(r); e != nil {
		return nil, e
	}
	if err := i.refuseForeign(x); err != nil {
		return nil, err
	}
	u, err := i.check(x.Context(), r)
	if err != nil {
		return nil, loginError(err)
	}
	return i.admit(x, u, r, remember)
}

// remembers reports whether a session is to outlive the browser: as the request says, else as the last sign-in did.
func (i *Identity) remembers(x *server.Exchange, r *dto.Authenticate) bool {
	if r.RememberMe != nil {
		return *r.RememberMe
	}
	return strings.Contains(i.sent(x, of(x), optionsCookie), "perm")
}

func unknownProvider(name string) error {
	return services.Errorf(services.NotFound, "NotFound", "No configuration was added for OAuth provider '%s'", safe(name))
}

// safe takes out of a caller's text what the original does not repeat: all but letters, digits, blanks and a few marks.
func safe(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= '@' && c <= '\\' || unicode.In(c, unicode.L, unicode.Mn, unicode.Nd, unicode.Pc) || unicode.IsSpace(c) || strings.ContainsRune(".,+/", c) {
			return c
		}
		return -1
	}, text)
}

func (i *Identity) check(ctx context.Context, r *dto.Authenticate) (auth.User, error) {
	if i.SignIn != nil {
		return i.SignIn(ctx, r)
	}
	return i.Users.Login(ctx, r.Name(), r.Secret())
}

// incomplete tells which of name and password is missing, in the words of the original's validator.
func incomplete(r *dto.Authenticate) *services.Error {
	failures := slices.Concat(
		validate.NotEmpty("UserName", func(r *dto.Authenticate) *string { return r.UserName })(r),
		noPassword(r))
	if len(failures) == 0 {
		return nil
	}
	text := "Validation failed: "
	for _, f := range failures {
		text += "\n -- " + f.Field + ": " + f.Message
	}
	return &services.Error{Code: services.Invalid, Name: "ValidationException", Message: text, Fields: failures}
}

// noPassword tells that the password is missing. One that is given is not told, unless it is empty, which says nothing.
func noPassword(r *dto.Authenticate) []validate.Failure {
	password := func(r *dto.Authenticate) *string { return r.Password }
	if r.Secret() == "" {
		return validate.NotEmpty("Password", password)(r)
	}
	return validate.NotEmpty("Password", validate.Secret(password))(r)
}

// admit lets a user in whose password is right.
func (i *Identity) admit(x *server.Exchange, u auth.User, r *dto.Authenticate, remember bool) (*dto.AuthenticateResponse, error) {
	l, err := i.begin(x, u, r.Name(), Credentials, remember)
	if err != nil {
		return nil, loginError(err)
	}
	res := i.response(principal(u))
	res.SessionId, res.UserName, res.ReferrerUrl = l.ID, r.Name(), i.asked(x)
	if ignores(r.Meta, JWT) {
		return res, nil
	}
	return res, i.addTokens(x, u, l, res)
}

// ignores reports whether a client asks not to use a provider.
func ignores(m dto.Meta, provider string) bool {
	return slices.ContainsFunc(m, func(e dto.MetaEntry) bool {
		return e.Key == "ignore" && e.Value != nil && strings.EqualFold(*e.Value, provider)
	})
}

// addTokens puts new tokens into an answer: into its body, or into cookies in place of the session.
func (i *Identity) addTokens(x *server.Exchange, u auth.User, l auth.Login, res *dto.AuthenticateResponse) error {
	if i.Tokens == nil || !i.Tokens.Insecure && !secure(x) {
		return nil
	}
	now := x.Host.Now()
	access, err := i.Tokens.access(u, l.Name, now)
	if err != nil {
		return err
	}
	fresh, end, err := i.Tokens.fresh(u, now)
	if err != nil {
		return err
	}
	if !i.Tokens.Cookies {
		res.BearerToken, res.RefreshToken, res.RefreshTokenExpiry = access, fresh, &end
		return nil
	}
	setCookie(x, i.tokenCookie(x, access))
	setCookie(x, i.cookie(x, refreshCookie, fresh, end))
	x.Header.Set("X-Cookies", tokenCookie+","+refreshCookie)
	if i.Sessions == nil {
		return nil
	}
	return i.Sessions.End(x.Context(), l.ID)
}

// confirm answers a caller who names a provider whose proof came with the request and held.
func (i *Identity) confirm(x *server.Exchange, provider string) (*dto.AuthenticateResponse, error) {
	if provider == JWT {
		return nil, services.Errorf(services.NotSupported, "NotImplementedException", "JWT Authenticate() should not be called directly")
	}
	res, err := i.describe(x)
	if err != nil {
		return nil, err
	}
	res.AuthProvider, res.ReferrerUrl = "", i.asked(x)
	setCookie(x, i.lasting(x, userCookie, x.Caller.User))
	return res, nil
}

// describe tells who calls. Whoever proves himself with each request gets tokens each time.
func (i *Identity) describe(x *server.Exchange) (*dto.AuthenticateResponse, error) {
	p := x.Caller
	if !p.SignedIn() {
		return nil, services.Errorf(services.Unauthenticated, "Unauthorized", "Not Authenticated")
	}
	if err := i.refuseForeign(x); err != nil {
		return nil, err
	}
	res := i.response(p)
	res.SessionId, res.AuthProvider, res.ReferrerUrl = p.Via.Session, p.Via.Provider, i.place(x, "", false)
	if p.Via.Kind != auth.Session {
		res.SessionId = cmp.Or(of(x).greeting, newID())
	}
	r, ok := x.DTO.(*dto.Authenticate)
	if p.Via.Provider != Basic && p.Via.Provider != APIKey || ok && ignores(r.Meta, JWT) {
		return res, nil
	}
	u, err := i.account(x)
	if err != nil {
		return nil, err
	}
	return res, i.addTokens(x, u, auth.Login{Name: u.Email}, res)
}

// account returns the caller's account, unless it was revoked since he proved who he is: what is made for him now must not outlive that.
func (i *Identity) account(x *server.Exchange) (auth.User, error) {
	u, err := i.Users.User(x.Context(), x.Caller.User)
	if err == nil && u.Epoch > of(x).epoch {
		err = notAuthenticated()
	}
	return u, err
}

// current refuses a caller who was revoked since he proved who he is. Where accounts have no epochs, nobody is.
func (i *Identity) current(x *server.Exchange) error {
	if of(x).epoch == 0 {
		return nil
	}
	_, err := i.account(x)
	if errors.Is(err, auth.ErrNoUser) {
		err = notAuthenticated()
	}
	return err
}

// response is what is told of a caller.
func (i *Identity) response(p auth.Principal) *dto.AuthenticateResponse {
	res := &dto.AuthenticateResponse{
		UserId: p.User, UserName: cmp.Or(p.Username, p.Email), ProfileUrl: i.ProfileURL,
		DisplayName: cmp.Or(p.Name, p.Username, strings.TrimSpace(p.FirstName+" "+p.LastName)),
	}
	if i.HideRoles {
		return res
	}
	res.Roles, res.Permissions = slices.Clone(p.Roles), slices.Clone(p.Permissions)
	if p.Via.Provider != JWT { // a token that does not speak of roles has none to list
		res.Roles, res.Permissions = append([]string{}, p.Roles...), append([]string{}, p.Permissions...)
	}
	if slices.Contains(p.Roles, Admin) {
		for _, role := range i.roles {
			if !slices.Contains(res.Roles, role) {
				res.Roles = append(res.Roles, role)
			}
		}
	}
	return res
}

func (i *Identity) logout(ctx context.Context, _ *dto.AuthenticateLogout) (*dto.AuthenticateResponse, error) {
	return i.end(exchangeOf(ctx))
}

// end ends the caller's session and takes away its cookies.
func (i *Identity) end(x *server.Exchange) (*dto.AuthenticateResponse, error) {
	if err := i.refuseForeign(x); err != nil {
		return nil, err
	}
	if i.SignOut != nil && x.Caller.SignedIn() {
		if err := i.SignOut(x.Context()); err != nil {
			return nil, err
		}
	}
	if id := of(x).session; i.Sessions != nil && id != "" {
		if err := i.Sessions.End(x.Context(), id); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{sessionCookie, permanentCookie, userCookie, tokenCookie, refreshCookie} {
		setCookie(x, i.gone(x, name))
	}
	return &dto.AuthenticateResponse{}, nil
}
