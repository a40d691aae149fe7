package webapi_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

type (
	word   string
	number int32
)

// serving is a host of the operations.
func serving(t testing.TB, d *webapi.Dialect, ops ...services.Operation) *server.Host {
	t.Helper()
	h, err := server.New(server.Host{Name: "test", Dialect: d, Operations: ops})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// posted is the answer in JSON to a body.
func posted(h http.Handler, target, mediaType, body string) string {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header = http.Header{"Content-Type": {mediaType}, "Accept": {"application/json"}}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

func echoed[T any](_ context.Context, v *T) (*services.Any, error) {
	return &services.Any{Value: v}, nil
}

// A parameter that is no class: what is not there is its default, what is null is no number. The rows follow from FormatterParameterBinding, and from
// the formatters' GetDefaultValueForType.
func TestBareBodies(t *testing.T) {
	host := serving(t, &webapi.Dialect{},
		services.Op(echoed[word], auth.Anyone, "POST /word"),
		services.Op(echoed[number], auth.Anyone, "POST /number"),
	)
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
		if got := posted(host, c.path, c.mediaType, c.body); got != c.want {
			t.Errorf("POST %s %s %q = %s, want %s", c.path, c.mediaType, c.body, got, c.want)
		}
	}
}

type thing struct{ A *string }

// What stands for no object at all, as Json.NET 13 reads it: the handler gets nothing, and nothing is wrong.
func TestNullBodies(t *testing.T) {
	host := serving(t, &webapi.Dialect{}, services.Op(echoed[thing], auth.Anyone, "POST /thing"))
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
		if got := posted(host, "/thing", "application/json", c.body); got != c.want {
			t.Errorf("POST %q = %s, want %s", c.body, got, c.want)
		}
	}
}

// A filed is a body with a model that the URI fills.
type filed struct {
	FileID *int32 `dto:"ignore"`
	A      *string
}

func (f *filed) FromURI(member func(name string, value any)) { member("FileId", &f.FileID) }

func fileOf(_ context.Context, f *filed) (*services.Any, error) {
	return &services.Any{Value: fmt.Sprint(*f.FileID, f.A == nil)}, nil
}

// The model of the URI is bound and judged beside the body, as HttpActionBinding binds each parameter: a body that is null or cannot be read takes
// nothing from it.
func TestModelsOfURIWithoutBody(t *testing.T) {
	host := serving(t, &webapi.Dialect{}, services.Op(fileOf, auth.Anyone, "POST /filed").Rules(
		validate.NotNull("FileId", func(f *filed) *int32 { return f.FileID }).Message("The FileId field is required."),
		validate.NotNull("A", func(f *filed) *string { return f.A }).Message("The A field is required."),
	))
	const wrong = `{"Message":"The request is invalid.","ModelState":{`
	for _, c := range []struct{ query, mediaType, body, want string }{
		{"FileId=7", "application/json", `{"A":"a"}`, `"7 false"`},
		{"FileId=7", "application/json", ``, `"7 true"`},
		{"FileId=7", "application/json", `null`, `"7 true"`},
		{"FileId=7", "application/json", `{}`, wrong + `"request.A":["The A field is required."]}}`},
		{"", "application/json", ``, wrong + `"FileId":["The FileId field is required."]}}`},
		{"FileId=x", "application/json", ``, wrong + `"FileId":["The value 'x' is not valid for FileId.","The FileId field is required."]}}`},
		{"", "application/xml", `<x/>`, wrong + `"FileId":["The FileId field is required."],"request":["An error has occurred."]}}`},
	} {
		if got := posted(host, "/filed?"+c.query, c.mediaType, c.body); got != c.want {
			t.Errorf("POST ?%s %s %q = %s, want %s", c.query, c.mediaType, c.body, got, c.want)
		}
	}
}
