package servicestack_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/causeway-gateway/causeway/server/servicestack"
)

// FuzzProof: whatever a stranger claims to be, he stays one, and the host stays up. What is signed or known is not in the seeds.
func FuzzProof(f *testing.F) {
	host := signingIn(f, func(i *servicestack.Identity) {
		i.Providers = append(i.Providers, servicestack.Basic)
		i.SessionParameters, i.Tokens.Cookies, i.Tokens.InQuery, i.Tokens.InForm = true, true, true, true
		i.Secret = "a secret that no fuzzer finds"
	})
	for _, seed := range [][3]string{
		{"Bearer a.b.c", "ss-tok=a.b.c", "ss-tok=x"},
		{"Basic YW5uOndyb25n", `ss-id="x"; ss-opt=perm; ss-pid=y`, "authsecret=x"},
		{"Basic !!!", "ss-reftok=.", "ss-id=%00"},
		{"bearer  ", "$Version=1; ss-tok=", "callback=cb"},
		{"Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJzdWIiOjF9.", "", "format=xml"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	name := regexp.MustCompile(`(?i)\bann\b`)
	f.Fuzz(func(t *testing.T, header, cookies, query string) {
		r := httptest.NewRequest(http.MethodGet, "/edit", nil)
		r.URL.RawQuery = query
		r.Header["Authorization"], r.Header["Cookie"] = []string{header}, []string{cookies}
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		switch {
		case w.Code >= http.StatusInternalServerError:
			t.Errorf("%d %s", w.Code, w.Body)
		case name.MatchString(w.Body.String()):
			t.Errorf("let in: %s", w.Body)
		}
	})
}
