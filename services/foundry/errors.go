package foundry

import (
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// The refusals that Foundry's clients may see. Names are the errorCode on the wire.
var (
	noOrganisation    = services.Errorf(services.NotFound, "ResourceNotFoundException", "Organisation not found")
	noUser            = services.Errorf(services.NotFound, "ResourceNotFoundException", "User not found")
	notOwner          = services.Errorf(services.Forbidden, "ForbiddenException", "Caller is not an owner of the organisation")
	callerHasNoFactor = services.Errorf(services.Invalid, "RuleViolationException", "Caller must have two factor authentication enabled")
	noPendingKey      = services.Errorf(services.Invalid, "RuleViolationException", "There is no generated key to enable")
	alreadyEnabled    = services.Errorf(services.Conflict, "ResourceConflictException", "Two factor authentication is already enabled")

	// A wrong code is no 401: clients answer that by fetching a new token and sending the same code again, which is then a replay.
	wrongCode = services.Errorf(services.Invalid, "TwoFactorCodeInvalid", "The code is invalid")

	codeRequired = services.Errorf(services.Forbidden, "TwoFactorRequired", "Two factor code required")
	codeRefused  = services.Errorf(services.Forbidden, "TwoFactorCodeInvalid", "The code is invalid")
)

// tooMany refuses without looking at the proof.
func tooMany(check account.Check) error {
	e := services.Errorf(services.TooMany, "TooManyAttemptsException", "Too many attempts")
	e.After = check.After
	return e
}
