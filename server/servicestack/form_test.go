package servicestack_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// A form that cannot be read is refused, though it was looked at for its verb before; it is never taken for an empty one.
func TestUnreadForm(t *testing.T) {
	h := host(t, servicestack.Defaults())
	for name, c := range map[string]struct {
		media, encoding, body string
		want                  int
	}{
		"too large":           {"application/x-www-form-urlencoded", "", "Name=" + strings.Repeat("a", 2<<20), http.StatusRequestEntityTooLarge},
		"parts too large":     {"multipart/form-data; boundary=b", "", "--b\r\n" + strings.Repeat("a", 2<<20), http.StatusRequestEntityTooLarge},
		"not of its encoding": {"application/x-www-form-urlencoded", "gzip", "Name=a", http.StatusBadRequest},
		"parts cut off":       {"multipart/form-data; boundary=b", "", "--b\r\n", http.StatusBadRequest},
		"another boundary":    {"multipart/form-data; boundary=b", "", "--c\r\n\r\na\r\n--c--\r\n", http.StatusBadRequest},
		"end cut off":         {"multipart/form-data; boundary=b", "", "--b\r\n\r\na\r\n", http.StatusBadRequest},
	} {
		for _, path := range []string{"/hello", "/json/reply/Hello", "/api/Hello"} {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.media)
			r.Header.Set("Content-Encoding", c.encoding)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("%s: POST %s: %d %s, want %d", name, path, w.Code, w.Body, c.want)
			}
		}
	}
}

// Files come beside the fields, in their order, and are bound to no member.
func TestFiles(t *testing.T) {
	var got []string
	take := func(ctx context.Context, r *Hello) (*services.Void, error) {
		for _, f := range services.Files(ctx) {
			got = append(got, fmt.Sprintf("%s %s %s %s %q", r.Name, f.Field, f.Name, f.ContentType, f.Data))
		}
		return nil, nil
	}
	h := serving(t, servicestack.Defaults(), services.Op(take, auth.SignedIn, "POST /files"))
	// As .NET's client sends it: no blank behind the semicolon, no line break at the end.
	body := "--b\r\nContent-Disposition: form-data;name=\"upload\";filename=\"..\\a.txt\"\r\nContent-Type: text/plain\r\n\r\none\r\n" +
		"--b\r\nContent-Disposition: form-data;name=\"Name\"\r\n\r\nann\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"b.bin\"\r\n\r\n\x00\xff\r\n--b--"
	want := []string{`ann upload ..\a.txt text/plain "one"`, `ann upload b.bin  "\x00\xff"`}
	for _, path := range []string{"/files", "/json/reply/Hello", "/api/Hello"} {
		got = nil
		res := ask(h, "POST "+path, "Content-Type: multipart/form-data; boundary=\"b\"", "Authorization: Bearer good", "", body)
		if res.StatusCode != http.StatusNoContent || !slices.Equal(got, want) {
			t.Errorf("POST %s = %d with files %q, want 204 with %q", path, res.StatusCode, got, want)
		}
	}
	if got = nil; ask(h, "POST /files?Name=ann", "Authorization: Bearer good").StatusCode != http.StatusNoContent || got != nil {
		t.Errorf("a request without files has %q", got)
	}
}
