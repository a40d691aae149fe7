package rocketchat

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A client that has a network of addresses to choose from has no more calls than one that has one.
func TestLimitOfNetwork(t *testing.T) {
	d := &Dialect{Calls: 1}
	host, err := server.New(server.Host{Name: "chat", Dialect: d})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		address string
		good    bool
	}{{"2001:db8::1", true}, {"2001:db8::2", false}, {"2001:db8:0:1::1", true}, {"192.0.2.1", true}, {"192.0.2.2", true}, {"::ffff:192.0.2.1", false}} {
		x := &server.Exchange{
			Host: host, Op: &services.Operation{Name: "Info"}, Address: c.address, Header: http.Header{},
			Request: httptest.NewRequest(http.MethodGet, "/api/info", nil),
		}
		if err := d.count(x); (err == nil) != c.good {
			t.Errorf("call %d, of %s: %v, want allowed: %t", i, c.address, err, c.good)
		}
	}
}
