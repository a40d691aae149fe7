package webapi_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

type (
	word   string
	number int32
)

func echoed[T any](_ context.Context, v *T) (*services.Any, error) {
	return &services.Any{Value: v}, nil
}

// A parameter that is no class: what is not there is its default, what is null is no number. The rows follow from FormatterParameterBinding, and from
// the formatters' GetDefaultValueForType.
func TestBareBodies(t *testing.T) {
	host, err := server.New(server.Host{
		Name: "bare", Dialect: &webapi.Dialect{},
		Operations: []services.Operation{
			services.Op(echoed[word], auth.Anyone, "POST /word"),
			services.Op(echoed[number], auth.Anyone, "POST /number"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	const form, wrong = "application/x-www-form-urlencoded", `{"Message":"The request is invalid."`
	for _, c := range []struct{ path, mediaType, body, want string }{
		{"/word", "application/json", `""`, `""`},
		{"/word", "application/json", `null`, `null`},
		{"/word", "application/json", `1.50`, `"1.50"`},
		{"/word", form, `=a&=b`, `"a"`},
		{"/word", form, `a`, `null`},
		{"/word", form, `=`, wrong + `,"ModelState":{"request.String":["A value is required but was not present in the request."]}}`},
		{"/number", "application/json", ``, `0`},
		{"/number", form, ``, `0`},
		{"/number", form, `=5`, `5`},
		{"/number", form, `a=5`, `0`},
		{"/number", form, `=x`, wrong + `,"ModelState":{"request":["The value 'x' is not valid for Int32."]}}`},
		{"/number", "application/json", `null`, wrong + `}`},
		{"/number", "application/xml", `<int>x</int>`, wrong + `,"ModelState":{"request":["An error has occurred."]}}`},
	} {
		r := httptest.NewRequest(http.MethodPost, c.path, strings.NewReader(c.body))
		r.Header = http.Header{"Content-Type": {c.mediaType}, "Accept": {"application/json"}}
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		if got := w.Body.String(); got != c.want {
			t.Errorf("POST %s %s %q = %s, want %s", c.path, c.mediaType, c.body, got, c.want)
		}
	}
}

type thing struct{ A *string }

// What stands for no object at all, as Json.NET 13 reads it: the handler gets nothing, and nothing is wrong.
func TestNullBodies(t *testing.T) {
	host, err := server.New(server.Host{
		Name: "null", Dialect: &webapi.Dialect{},
		Operations: []services.Operation{services.Op(echoed[thing], auth.Anyone, "POST /thing")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ body, want string }{
		{`{"A":"a"}`, `{"A":"a"}`},
		{`null`, `null`},
		{" null ", `null`},
		{`/*c*/null`, `null`},
		{"//c\nnull", `null`},
		{`/*c*/`, `null`},
		{`null/*c*/`, `null`},
		{`null x`, `null`},
		{`undefined`, `null`},
		{`"" {}`, `null`},
		{`{"$ref":"1"}`, `null`},
		{` {"$ref" : "1" } `, `null`},
		{`{"A":"a","$ref":"1"}`, `{"A":"a"}`},
		{`nullx`, `{"Message":"The request is invalid.","ModelState":{"request":["An error has occurred."]}}`},
	} {
		r := httptest.NewRequest(http.MethodPost, "/thing", strings.NewReader(c.body))
		r.Header = http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json"}}
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		if got := w.Body.String(); got != c.want {
			t.Errorf("POST %q = %s, want %s", c.body, got, c.want)
		}
	}
}
