package servicestack_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
)

// revoked are people who are revoked while a request runs: between two looks at their account, when there are no looks left.
type revoked struct {
	people
	looks int // at the account, until the revocation; negative: any number
}

func (r *revoked) Login(ctx context.Context, name, password string) (auth.User, error) {
	u, err := r.people.Login(ctx, name, password)
	u.Epoch = 1
	return u, err
}

func (r *revoked) User(ctx context.Context, id string) (auth.User, error) {
	u, err := r.people.User(ctx, id)
	u.Epoch = 1
	if r.looks == 0 {
		u.Epoch = 2
	}
	r.looks--
	return u, err
}

// What somebody began before he was revoked is neither good nor good for anything new, though the session's own record does not know of it.
func TestRevokedMeanwhile(t *testing.T) {
	users := &revoked{looks: -1}
	var signedOut int
	h := signingIn(t, func(i *servicestack.Identity) {
		i.Users, i.Providers = users, append(i.Providers, servicestack.Basic)
		i.SignOut = func(ctx context.Context) error {
			if auth.From(ctx).User == ann.ID {
				signedOut++
			}
			return nil
		}
	})
	b := newBrowser(h)
	res := b.send("POST", "/auth", `{"provider":"credentials","userName":"ann","password":"right"}`)
	var tokens struct{ BearerToken, RefreshToken string }
	if err := json.Unmarshal(res.Body.Bytes(), &tokens); err != nil || tokens.RefreshToken == "" {
		t.Fatalf("sign-in = %d %s", res.Code, res.Body)
	}
	for _, c := range []struct {
		what         string
		looks        int
		verb, target string
		body, header string
		cookies      bool
		status       int
	}{
		{"a session", -1, "GET", "/auth", "", "", true, http.StatusOK},
		{"a session of one who was revoked", 0, "GET", "/auth", "", "", true, http.StatusUnauthorized},
		{"a refresh token", -1, "POST", "/access-token", `{"refreshToken":"` + tokens.RefreshToken + `"}`, "", false, http.StatusOK},
		{"a refresh token of one who was revoked", 0, "POST", "/access-token", `{"refreshToken":"` + tokens.RefreshToken + `"}`, "", false, http.StatusBadRequest},
		{"a token for a password", -1, "GET", "/auth", "", "Basic YW5uOnJpZ2h0", false, http.StatusOK},
		{"a token for a password before a revocation", 0, "GET", "/auth", "", "Basic YW5uOnJpZ2h0", false, http.StatusUnauthorized},
		{"a session that is converted, with a revocation in between", 1, "POST", "/session-to-token", "{}", "", true, http.StatusUnauthorized},
		{"a session that is converted", -1, "POST", "/session-to-token", "{}", "", true, http.StatusOK},
	} {
		users.looks = c.looks
		who := &browser{h, map[string]string{}}
		if c.cookies {
			who = b
		}
		if res := who.send(c.verb, c.target, c.body, "Authorization", c.header); res.Code != c.status {
			t.Errorf("%s: %s %s = %d %s, want %d", c.what, c.verb, c.target, res.Code, res.Body, c.status)
		}
	}
	users.looks = -1
	for _, c := range []struct {
		target, header string
		want           int
	}{
		{"/auth/logout", "Bearer " + tokens.BearerToken, 1},
		{"/auth/logout", "", 1},
		{"/auth?provider=logout", "Bearer " + tokens.BearerToken, 2},
		{"/auth/logout", "Bearer x.y.z", 2},
	} {
		if res := newBrowser(h).send("POST", c.target, "", "Authorization", c.header); res.Code != http.StatusOK || signedOut != c.want {
			t.Errorf("POST %s with %s = %d %s, and SignOut was called %d times, want 200 and %d", c.target, c.header, res.Code, res.Body, signedOut, c.want)
		}
	}
}
