// Package webapi recreates the recorded ASP.NET Web API hosts of goldens/webapi with the public API alone.
//
// Texts, keys and handlers are those of host.md; they were invented to exercise the framework and say nothing of Saasu.
package webapi

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

// Saasu is the host whose errors tell no details: what a remote caller sees by default.
func Saasu() server.Host { return host("saasu", webapi.Recorded()) }

// Details is the host whose errors tell their causes.
func Details() server.Host {
	d := webapi.Recorded()
	d.Details = true
	d.WhyNotFound, d.WhyLost = whyNotFound, whyLost
	return host("details", d)
}

// DCS is the host whose XML is the DataContractSerializer's, Web API's own default.
func DCS() server.Host {
	d := webapi.Recorded()
	d.XML = codec.XML(codec.XMLOptions{OmitDeclaration: true, NullRoot: true})
	return host("dcs", d)
}

// Strict is the host that answers 406 where no formatter is asked for.
func Strict() server.Host {
	d := webapi.Recorded()
	d.Strict = true
	return host("strict", d)
}

func host(name string, d *webapi.Dialect) server.Host {
	d.AccessKey, d.Tenant = "WsAccessKey", "FileId"
	return server.Host{
		Name:       name,
		Dialect:    filtered{d},
		Verify:     keyHandler,
		Operations: slices.Concat(userOperations(), authorisationOperations(), echoOperations(), resultOperations(), conventionOperations()),
		Limits:     server.Limits{Body: 30 << 20},
		Bare:       true,
	}
}

// filtered is the dialect with the hosts' own filters: some actions have no model-state filter and answer what was bound, and one challenges.
type filtered struct{ *webapi.Dialect }

// Prepare adds the routes' one constraint.
func (d filtered) Prepare(h *server.Host) error {
	h.Routes().Rule = func(string) (func(*http.Request) bool, error) { return wholeID, nil }
	return d.Dialect.Prepare(h)
}

// wholeID is the constraint of echo/path/{id:int}.
func wholeID(r *http.Request) bool {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	_, err := strconv.ParseInt(strings.TrimSpace(parts[2]), 10, 32)
	return err == nil
}

