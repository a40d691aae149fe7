package server_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

func TestFaults(t *testing.T) {
	fields := []validate.Failure{{Field: "Age", Code: "Number"}}
	for _, c := range []struct {
		name string
		err  error
		want string // status, code, message, fields
	}{
		{"what the service says", services.Errorf(services.Conflict, "Used", "It was used."), "409 6 It was used. []"},
		{"wrapped", fmt.Errorf("while: %w", services.Errorf(services.NotFound, "", "None.")), "404 4 None. []"},
		{"a status of the host's own", services.Errorf(services.Invalid, "Teapot", "Short."), "418 1 Short. []"},
		{"too many", services.Errorf(services.TooMany, "", "Later."), "429 7 Later. []"},
		{"a fault that is told", services.Errorf(services.Internal, "Broken", "Out of order."), "500 0 Out of order. []"},
		{"a code that is none", services.Errorf(99, "", "Odd."), "500 0 An error has occurred. []"},
		{"anything else stays inside", errors.New("dial tcp 10.0.0.1: secret"), "500 0 An error has occurred. []"},
		{"no route", server.ErrNoRoute, "404 4 Not Found []"},
		{"no operation", server.ErrNoOperation, "405 5 The operation does not exist for this service []"},
		{"wrong verb", &server.ErrVerb{Allow: []string{"GET"}}, "405 5 Method Not Allowed []"},
		{"too large", fmt.Errorf("read: %w", server.ErrTooLarge), "413 1 The request body is too large []"},
		{"too slow", fmt.Errorf("read: %w", os.ErrDeadlineExceeded), "408 1 The request did not arrive in time []"},
		{"not bound", &server.BindError{Message: "Bad age.", Fields: fields, Err: errors.New("secret")}, "400 1 Bad age. [Age Number]"},
		{"a stranger", auth.ErrUnauthenticated, "401 2 Not Authenticated []"},
		{"an old token", auth.ErrExpired, "401 2 Token has expired []"},
		{"not allowed", fmt.Errorf("role: %w", auth.ErrForbidden), "403 3 Forbidden []"},
		{"gone", context.Canceled, "503 8 The request was not finished in time []"},
		{"out of time", context.DeadlineExceeded, "503 8 The request was not finished in time []"},
	} {
		var got string
		h := newHost(t, server.Host{Name: "site", Status: map[string]int{"Teapot": http.StatusTeapot}, Dialect: scripted{
			run: func(*server.Exchange) error { return c.err },
			render: func(_ *server.Exchange, f *server.Fault) {
				blamed := []string{}
				for _, field := range f.Fields {
					blamed = append(blamed, field.Field+" "+field.Code)
				}
				got = fmt.Sprintf("%d %d %s %v", f.Status, f.Code, f.Message, blamed)
				if f.Step != "Run" || !errors.Is(f.Cause, c.err) {
					t.Errorf("%s: step %q, cause %v; want Run, %v", c.name, f.Step, f.Cause, c.err)
				}
			},
		}})
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
