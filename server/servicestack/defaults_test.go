package servicestack_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

type Hello struct {
	_ struct{} `clr:"App"`

	Name string
	Age  int32
}

type HelloResponse struct {
	_ struct{} `clr:"App"`

	Result         string
	ResponseStatus *dto.ResponseStatus
}

func hello(_ context.Context, r *Hello) (*HelloResponse, error) {
	switch r.Name {
	case "nobody":
		return nil, services.Errorf(services.NotFound, "", "There is nobody")
	case "crash":
		panic("a secret of the program")
	}
	return &HelloResponse{Result: "Hello, " + r.Name}, nil
}

type Secret struct {
	_ struct{} `clr:"App"`
}

func secret(ctx context.Context, _ *Secret) (*HelloResponse, error) {
	return &HelloResponse{Result: auth.From(ctx).User}, nil
}

// verify takes the token "good", and knows that "old" was one.
func verify(_ context.Context, c auth.Credentials) (auth.Principal, error) {
	switch c.Token {
	case "":
		return auth.Principal{}, nil
	case "good":
		return auth.Principal{User: "ann"}, nil
	case "old":
		return auth.Principal{}, auth.ErrExpired
	}
	return auth.Principal{}, auth.ErrUnauthenticated
}

func host(t testing.TB, d *servicestack.Dialect) *server.Host {
	t.Helper()
	return serving(t, d,
		services.Op(hello, auth.Anyone, "GET,POST /hello", "GET,POST /hello/{Name}").Rules(
			validate.NotEmpty("Name", func(r *Hello) string { return r.Name })),
		services.Op(secret, auth.SignedIn, "GET /secret"),
	)
}

