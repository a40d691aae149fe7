//go:build linux

package server_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/dto/foundry"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/metrics"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// handler puts the hosts together as causeway does.
func (s *costServer) handler() (http.Handler, error) {
	declared := []server.Host{costRoutes(s.Routes)}
	if s.Routes == 0 {
		tokens, err := costTokens()
		if err != nil {
			return nil, err
		}
		declared = []server.Host{costAntel(), costFoundry(tokens)}
	}
	log := slog.New(slog.DiscardHandler)
	if s.Logged {
		log = slog.New(slog.NewJSONHandler(io.Discard, nil))
	}
	var hosts []*server.Host
	for _, h := range declared {
		h.Hosts, h.Log, h.Observe = []string{h.Name + ".localhost"}, log, []server.Observer{server.AccessLog(log)}
		host, err := server.New(h)
		if err != nil {
			return nil, err
		}
		hosts = append(hosts, host)
	}
	metrics.New(hosts...)
	return server.NewMux(hosts...)
}

// costAntel has Antel's reset with its rules, and the kilobyte.
func costAntel() server.Host {
	answered := &antel.ResetPasswordResponse{SystemUserId: 42}
	answered.Heading, answered.Description, answered.WasSuccessful = "Password reset", "Your password has been changed.", true
	reset := func(context.Context, *antel.ResetPassword) (*antel.ResetPasswordResponse, error) {
		return answered, nil
	}
	kilobytes := map[string]*operatorsResponse{"json": operatorsOf(10), "jsv": operatorsOf(11), "xml": operatorsOf(5), "csv": operatorsOf(17)}
	list := func(_ context.Context, r *operators) (*operatorsResponse, error) { return kilobytes[r.Format], nil }
	key := validate.Secret(func(r *antel.ResetPassword) string { return r.ApiKey })
	temporary := validate.Secret(func(r *antel.ResetPassword) string { return r.TemporaryPassword })
	password := validate.Secret(func(r *antel.ResetPassword) string { return r.Password })
	confirm := validate.Secret(func(r *antel.ResetPassword) string { return r.PasswordConfirm })
	return server.Host{
		Name: "antel", Dialect: servicestack.Defaults(),
		Operations: []services.Operation{
			services.Op(reset, auth.Anyone, "POST /user/password/reset").Rules(
				validate.NotEmpty("ApiKey", key),
				validate.InclusiveBetween("Latitude", func(r *antel.ResetPassword) *float64 { return r.Latitude }, -90.0, 90.0),
				validate.InclusiveBetween("Longitude", func(r *antel.ResetPassword) *float64 { return r.Longitude }, -180.0, 180.0),
				validate.NotEmpty("TemporaryPassword", temporary),
				validate.Email("EmailAddress", func(r *antel.ResetPassword) string { return r.EmailAddress }),
				validate.NotEmpty("Password", password),
				validate.Length("Password", password, 8, 128),
				validate.NotEqualTo("Password", password, "TemporaryPassword", temporary),
				validate.EqualTo("PasswordConfirm", confirm, "Password", password),
			),
			services.Op(list, auth.Anyone, "GET /operators/{Format}"),
		},
	}
}

// An operator is one line of the kilobyte.
type (
	operators struct {
		_      struct{} `clr:"WebService.ServiceModel"`
		Format string
	}
	operatorsResponse struct { // a [DataContract], whose list makes the rows of CSV
		_         struct{} `clr:"WebService.ServiceModel" contract:""`
		Operators []operator
	}
	operator struct {
		_        struct{} `clr:"WebService.ServiceModel"`
		Id       int32
		Name     string
		Email    string
		Balance  float64
		IsActive bool
	}
)

func operatorsOf(n int) *operatorsResponse {
	r := new(operatorsResponse)
	for i := range n {
		r.Operators = append(r.Operators, operator{
			Id: int32(1000 + i), Name: fmt.Sprintf("Operator, %d", i), Email: fmt.Sprintf("operator%d@stock.example.com", i), Balance: 12.5 * float64(i), IsActive: i%2 == 0,
		})
	}
	return r
}

// costFoundry has Foundry's reset for those who are signed in.
func costFoundry(tokens *auth.Tokens) server.Host {
	d := servicestack.Defaults()
	d.JSV, d.Challenge = "text/jsv", `jwt realm="/auth/jwt"`
	answered := new(foundry.ResetTwoFactorAuthenticationResponse)
	reset := func(context.Context, *foundry.ResetTwoFactorAuthenticationRequest) (*foundry.ResetTwoFactorAuthenticationResponse, error) {
		return answered, nil
	}
	return server.Host{
		Name: "foundry", Dialect: d, Verify: tokens.Verifier(),
		Operations: []services.Operation{
			services.Op(reset, auth.SignedIn, "PUT /users/2fa/reset").Rules(
				validate.NotEmpty("TargetUserId", func(r *foundry.ResetTwoFactorAuthenticationRequest) string { return r.TargetUserId }),
			),
		},
	}
}

// costTokens are of one key in both programs.
func costTokens() (*auth.Tokens, error) {
	return auth.NewTokens(auth.TokenOptions{
		Keys:  []auth.TokenKey{{ID: "k1", Secret: []byte("a key that is long enough for tests")}},
		Epoch: func(context.Context, string, string) int64 { return 0 },
	})
}

// costRoutes has n routes: one with a variable for each with none.
func costRoutes(n int) server.Host {
	h := server.Host{Name: "routes", Dialect: servicestack.Defaults()}
	for i := range n {
		route := fmt.Sprintf("GET /list%03d/of/all", i)
		if (n-i)%2 == 1 {
			route = fmt.Sprintf("GET /list%03d/of/{Name}", i)
		}
		h.Operations = append(h.Operations, services.Op(hello, auth.Anyone, route))
	}
	return h
}
