package antel

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// Host is the recorded host.
func Host() server.Host {
	d := servicestack.Recorded()
	d.Title = "Antel API"
	d.Service = func(string) string { return "UserService" }
	return server.Host{
		Name:    "http/antel",
		Dialect: d,
		Status:  map[string]int{"Multi": 422},
		Operations: []services.Operation{
			services.Op(resetPassword, auth.Anyone, "POST /user/password/reset").Rules(resetRules()...),
			services.Op(forgotPassword, auth.Anyone, "POST /user/password/forgot"),
			services.Op(userLogin, auth.Anyone, "POST /user/login"),
		},
	}
}

func resetRules() []validate.Rule {
	password := func(r *ResetPassword) *string { return r.Password }
	temporary := func(r *ResetPassword) *string { return r.TemporaryPassword }
	return []validate.Rule{
		validate.NotEmpty("ApiKey", func(r *ResetPassword) *string { return r.ApiKey }),
		validate.InclusiveBetween("Latitude", func(r *ResetPassword) *float64 { return r.Latitude }, -90.0, 90.0),
		validate.InclusiveBetween("Longitude", func(r *ResetPassword) *float64 { return r.Longitude }, -180.0, 180.0),
		validate.NotEmpty("TemporaryPassword", temporary),
		validate.Email("EmailAddress", func(r *ResetPassword) *string { return r.EmailAddress }),
		validate.NotEmpty("Password", password),
		validate.Length("Password", password, 8, 128),
		validate.NotEqualTo("Password", password, "TemporaryPassword", temporary),
		validate.EqualTo("PasswordConfirm", func(r *ResetPassword) *string { return r.PasswordConfirm }, "Password", password),
	}
}

func resetPassword(_ context.Context, r *ResetPassword) (*services.Result[ResetPasswordResponse], error) {
	email := text(r.EmailAddress)
	if err := failures()[email]; err != nil {
		return nil, err
	}
	answer := &ResetPasswordResponse{}
	result := &services.Result[ResetPasswordResponse]{Body: answer}
	switch email {
	case "business@x.test":
		answer.say("Password not reset", "Answered with 200 and a ResponseStatus", false)
		answer.ResponseStatus = business()
	case "result422@x.test":
		answer.Heading = new("Password not reset")
		result.Status = 422
	case "null@x.test":
		result.Body = nil
	case "text@x.test":
		answer.say(`a "quoted", {text}: [x] <b>&amp;</b>`, "Grüße\n世界 'q' \\ / \t.", true)
		answer.SystemUserId = math.MaxInt32
	case "geo@x.test":
		answer.say(number(r.Latitude), number(r.Longitude), true)
	case "echo@x.test":
		answer.Heading, answer.Description, answer.WasSuccessful = r.TemporaryPassword, r.Password, true
	default:
		answer.reset(text(r.TemporaryPassword) == "good")
	}
	return result, nil
}

func (r *ResetPasswordResponse) reset(good bool) {
	if !good {
		r.say("Password not reset", "The temporary password is not valid or has expired.", false)
		return
	}
	r.SystemUserId = 42
	r.say("Password reset", "Your password has been changed.", true)
}

func (r *ApiServiceResponse) say(heading, description string, good bool) {
	r.Heading, r.Description, r.WasSuccessful = &heading, &description, good
}

func forgotPassword(context.Context, *ForgotPassword) (*ForgotPasswordResponse, error) {
	r := &ForgotPasswordResponse{}
	r.say("Check your mail", "If the address is known, a temporary password was sent.", true)
	return r, nil
}

func userLogin(_ context.Context, r *UserLogin) (*UserLoginResponse, error) {
	answer := &UserLoginResponse{}
	if text(r.Password) != "right" {
		answer.say("Login failed", "The e-mail address or the password is wrong.", false)
		return answer, nil
	}
	answer.say("Welcome", "", true)
	answer.Data = &LoginData{
		SystemUserId: 42, RefreshToken: "rt-0001", FriendlyName: "Pat, O'Hara", VatValue: 0.15, CanUplift: true,
		StockOperators:            []StockOperator{{Id: 1, Name: "Ann"}, {Id: 2, Name: `Bo, "B"`}},
		PauseUpliftReasons:        []*string{new("Lunch"), new("Break: short"), new("")},
		ClaimValueWarningVariance: new(decimal.RequireFromString("12.50")),
		LastSync:                  new(time.Date(2026, 1, 2, 3, 4, 5, 678_000_000, time.UTC)),
	}
	return answer, nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func number(f *float64) string {
	if f == nil {
		return "null"
	}
	return strings.ToUpper(strconv.FormatFloat(*f, 'g', -1, 64))
}
