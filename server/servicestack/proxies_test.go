package servicestack_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Over a connection: a redirect names the scheme that the client used, as far as who says so is believed, and the log names the client.
func TestForwardedOverTCP(t *testing.T) {
	mine, err := server.ParseProxies([]string{"127.0.0.0/8", "::1"})
	if err != nil {
		t.Fatal(err)
	}
	other, err := server.ParseProxies([]string{"203.0.113.0/24"})
	if err != nil {
		t.Fatal(err)
	}
	withLogin := func() *servicestack.Dialect {
		d := servicestack.Defaults()
		d.Login = "/login"
		return d
	}
	for _, c := range []struct {
		name    string
		dialect *servicestack.Dialect
		proxies server.Proxies
		scheme  string
		from    string // empty: the socket's
	}{
		{"nobody is believed by default", withLogin(), nil, "http", ""},
		{"another is believed", withLogin(), other, "http", ""},
		{"the proxy is believed", withLogin(), mine, "https", "198.51.100.1"},
		{"as recorded", servicestack.Recorded(), nil, "https", ""},
		{"as recorded, but with proxies", servicestack.Recorded(), other, "http", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			records := make(chan server.Record, 1)
			host, err := server.New(server.Host{
				Name: "x", Dialect: c.dialect, Proxies: c.proxies,
				Verify:     func(context.Context, auth.Credentials) (auth.Principal, error) { return auth.Principal{}, nil },
				Operations: []services.Operation{services.Op(private, auth.SignedIn, "GET /private")},
				Observe:    []server.Observer{func(_ context.Context, r *server.Record) { records <- *r }},
			})
			if err != nil {
				t.Fatal(err)
			}
			s := httptest.NewServer(host)
			defer s.Close()
			r, err := http.NewRequest(http.MethodGet, s.URL+"/private", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header = http.Header{"Accept": {"text/html"}, "X-Forwarded-Proto": {"https"}, "X-Forwarded-For": {"198.51.100.1"}}
			res, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if to := res.Header.Get("Location"); !strings.HasPrefix(to, c.scheme+"://") {
				t.Errorf("status %d, Location = %q, want %s", res.StatusCode, to, c.scheme)
			}
			if from := (<-records).Address; from != c.from && (c.from != "" || from != "127.0.0.1" && from != "::1") {
				t.Errorf("Address = %q, want %q", from, c.from)
			}
		})
	}
}

type privateRequest struct {
	_ struct{} `name:"Private"`
}

func private(context.Context, *privateRequest) (*services.Void, error) { return nil, nil }
