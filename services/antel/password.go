package antel

import (
	"cmp"
	"context"
	"errors"

	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// notReset is every reason for which a temporary password does not do. It is for the audit trail: the caller learns none of it.
var notReset = services.Errorf(services.Invalid, "PasswordNotReset", "the temporary password is not valid")

// resetPassword sets a new password by a temporary one. The new password is hashed first, whatever comes of it, so that all refusals take the same time.
//
// Errors: Unauthorized for the API key, TooManyRequests.
func (s *Service) resetPassword(ctx context.Context, req *reset) (*antel.ResetPasswordResponse, error) {
	res := new(antel.ResetPasswordResponse)
	from, err := s.admit(ctx, "ResetPassword", req.ApiKey, res, &res.ApiServiceResponse)
	if err != nil {
		return nil, err
	}
	tries := tally{account.PasswordReset, req.EmailAddress, from}
	if err := s.core.View(ctx, "", tries.open); err != nil {
		return nil, s.refuse(ctx, "ResetPassword", err)
	}
	hash, err := s.core.HashPassword(ctx, req.Password)
	if err != nil {
		return nil, err
	}
	var a *account.Account
	err = s.core.Update(ctx, "", func(tx *account.Tx) error {
		a, err = s.reset(tx, tries, req, hash)
		return err
	})
	switch {
	case errors.Is(err, notReset):
		res.Heading, res.Description = "Password not reset", "The temporary password is not valid or has expired."
		return res, nil
	case err != nil:
		return nil, err
	}
	res.SystemUserId, res.WasSuccessful = int32(a.Number), true
	res.Heading, res.Description = "Password reset", "Your password has been changed."
	return res, nil
}

// reset counts the try, spends the temporary password and, in the same commit, sets the new one, ends every sign-in and tells the user.
func (s *Service) reset(tx *account.Tx, tries tally, req *reset, hash string) (*account.Account, error) {
	tx.Audit("ResetPassword", "")
	meant, err := tries.begin(tx)
	if err != nil {
		return nil, err
	}
	a, check, err := spend(tx, meant, req)
	switch {
	case err != nil:
		return nil, err
	case a == nil || a.Inactive || !check.OK():
		return nil, cmp.Or(tries.failed(tx), error(notReset))
	}
	tx.Audit("ResetPassword", a.ID)
	if err := tx.SetPassword(a, hash); err != nil {
		return nil, err
	}
	if err := tries.succeeded(tx, a); err != nil {
		return nil, err
	}
	return a, tx.Notify(account.Message{
		Channel: account.Mail,
		To:      a.Email(),
		Subject: s.issuer + ": your password was changed",
		Text: "The password of your account was changed with a temporary password, and you were signed out everywhere.\n" +
			"If that was not you, ask for a new temporary password at once.\n",
	})
}

// spend tries the temporary password: on the account that the request's address means, else on whose it is.
func spend(tx *account.Tx, meant *account.Account, req *reset) (*account.Account, account.Check, error) {
	if req.EmailAddress == "" {
		return tx.SpendNameless(account.PasswordReset, req.TemporaryPassword)
	}
	check, err := tx.Spend(account.PasswordReset, meant, req.TemporaryPassword)
	return meant, check, err
}

// forgotPassword mails a temporary password, unless one was mailed just now. The documented systemUserId stays 0: it would tell whether the address is known.
//
// Errors: Unauthorized for the API key.
func (s *Service) forgotPassword(ctx context.Context, req *forgot) (*antel.ForgotPasswordResponse, error) {
	res := new(antel.ForgotPasswordResponse)
	if _, err := s.admit(ctx, "ForgotPassword", req.ApiKey, res, &res.ApiServiceResponse); err != nil {
		return nil, err
	}
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("ForgotPassword", "")
		a, err := byAddress(tx, req.EmailAddress)
		if err != nil || a == nil {
			return err
		}
		tx.Audit("ForgotPassword", a.ID)
		return s.mailTemporary(tx, a)
	})
	if err != nil {
		return nil, err
	}
	res.WasSuccessful = true
	res.Heading, res.Description = "Check your mail", "If the address is known, a temporary password was sent."
	return res, nil
}

func (s *Service) mailTemporary(tx *account.Tx, a *account.Account) error {
	temporary, err := tx.Issue(account.PasswordReset, a)
	switch {
	case errors.Is(err, account.ErrTooSoon):
		return nil
	case err != nil:
		return err
	}
	return tx.Notify(account.Message{
		Channel: account.Mail,
		To:      a.Email(),
		Subject: s.issuer + ": your temporary password",
		Text: "Your temporary password is\n\n" + temporary + "\n\n" +
			"It is good for one hour and for one change of your password; you cannot sign in with it.\n" +
			"If you did not ask for it, you need not do anything.\n",
	})
}
