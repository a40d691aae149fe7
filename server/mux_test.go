package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
)

// plain is the least dialect: every path is the first operation, and the answer is the host's name.
type plain struct{}

func (plain) Prepare(*server.Host) error                    { return nil }
func (plain) Steps() []server.Step                          { return nil }
func (plain) Credentials(*server.Exchange) auth.Credentials { return auth.Credentials{} }
func (plain) Render(x *server.Exchange, _ *server.Fault)    { x.Out = append(x.Out, x.Host.Name...) }

func newHost(t testing.TB, h server.Host) *server.Host {
	t.Helper()
	if h.Dialect == nil {
		h.Dialect = plain{}
	}
	if h.Log == nil {
		h.Log = slog.New(slog.DiscardHandler)
	}
	host, err := server.New(h)
	if err != nil {
		t.Fatal(err)
	}
	return host
}

func TestMux(t *testing.T) {
	a := newHost(t, server.Host{Name: "a", Hosts: []string{"a.test", "Alias.Test:8080"}})
	b := newHost(t, server.Host{Name: "b", Hosts: []string{"b.test", "[::1]"}})
	one, err := server.NewMux(a)
	if err != nil {
		t.Fatal(err)
	}
	two, err := server.NewMux(a, b)
	if err != nil {
		t.Fatal(err)
	}
	beside, err := server.NewMux(a, b)
	if err != nil {
		t.Fatal(err)
	}
	beside.Beside().PathPrefix("/old/").Handler(http.StripPrefix("/old", b))
	beside.Beside().HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("page")) }).Methods("GET")
	for _, c := range []struct {
		name   string
		mux    *server.Mux
		method string
		url    string
		want   string
	}{
		{"its name", two, "GET", "http://a.test/", "200 a"},
		{"the other's", two, "GET", "http://b.test/", "200 b"},
		{"a port", two, "GET", "http://b.test:9999/", "200 b"},
		{"capitals", two, "GET", "http://B.TEST/", "200 b"},
		{"a second name, declared with a port", two, "GET", "http://alias.test/", "200 a"},
		{"the dot of an absolute name", two, "GET", "http://a.test.:80/", "200 a"},
		{"an address", two, "GET", "http://[::1]:80/", "200 b"},
		{"an unknown name", two, "GET", "http://c.test/", "421 "},
		{"a longer name", two, "GET", "http://x.a.test/", "421 "},
		{"no name", two, "GET", "/", "421 "},
		{"an unknown name where there is one host", one, "GET", "http://c.test/", "200 a"},
		{"a handler beside", beside, "GET", "http://c.test/page", "200 page"},
		{"a handler beside, wrong verb", beside, "PUT", "http://c.test/page", "421 "},
		{"a prefix", beside, "GET", "http://c.test/old/x", "200 b"},
		{"two slashes are not cleaned", beside, "GET", "http://c.test//page", "421 "},
		{"a host comes before what is beside", beside, "GET", "http://a.test/page", "200 a"},
	} {
		r := httptest.NewRequest(c.method, c.url, nil)
		if strings.HasPrefix(c.url, "/") {
			r.Host = ""
		}
		w := httptest.NewRecorder()
		c.mux.ServeHTTP(w, r)
		if got := w.Result().Status[:3] + " " + w.Body.String(); got != c.want {
			t.Errorf("%s: %s %s = %q, want %q", c.name, c.method, c.url, got, c.want)
		}
	}
}

func TestNewMuxRefusesOneNameTwice(t *testing.T) {
	a := newHost(t, server.Host{Name: "first", Hosts: []string{"x.test"}})
	b := newHost(t, server.Host{Name: "second", Hosts: []string{"X.test:80"}})
	if _, err := server.NewMux(a, b); err == nil || !strings.Contains(err.Error(), "first") || !strings.Contains(err.Error(), "second") {
		t.Errorf("NewMux = %v, want an error that names both hosts", err)
	}
}
