package routing

import (
	"context"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Host is the recorded host http/routes. Left out are the routes that Causeway refuses at the start: a second one on one path, and rules
// about a member of the request.
func Host() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	d.Service = func(string) string { return "RouteService" }
	d.Methods = map[string][]string{"Verbs": {"GET", "PUT", "DELETE"}, "VerbsPost": {"GET", "POST"}, "Odd2": {"POST"}}
	d.Filters = []server.Step{{Name: "Request", Run: request}}
	return server.Host{
		Name:    "http/routes",
		Dialect: d,
		Operations: []services.Operation{
			services.Op(hit[Var]("Var"), auth.Anyone, "ANY /r/{A}", "ANY /r/{A}/{B}", "ANY /r/{A}/fixed/{C}"),
			services.Op(hit[Lit]("Lit"), auth.Anyone, "ANY /r/special", "GET /r/special/{B}", "ANY /r/x/fixed/y"),
			services.Op(hit[Wild]("Wild"), auth.Anyone, "ANY /w/{A*}", "ANY /w2/{A}/mid/{B*}", "ANY /w3/{*A}"),
			services.Op(hit[Verbs]("Verbs"), auth.Anyone, "GET /v", "PUT /v/{A}", "DELETE,PATCH /v/{A}", "ANY /v/any/{A}"),
			services.Op(hit[VerbsPost]("VerbsPost"), auth.Anyone, "POST /v", "GET,POST /v/{B}", "POST /v/any/{B}"),
			services.Op(hit[MatchA]("MatchA"), auth.Anyone, "ANY /m/{A} **/{int}", "ANY /mh/{A} AcceptsJson", "ANY /mi/{A}/tail path/{int}/**",
				`ANY /mp/{A} PathInfo =~ \/[0-9]+$`, "ANY /mu/{A} UserAgent = special"),
			services.Op(hit[MatchB]("MatchB"), auth.Anyone, "ANY /m/{B}", "ANY /mr/{B}", "ANY /mh/{B} AcceptsXml"),
			services.Op(hit[Ext]("Ext"), auth.Anyone, "ANY /e/{A}.{B}", "ANY /e2/{A}/{B}.{C}"),
			services.Op(hit[Odd]("Odd"), auth.Anyone, "ANY /p/{A}", "ANY /q/{ignore}/{A}", "ANY /c/{A:int}", "ANY /MixedCase/Path", "ANY /slash/{A}/",
				"ANY /dash-and_under.dot/{A}", "ANY /api/shadow/{A}", "ANY /json/mine/{A}"),
			services.Op(hit[Odd2]("Odd2"), auth.Anyone, "ANY /bad/{ignore}", "GET /noget"),
		},
	}
}

// WithFallback is the recorded host http/routes-fallback.
func WithFallback() server.Host {
	d := servicestack.Recorded()
	d.Filters = []server.Step{{Name: "Request", Run: request}}
	return server.Host{
		Name:    "http/routes-fallback",
		Dialect: d,
		Operations: []services.Operation{
			services.Op(fallback, auth.Anyone, "ANY /{Path*}"),
			services.Op(known, auth.Anyone, "GET /known/{Id}"),
			services.Op(onlyPost, auth.Anyone, "POST /only-post"),
		},
	}
}

// request gives the operations what they tell of the request. A route whose variable is no member of its request fails here as the original does.
func request(x *server.Exchange) error {
	switch r := x.DTO.(type) {
	case *Odd2:
		if strings.HasPrefix(x.Path, "/bad/") {
			return services.Errorf(services.Invalid, "ArgumentException", "Could not find property Nope on Odd2")
		}
		r.Verb = servicestack.Verb(x)
	case interface{ base() *Base }:
		r.base().Verb = servicestack.Verb(x)
	case *Fallback:
		r.Verb = servicestack.Verb(x)
	}
	return nil
}

func hit[T any](op string) func(context.Context, *T) (*Hit, error) {
	return func(_ context.Context, r *T) (*Hit, error) {
		b := any(r).(interface{ base() *Base }).base()
		return &Hit{Op: op, Verb: b.Verb, A: b.A, B: b.B, C: b.C}, nil
	}
}

func fallback(_ context.Context, r *Fallback) (*FallbackHit, error) {
	if r.Path == "missing" {
		return nil, services.Errorf(services.NotFound, "NotFound", "No page %s", r.Path)
	}
	return &FallbackHit{Path: r.Path, Q: r.Q, Verb: r.Verb}, nil
}

func known(_ context.Context, r *Known) (*Known, error) { return r, nil }

func onlyPost(_ context.Context, r *OnlyPost) (*Known, error) { return &Known{Id: r.Id}, nil }
