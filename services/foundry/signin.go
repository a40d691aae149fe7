package foundry

import (
	"context"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/validate"
)

// SignIn proves who somebody is, by the name or the address of an account, its password and, where it has a second factor, a code of that in
// meta.twoFactorCode. An unknown name costs as much time and as many writes as a known one.
//
// Errors: NotEmpty, Unauthorized, TwoFactorRequired, TwoFactorCodeInvalid, TooManyAttemptsException.
func (s *Service) SignIn(ctx context.Context, req *servicestack.Authenticate) (*servicestack.AuthenticateResponse, error) {
	if err := complete(req); err != nil {
		return nil, err
	}
	subject := strings.ToLower(req.UserName)
	if err := s.attempt(ctx, subject); err != nil {
		return nil, err
	}
	proved, err := s.checkPassword(ctx, req)
	if err != nil {
		return nil, err
	}
	var a *account.Account
	var now time.Time
	err = s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("Authenticate", "")
		now = tx.Now()
		if a, err = account.Maybe(find(tx, req.UserName)); err != nil {
			return err
		}
		if a == nil || proved == nil || proved.ID != a.ID || proved.Generation != a.Generation {
			return badLogin
		}
		tx.Audit("Authenticate", a.ID)
		if err := secondFactor(tx, a, metaValue(req.Meta, "twoFactorCode")); err != nil {
			return err
		}
		return tx.Forgive(account.SignIn, subject)
	})
	if err != nil {
		return nil, err
	}
	return s.session(a, now)
}

var credentials = []validate.Rule{
	validate.NotEmpty("UserName", func(r *servicestack.Authenticate) string { return r.UserName }),
	validate.NotEmpty("Password", validate.Secret(func(r *servicestack.Authenticate) string { return r.Password })),
}

// complete demands a name and a password.
func complete(req *servicestack.Authenticate) error {
	var failures []validate.Failure
	for _, rule := range credentials {
		failures = append(failures, rule(req)...)
	}
	if len(failures) == 0 {
		return nil
	}
	return &services.Error{Code: services.Invalid, Name: failures[0].Code, Message: failures[0].Message, Fields: failures}
}

// attempt counts a try for a name, before it is looked at.
func (s *Service) attempt(ctx context.Context, subject string) error {
	return s.core.Update(ctx, "", func(tx *account.Tx) error {
		check, err := tx.Attempt(account.SignIn, subject)
		if err == nil && !check.OK() {
			tx.Audit("Authenticate", "")
			return tooMany(check)
		}
		return err
	})
}

// checkPassword returns the account that the password is right for, or nil.
func (s *Service) checkPassword(ctx context.Context, req *servicestack.Authenticate) (a *account.Account, err error) {
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		a, err = account.Maybe(find(tx, req.UserName))
		return err
	})
	if err != nil {
		return nil, err
	}
	right, err := s.core.CheckPassword(ctx, a, req.Password)
	if err != nil || !right || a.Inactive {
		return nil, err
	}
	return a, nil
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

// SignOut ends all sign-ins of the caller: a signed token has no record of its own that could be removed. A stranger signs out too.
func (s *Service) SignOut(ctx context.Context) error {
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

// Describe tells a caller who he is.
func (s *Service) Describe(_ context.Context, p auth.Principal) (*servicestack.AuthenticateResponse, error) {
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
