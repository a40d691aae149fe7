package server_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

type members struct{ A, B, C string }

// declare makes an operation of the given name and routes; its handler is never run by these tests.
func declare(name string, routes ...string) services.Operation {
	op := services.Op(func(context.Context, *members) (*services.Void, error) { return nil, nil }, auth.Anyone, routes...)
	op.Name = name
	return op
}

func newRouter(t testing.TB, rt *server.Router, ops ...services.Operation) *server.Router {
	t.Helper()
	for i := range ops {
		if err := rt.Add(&ops[i]); err != nil {
			t.Fatal(err)
		}
	}
	return rt
}

// answer is what a lookup came to, in one line: "Var A=abc", "404" or "405 GET,PUT".
func answer(rt *server.Router, q server.Query) string {
	m, err := rt.Lookup(q)
	if verb, ok := errors.AsType[*server.ErrVerb](err); ok {
		return "405 " + strings.Join(verb.Allow, ",")
	}
	if errors.Is(err, server.ErrNoRoute) {
		return "404"
	}
	var b strings.Builder
	b.WriteString(m.Op.Name)
	for _, p := range m.Params {
		fmt.Fprintf(&b, " %s=%s", p.Name, p.Value)
	}
	return b.String()
}

// recorded is the host of the recordings http/routes, declared as our grammar has it.
func recorded(t testing.TB) *server.Router {
	rules := func(text string) (func(*http.Request) bool, error) {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, fmt.Errorf("%q is not Header=value", text)
		}
		return func(r *http.Request) bool { return r.Header.Get(name) == value }, nil
	}
	return newRouter(t, &server.Router{Rule: rules},
		declare("Var", "ANY /r/{A}", "ANY /r/{A}/{B}", "ANY /r/{A}/fixed/{C}"),
		declare("Lit", "ANY /r/special", "GET /r/special/{B}", "ANY /r/x/fixed/y"),
		declare("Wild", "ANY /w/{A*}", "ANY /w2/{A}/mid/{B*}", "ANY /w3/{*A}"),
		declare("Verbs", "GET /v", "PUT /v/{A}", "DELETE,PATCH /v/{A}", "ANY /v/any/{A}"),
		declare("VerbsPost", "POST /v", "GET,POST /v/{B}", "POST /v/any/{B}"),
		declare("MatchA", "ANY /mh/{A} Accept=json"),
		declare("MatchB", "ANY /mh/{B} Accept=xml", "ANY /mh/{C}/any", "ANY /mh/{B}/any Accept=xml"),
		declare("Ext", "ANY /e/{A}.{B}", "ANY /e2/{A}/{B}.{C}"),
		declare("Odd", "ANY /q/{ignore}/{A}", "ANY /c/{A:int}", "ANY /MixedCase/Path", "ANY /slash/{A}/", "ANY /dash-and_under.dot/{A}"),
	)
}

