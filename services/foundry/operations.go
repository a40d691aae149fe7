package foundry

import (
	"regexp"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/foundry"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// The requests, under the names of this file.
type (
	reset       = foundry.ResetTwoFactorAuthenticationRequest
	generateKey = foundry.GenerateTwoFactorAuthenticationKeyRequest
	enable      = foundry.EnableTwoFactorAuthenticationRequest
)

// What identifiers and codes look like. Callers are told the pattern of codes as it is recorded, which lets a line feed pass that no code has.
var (
	identifier = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}\z`)
	sixDigits  = regexp.MustCompile(`^\d{6}$`)
)

// Operations lists everything that Foundry answers, but for signing in: that is ServiceStack's own affair, for which a host is given
// [Service.SignIn] and [Service.People].
func (s *Service) Operations() []services.Operation {
	return []services.Operation{
		services.Op(s.resetTwoFactor, auth.SignedIn, "PUT /users/2fa/reset").
			Says("Takes the second factor from a member of the organisation, against the caller's own code.").
			Rules(
				validate.NotEmpty("TargetUserId", func(r *reset) string { return r.TargetUserId }),
				validate.Matches("TargetUserId", func(r *reset) string { return r.TargetUserId }, identifier),
				validate.NotEmpty("CallerCode", validate.Secret(func(r *reset) string { return r.CallerCode })),
				validate.Matches("CallerCode", validate.Secret(func(r *reset) string { return r.CallerCode }), sixDigits),
				validate.Matches("OrganisationId", func(r *reset) string { return r.OrganisationId }, identifier),
			),
		services.Op(s.generateKey, auth.SignedIn, "PUT /users/2fa/generate-key").
			Says("Draws a new key for the caller's authenticator app; it waits to be confirmed.").
			Rules(
				validate.Matches("OrganisationId", func(r *generateKey) string { return r.OrganisationId }, identifier),
			),
		services.Op(s.enableTwoFactor, auth.SignedIn, "PUT /users/2fa/enable").
			Says("Confirms the generated key with one of its codes and turns the second factor on.").
			Rules(
				validate.NotEmpty("Code", validate.Secret(func(r *enable) string { return r.Code })),
				validate.Matches("Code", validate.Secret(func(r *enable) string { return r.Code }), sixDigits),
				validate.Matches("OrganisationId", func(r *enable) string { return r.OrganisationId }, identifier),
			),
	}
}