// serving is a host of the operations.
func serving(t testing.TB, d *servicestack.Dialect, ops ...services.Operation) *server.Host {
	t.Helper()
	h, err := server.New(server.Host{Name: "test", Dialect: d, Verify: verify, Log: slog.New(slog.DiscardHandler), Operations: ops})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends a request: "GET /path", then headers as "Name: value", then, behind an empty one, a body.
func ask(h http.Handler, lines ...string) *http.Response {
	verb, target, _ := strings.Cut(lines[0], " ")
	var body string
	for i, line := range lines {
		if line == "" {
			body, lines = strings.Join(lines[i+1:], "\n"), lines[:i]
			break
		}
	}
	r := httptest.NewRequest(verb, target, strings.NewReader(body))
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// What Causeway's own hosts answer where the original surprises: the table of host options.
func TestDefaultFormats(t *testing.T) {
	d := servicestack.Defaults()
	d.JSV = "text/jsv"
	h := host(t, d)
	for _, c := range []struct {
		name   string
		ask    []string
		format string
	}{
		{"nothing asked for", []string{"GET /hello/x"}, "application/json; charset=utf-8"},
		{"anything", []string{"GET /hello/x", "Accept: */*"}, "application/json; charset=utf-8"},
		{"an unknown type", []string{"GET /hello/x", "Accept: a/b"}, "application/json; charset=utf-8"},
		{"an empty Accept", []string{"GET /hello/x", "Accept: "}, "application/json; charset=utf-8"},
		{"a browser", []string{"GET /hello/x", "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "text/html"},
		{"a page among others", []string{"GET /hello/x", "Accept: application/json, text/html"}, "application/json; charset=utf-8"},
		{"a known type behind an unknown one", []string{"GET /hello/x", "Accept: a/b, application/xml"}, "application/xml"},
		{"the best quality", []string{"GET /hello/x", "Accept: application/json;q=0.5, application/xml;q=0.9"}, "application/xml"},
		{"an excluded type", []string{"GET /hello/x", "Accept: application/json;q=0, application/xml;q=0.1"}, "application/xml"},
		{"text/jsv", []string{"GET /hello/x", "Accept: text/jsv"}, "text/jsv"},
		{"text/x-jsv", []string{"GET /hello/x", "Accept: text/x-jsv"}, "text/x-jsv"},
		{"application/jsv", []string{"GET /hello/x", "Accept: application/jsv"}, "application/jsv"},
		{"anything, sent as JSV", []string{"POST /hello", "Accept: */*", "Content-Type: application/jsv", "", "{name:x}"}, "application/jsv"},
		{"a suffix", []string{"GET /hello/x.jsv", "Accept: text/html"}, "text/jsv"},
		{"a parameter", []string{"GET /hello/x?format=jsv"}, "text/jsv"},
		{"a predefined form", []string{"GET /jsv/reply/Hello?name=x"}, "text/jsv"},
		{"an old predefined form", []string{"GET /json/syncreply/Hello?name=x"}, "application/json; charset=utf-8"},
		{"a suffix of /api", []string{"GET /api/Hello.xml?name=x"}, "application/xml"},
		{"a callback is a parameter like any other", []string{"GET /hello/x?callback=run"}, "application/json; charset=utf-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ask(h, c.ask...); got.StatusCode != 200 || got.Header.Get("Content-Type") != c.format {
				t.Errorf("answer = %d %s, want 200 %s", got.StatusCode, got.Header.Get("Content-Type"), c.format)
			}
		})
	}
}

func TestFailures(t *testing.T) {
	h := host(t, servicestack.Defaults())
	for _, c := range []struct {
		name   string
		ask    []string
		status int
		body   string
	}{
		{"validation", []string{"GET /hello"}, 400, `"errorCode":"NotEmpty"`},
		{"a code without a name", []string{"GET /hello/nobody"}, 404, `{"responseStatus":{"errorCode":"NotFound","message":"There is nobody","errors":[]}}`},
		{"a value that does not fit", []string{"GET /hello/x?age=abc"}, 400, `"'abc' is an Invalid value for 'age'"`},
		{"a broken body", []string{"POST /hello", "Content-Type: application/json", "", `{"name":"x`}, 400,
			`"message":"Could not deserialize 'application/json' request using App.Hello'`},
		{"a wrong verb on a route", []string{"PUT /hello"}, 404, ""},
		{"a wrong verb on a name", []string{"PUT /api/Hello", "Content-Type: application/json", "", `{"name":"x"}`}, 405,
			`"Could not find method named Put(Hello) or Any(Hello) on Service HelloService"`},
		{"an unknown operation", []string{"GET /api/Nope"}, 405, `"errorCode":"NotImplementedException"`},
		{"an unknown path", []string{"GET /nope"}, 404, ""},
		{"no token", []string{"GET /secret"}, 401, ""},
		{"no token, as a page", []string{"GET /secret", "Accept: text/html"}, 401, ""},
		{"an expired token", []string{"GET /secret", "Authorization: Bearer old"}, 401, `"errorCode":"TokenException","message":"Token has expired"`},
		{"an expired token where none is needed", []string{"GET /hello/x", "Authorization: Bearer old"}, 200, `{"result":"Hello, x"}`},
		{"a quoted cookie", []string{"GET /secret", `Cookie: ss-tok="good"`}, 200, `{"result":"ann"}`},
		{"a panic", []string{"GET /hello/crash"}, 500, `"errorCode":"InternalServerError"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ask(h, c.ask...)
			body := read(t, got)
			if got.StatusCode != c.status || !strings.Contains(body, c.body) || c.body == "" && body != "" {
				t.Errorf("answer = %d %s, want %d %s", got.StatusCode, body, c.status, c.body)
			}
			if strings.Contains(body, "secret of the program") {
				t.Errorf("answer = %s, which tells what went wrong inside", body)
			}
		})
	}
}

// Nobody gets a session for asking, and a stranger is told how to prove himself.
func TestStrangers(t *testing.T) {
	h := host(t, servicestack.Defaults())
	if got := ask(h, "GET /hello/x").Header["Set-Cookie"]; got != nil {
		t.Errorf("Set-Cookie = %q, want none", got)
	}
	if got := ask(h, "GET /secret").Header.Get("WWW-Authenticate"); got != `Bearer realm="/auth"` {
		t.Errorf("WWW-Authenticate = %q, want the default challenge", got)
	}
}

// Options that nothing on the host answers to stop the program.
func TestMistakenOptions(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*servicestack.Dialect)
		want string // part of the error; empty: none
	}{
		{"none", func(d *servicestack.Dialect) {
			d.Compressed, d.Single, d.Methods = []string{"Hello"}, []string{"name"}, map[string][]string{"Hello": {"GET"}}
			d.CORS = &servicestack.CORS{Origins: []string{"http://a.test", "https://b.test:8443"}, Credentials: true}
		}, ""},
		{"an unknown format", func(d *servicestack.Dialect) { d.Default = "yaml" }, `"yaml"`},
		{"an unknown operation is compressed", func(d *servicestack.Dialect) { d.Compressed = []string{"Hello", "Helo"} }, "Helo,"},
		{"an unknown operation has a stream", func(d *servicestack.Dialect) { d.Streams = []string{"Upload"} }, "Upload,"},
		{"an unknown operation has methods", func(d *servicestack.Dialect) { d.Methods = map[string][]string{"hello": {"GET"}} }, "hello,"},
		{"a member of nothing is single", func(d *servicestack.Dialect) { d.Single = []string{"Nmae"} }, "Nmae,"},
		{"a filter does nothing", func(d *servicestack.Dialect) { d.Filters = []server.Step{{Name: "Agent"}} }, `"Agent"`},
		{"cookies for every origin", func(d *servicestack.Dialect) { d.CORS = servicestack.AnyOrigin(); d.CORS.Credentials = true }, "Origins"},
		{"cookies for files and frames", func(d *servicestack.Dialect) {
			d.CORS = &servicestack.CORS{Origins: []string{"http://a.test", "null"}, Credentials: true}
		}, "null"},
		{"files and frames without cookies", func(d *servicestack.Dialect) { d.CORS = &servicestack.CORS{Origins: []string{"null"}} }, ""},
		{"a star for every origin", func(d *servicestack.Dialect) { d.CORS = &servicestack.CORS{Origins: []string{"*"}} }, `not "*"`},
		{"an origin without a scheme", func(d *servicestack.Dialect) { d.CORS = &servicestack.CORS{Origins: []string{"a.test"}} }, `"a.test"`},
		{"an origin with a path", func(d *servicestack.Dialect) { d.CORS = &servicestack.CORS{Origins: []string{"http://a.test/"}} }, `"http://a.test/"`},
		{"an origin in capitals", func(d *servicestack.Dialect) { d.CORS = &servicestack.CORS{Origins: []string{"http://A.test"}} }, `"http://A.test"`},
	} {
		d := servicestack.Defaults()
		c.set(d)
		_, err := server.New(server.Host{Name: "test", Dialect: d, Operations: []services.Operation{services.Op(hello, auth.Anyone, "GET /hello")}})
		if (err != nil) != (c.want != "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: New = %v, want an error with %q", c.name, err, c.want)
		}
	}
}

// A host that demands a caller and can know none is refused, rather than turning everybody away.
func TestNobodyKnowsCallers(t *testing.T) {
	secret := services.Op(func(context.Context, *privateRequest) (*services.Void, error) { return nil, nil }, auth.Role("Admin"), "GET /secret")
	_, err := server.New(server.Host{Name: "test", Dialect: servicestack.Defaults(), Operations: []services.Operation{secret}})
	if err == nil || !strings.Contains(err.Error(), "defaults_test.go:") || !strings.Contains(err.Error(), "neither an Identity nor a Verify") {
		t.Errorf("New = %v, want an error that names the operation's place", err)
	}
}

func TestUnlistedOrigin(t *testing.T) {
	d := servicestack.Defaults()
	d.CORS = servicestack.AnyOrigin()
	d.CORS.Origins = []string{"https://app.example.com"}
	h := host(t, d)
	for origin, want := range map[string]string{"https://app.example.com": "https://app.example.com", "https://evil.example.com": ""} {
		got := ask(h, "GET /hello/x", "Origin: "+origin).Header
		if got.Get("Access-Control-Allow-Origin") != want || (want == "") != (got.Get("Access-Control-Allow-Methods") == "") {
			t.Errorf("origin %s: headers = %v, want allowed origin %q", origin, got, want)
		}
		if !strings.Contains(strings.Join(got["Vary"], ","), "Origin") {
			t.Errorf("origin %s: Vary = %q, want Origin in it", origin, got["Vary"])
		}
	}
}

// Security review: following a link must change nothing, and two proofs in one request are none.
func TestOverrideAndDoubleProof(t *testing.T) {
	h := host(t, servicestack.Defaults())
	recorded := host(t, servicestack.Recorded())
	for _, tt := range []struct {
		situation string
		host      http.Handler
		request   []string
		want      int
	}{
		{"a POST that stands for a GET", h, []string{"POST /secret", "X-Http-Method-Override: GET", "Authorization: Bearer good"}, 200},
		{"a GET that stands for another verb", h, []string{"GET /secret?X-Http-Method-Override=PUT", "Authorization: Bearer good"}, 200},
		{"the same at the original", recorded, []string{"GET /secret?X-Http-Method-Override=PUT", "Authorization: Bearer good"}, 404},
		{"a proof twice", h, []string{"GET /secret", "Authorization: Bearer good", "Authorization: Bearer good"}, 401},
		{"a proof behind a wrong one", h, []string{"GET /secret", "Authorization: Bearer x", "Authorization: Bearer good"}, 401},
	} {
		if got := ask(tt.host, tt.request...).StatusCode; got != tt.want {
			t.Errorf("%s: %v = %d, want %d", tt.situation, tt.request, got, tt.want)
		}
	}
}

// A body that cannot be read is repeated by none but the hosts that answer as recorded.
func TestUnreadableBodyIsNotRepeated(t *testing.T) {
	plain := servicestack.Defaults()
	plain.Plain = true
	ours, recorded := host(t, servicestack.Defaults()), host(t, plain)
	for _, c := range []struct{ format, body, words string }{
		{"application/json", `"p4ssw0rd"`, `got string starting with: \"p4ssw0rd\"`},
		{"application/jsv", `p4ssw0rd`, `got string starting with: p4ssw0rd`},
		{"text/csv", "age\np4ssw0rd", "Input string was not in a correct format."},
		{"application/xml", `<p4ssw0rd/>`, `Encountered 'Element'  with name 'p4ssw0rd'`},
	} {
		t.Run(c.format, func(t *testing.T) {
			request := []string{"POST /hello", "Accept: application/json", "Content-Type: " + c.format, "", c.body}
			if body := read(t, ask(ours, request...)); strings.Contains(body, "p4ssw0rd") || !strings.Contains(body, "Could not deserialize") {
				t.Errorf("answer = %s, want a failure that repeats nothing", body)
			}
			if body := read(t, ask(recorded, request...)); !strings.Contains(body, c.words) {
				t.Errorf("answer as recorded = %s, want %s", body, c.words)
			}
		})
	}
}
