package rocketchat

import (
	"context"
	"strings"

	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services/account"
)

// resetTOTP removes the TOTP secret of the caller or, by permission, of another user. The code that the call shows is spent in the same commit, whether the
// reset is allowed or not; the factor, the logins of its owner and the mail to him go together with it.
func (s *Service) resetTOTP(ctx context.Context, req *dto.UsersResetTOTP) (*dto.Done, error) {
	shown, err := s.shownBy(ctx)
	if err != nil {
		return nil, err
	}
	err = s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("UsersResetTOTP", "")
		session, me, err := caller(ctx, tx)
		if err != nil {
			return err
		}
		if err := s.stepUp(tx, session, me, shown); err != nil {
			return err
		}
		if req.UserId == nil && req.Username == nil && req.User == nil {
			tx.Audit("UsersResetTOTP", me.ID)
			_, err := tx.ResetTOTP(me)
			return err
		}
		return s.resetOther(tx, me, req)
	})
	if err != nil {
		return nil, err
	}
	return &dto.Done{Success: true}, nil
}

// resetOther is for any call that names a user, the caller himself included. The permission is judged before the name, so that only its holders learn who exists.
func (s *Service) resetOther(tx *account.Tx, me *account.Account, req *dto.UsersResetTOTP) error {
	if !may(me, editOtherTOTP) {
		return errNotAllowed
	}
	if s.TwoFactorOff {
		return errTwoFactorOff
	}
	target, err := named(tx, req)
	if err != nil {
		return err
	}
	tx.Audit("UsersResetTOTP", target.ID)
	if target.Settings[federated] != "" {
		return errFederated
	}
	err = mail(tx, target, "Two Factor TOTP Reset Notification", "Your Two Factor TOTP has been reset.\n\n"+
		"Reset the current Two Factor TOTP will log out the user. The user will be able to set the Two Factor again later.\n")
	if err != nil {
		return err
	}
	_, err = tx.ResetTOTP(target)
	return err
}

// federated is the setting of an account that lives on another server.
const federated = "federated"

// named finds the user that a request names: userId, which may also be a username, then username, then user. Blank ones count as not given.
func named(tx *account.Tx, req *dto.UsersResetTOTP) (*account.Account, error) {
	given := func(s *string) bool { return s != nil && strings.TrimSpace(*s) != "" }
	var a *account.Account
	var err error
	switch {
	case given(req.UserId):
		a, err = account.Maybe(tx.ByID(*req.UserId))
		if a == nil && err == nil {
			a, err = account.Maybe(tx.ByUsername(*req.UserId))
		}
	case given(req.Username):
		a, err = account.Maybe(tx.ByUsername(*req.Username))
	case given(req.User):
		a, err = account.Maybe(tx.ByUsername(*req.User))
	default:
		return nil, errNoParam
	}
	if err == nil && a == nil {
		return nil, errNoUser
	}
	return a, err
}
