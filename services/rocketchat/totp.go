package rocketchat

import (
	"context"
	"errors"
	"slices"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services/account"
)

// A change is what an operation of this file does to the caller's own second factor, whether it came as a route or as a DDP method.
type change[T any] func(tx *account.Tx, session *account.Session, a *account.Account) (*T, error)

// own runs a change on the caller.
func own[T any](ctx context.Context, s *Service, operation string, do change[T]) (res *T, err error) {
	err = s.core.Update(ctx, "", func(tx *account.Tx) error {
		session, a, err := caller(ctx, tx)
		if err != nil {
			return err
		}
		tx.Audit(operation, a.ID)
		res, err = do(tx, session, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	return res, nil
}

// guarded is own behind the second factor.
func guarded[T any](ctx context.Context, s *Service, operation string, do change[T]) (*T, error) {
	shown, err := s.shownBy(ctx)
	if err != nil {
		return nil, err
	}
	return own(ctx, s, operation, func(tx *account.Tx, session *account.Session, a *account.Account) (*T, error) {
		if err := s.stepUpOnce(ctx, tx, session, a, shown); err != nil {
			return nil, err
		}
		return do(tx, session, a)
	})
}

// enableTotp draws a secret that waits for its first code.
func (s *Service) enableTotp(ctx context.Context, _ *dto.UsersEnableTotp) (*dto.UsersEnableTotpResponse, error) {
	return guarded(ctx, s, "UsersEnableTotp", s.enable)
}

func (s *Service) enable(tx *account.Tx, _ *account.Session, a *account.Account) (*dto.UsersEnableTotpResponse, error) {
	if slices.ContainsFunc(a.Emails, func(e account.Email) bool { return !e.Verified }) {
		return nil, errUnverified
	}
	secret, err := tx.PendTOTP(a)
	if errors.Is(err, account.ErrActive) {
		return nil, errAlreadyOn
	}
	if err != nil {
		return nil, err
	}
	return &dto.UsersEnableTotpResponse{
		Secret: auth.EncodeSecret(secret), Url: auth.ShortURI(s.Issuer, a.Username, secret), Success: true,
	}, nil
}

// validateTotp turns the second factor on, and ends the caller's other logins.
func (s *Service) validateTotp(ctx context.Context, req *dto.UsersValidateTotp) (*dto.BackupCodes, error) {
	return guarded(ctx, s, "UsersValidateTotp", confirm(*req.Code))
}

func confirm(code string) change[dto.BackupCodes] {
	return func(tx *account.Tx, session *account.Session, a *account.Account) (*dto.BackupCodes, error) {
		check, err := tx.ConfirmTOTP(a, code)
		if errors.Is(err, account.ErrActive) || err == nil && !check.OK() {
			return nil, errInvalidTOTP
		}
		if err != nil {
			return nil, err
		}
		if err := tx.EndLogins(a, session); err != nil {
			return nil, err
		}
		return backupCodes(tx, a)
	}
}

func backupCodes(tx *account.Tx, a *account.Account) (*dto.BackupCodes, error) {
	codes, err := tx.NewBackupCodes(a)
	if err != nil {
		return nil, err
	}
	return &dto.BackupCodes{Codes: codes, Success: true}, nil
}

// disableTotp removes the caller's second factor, given one of its codes. His logins stay.
func (s *Service) disableTotp(ctx context.Context, req *dto.UsersDisableTotp) (*dto.UsersDisableTotpResponse, error) {
	return own(ctx, s, "UsersDisableTotp", disable(*req.Code))
}

func disable(code string) change[dto.UsersDisableTotpResponse] {
	return func(tx *account.Tx, _ *account.Session, a *account.Account) (*dto.UsersDisableTotpResponse, error) {
		check, err := spendTOTP(tx, a, code)
		if err != nil {
			return nil, err
		}
		if !check.OK() {
			return &dto.UsersDisableTotpResponse{Success: true}, nil
		}
		return &dto.UsersDisableTotpResponse{Disabled: true, Success: true}, tx.DropTOTP(a)
	}
}

// regenerateTotpCodes replaces the backup codes, given a code.
func (s *Service) regenerateTotpCodes(ctx context.Context, req *dto.UsersRegenerateTotpCodes) (*dto.BackupCodes, error) {
	return own(ctx, s, "UsersRegenerateTotpCodes", regenerate(*req.Code))
}

func regenerate(code string) change[dto.BackupCodes] {
	return func(tx *account.Tx, _ *account.Session, a *account.Account) (*dto.BackupCodes, error) {
		check, err := spendTOTP(tx, a, code)
		if err != nil {
			return nil, err
		}
		switch check.Verdict {
		case account.Right:
			return backupCodes(tx, a)
		case account.Absent:
			return nil, errInvalidTOTP
		}
		return nil, errWrongTOTP
	}
}

// totpCodesRemaining counts the backup codes that were not used.
func (s *Service) totpCodesRemaining(ctx context.Context, _ *dto.UsersTotpCodesRemaining) (res *dto.UsersTotpCodesRemainingResponse, err error) {
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		session, a, err := caller(ctx, tx)
		if err != nil {
			return err
		}
		res, err = remaining(tx, session, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	return res, nil
}

func remaining(tx *account.Tx, _ *account.Session, a *account.Account) (*dto.UsersTotpCodesRemainingResponse, error) {
	have, err := tx.Factors(a)
	if err != nil {
		return nil, err
	}
	if !have.TOTP {
		return nil, errInvalidTOTP
	}
	return &dto.UsersTotpCodesRemainingResponse{Remaining: have.Backup, Success: true}, nil
}
