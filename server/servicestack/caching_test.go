package servicestack_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

type Kept struct {
	Status int32
	Tag    string
}

type KeptResponse struct{ Result string }

// As HttpCacheFeature has it: what is not 200 or 304 is not kept, and a tag with quotes in it is sent as it is.
func TestCaching(t *testing.T) {
	keep := func(_ context.Context, r *Kept) (*services.Result[KeptResponse], error) {
		return &services.Result[KeptResponse]{Body: &KeptResponse{"ok"}, Reply: services.Reply{Status: int(r.Status), ETag: r.Tag}}, nil
	}
	h := serving(t, servicestack.Recorded(), services.Op(keep, auth.Anyone, "ANY /kept"))
	for _, c := range []struct{ request, known, want string }{
		{"GET /kept?Tag=v1", "", `200 "v1" max-age=600`},
		{"POST /kept?Tag=v1", "", "200  no-store"},
		{"GET /kept?Tag=v1", `"v1"`, `304 "v1" max-age=600`},
		{"GET /kept?Tag=v1", `W/"v1"`, `304 "v1" max-age=600`},
		{"GET /kept?Tag=W/%22v1%22", `W/"v1"`, `304 W/"v1" max-age=600`},
		{"GET /kept?Tag=W/%22v1%22", `"v1"`, `304 W/"v1" max-age=600`},
		{"GET /kept?Tag=v1&Status=200", `"v1"`, `304 "v1" max-age=600`},
		{"GET /kept?Tag=v1&Status=304", "", `304 "v1" max-age=600`},
		{"GET /kept?Tag=v1&Status=201", `"v1"`, "201  no-store"},
		{"GET /kept?Tag=v1&Status=404", "", "404  no-store"},
	} {
		res := ask(h, c.request, "If-None-Match: "+c.known)
		if got := fmt.Sprint(res.StatusCode, " ", res.Header.Get("ETag"), " ", res.Header.Get("Cache-Control")); got != c.want {
			t.Errorf("%s with If-None-Match: %s = %s, want %s", c.request, c.known, got, c.want)
		}
	}
}
