package saasu

import (
	"context"
	"fmt"

	"github.com/causeway-gateway/causeway/dto/saasu"
	"github.com/causeway-gateway/causeway/services/account"
)

// resetPassword mails a code with which the web site lets its reader choose a new password. It answers alike for known and unknown users.
func (s *Service) resetPassword(ctx context.Context, req *saasu.ResetPasswordRequest) (*saasu.BaseResponseModel, error) {
	if req == nil {
		return nil, incomplete("Username")
	}
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("ResetPasswordRequest", "")
		a, err := find(tx, req.Username)
		if err != nil {
			return err
		}
		check, err := tx.Attempt(account.PasswordReset, subject(a, req.Username))
		if err != nil || check.Verdict == account.Locked || a == nil || a.Inactive || a.Email() == "" {
			return err
		}
		tx.Audit("ResetPasswordRequest", a.ID)
		code, err := tx.Issue(account.PasswordReset, a)
		if err != nil {
			return err
		}
		return tx.Notify(account.Message{
			Channel: account.Mail, To: a.Email(), Subject: s.Issuer + " password reset",
			Text: fmt.Sprintf("Somebody, perhaps you, asked for a new password.\n\nYour code is %s. It is good for one hour.\n\nIf it was not you, do nothing.\n", code),
		})
	})
	if err != nil {
		return nil, err
	}
	return &saasu.BaseResponseModel{StatusMessage: "If the user exists, a mail with further steps has been sent."}, nil
}
