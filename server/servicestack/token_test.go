package servicestack_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
)

// Both tokens of a host that allows it may stand in the query or in a form, and nowhere else on one that does not.
func TestTokenParameters(t *testing.T) {
	for _, allowed := range []bool{false, true} {
		h := signingIn(t, func(i *servicestack.Identity) { i.Tokens.InQuery, i.Tokens.InForm = allowed, allowed })
		var res struct{ BearerToken, RefreshToken string }
		if err := json.Unmarshal(newBrowser(h).send("POST", "/auth", right).Body.Bytes(), &res); err != nil {
			t.Fatal(err)
		}
		want := http.StatusUnauthorized
		if allowed {
			want = http.StatusOK
		}
		for _, pair := range []string{"ss-tok=" + res.BearerToken, "ss-reftok=" + res.RefreshToken} {
			if w := newBrowser(h).send("GET", "/edit?"+pair, ""); w.Code != want {
				t.Errorf("allowed %t: GET /edit?%.10s… = %d, want %d", allowed, pair, w.Code, want)
			}
			if w := newBrowser(h).send("POST", "/edit", pair, "Content-Type", "application/x-www-form-urlencoded"); w.Code != want {
				t.Errorf("allowed %t: POST /edit %.10s… = %d, want %d", allowed, pair, w.Code, want)
			}
		}
	}
}

// Over a connection that others can read no refresh token is taken, whatever it is; one in a cookie is taken away, and the access token beside it.
func TestRefreshInsecure(t *testing.T) {
	h := signingIn(t, func(i *servicestack.Identity) { i.Tokens.Insecure = false })
	var res struct{ RefreshToken string }
	in := newBrowser(h).send("POST", "/auth", right, "X-Forwarded-Proto", "https")
	if err := json.Unmarshal(in.Body.Bytes(), &res); err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{`{}`, `{"refreshToken":"abc"}`, `{"refreshToken":"` + res.RefreshToken + `"}`} {
		if w := newBrowser(h).send("POST", "/access-token", body); w.Code != http.StatusForbidden {
			t.Errorf("POST /access-token %.25s… = %d %s, want 403", body, w.Code, w.Body)
		}
	}
	b := newBrowser(h)
	b.cookies = map[string]string{"ss-tok": "stale", "ss-reftok": res.RefreshToken}
	if w := b.send("GET", "/edit", ""); w.Code != http.StatusUnauthorized || b.cookies["ss-tok"] != "" || b.cookies["ss-reftok"] != "" {
		t.Errorf("GET /edit with both cookies = %d, left %v, want 401 and none", w.Code, b.cookies)
	}
	b.cookies = map[string]string{"ss-reftok": res.RefreshToken}
	if w := b.send("GET", "/edit", "", "X-Forwarded-Proto", "https"); w.Code != http.StatusOK || b.cookies["ss-tok"] == "" {
		t.Errorf("GET /edit with a refresh token, securely = %d, left %v, want 200 and a new token", w.Code, b.cookies)
	}
}

// A session is made a token in JSON, also for a browser.
func TestConvertInBrowser(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	b.send("POST", "/auth", right)
	w := b.send("POST", "/session-to-token", `{}`, "Accept", "text/html")
	if got, want := w.Header().Get("Content-Type"), "application/json; charset=utf-8"; w.Code != http.StatusOK || got != want || b.cookies["ss-tok"] == "" {
		t.Errorf("POST /session-to-token = %d %s %s, want 200 %s and a token", w.Code, got, w.Body, want)
	}
}

// Beside a running session, a token whose time is over is an error to most operations, and nothing to those for which a bad proof counts as none.
func TestExpiredBesideSession(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	b.send("POST", "/auth", right)
	stale, err := signedTokens(t).Issue(auth.Claims{Subject: "1", Expires: time.Now().Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]int{"/edit": 200, "/owned": 401} {
		if w := b.send("GET", target, "", "Authorization", "Bearer "+stale); w.Code != want {
			t.Errorf("GET %s = %d %s, want %d", target, w.Code, w.Body, want)
		}
	}
}
