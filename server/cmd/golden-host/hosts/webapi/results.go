package webapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

const (
	invalidOperation = "System.InvalidOperationException"
	changed          = "Record to be updated has changed since last read."
)

// answer is an action that always returns a value.
func answer(v any) func(context.Context, *nothing) (*services.Any, error) {
	return func(context.Context, *nothing) (*services.Any, error) { return &services.Any{Value: v}, nil }
}

// status is an action that always returns a status, perhaps with a body.
func status(code int, body any, headers ...services.Header) func(context.Context, *nothing) (*reply, error) {
	return func(context.Context, *nothing) (*reply, error) {
		r := content(code, body)
		r.Header = headers
		return r, nil
	}
}

// throws is an action that throws an exception of a type.
func throws(e error) func(context.Context, *nothing) (*services.Any, error) {
	return func(context.Context, *nothing) (*services.Any, error) { return nil, e }
}

func thrown(class, message string) *services.Error {
	return &services.Error{Code: services.Internal, Name: class, Message: message}
}

func resultOperations() []services.Operation {
	get := func(name string, handle func(context.Context, *nothing) (*services.Any, error)) services.Operation {
		return services.Op(handle, auth.Anyone, "GET /result/"+name)
	}
	result := func(name string, handle func(context.Context, *nothing) (*reply, error)) services.Operation {
		return services.Op(handle, auth.Anyone, "GET /result/"+name)
	}
	nested := thrown(invalidOperation, "outer")
	nested.Details = thrown("System.ArgumentException", "inner")
	return []services.Operation{
		get("null", answer((*baseResponseModel)(nil))),
		services.Op(void, auth.Anyone, "GET /result/void"),
		get("string", answer("text <&> \"q\" é \u2028 /")),
		get("int", answer(int32(5))),
		get("bool", answer(true)),
		get("list", answer([]*link{{Rel: ref("self")}, nil, {}})),
		get("strings", answer([]*string{ref("a"), nil, ref("")})),
		get("dict", answer(map[string]int32{"a": 1})),
		get("anon", answer(&anonymous{A: 1, B: "x"})),
		get("object", answer(&undeclared{baseResponseModel: baseResponseModel{StatusMessage: ref("typed as object")}})),
		get("base-as-derived", answer(&undeclared{baseResponseModel: baseResponseModel{
			baseModel: baseModel{Links: []*link{}}, StatusMessage: ref("declared as base"),
		}})),
		result("badrequest", status(http.StatusBadRequest, nil)),
		result("badrequest-message", status(http.StatusBadRequest, webapi.Message("The thing is <bad> & wrong."))),
		result("badrequest-string", status(http.StatusBadRequest, changed)),
		services.Op(badState, auth.Anyone, "GET /result/badrequest-modelstate"),
		services.Op(badEmptyKey, auth.Anyone, "GET /result/badrequest-emptykey"),
		result("notfound", status(http.StatusNotFound, nil)),
		result("notfound-message", status(http.StatusNotFound, webapi.Message("No such record."))),
		result("httperror", status(http.StatusConflict, webapi.HTTPError{
			{Name: "Message", Value: "Custom."}, {Name: "Code", Value: int32(17)}, {Name: "Flag", Value: true}, {Name: "Null"}, {Name: "odd key/1", Value: "v"},
		})),
		result("unauthorized", status(http.StatusUnauthorized, nil)),
		result("unauthorized-challenge", status(http.StatusUnauthorized, nil,
			services.Header{Name: "WWW-Authenticate", Value: "Bearer"}, services.Header{Name: "WWW-Authenticate", Value: `Basic realm="x"`})),
		result("conflict", status(http.StatusConflict, nil)),
		result("forbidden", status(http.StatusForbidden, nil)),
		result("status429", status(http.StatusTooManyRequests, webapi.Message("Too many requests."), services.Header{Name: "Retry-After", Value: "5"})),
		result("created", status(http.StatusCreated, &baseResponseModel{StatusMessage: ref("Ok")},
			services.Header{Name: "Location", Value: "https://api.example.com/Item/1"})),
		result("redirect", status(http.StatusFound, nil, services.Header{Name: "Location", Value: "https://api.example.com/x"})),
		get("throw", throws(thrown(invalidOperation, "boom"))),
		get("throw-inner", throws(nested)),
		result("throw-http", status(http.StatusNotFound, nil)),
		result("throw-http-response", status(http.StatusBadRequest, webapi.Message("Thrown."))),
		get("throw-notimplemented", throws(thrown("System.NotImplementedException", "The method or operation is not implemented."))),
		result("internal-error", status(http.StatusInternalServerError, nil)),
		services.Op(internalError, auth.Anyone, "GET /result/internal-error-ex"),
		result("text", contentType("text/plain; charset=utf-8", "plain")),
		result("json", contentType("application/json", &baseResponseModel{StatusMessage: ref("always json")})),
		services.Op(answer("two"), auth.Anyone, "GET,POST /result/two-verbs"),
		services.Op(answer("av"), auth.Anyone, "PUT,PATCH /result/accept-verbs"),
		services.Op(answer("head"), auth.Anyone, "GET,HEAD /result/head"),
	}
}

// undeclared is a response whose action is declared to return another type: XmlSerializer was not told of it and fails while it writes.
type undeclared struct {
	baseResponseModel
	Class unwritten `dto:"nonet"`
}

// anonymous is an anonymous type: XmlSerializer finds out that it cannot write it while it writes.
type anonymous struct {
	A     int32     `dto:"clr=a"`
	B     string    `dto:"clr=b"`
	Class unwritten `dto:"nonet"`
}

// unwritten is a value that no XML can be made of.
type unwritten struct{}

// MarshalText fails.
func (unwritten) MarshalText() ([]byte, error) {
	return nil, errors.New("XmlSerializer was not told of the type")
}

// UnmarshalText makes it a text for the codecs.
func (*unwritten) UnmarshalText([]byte) error { return nil }

func void(context.Context, *nothing) (*services.Void, error) { return nil, nil }

func contentType(mediaType string, body any) func(context.Context, *nothing) (*reply, error) {
	return func(context.Context, *nothing) (*reply, error) {
		r := content(http.StatusOK, body)
		r.ContentType = mediaType
		return r, nil
	}
}

func badState(context.Context, *nothing) (*reply, error) {
	var s webapi.ModelState
	s.Add("request.Otp", "First.")
	s.Add("request.Otp", "Second.")
	s.Add("request.Items[0].Id", "Bad id.")
	s.AddCause("request.X", "secret")
	return content(http.StatusBadRequest, &s), nil
}

func badEmptyKey(context.Context, *nothing) (*reply, error) {
	var s webapi.ModelState
	s.Add("", "General error.")
	return content(http.StatusBadRequest, &s), nil
}

// internalError answers with an exception that was never thrown.
func internalError(context.Context, *nothing) (*reply, error) {
	return content(http.StatusInternalServerError, &webapi.Exception{Class: invalidOperation, Message: "boom"}), nil
}
