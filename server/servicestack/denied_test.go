package servicestack_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// A browser is sent to sign in with the address to come back to, whose query is escaped anew. Whoever lacks a role is told the query decoded.
func TestDeniedAddress(t *testing.T) {
	h := signingIn(t, nil)
	h.Dialect.(*servicestack.Dialect).Login = "/login"
	for _, row := range []struct{ query, back, told string }{
		{"", "", ""},
		{"?&", "", ""},
		{"?a=1&b=2", "%3fa%3d1%26b%3d2", "a=1&b=2"},
		{"?a=x+y&b=%C3%A9", "%3fa%3dx%2by%26b%3d%25c3%25a9", "a=x y&b=\u00e9"},
		{"?a=-_.~,:", "%3fa%3d-%255f.%257e,%253a", "a=-_.~,:"},
		{"?a=1&b=2&A=3", "%3fa%3d1%26a%3d3%26b%3d2", "a=1,3&b=2"},
		{"?a", "%3fa%3d", "a="},
	} {
		w := newBrowser(h).send("GET", "/edit"+row.query, "", "Accept", "text/html")
		if got, want := w.Header().Get("Location"), "http://example.com/login?redirect=http%3a%2f%2fexample.com%2fedit"+row.back; w.Code != http.StatusFound || got != want {
			t.Errorf("GET /edit%s = %d to %s, want 302 to %s", row.query, w.Code, got, want)
		}
		b := newBrowser(h)
		b.send("POST", "/auth", right)
		w = b.send("GET", "/owned"+row.query, "")
		if want := "\r\nRequest.QueryString: " + row.told + "\r\n\r\n"; w.Code != http.StatusForbidden || !strings.HasSuffix(w.Body.String(), want) {
			t.Errorf("GET /owned%s = %d %q, want 403 with %q", row.query, w.Code, w.Body, want)
		}
	}
}

// What was not found is told in a line for people, which says once what the code and the message both say, as NotFoundHttpHandler does.
func TestNotFoundForPeople(t *testing.T) {
	find := func(_ context.Context, r *Find) (*FindResponse, error) {
		return nil, services.Errorf(services.NotFound, "NotFound", "%s", r.Message)
	}
	h := serving(t, servicestack.Recorded(), services.Op(find, auth.Anyone, "GET /find"))
	for message, want := range map[string]string{
		"Nope":     "Error (NotFound): Nope\n\n404",
		"NotFound": "Error: NotFound\n\n404",
		"":         "Error (NotFound): \n\n404",
	} {
		if got := read(t, ask(h, "GET /find?Message="+message, "Accept: text/html")); got != want {
			t.Errorf("GET /find?Message=%s = %q, want %q", message, got, want)
		}
	}
}

type Find struct{ Message string }

type FindResponse struct{ Result string }
