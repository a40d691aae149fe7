package servicestack_test

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Packed is answered packed.
type Packed struct{}

// ServiceStackHost.GetCompressionType and RequestPreferences: a name anywhere in the lowered header is a yes, "firefox" in any case and behind
// something is Firefox. Elsewhere the header is read as HTTP has it.
func TestEncodingOfAnswer(t *testing.T) {
	recorded, own := servicestack.Recorded(), servicestack.Defaults()
	hosts := map[*servicestack.Dialect]*server.Host{}
	for _, d := range []*servicestack.Dialect{recorded, own} {
		d.Compressed = []string{"Packed"}
		packed := func(context.Context, *Packed) (*HelloResponse, error) { return &HelloResponse{Result: "hello"}, nil }
		hosts[d] = serving(t, d, services.Op(packed, auth.Anyone, "GET /packed"))
	}
	for _, c := range []struct{ accepts, agent, recorded, own string }{
		{"gzip, deflate, br", "", "br", "br"},
		{"GZIP", "", "gzip", "gzip"},
		{"x-gzip", "", "gzip", ""},
		{"brotli", "", "br", ""},
		{"gzip;q=0", "", "gzip", ""},
		{"*", "", "", ""},
		{"gzip, br", "Mozilla/5.0 Gecko/20100101 Firefox/140.0", "gzip", "br"},
		{"gzip, br", "Mozilla/5.0 Gecko/20100101 firefox/140.0", "gzip", "br"},
		{"gzip, br", "Firefox/140.0", "br", "br"},
	} {
		for d, want := range map[*servicestack.Dialect]string{recorded: c.recorded, own: c.own} {
			r := httptest.NewRequest("GET", "/packed?format=json", nil)
			r.Header.Set("Accept-Encoding", c.accepts)
			r.Header.Set("User-Agent", c.agent)
			w := httptest.NewRecorder()
			hosts[d].ServeHTTP(w, r)
			if got := w.Header().Get("Content-Encoding"); w.Code != 200 || got != want {
				t.Errorf("%q from %q, recorded %v: %d %q, want %q", c.accepts, c.agent, d == recorded, w.Code, got, want)
			}
		}
	}
}

// CompressResponseAttribute packs what comes with a status too; a part of a document is no document.
func TestStatusOfPackedAnswer(t *testing.T) {
	d := servicestack.Recorded()
	d.Compressed = []string{"Kept"}
	keep := func(_ context.Context, r *Kept) (*services.Result[services.Any], error) {
		return &services.Result[services.Any]{Body: &services.Any{Value: "0123456789"}, Reply: services.Reply{Status: int(r.Status), ContentType: "text/plain"}}, nil
	}
	h := serving(t, d, services.Op(keep, auth.Anyone, "ANY /kept"))
	for _, c := range []struct {
		request, part string
		status        int
		want          string
	}{
		{"GET /kept", "", 200, "gzip"},
		{"GET /kept?Status=201", "", 201, "gzip"},
		{"GET /kept?Status=400", "", 400, "gzip"},
		{"GET /kept?Status=204", "", 204, ""},
		{"GET /kept", "bytes=2-4", 206, ""},
	} {
		res := ask(h, c.request, "Accept-Encoding: gzip", "Range: "+c.part)
		if got := res.Header.Get("Content-Encoding"); res.StatusCode != c.status || got != c.want {
			t.Errorf("%s with Range: %s = %d %q, want %d %q", c.request, c.part, res.StatusCode, got, c.status, c.want)
		}
	}
}
