package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// channel is a request that no format can write.
type channel struct{ A chan int }

// login is a request with a member that nobody may be told.
type login struct {
	Pin string `dto:"secret"`
}

func TestNewRefuses(t *testing.T) {
	odd := services.Op(func(context.Context, *channel) (*services.Void, error) { return nil, nil }, auth.Anyone, "GET /odd")
	answers := services.Op(func(context.Context, *members) (*channel, error) { return nil, nil }, auth.Anyone, "GET /odd")
	pin := func(r *login) string { return r.Pin }
	enter := services.Op(func(context.Context, *login) (*services.Void, error) { return nil, nil }, auth.Anyone, "POST /enter")
	strange := validate.NotEmpty("A", func(*channel) string { return "" })
	for _, c := range []struct {
		name   string
		ops    []services.Operation
		places int // of declarations in the message
		want   string
	}{
		{"a variable that is no member", []services.Operation{declare("X", "GET /x/{Nope}")}, 1, "{Nope} is no member"},
		{"a variable of a dotted segment", []services.Operation{declare("X", "GET /x/{A}.{Nope}")}, 1, "{Nope} is no member"},
		{"a wildcard that is no member", []services.Operation{declare("X", "GET /x/{Nope*}")}, 1, "{Nope} is no member"},
		{"a route that is none", []services.Operation{declare("X", "GET x")}, 1, `route "GET x"`},
		{"an optional variable", []services.Operation{declare("X", "GET /x/{A?}")}, 1, `route "GET /x/{A?}"`},
		{"two on one route", []services.Operation{declare("X", "GET /x/{A}"), declare("Y", "GET,PUT /x/{B}")}, 2, "already that of X"},
		{"a request that no format can write", []services.Operation{odd}, 1, "channel"},
		{"a rule for another request", []services.Operation{declare("X", "GET /x").Rules(strange)}, 1, "a rule does not work on an empty"},
		{"a rule that tells a secret", []services.Operation{enter.Rules(validate.Length("Pin", pin, 4, 8))}, 1, "read the member by validate.Secret"},
		{"a rule that tells a short secret", []services.Operation{enter.Rules(validate.MinimumLength("Pin", pin, 8))}, 1, "read the member by validate.Secret"},
		{"an operation without a handler", []services.Operation{declare("X", "GET /x"), {Name: "Y"}}, 0, `operation 1 ("Y") is not made by services.Op`},
		{"a response that no format can write", []services.Operation{answers}, 1, "members"},
	} {
		_, err := server.New(server.Host{Name: "site", Dialect: plain{}, Operations: c.ops})
		if err == nil || strings.Count(err.Error(), "_test.go:") != c.places || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "site: ") {
			t.Errorf("%s: New = %v, want %d places and %q", c.name, err, c.places, c.want)
		}
	}
}

func TestNewTakesRulesThatKeepSecrets(t *testing.T) {
	enter := services.Op(func(context.Context, *login) (*services.Void, error) { return nil, nil }, auth.Anyone, "POST /enter").Rules(
		validate.Length("Pin", validate.Secret(func(r *login) string { return r.Pin }), 4, 5))
	if _, err := server.New(server.Host{Name: "site", Dialect: plain{}, Operations: []services.Operation{enter}}); err != nil {
		t.Errorf("New = %v", err)
	}
}

func TestNewRefusesAHostWithoutADialect(t *testing.T) {
	if _, err := server.New(server.Host{Name: "site"}); err == nil || err.Error() != "site: a Host needs a Dialect, such as servicestack.Defaults()" {
		t.Errorf("New = %v, want a word on the Dialect", err)
	}
}

func TestNewTakesVariablesInAnyCase(t *testing.T) {
	if _, err := server.New(server.Host{Name: "site", Dialect: plain{}, Operations: []services.Operation{declare("X", "GET /x/{a}/{ignore}/{C*}")}}); err != nil {
		t.Errorf("New = %v, want nil", err)
	}
}

func TestServeRefusesEndpointsThatNobodyAnswers(t *testing.T) {
	l := listen(t)
	defer l.Close()
	for want, endpoints := range map[string][]server.Endpoint{
		"needs an Endpoint":                         nil,
		"endpoint 0 needs a Listener and a Handler": {{Handler: http.NotFoundHandler()}},
		"endpoint 1 needs a Listener and a Handler": {{Listener: l, Handler: http.NotFoundHandler()}, {Listener: l}},
	} {
		var s server.Server
		if err := s.Serve(t.Context(), endpoints...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Serve(%d endpoints) = %v, want %q", len(endpoints), err, want)
		}
	}
}
