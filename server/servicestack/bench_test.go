package servicestack_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/servicestack"
)

// discard is a response that goes nowhere.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}

func BenchmarkServe(b *testing.B) {
	h := host(b, servicestack.Defaults())
	for _, c := range []struct{ name, verb, target, media, body string }{
		{"get", "GET", "/hello/World", "", ""},
		{"json", "POST", "/hello", "application/json", `{"name":"World","age":5}`},
		{"jsv", "POST", "/hello", "application/jsv", "{name:World,age:5}"},
		{"xml", "POST", "/hello", "application/xml", `<Hello xmlns="http://schemas.datacontract.org/2004/07/App"><Age>5</Age><Name>World</Name></Hello>`},
	} {
		b.Run(c.name, func(b *testing.B) {
			body := strings.NewReader(c.body)
			r := httptest.NewRequest(c.verb, c.target, body)
			r.Header.Set("Accept", "application/json")
			if c.media != "" {
				r.Header.Set("Content-Type", c.media)
			}
			b.ReportAllocs()
			for b.Loop() {
				body.Reset(c.body)
				h.ServeHTTP(&discard{http.Header{}}, r)
			}
		})
	}
}