func TestLookupRecorded(t *testing.T) {
	rt := recorded(t)
	accept := func(v string) *http.Request { return &http.Request{Header: http.Header{"Accept": {v}}} }
	for _, c := range []struct {
		id   string // of the recording; a plain word where the case is derived from the rules
		q    server.Query
		want string
	}{
		{"001-var-1", server.Query{Verb: "GET", Path: "/r/abc"}, "Var A=abc"},
		{"002-var-2", server.Query{Verb: "GET", Path: "/r/abc/def"}, "Var A=abc B=def"},
		{"003-var-fixed", server.Query{Verb: "GET", Path: "/r/abc/fixed/z"}, "Var A=abc C=z"},
		{"004-var-fixed-no-tail", server.Query{Verb: "GET", Path: "/r/abc/fixed"}, "Var A=abc B=fixed"},
		{"005-var-too-deep", server.Query{Verb: "GET", Path: "/r/a/b/c/d"}, "404"},
		{"006-var-empty", server.Query{Verb: "GET", Path: "/r"}, "404"},
		{"008-var-empty-mid", server.Query{Verb: "GET", Path: "/r//b"}, "Var A=b"},
		{"011-lit-2-get", server.Query{Verb: "GET", Path: "/r/special/x"}, "Lit B=x"},
		{"012-lit-2-post", server.Query{Verb: "POST", Path: "/r/special/x"}, "Var A=special B=x"},
		{"013-lit-all", server.Query{Verb: "GET", Path: "/r/x/fixed/y"}, "Lit"},
		{"014-lit-nearly", server.Query{Verb: "GET", Path: "/r/special1"}, "Var A=special1"},
		{"015-lit-suffix", server.Query{Verb: "GET", Path: "/r/special", Suffix: ".json"}, "Lit"},
		{"017-lit-unknown-suffix", server.Query{Verb: "GET", Path: "/r/special.foo"}, "Var A=special.foo"},
		{"018-var-case-kept", server.Query{Verb: "GET", Path: "/r/AbC/DeF"}, "Var A=AbC B=DeF"},
		{"020-wild-3", server.Query{Verb: "GET", Path: "/w/a/b/c"}, "Wild A=a/b/c"},
		{"wildcard takes nothing", server.Query{Verb: "GET", Path: "/w"}, "Wild"},
		{"wildcard keeps case", server.Query{Verb: "GET", Path: "/W/A/b"}, "Wild A=A/b"},
		{"023-wild-suffix", server.Query{Verb: "GET", Path: "/w/a/b", Suffix: ".xml"}, "Wild A=a/b.xml"},
		{"025-wild-mid-empty", server.Query{Verb: "GET", Path: "/w2/a/mid"}, "Wild A=a"},
		{"026-wild-mid-wrong", server.Query{Verb: "GET", Path: "/w2/a/other/b"}, "404"},
		{"027-wild-star-first", server.Query{Verb: "GET", Path: "/w3/x/y"}, "Wild A=x/y"},
		{"029-wild-encoded", server.Query{Verb: "GET", Path: "/w/a%2Fb/c d"}, "Wild A=a%2Fb/c d"},
		{"031-verbs-v-get", server.Query{Verb: "GET", Path: "/v"}, "Verbs"},
		{"033-verbs-v-any-get", server.Query{Verb: "GET", Path: "/v/any/x"}, "Verbs A=x"},
		{"verbs-v-any-post", server.Query{Verb: "POST", Path: "/v/any/x"}, "VerbsPost B=x"},
		{"036-verbs-v-post", server.Query{Verb: "POST", Path: "/v"}, "VerbsPost"},
		{"037-verbs-v-x-post", server.Query{Verb: "POST", Path: "/v/x"}, "VerbsPost B=x"},
		{"041-verbs-v-put", server.Query{Verb: "PUT", Path: "/v"}, "405 GET,POST"},
		{"042-verbs-v-x-put", server.Query{Verb: "PUT", Path: "/v/x"}, "Verbs A=x"},
		{"046-verbs-v-delete", server.Query{Verb: "DELETE", Path: "/v"}, "405 GET,POST"},
		{"047-verbs-v-x-delete", server.Query{Verb: "DELETE", Path: "/v/x"}, "Verbs A=x"},
		{"verb in lower case", server.Query{Verb: "get", Path: "/v"}, "405 GET,POST"},
		{"any verb at all", server.Query{Verb: "BREW", Path: "/v/any/x"}, "Verbs A=x"},
		{"062-not-found", server.Query{Verb: "GET", Path: "/nothing/here"}, "404"},
		{"109-match-json", server.Query{Verb: "GET", Path: "/mh/x", Request: accept("json")}, "MatchA A=x"},
		{"110-match-xml", server.Query{Verb: "GET", Path: "/mh/x", Request: accept("xml")}, "MatchB B=x"},
		{"111-match-neither", server.Query{Verb: "GET", Path: "/mh/x", Request: accept("csv")}, "404"},
		{"a rule without a request does not hold", server.Query{Verb: "GET", Path: "/mh/x"}, "404"},
		{"a rule beats none", server.Query{Verb: "GET", Path: "/mh/x/any", Request: accept("xml")}, "MatchB B=x"},
		{"no rule holds", server.Query{Verb: "GET", Path: "/mh/x/any", Request: accept("csv")}, "MatchB C=x"},
		{"121-ext", server.Query{Verb: "GET", Path: "/e/file.txt"}, "Ext A=file B=txt"},
		{"ext-empty", server.Query{Verb: "GET", Path: "/e/.txt"}, "Ext B=txt"},
		{"ext-deep", server.Query{Verb: "GET", Path: "/e2/x/File.TXT"}, "Ext A=x B=File C=TXT"},
		{"123-ext-two", server.Query{Verb: "GET", Path: "/e/a.b.c"}, "404"},
		{"124-ext-none", server.Query{Verb: "GET", Path: "/e/file"}, "404"},
		{"129-ignore", server.Query{Verb: "GET", Path: "/q/whatever/x"}, "Odd A=x"},
		{"130-constraint-int", server.Query{Verb: "GET", Path: "/c/12"}, "Odd A=12"},
		{"131-constraint-not-int", server.Query{Verb: "GET", Path: "/c/abc"}, "Odd A=abc"},
		{"132-mixed", server.Query{Verb: "GET", Path: "/mixedcase/path"}, "Odd"},
		{"literals in capitals", server.Query{Verb: "GET", Path: "/MIXEDCASE/PATH"}, "Odd"},
		{"134-slash-route", server.Query{Verb: "GET", Path: "/slash/x"}, "Odd A=x"},
		{"136-dashes", server.Query{Verb: "GET", Path: "/dash-and_under.dot/x"}, "Odd A=x"},
		{"141-dup-slashes", server.Query{Verb: "GET", Path: "///r///abc///"}, "Var A=abc"},
		{"slashes in a route of literals", server.Query{Verb: "GET", Path: "//r//special/"}, "Lit"},
		{"143-unicode", server.Query{Verb: "GET", Path: "/r/世/ü"}, "Var A=世 B=ü"},
		{"145-percent-slash-lower", server.Query{Verb: "GET", Path: "/r/a/b"}, "Var A=a B=b"},
		{"148-plus", server.Query{Verb: "GET", Path: "/r/a b"}, "Var A=a b"},
		{"150-matrix", server.Query{Verb: "GET", Path: "/r/a;v=1"}, "Var A=a;v=1"},
		{"154-dot-only", server.Query{Verb: "GET", Path: "/r/a.json.b"}, "Var A=a.json.b"},
		{"deeper than any route", server.Query{Verb: "GET", Path: "/w" + strings.Repeat("/x", 40)}, "Wild A=x" + strings.Repeat("/x", 39)},
		{"root", server.Query{Verb: "GET", Path: "/"}, "404"},
		{"empty", server.Query{Verb: "GET", Path: ""}, "404"},
	} {
		if got := answer(rt, c.q); got != c.want {
			t.Errorf("%s: Lookup(%s %s%s) = %s, want %s", c.id, c.q.Verb, c.q.Path, c.q.Suffix, got, c.want)
		}
	}
}

