package foundry

import (
	"context"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// What an Authenticate request is for.
const (
	signIn    = "sign in"
	signOut   = "sign out"
	whoCalls  = "who calls"
	elsewhere = "elsewhere" // a provider that Foundry does not have
)

func purpose(r *authenticate) string {
	switch strings.ToLower(r.Provider) {
	case "logout":
		return signOut
	case "credentials":
		return signIn
	case "":
		if r.UserName == "" && r.Password == "" {
			return whoCalls
		}
		return signIn
	}
	return elsewhere
}

func signsIn(r *authenticate) bool { return purpose(r) == signIn }

// authenticate is ServiceStack's operation for all that has to do with signing in.
//
// Errors: those of [Service.SignIn]; NotFound for a provider that Foundry does not have.
func (s *Service) authenticate(ctx context.Context, req *authenticate) (*services.Result[servicestack.AuthenticateResponse], error) {
	var body *servicestack.AuthenticateResponse
	var err error
	switch purpose(req) {
	case signIn:
		body, err = s.SignIn(ctx, req.UserName, req.Password, metaValue(req.Meta, "twoFactorCode"))
	case signOut:
		body, err = &servicestack.AuthenticateResponse{}, s.endLogins(ctx)
	case whoCalls:
		body, err = whoIs(auth.From(ctx))
	default:
		err = services.Errorf(services.NotFound, "NotFound", "No configuration was added for OAuth provider '%s'", req.Provider)
	}
	if err != nil {
		return nil, err
	}
	return &services.Result[servicestack.AuthenticateResponse]{Body: body, Reply: secret}, nil
}

// SignIn proves who somebody is, by the name or the address of an account, its password and, where it has a second factor, a code of that.
// An unknown name costs as much time and as many writes as a known one.
//
// Errors: Unauthorized, TwoFactorRequired, TwoFactorCodeInvalid, TooManyAttemptsException.
func (s *Service) SignIn(ctx context.Context, name, password, code string) (*servicestack.AuthenticateResponse, error) {
	subject := strings.ToLower(name)
	switch check, err := s.core.Attempt(ctx, account.SignIn, subject); {
	case err != nil:
		return nil, err
	case !check.OK():
		return nil, tooMany(check)
	}
	a, right, err := s.checkPassword(ctx, name, password)
	if err != nil {
		return nil, err
	}
	err = s.core.Update(ctx, "", func(tx *account.Tx) error {
		found, err := account.Maybe(find(tx, name))
		if err != nil {
			return err
		}
		if found == nil || !right || found.ID != a.ID || found.Generation != a.Generation {
			tx.Audit("Authenticate", "")
			return badLogin
		}
		a = found
		tx.Audit("Authenticate", a.ID)
		if err := secondFactor(tx, a, code); err != nil {
			return err
		}
		return tx.Forgive(account.SignIn, subject)
	})
	if err != nil {
		return nil, err
	}
	return s.session(a)
}

// checkPassword reports whether the password is that of an account, and which one that was. The account is nil where there is none.
func (s *Service) checkPassword(ctx context.Context, name, password string) (a *account.Account, right bool, err error) {
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		a, err = account.Maybe(find(tx, name))
		return err
	})
	if err != nil {
		return nil, false, err
	}
	right, err = s.core.CheckPassword(ctx, a, password)
	return a, right && a != nil && !a.Inactive, err
}

// secondFactor demands a code of the accounts that have a second factor.
func secondFactor(tx *account.Tx, a *account.Account, code string) error {
	has, err := tx.Factors(a)
	switch {
	case err != nil || !has.TOTP:
		return err
	case code == "":
		return codeRequired
	}
	check, err := tx.SpendTOTP(a, code)
	switch {
	case err != nil:
		return err
	case check.Verdict == account.Locked:
		return tooMany(check)
	case !check.OK():
		return codeRefused
	}
	return nil
}

// signOut ends all sign-ins of the caller: a signed token has no record of its own that could be removed.
func (s *Service) signOut(ctx context.Context, _ *servicestack.AuthenticateLogout) (*servicestack.AuthenticateResponse, error) {
	return &servicestack.AuthenticateResponse{}, s.endLogins(ctx)
}

func (s *Service) endLogins(ctx context.Context) error {
	caller := auth.From(ctx)
	if !caller.SignedIn() {
		return nil
	}
	return s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("AuthenticateLogout", caller.User)
		a, err := tx.ByID(caller.User)
		if err != nil {
			return err
		}
		return tx.EndLogins(a, nil)
	})
}

// whoIs describes the caller to himself.
func whoIs(p auth.Principal) (*servicestack.AuthenticateResponse, error) {
	if !p.SignedIn() {
		return nil, notSignedIn
	}
	return &servicestack.AuthenticateResponse{
		UserId: p.User, UserName: p.Email, DisplayName: p.Name, Roles: p.Roles, Permissions: p.Permissions, AuthProvider: "jwt",
	}, nil
}

func find(tx *account.Tx, name string) (*account.Account, error) {
	if strings.Contains(name, "@") {
		return tx.ByEmail(name)
	}
	return tx.ByUsername(name)
}

func metaValue(m servicestack.Meta, key string) string {
	for _, e := range m {
		if strings.EqualFold(e.Key, key) && e.Value != nil {
			return *e.Value
		}
	}
	return ""
}
