package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

// maxHops is how many frames there may be from ServeHTTP to a service's method, both counted.
const maxHops = 8

// routed is a dialect with every stage of a real one: it routes, and leaves the rest to the stages that families share.
type routed struct{}

func (routed) Prepare(*server.Host) error                    { return nil }
func (routed) Credentials(*server.Exchange) auth.Credentials { return auth.Credentials{} }
func (routed) Render(*server.Exchange, *server.Fault)        {}

func (routed) Steps() []server.Step {
	return []server.Step{{Name: "Route", Run: route}, {Name: "Bind", Run: bind}, server.Session, server.Authorize, server.Validate, server.Invoke}
}

func route(x *server.Exchange) (err error) {
	x.Op, x.Params, err = x.Host.Routes().Find(x.Request.Method, x.Request.URL.Path)
	return err
}

func bind(x *server.Exchange) error {
	x.DTO = x.Op.NewRequest()
	return nil
}

// service is one with a method, as a team writes it.
type service struct{ frames []string }

func (s *service) call(context.Context, *members) (*services.Void, error) {
	s.frames = hops()
	return nil, nil
}

func (*service) quiet(context.Context, *members) (*services.Void, error) { return nil, nil }

// hops lists the functions from its caller up to ServeHTTP of the host.
func hops() (names []string) {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		f, more := frames.Next()
		names = append(names, f.Function)
		if !more || strings.HasSuffix(f.Function, "server.(*Host).ServeHTTP") {
			return names
		}
	}
}

func TestHops(t *testing.T) {
	for _, c := range []struct {
		name    string
		dialect server.Dialect
	}{
		{"the shared stages", routed{}},
		{"servicestack", servicestack.Defaults()},
		{"webapi", webapi.Recorded()},
	} {
		var s service
		h := newHost(t, server.Host{Name: "hops", Dialect: c.dialect, Operations: []services.Operation{services.Op(s.call, auth.Anyone, "GET /x/{A}")}})
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x/1", nil))
		if n := len(s.frames); n == 0 || n > maxHops || !strings.HasSuffix(s.frames[n-1], "ServeHTTP") {
			t.Errorf("%s: the method is %d frames deep, want 1 to %d: %v (%d %s)", c.name, n, maxHops, s.frames, w.Code, w.Body)
		}
	}
}

// What the transport knows of a request comes to the operation: the id that a proxy gave, and the trace that calls of its own belong to.
func TestViaReachesTheOperation(t *testing.T) {
	var via auth.Via
	seen := func(ctx context.Context, _ *members) (*services.Void, error) {
		via = auth.From(ctx).Via
		return nil, nil
	}
	h := newHost(t, server.Host{Name: "via", Dialect: routed{}, Operations: []services.Operation{services.Op(seen, auth.Anyone, "GET /")}})
	const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	for sent, want := range map[string]string{
		parent: parent, "": "", "00-nothing": "", strings.ToUpper(parent): "",
		parent + "-" + strings.Repeat("x", 99): parent, parent + "x": "", strings.ReplaceAll(parent, "b7ad", `"}{"`): "",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Traceparent", sent)
		r.Header.Set("X-Request-Id", "abc")
		r.Header.Set("User-Agent", "test")
		h.ServeHTTP(httptest.NewRecorder(), r)
		if got := (auth.Via{RequestID: "abc", UserAgent: "test", Address: "192.0.2.1", Parent: want}); via != got {
			t.Errorf("traceparent %q: the operation has %+v, want %+v", sent, via, got)
		}
	}
}
