// Package saasu is what a Saasu host does: OAuth grants, and the opt-in to two factor authentication by SMS.
//
// Its operations are those of Saasu's help pages. Accounts, codes and tokens are the account core's; the rules and words are here.
// Start with [New] and [Service.Operations].
package saasu

import (
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/saasu"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/validate"
)

// Options are what an installation decides.
type Options struct {
	Issuer string // who signs the texts and mails; "Saasu" where empty
	Base   string // of the URLs in _links: https://api.saasu.com
}

// A Service answers the operations of one Saasu host.
type Service struct {
	core *account.Core
	Options
}

// New returns the service over accounts that were opened with [Policy].
func New(core *account.Core, o Options) *Service {
	if o.Issuer == "" {
		o.Issuer = "Saasu"
	}
	o.Base = strings.TrimSuffix(o.Base, "/")
	return &Service{core, o}
}

// AccessLife is how long an access token is good, as the documents say.
const AccessLife = 3 * time.Hour

// Texts cost money, so they are counted: those that one account asks for or one number gets, and all together.
const (
	sms    account.Purpose = "saasu-sms"
	allSMS account.Purpose = "saasu-all-sms"
)

// Policy is how Saasu's accounts are kept. No document tells the numbers but the seven digits and the lives of tokens.
func Policy() account.Policy {
	code := account.SecretRule{Length: 7, Life: 10 * time.Minute, Tries: 5, Every: 30 * time.Second}
	guesses := []account.Limit{{Tries: 10, Within: time.Hour}, {Tries: 100}}
	return account.Policy{
		Secrets: map[account.Purpose]account.SecretRule{
			account.PhoneOptIn:    code,
			account.PhoneCode:     code,
			account.PasswordReset: {Length: 20, Alphabet: account.Unmistakable, Life: time.Hour, Tries: 5},
		},
		Limits: map[account.Purpose][]account.Limit{
			account.SignIn:        {{Tries: 10, Within: time.Hour}},
			account.SecondFactor:  guesses,
			account.PhoneOptIn:    guesses,
			account.PasswordReset: {{Tries: 5, Within: time.Hour}},
			sms:                   {{Tries: 10, Within: time.Hour}, {Tries: 30, Within: 24 * time.Hour}},
			allSMS:                {{Tries: 1000, Within: time.Hour}},
		},
		Sessions: map[account.Kind]time.Duration{account.Access: AccessLife, account.Refresh: 365 * 24 * time.Hour},
	}
}

// Operations lists everything the host answers.
func (s *Service) Operations() []services.Operation {
	return []services.Operation{
		services.Op(s.optIn, auth.SignedIn, "POST /User/opt-in-to-2fa").
			Says("Sends a one time password to an Australian mobile").
			Rules(required("MobileNumber", func(r *saasu.OptInTo2FARequest) string { return r.MobileNumber })),
		services.Op(s.verify, auth.SignedIn, "POST /User/verify-2fa-opt-in").
			Says("Turns two factor authentication on").
			Rules(required("Otp", func(r *saasu.Verify2FAOptInRequest) string { return r.Otp })),
		services.Op(s.optOut, auth.SignedIn, "POST /User/opt-out-from-2fa").
			Says("Turns two factor authentication off"),
		services.Op(s.resetPassword, auth.Anyone, "POST /User/reset-password").
			Says("Mails a code for a new password").
			Rules(required("Username", func(r *saasu.ResetPasswordRequest) string { return r.Username })),

		services.Op(s.token, auth.Anyone, "POST /authorisation/token", "POST /authorisation/token-2fa").
			Says("Trades a password, and the verification code of those who opted in, for tokens").
			Rules(
				required("grant_type", func(r *saasu.OAuthPasswordCredentialsGrantRequest) string { return r.GrantType }),
				required("username", func(r *saasu.OAuthPasswordCredentialsGrantRequest) string { return r.Username }),
				required("password", func(r *saasu.OAuthPasswordCredentialsGrantRequest) string { return r.Password }),
			),
		services.Op(s.refresh, auth.Anyone, "POST /authorisation/refresh").
			Says("Trades a refresh token for a new access token").
			Rules(
				required("grant_type", func(r *saasu.OAuthRefreshRequest) string { return r.GrantType }),
				required("refresh_token", func(r *saasu.OAuthRefreshRequest) string { return r.RefreshToken }),
			),
		services.Op(s.ping, bearer, "GET /authorisation/ping").
			Says("Tells whether the bearer token is good"),
	}
}

// bearer demands a caller with an access token; an access key will not do.
var bearer = auth.Need{Kind: "bearer token", Check: func(p auth.Principal) error {
	if p.Via.Kind != auth.Bearer {
		return auth.ErrUnauthenticated
	}
	return auth.SignedIn.Allow(p)
}}

// required is the rule of a [Required] member, in the words of System.ComponentModel.DataAnnotations.
func required[R any](name string, get func(*R) string) validate.Rule {
	return validate.NotEmpty(name, get).Message(missing(name).Message)
}

func missing(name string) validate.Failure {
	return validate.Failure{Field: name, Code: "Required", Message: "The " + name + " field is required."}
}

// incomplete refuses a request without a body, or whose required members are not all there.
func incomplete(members ...string) *services.Error {
	e := &services.Error{Code: services.Invalid, Name: "Required", Message: "The request is invalid."}
	for _, name := range members {
		e.Fields = append(e.Fields, missing(name))
	}
	return e
}
