package rocketchat

import (
	"context"
	"slices"
	"strings"

	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services/account"
)

// sendEmailCode mails a code to a user who signs in with them. It answers the same where there is no such user.
func (s *Service) sendEmailCode(ctx context.Context, req *dto.Users2faSendEmailCode) (*dto.Done, error) {
	who := name{*req.EmailOrUsername, strings.Contains(*req.EmailOrUsername, "@")}
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("Users2faSendEmailCode", "")
		a, err := who.find(tx)
		if err != nil || a == nil {
			return err
		}
		tx.Audit("Users2faSendEmailCode", a.ID)
		have, err := tx.Factors(a)
		if err != nil || !have.Email {
			return err
		}
		_, _, err = mailCode(tx, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &dto.Done{Success: true}, nil
}

// enableEmail turns codes by mail on, and ends the caller's other logins.
func (s *Service) enableEmail(ctx context.Context, _ *dto.Users2faEnableEmail) (*dto.Done, error) {
	return own(ctx, s, "Users2faEnableEmail", func(tx *account.Tx, session *account.Session, a *account.Account) (*dto.Done, error) {
		if slices.ContainsFunc(a.Emails, func(e account.Email) bool { return !e.Verified }) {
			return nil, errUnverified
		}
		if err := tx.SetEmailFactor(a, true); err != nil {
			return nil, err
		}
		return &dto.Done{Success: true}, tx.EndLogins(a, session)
	})
}

// disableEmail turns codes by mail off. It asks for the second factor every time.
func (s *Service) disableEmail(ctx context.Context, _ *dto.Users2faDisableEmail) (*dto.Done, error) {
	shown, err := s.shownBy(ctx)
	if err != nil {
		return nil, err
	}
	return own(ctx, s, "Users2faDisableEmail", func(tx *account.Tx, session *account.Session, a *account.Account) (*dto.Done, error) {
		if err := s.stepUp(tx, session, a, shown); err != nil {
			return nil, err
		}
		return &dto.Done{Success: true}, tx.SetEmailFactor(a, false)
	})
}
