package foundry

import (
	"cmp"
	"context"
	"errors"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/foundry"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// resetTwoFactor takes the second factor from a member of the organisation. The order of its checks is the contract's: the caller's code is
// judged before the target is looked up, so that a stolen session cannot enumerate members, and a code that was right stays spent.
//
// Errors: ResourceNotFoundException, ForbiddenException, RuleViolationException, TooManyAttemptsException, TwoFactorCodeInvalid.
func (s *Service) resetTwoFactor(ctx context.Context, req *reset) (*foundry.ResetTwoFactorAuthenticationResponse, error) {
	err := s.within(ctx, "ResetTwoFactorAuthenticationRequest", req.OrganisationId, req.TargetUserId, func(c call) error {
		if !c.mayReset() {
			return notOwner
		}
		check, err := c.SpendTOTP(c.me, req.CallerCode)
		if err != nil {
			return err
		}
		if err := stepUp(check); err != nil {
			return err
		}
		return s.reset(c, req.TargetUserId)
	})
	return &foundry.ResetTwoFactorAuthenticationResponse{}, err
}

// stepUp turns the verdict on the caller's own code into the refusal that goes with it.
func stepUp(check account.Check) error {
	switch check.Verdict {
	case account.Right:
		return nil
	case account.Absent:
		return callerHasNoFactor
	case account.Locked:
		return tooMany(check)
	}
	return wrongCode
}

// reset removes the factor of a member, ends his sessions and tells him, unless he had none.
func (s *Service) reset(c call, target string) error {
	member, err := account.Maybe(c.Member(target))
	if err != nil || member == nil || !member.Confirmed { // who was only invited is nobody of the organisation's yet
		return cmp.Or(err, error(noUser))
	}
	him, err := c.ByID(target)
	if err != nil {
		return err
	}
	had, err := c.ResetTOTP(him)
	if err != nil || !had {
		return err
	}
	return c.Notify(account.Message{
		Channel: account.Mail,
		To:      him.Email(),
		Subject: s.issuer + ": your second factor was removed",
		Text: "Two factor authentication of your account was reset by an owner of your organisation, and you were signed out everywhere.\n" +
			"Sign in with your password and set it up again. If you did not ask for this, tell your organisation at once.\n",
	})
}

// generateKey draws a key that waits to be confirmed; one that waited before is dead.
//
// Errors: ResourceNotFoundException, ResourceConflictException where a confirmed key stands.
func (s *Service) generateKey(ctx context.Context, req *generateKey) (*services.Result[foundry.GenerateTwoFactorAuthenticationKeyResponse], error) {
	var uri string
	err := s.within(ctx, "GenerateTwoFactorAuthenticationKeyRequest", req.OrganisationId, auth.From(ctx).User, func(c call) error {
		key, err := c.PendTOTP(c.me)
		if errors.Is(err, account.ErrActive) {
			return alreadyEnabled
		}
		uri = totp.URI(s.issuer, cmp.Or(c.me.Email(), c.me.Username), key)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &services.Result[foundry.GenerateTwoFactorAuthenticationKeyResponse]{
		Body:  &foundry.GenerateTwoFactorAuthenticationKeyResponse{TwoFactorUri: uri},
		Reply: secret,
	}, nil
}

// enableTwoFactor confirms the generated key with one of its codes, which is spent by that.
//
// Errors: ResourceNotFoundException, ResourceConflictException, RuleViolationException without a key to confirm, TooManyAttemptsException,
// TwoFactorCodeInvalid.
func (s *Service) enableTwoFactor(ctx context.Context, req *enable) (*foundry.EnableTwoFactorAuthenticationResponse, error) {
	err := s.within(ctx, "EnableTwoFactorAuthenticationRequest", req.OrganisationId, auth.From(ctx).User, func(c call) error {
		has, err := c.Factors(c.me)
		switch {
		case err != nil:
			return err
		case has.TOTP:
			return alreadyEnabled
		case !has.Pending:
			return noPendingKey
		}
		check, err := c.ConfirmTOTP(c.me, req.Code)
		switch {
		case err != nil:
			return err
		case check.Verdict == account.Locked:
			return tooMany(check)
		case !check.OK():
			return wrongCode
		}
		return nil
	})
	return &foundry.EnableTwoFactorAuthenticationResponse{}, err
}