// TestLookupFallback has the recordings of http/routes-fallback.
func TestLookupFallback(t *testing.T) {
	rt := newRouter(t, &server.Router{},
		declare("Fallback", "ANY /{A*}"), declare("Known", "GET /known/{A}"), declare("OnlyPost", "POST /only-post"))
	for _, c := range []struct{ verb, path, suffix, want string }{
		{"GET", "/", "", "Fallback"},
		{"GET", "/a/b/c", "", "Fallback A=a/b/c"},
		{"GET", "/a/b", ".xml", "Fallback A=a/b.xml"},
		{"GET", "/known/5", "", "Known A=5"},
		{"GET", "/known/5/x", "", "Fallback A=known/5/x"},
		{"POST", "/known/5", "", "Fallback A=known/5"},
		{"HEAD", "/known/5", "", "Fallback A=known/5"},
		{"GET", "//x", "", "Fallback A=x"},
		{"OPTIONS", "/nope", "", "Fallback A=nope"},
		{"GET", "/only-post", "", "Fallback A=only-post"},
		{"POST", "/only-post", "", "OnlyPost"},
	} {
		if got := answer(rt, server.Query{Verb: c.verb, Path: c.path, Suffix: c.suffix}); got != c.want {
			t.Errorf("Lookup(%s %s%s) = %s, want %s", c.verb, c.path, c.suffix, got, c.want)
		}
	}
}

