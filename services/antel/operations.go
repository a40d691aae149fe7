package antel

import (
	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// The requests, under the names of this file.
type (
	reset  = antel.ResetPassword
	forgot = antel.ForgotPassword
	login  = antel.UserLogin
)

// Operations lists everything that Antel answers. Nobody signs in to call one: the API key is a member, which the operation judges itself.
func (s *Service) Operations() []services.Operation {
	temporary := validate.Secret(func(r *reset) string { return r.TemporaryPassword })
	password := validate.Secret(func(r *reset) string { return r.Password })
	confirm := validate.Secret(func(r *reset) string { return r.PasswordConfirm })
	return []services.Operation{
		services.Op(s.resetPassword, auth.Anyone, "POST /user/password/reset").
			Says("Reset password for user").
			Rules(base(func(r *reset) antel.ApiServiceRequest { return r.ApiServiceRequest })...).
			Rules(
				validate.NotEmpty("TemporaryPassword", temporary),
				validate.Email("EmailAddress", func(r *reset) string { return r.EmailAddress }),
				validate.NotEmpty("Password", password),
				validate.Length("Password", password, 8, 128),
				validate.NotEqualTo("Password", password, "TemporaryPassword", temporary),
				validate.NotEmpty("PasswordConfirm", confirm),
				validate.EqualTo("PasswordConfirm", confirm, "Password", password),
			),
		services.Op(s.forgotPassword, auth.Anyone, "POST /user/password/forgot").
			Says("Mails a temporary password").
			Rules(base(func(r *forgot) antel.ApiServiceRequest { return r.ApiServiceRequest })...).
			Rules(
				validate.NotEmpty("EmailAddress", func(r *forgot) string { return r.EmailAddress }),
				validate.Email("EmailAddress", func(r *forgot) string { return r.EmailAddress }),
			),
		services.Op(s.userLogin, auth.Anyone, "POST /user/login").
			Says("Sign in with a password, or with the refresh token of an earlier sign-in").
			Rules(base(func(r *login) antel.ApiServiceRequest { return r.ApiServiceRequest })...),
	}
}

// base is the rules of the members that every request has.
func base[R any](of func(*R) antel.ApiServiceRequest) []validate.Rule {
	return []validate.Rule{
		validate.NotEmpty("ApiKey", validate.Secret(func(r *R) string { return of(r).ApiKey })),
		validate.InclusiveBetween("Latitude", func(r *R) *float64 { return of(r).Latitude }, -90.0, 90.0),
		validate.InclusiveBetween("Longitude", func(r *R) *float64 { return of(r).Longitude }, -180.0, 180.0),
	}
}