// whyNotFound names the controller of a path as .NET does: by its class.
func whyNotFound(path string) string {
	if strings.Contains(path, "//") { // which no route has
		return ""
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	classes := map[string]string{
		"user": "User", "variant": "User", "challenge": "User", "ping": "Ping", "authorisation": "Authorisation", "echo": "Echo", "result": "Result",
	}
	name := parts[0]
	byConvention := strings.EqualFold(name, "conv") && (len(parts) == 2 || len(parts) == 3)
	if byConvention {
		name = parts[1]
	}
	class, known := classes[strings.ToLower(name)]
	switch {
	case byConvention && !known:
		return fmt.Sprintf("No type was found that matches the controller named '%s'.", name)
	case byConvention, known && isAction(path):
		return fmt.Sprintf("No action was found on the controller '%s' that matches the request.", class)
	}
	return ""
}

// whyLost names the method of a parameter as .NET prints it.
func whyLost(op *services.Operation, parameter string) string {
	kind := "System.Int32"
	switch parameter {
	case "flag":
		kind = "System.Boolean"
	case "colour":
		kind = "SaasuLike.Models.Colour"
	}
	for _, m := range []struct{ route, method, class string }{
		{"GET /conv/things/{id}", "System.String Get(Int32)", "Things"},
		{"DELETE /conv/things/{id}", "Void Delete(Int32)", "Things"},
		{"POST /challenge/verify-2fa-opt-in", "SaasuLike.Models.BaseResponseModel VerifyChallenge(SaasuLike.Models.Verify2FAOptInRequest, Int32)", "User"},
		{"POST /echo/int", "System.Net.Http.HttpResponseMessage Int(Int32)", "Echo"},
		{"GET /echo/query", "System.Net.Http.HttpResponseMessage Query(Int32, System.String, Boolean, System.Nullable`1[System.DateTime], " +
			"SaasuLike.Models.Colour, Int32[], System.Nullable`1[System.Decimal], System.Nullable`1[System.Guid])", "Echo"},
	} {
		if op.Routes[0] == m.route {
			return fmt.Sprintf("The parameters dictionary contains a null entry for parameter '%s' of non-nullable type '%s' for method '%s' in 'SaasuLike.%sController'. "+
				"An optional parameter must be a reference type, a nullable type, or be declared as an optional parameter.", parameter, kind, m.method, m.class)
		}
	}
	return ""
}

// isAction reports whether a path is that of an action with parameters of its own.
func isAction(path string) bool {
	path = strings.ToLower(strings.Trim(path, "/"))
	return strings.HasSuffix(path, "-2fa-opt-in") || hasPrefix(path, "user/opt-", "echo/query")
}

// conventional gives the route conv/{controller}/{id} its id, which the query may name as well.
func conventional(route func(*server.Exchange) error) func(*server.Exchange) error {
	return func(x *server.Exchange) error {
		u := x.Request.URL
		path := strings.TrimSuffix(u.Path, "/")
		if hasPrefix(strings.ToLower(path), "/conv/") && strings.Count(path, "/") == 2 {
			for name, values := range u.Query() {
				if strings.EqualFold(name, "id") {
					u.Path = path + "/" + values[0]
				}
			}
		}
		return route(x)
	}
}

// Steps replaces the family's own model-state filter.
func (d filtered) Steps() []server.Step {
	steps := slices.Clone(d.Dialect.Steps())
	route := slices.IndexFunc(steps, func(s server.Step) bool { return s.Name == "Route" })
	steps[route].Run = conventional(steps[route].Run)
	i := slices.IndexFunc(steps, func(s server.Step) bool { return s.Name == "ModelState" })
	refuse := steps[i].Run
	steps[i].Run = func(x *server.Exchange) error {
		path := strings.ToLower(strings.Trim(x.Path, "/"))
		echo := strings.HasPrefix(path, "echo/")
		switch {
		case !echo && !hasPrefix(path, "result/", "conv/", "challenge/", "ping", "authorisation/ping"):
			return refuse(x)
		case strings.HasSuffix(path, "-valid"):
			if err := refuse(x); err != nil {
				return err
			}
		}
		if err := webapi.CheckParameters(x); err != nil {
			return err
		}
		if echo && !strings.HasPrefix(path, "echo/path/") {
			x.Header.Set("X-Model-State", state(webapi.StateOf(x)))
		}
		return nil
	}
	return steps
}

func hasPrefix(s string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

func state(s *webapi.ModelState) string {
	if s.Valid() {
		return "valid"
	}
	return "invalid:" + strings.Join(s.Keys(), ",")
}

// Render adds the challenge of ChallengeFilter.
func (d filtered) Render(x *server.Exchange, f *server.Fault) {
	d.Dialect.Render(x, f)
	if x.Status == http.StatusUnauthorized && strings.HasPrefix(x.Path, "/challenge/") {
		x.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	}
}

// Credentials looks for the key first, as KeyHandler does.
func (d filtered) Credentials(x *server.Exchange) auth.Credentials {
	c := d.Dialect.Credentials(x)
	for name, values := range x.Request.URL.Query() {
		if strings.EqualFold(name, "WsAccessKey") && values[0] == "K1" {
			c.Kind, c.Token = auth.AccessKey, values[0]
		}
	}
	return c
}

// keyHandler knows one key and one token.
func keyHandler(_ context.Context, c auth.Credentials) (auth.Principal, error) {
	if c.Kind == auth.AccessKey && c.Token == "K1" || c.Kind == auth.Bearer && c.Token == "T1" {
		return auth.Principal{User: "u1", Via: c.Via}, nil
	}
	return auth.Principal{Via: c.Via}, nil
}

// A reply is an answer that is more than a body of one type.
type reply = services.Result[services.Any]

func content(status int, body any) *reply {
	r := &reply{Body: &services.Any{Value: body}}
	r.Status = status
	return r
}
