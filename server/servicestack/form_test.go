package servicestack_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/servicestack"
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
