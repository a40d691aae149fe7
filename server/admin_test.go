package server_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/causeway-gateway/causeway/server"
)

func TestAdmin(t *testing.T) {
	text := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("figures")) })
	broken := func(context.Context) error { return errors.New("disk is gone: /secret/path") }
	waits := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	for _, c := range []struct {
		name  string
		admin *server.Admin
		call  string
		want  string
	}{
		{"alive", &server.Admin{Ready: broken}, "GET /healthz", "200 ok\n"},
		{"ready", &server.Admin{}, "GET /readyz", "200 ready\n"},
		{"the store does not answer, and why is not told", &server.Admin{Ready: broken}, "GET /readyz", "503 not ready\n"},
		{"the store waits", &server.Admin{Ready: waits}, "GET /readyz", "503 not ready\n"},
		{"figures", &server.Admin{Metrics: text}, "GET /metrics", "200 figures"},
		{"no figures", &server.Admin{}, "GET /metrics", "404 not found\n"},
		{"nothing else", &server.Admin{}, "GET /debug/pprof/", "404 not found\n"},
		{"a verb that changes things", &server.Admin{}, "POST /healthz", "405 "},
	} {
		synctest.Test(t, func(t *testing.T) {
			verb, path, _ := strings.Cut(c.call, " ")
			w := httptest.NewRecorder()
			c.admin.ServeHTTP(w, httptest.NewRequest(verb, path, nil))
			if got := w.Result().Status[:3] + " " + w.Body.String(); got != c.want {
				t.Errorf("%s: %s = %q, want %q", c.name, c.call, got, c.want)
			}
		})
	}
}
