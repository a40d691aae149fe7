package servicestack_test

import (
	"context"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Open is answered with a document that has to be closed.
type Open struct{}

// A document counts how often it is closed.
type document struct {
	*strings.Reader
	closed *int
}

func (d document) Close() error {
	*d.closed++
	return nil
}

// What a handler has open is closed once, whether it is sent or not.
func TestDocumentsAreClosed(t *testing.T) {
	var closed int
	open := func(context.Context, *Open) (*services.Result[services.Any], error) {
		body := document{strings.NewReader("0123456789"), &closed}
		return &services.Result[services.Any]{Body: &services.Any{Value: body}, Reply: services.Reply{ContentType: "text/plain", ETag: "v1"}}, nil
	}
	for name, d := range map[string]*servicestack.Dialect{"defaults": servicestack.Defaults(), "recorded": servicestack.Recorded()} {
		h := serving(t, d, services.Op(open, auth.Anyone, "ANY /open"))
		for _, c := range []struct {
			line, header string
			status       int
		}{
			{"GET /open", "Accept: */*", 200},
			{"GET /open", "Range: bytes=2-3", 206},
			{"GET /open", "Range: bytes=20-30", 416},
			{"GET /open", `If-None-Match: "v1"`, 304},
			{"HEAD /open", "Accept: */*", 200},
		} {
			closed = 0
			res := ask(h, c.line, c.header, "", "")
			_ = read(t, res)
			if res.StatusCode != c.status || closed != 1 {
				t.Errorf("%s, %s with %s = %d, closed %d times, want %d, closed once", name, c.line, c.header, res.StatusCode, closed, c.status)
			}
		}
	}
}

// A handler's headers take nothing away that others said beside it: AddHeader of the original adds a line where the header is there.
func TestHeadersOfReply(t *testing.T) {
	open := func(context.Context, *Open) (*services.Result[services.Any], error) {
		return &services.Result[services.Any]{Body: &services.Any{Value: "text"}, Reply: services.Reply{Header: []services.Header{
			{Name: "Set-Cookie", Value: "b=2"}, {Name: "link", Value: "</1>"}, {Name: "Link", Value: "</2>"}, {Name: "Link", Value: "</1>"},
			{Name: "X-Own", Value: "handler"}, {Name: "Vary", Value: "Accept"}, {Name: "Vary", Value: "X-Own"},
		}}}, nil
	}
	d := servicestack.Recorded()
	d.Filters = []server.Step{{Name: "before", Run: func(x *server.Exchange) error {
		x.Header.Add("Set-Cookie", "a=1")
		x.Header.Add("X-Own", "filter")
		return nil
	}}}
	h := serving(t, d, services.Op(open, auth.Anyone, "ANY /open"))
	res := ask(h, "GET /open")
	for name, want := range map[string]string{"Set-Cookie": "a=1 b=2", "Link": "</1> </2>", "X-Own": "handler", "Vary": "Accept X-Own"} {
		if got := strings.Join(res.Header.Values(name), " "); got != want {
			t.Errorf("%s = %s, want %s", name, got, want)
		}
	}
}
