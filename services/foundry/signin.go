package foundry

import (
	"context"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services/account"
)

// SignIn proves who somebody is, by the name or an address of an account, its password and, where it has a second factor, a code of that in
// meta.twoFactorCode.
//
// Errors: those of [account.Directory.LoginWithCode], TwoFactorRequired, TwoFactorCodeInvalid, TooManyAttemptsException.
func (s *Service) SignIn(ctx context.Context, req *servicestack.Authenticate) (auth.User, error) {
	return s.people.LoginWithCode(ctx, req.Name(), req.Secret(), metaValue(req.Meta, "twoFactorCode"))
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

func metaValue(m servicestack.Meta, key string) string {
	for _, e := range m {
		if strings.EqualFold(e.Key, key) && e.Value != nil {
			return *e.Value
		}
	}
	return ""
}
