package servicestack_test

import (
	"io"
	"maps"
	"testing"

	"github.com/causeway-gateway/causeway/server/servicestack"
)

// Whatever was asked before, with other formats, members, proofs, failures or a panic, nothing of it is in the next answer.
func TestNothingIsLeft(t *testing.T) {
	d := servicestack.Defaults()
	d.JSONP = true
	h := host(t, d)
	plain := func() (status int, header map[string][]string, body string) {
		res := ask(h, "POST /hello", "Content-Type: application/json", "", `{"name":"x"}`)
		data, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Date", "X-Request-Id"} {
			res.Header.Del(name)
		}
		return res.StatusCode, res.Header, string(data)
	}
	wantStatus, wantHeader, wantBody := plain()
	for _, before := range [][]string{
		{"GET /hello/somebody.xml?Age=3"},
		{"GET /hello/x?callback=show&jsconfig=edv"},
		{"POST /json/reply/Hello[]", "Content-Type: application/json", "", `[{"name":"a"},{"name":"nobody"}]`},
		{"POST /hello", "Content-Type: application/x-www-form-urlencoded", "X-Http-Method-Override: GET", "", "Name=form&Age=1"},
		{"POST /hello", "Content-Type: text/csv", "Accept: text/csv", "", "Name,Age\na much longer body than the one that comes next,7"},
		{"GET /secret", "Authorization: Bearer good"},
		{"GET /secret", "Cookie: ss-tok=old"},
		{"GET /hello/nobody"},
		{"GET /hello/crash"},
		{"PUT /api/Hello", "Content-Type: application/json", "", `{"name":`},
		{"GET /no/such/path"},
	} {
		_ = ask(h, before...)
		status, header, body := plain()
		equal := maps.EqualFunc(header, wantHeader, func(a, b []string) bool { return len(a) == 1 && len(b) == 1 && a[0] == b[0] })
		if status != wantStatus || body != wantBody || !equal {
			t.Errorf("after %q: answer = %d %v %s, want %d %v %s", before, status, header, body, wantStatus, wantHeader, wantBody)
		}
	}
}