func TestLookupStrict(t *testing.T) {
	rt := newRouter(t, &server.Router{Strict: true}, declare("Verify", "POST /User/verify"), declare("One", "GET /User/{A}"))
	for _, c := range []struct{ verb, path, want string }{
		{"POST", "/user/VERIFY", "Verify"},
		{"POST", "/User/verify/", "Verify"},
		{"POST", "/User//verify", "404"},
		{"POST", "//User/verify", "404"},
		{"GET", "/User/verify", "One A=verify"},
		{"DELETE", "/User/verify", "405 GET,POST"},
	} {
		if got := answer(rt, server.Query{Verb: c.verb, Path: c.path}); got != c.want {
			t.Errorf("Lookup(%s %s) = %s, want %s", c.verb, c.path, got, c.want)
		}
	}
}

func TestNamed(t *testing.T) {
	read, write, any := declare("Item", "GET /item"), declare("Item", "PUT,POST /item", "DELETE /item/{A}"), declare("Free")
	both := declare("Both", "GET /both", "ANY /both/any")
	rt := newRouter(t, &server.Router{Unique: true}, read, write, any, both)
	for _, c := range []struct {
		name, verb string
		routes     []string
		known      bool
	}{
		{"Item", "GET", read.Routes, true},
		{"item", "POST", write.Routes, true},
		{"ITEM", "DELETE", write.Routes, true},
		{"Item", "PATCH", nil, true},
		{"Free", "BREW", any.Routes, true},
		{"Both", "PUT", both.Routes, true},
		{"Nope", "GET", nil, false},
	} {
		op, known := rt.Named(c.name, c.verb)
		var routes []string
		if op != nil {
			routes = op.Routes
		}
		if known != c.known || !slices.Equal(routes, c.routes) {
			t.Errorf("Named(%q, %q) = %v, %v, want %v, %v", c.name, c.verb, routes, known, c.routes, c.known)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	for _, c := range []struct {
		why   string
		first []string
		then  string
		want  string
	}{
		{"no verb", nil, "/x", "is not VERB /path"},
		{"no slash", nil, "GET x", "is not VERB /path"},
		{"empty", nil, "", "is not VERB /path"},
		{"verb in lower case", nil, "get /x", `"get" is not a verb`},
		{"an empty verb", nil, "GET, /x", `"" is not a verb`},
		{"an optional variable", nil, "GET /x/{A?}", "a character that a path cannot hold"},
		{"a query", nil, "GET /x?a=1", "a character that a path cannot hold"},
		{"an open brace", nil, "GET /x/{A", "mixes text and a variable"},
		{"a closing brace", nil, "GET /x/A}", "mixes text and a variable"},
		{"a prefix", nil, "GET /x/v{A}", "mixes text and a variable"},
		{"two in one", nil, "GET /x/{A}{B}", "is not a variable"},
		{"no name", nil, "GET /x/{}", "is not a variable"},
		{"a lone star", nil, "GET /x/{*}", "is not a variable"},
		{"variables only", nil, "GET /{A}/{B}", "has no literal segment"},
		{"a wildcard before a variable", nil, "GET /x/{A*}/{B}", "neither last nor before a literal"},
		{"a dotted wildcard", nil, "GET /x/{A}.{B*}", "cannot stand between dots"},
		{"a name twice", nil, "GET /x/{A}/{a}", "names {a} twice"},
		{"a rule where there are none", nil, "GET /x IsMobile", "the host has no rules"},
		{"the same route", []string{"GET /x/{A}"}, "GET /X/{B}", "declared at server/router_test.go:"},
		{"one verb of several", []string{"GET,PUT /x"}, "POST,PUT /x/", "declared at server/router_test.go:"},
		{"every verb twice", []string{"ANY /x/{A*}"}, "ANY /x/{*B}", "declared at server/router_test.go:"},
		{"two fallbacks", []string{"ANY /{A*}"}, "ANY /{B*}", "declared at server/router_test.go:"},
	} {
		rt := newRouter(t, &server.Router{}, declare("First", c.first...))
		op := declare("Then", c.then)
		err := rt.Add(&op)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "server/router_test.go:") {
			t.Errorf("%s: Add(%q) = %v, want an error with its place and %q", c.why, c.then, err, c.want)
		}
	}
}

func TestAddUnique(t *testing.T) {
	rt := newRouter(t, &server.Router{Unique: true}, declare("Item", "GET /a"))
	op := declare("item", "GET /b")
	if err := rt.Add(&op); err == nil || strings.Count(err.Error(), "server/router_test.go:") != 2 {
		t.Errorf("Add of a second Item for GET = %v, want an error that names both places", err)
	}
}

// TestLookupAgainstOriginal compares the table with ServiceStack's own way of finding a route, written out naively.
func TestLookupAgainstOriginal(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	words := []string{"a", "b", "c.d", "{A}", "{B}", "{C}", "{A}.{B}", "a.{C}"}
	verbs := []string{"ANY", "GET", "PUT", "GET,PUT"}
	for range 300 {
		var oracle original
		rt := &server.Router{}
		for range 12 {
			n := 1 + rng.IntN(4)
			path := ""
			for range n {
				path += "/" + words[rng.IntN(len(words))]
			}
			switch rng.IntN(6) {
			case 0:
				path += "/{Rest*}"
			case 1:
				path += "/{Rest*}/a"
			}
			op := declare(path, verbs[rng.IntN(len(verbs))]+" "+path)
			op.Name = op.Routes[0]
			if rt.Add(&op) == nil {
				oracle = append(oracle, newOriginalRoute(op.Routes[0]))
			}
		}
		for range 200 {
			path := ""
			for range rng.IntN(6) {
				path += "/" + []string{"a", "b", "c.d", "x", "A", "a.b", "q.c"}[rng.IntN(7)]
			}
			op, _, err := rt.Find("GET", path)
			got := "none"
			if err == nil {
				got = op.Name
			}
			if want := oracle.find("GET", path); got != want {
				t.Fatalf("Find(GET %s) = %s, want %s among %v", path, got, want, oracle)
			}
		}
	}
}

func TestFindAllocates(t *testing.T) {
	rt := recorded(t)
	for path, want := range map[string]float64{"/r/special": 0, "/MixedCase/Path": 1, "/r/abc": 1, "/v/x": 2} {
		if got := testing.AllocsPerRun(100, func() { _, _, _ = rt.Find("GET", path) }); got > want {
			t.Errorf("Find(GET %s) allocates %v times, want at most %v", path, got, want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{5, 500} {
		rt := newRouter(b, &server.Router{})
		for i := range n {
			op := declare(fmt.Sprintf("Op%d", i), fmt.Sprintf("GET /area%d/item%d", i%20, i), fmt.Sprintf("GET /area%d/item%d/{A}/part/{B}", i%20, i))
			if err := rt.Add(&op); err != nil {
				b.Fatal(err)
			}
		}
		last := fmt.Sprintf("/area%d/item%d", (n-1)%20, n-1)
		for _, path := range []string{last, last + "/x/part/y", last + "/x/none"} {
			b.Run(fmt.Sprintf("routes=%d%s", 2*n, strings.Replace(path, last, "", 1)), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_, _, _ = rt.Find("GET", path)
				}
			})
		}
	}
}
