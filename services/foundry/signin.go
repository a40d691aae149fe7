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
// meta.twoFactorCode. A try is counted before the password is looked at, and for the account, however it is named; an unknown name has a
// count of its own and costs as much time and as many writes, and so does a locked account.
//
// Errors: NotEmpty, Unauthorized, TwoFactorRequired, TwoFactorCodeInvalid, TooManyAttemptsException.
func (s *Service) SignIn(ctx context.Context, req *servicestack.Authenticate) (*servicestack.AuthenticateResponse, error) {
	if err := complete(req); err != nil {
		return nil, err
	}
	turn, err := s.core.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer turn.End()
	t := &attempt{name: req.Name(), code: metaValue(req.Meta, "twoFactorCode")}
	if err := s.core.Update(ctx, "", t.count); err != nil {
		return nil, err
	}
	right, err := turn.CheckPassword(ctx, t.account, req.Password)
	if err != nil {
		return nil, err
	}
	if err := s.core.Update(ctx, "", func(tx *account.Tx) error { return t.judge(tx, right) }); err != nil {
		return nil, err
	}
	return s.session(t.account, t.now)
}

// An attempt is a sign-in on its way.
type attempt struct {
	name, code string
	subject    string           // what it counts for
	check      account.Check    // whether it may be made
	account    *account.Account // nil: nobody has the name, or it is locked
	now        time.Time        // of the sign-in
}

// count finds whose sign-in it is, and counts it as failed until it is known to be none.
func (t *attempt) count(tx *account.Tx) (err error) {
	if t.account, err = account.Maybe(find(tx, t.name)); err != nil {
		return err
	}
	t.subject = "nobody:" + strings.ToLower(t.name)
	if t.account != nil {
		t.subject = t.account.ID
	}
	if t.check, err = tx.Attempt(account.SignIn, t.subject); !t.check.OK() {
		t.account = nil
	}
	return err
}

// judge lets in whose password is right, unless the account has changed since that was looked at.
func (t *attempt) judge(tx *account.Tx, right bool) error {
	tx.Audit("Authenticate", "")
	a, err := account.Maybe(find(tx, t.name))
	switch {
	case err != nil:
		return err
	case !t.check.OK():
		return tooMany(t.check)
	case !right || a == nil || a.Inactive || a.ID != t.account.ID || a.Generation != t.account.Generation:
		return badLogin
	}
	tx.Audit("Authenticate", a.ID)
	if err := secondFactor(tx, a, t.code); err != nil {
		return err
	}
	t.account, t.now = a, tx.Now()
	return tx.Forgive(account.SignIn, t.subject)
}

var credentials = []validate.Rule{
	validate.NotEmpty("UserName", func(r *servicestack.Authenticate) *string { return r.UserName }),
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
