package servicestack_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Parts of a document, as RFC 9110 has them: what is not understood is ignored, and so is the part of a document that has changed.
func TestRanges(t *testing.T) {
	tag := "v2"
	file := func(context.Context, *Open) (*services.Result[services.Any], error) {
		return &services.Result[services.Any]{
			Body:  &services.Any{Value: []byte("0123456789")},
			Reply: services.Reply{ContentType: "text/plain", ETag: tag, Modified: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		}, nil
	}
	h := serving(t, servicestack.Defaults(), services.Op(file, auth.Anyone, "GET,POST /file"))
	const all, some = "200  0123456789", "206 bytes 2-4/10 234"
	for _, c := range []struct{ verb, asked, mark, want string }{
		{"GET", "bytes=2-4", "", some},
		{"GET", "bytes=-3", "", "206 bytes 7-9/10 789"},
		{"GET", "bytes=7-9223372036854775807", "", "206 bytes 7-9/10 789"},
		{"GET", "bytes=7-", "", "206 bytes 7-9/10 789"},
		{"GET", "bytes=10-", "", "416 bytes */10 "},
		{"POST", "bytes=2-4", "", all},
		{"GET", "bytes=0-1,3-4", "", all},
		{"GET", "lines=0-1", "", all},
		{"GET", "bytes=x", "", all},
		{"GET", "bytes=-", "", all},
		{"GET", "bytes=2-4", `"v2"`, some},
		{"GET", "bytes=2-4", `"v1"`, all},
		{"GET", "bytes=2-4", "Fri, 02 Jan 2026 03:04:05 GMT", some},
		{"GET", "bytes=2-4", "Fri, 02 Jan 2026 03:04:04 GMT", all},
	} {
		res := ask(h, c.verb+" /file", "Range: "+c.asked, "If-Range: "+c.mark)
		if got := fmt.Sprint(res.StatusCode, " ", res.Header.Get("Content-Range"), " ", read(t, res)); got != c.want {
			t.Errorf("%s with Range: %s, If-Range: %s = %s, want %s", c.verb, c.asked, c.mark, got, c.want)
		}
	}
	tag = `W/"v2"`
	if got := read(t, ask(h, "GET /file", "Range: bytes=2-4", "If-Range: "+tag)); got != "0123456789" {
		t.Errorf("GET with the weak If-Range: %s = %s, want all", tag, got)
	}
}
