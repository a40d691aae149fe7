package metrics_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/metrics"
	"github.com/causeway-gateway/causeway/services"
)

type request struct{}

// counting is a dialect whose paths are names of operations: what is none is 404.
type counting struct{}

func (counting) Prepare(*server.Host) error                    { return nil }
func (counting) Credentials(*server.Exchange) auth.Credentials { return auth.Credentials{} }

func (counting) Steps() []server.Step {
	return []server.Step{{Name: "Route", Run: route}, server.Invoke}
}

func route(x *server.Exchange) (err error) {
	x.Op, x.Params, err = x.Host.Routes().Find(x.Request.Method, x.Request.URL.Path)
	if err == nil {
		x.DTO = x.Op.NewRequest()
	}
	return err
}

func (counting) Render(x *server.Exchange, f *server.Fault) {
	if f != nil {
		x.Status = f.Status
	}
}

func TestSet(t *testing.T) {
	var during string
	var set *metrics.Set
	op := services.Op(func(context.Context, *request) (*services.Void, error) {
		during = figures(set)
		return nil, nil
	}, auth.Anyone, "GET /known")
	h, err := server.New(server.Host{Name: "site", Dialect: counting{}, Operations: []services.Operation{op}})
	if err != nil {
		t.Fatal(err)
	}
	set = metrics.New(h)
	for _, path := range []string{"/known", "/known", "/none", "/guess-my-label"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	got := figures(set)
	for _, want := range []string{
		`causeway_requests_total{host="site",operation="request",status="2xx"} 2`,
		`causeway_requests_total{host="site",operation="request",status="5xx"} 0`,
		`causeway_requests_total{host="site",operation="unknown",status="4xx"} 2`,
		`causeway_request_seconds_count{host="site",operation="request"} 2`,
		`causeway_requests_running{host="site"} 0`,
		"process_resident_memory_bytes", "go_goroutines",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the figures lack %s", want)
		}
	}
	if !strings.Contains(during, `causeway_requests_running{host="site"} 1`) {
		t.Error("a request under way is not counted")
	}
	if strings.Contains(got, "guess-my-label") {
		t.Error("a client's path became a label")
	}
}

func figures(h http.Handler) string {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Body.String()
}
