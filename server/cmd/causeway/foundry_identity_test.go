package main

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// cookies are those that a client has got.
type cookies map[string]string

// take keeps what an answer sets, as a client does: what is over is forgotten.
func (c cookies) take(a answer, now time.Time) {
	for _, one := range (&http.Response{Header: a.header}).Cookies() {
		c[one.Name] = one.Value
		if !one.Expires.IsZero() && one.Expires.Before(now) {
			delete(c, one.Name)
		}
	}
}

func (c cookies) header() string {
	var parts []string
	for name, value := range c {
		parts = append(parts, name+"="+value)
	}
	return "Cookie: " + strings.Join(parts, "; ")
}

// A browser is a client that keeps cookies.
type browser struct {
	foundryTest
	cookies
}

func (f foundryTest) browser() browser { return browser{f, cookies{}} }

func (b browser) do(line, body string, headers ...string) answer {
	b.t.Helper()
	headers = append([]string{"Content-Type: application/json", "Accept: application/json"}, headers...)
	if len(b.cookies) > 0 {
		headers = append(headers, b.header())
	}
	a := b.send(line, body, headers...)
	b.take(a, b.clock.now())
	return a
}

// is checks who the host takes the client for; empty for a stranger.
func (b browser) is(what, id string, headers ...string) {
	b.t.Helper()
	a := b.do("GET /auth", "", headers...)
	switch {
	case id == "" && a.status != 401:
		b.t.Errorf("%s: who calls = %d %s, want 401", what, a.status, a.body)
	case id != "" && (a.status != 200 || member(b.t, a, "userId") != id):
		b.t.Errorf("%s: who calls = %d %s, want %s", what, a.status, a.body, id)
	}
}

const nickSignsIn = `{"provider":"credentials","userName":"nick@x.test","password":"demo-nick-1"}`

// startFoundryWith starts Foundry with what its owner may switch on.
func startFoundryWith(t *testing.T, o signInConfig) foundryTest {
	t.Helper()
	wanted := foundrySystem
	wanted.open = func(ctx context.Context, p *parts) (*opened, error) {
		p.config.SignIn = &o
		return openFoundry(ctx, p)
	}
	return foundryTest{start(t, wanted)}
}

// Each way to show who one is opens the same doors.
func TestFoundryProofs(t *testing.T) {
	f := startFoundry(t)
	session := f.authenticate("nick", "")
	bearer := member(t, session, "bearerToken")
	b := f.browser()
	b.take(session, f.clock.now())
	key := f.key(b)
	basic := func(user, password string) string {
		return "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
	}
	for what, header := range map[string]string{
		"a bearer token":                   "Authorization: Bearer " + bearer,
		"a token in a cookie":              "Cookie: ss-tok=" + bearer,
		"a token in a quoted cookie":       `Cookie: ss-tok="` + bearer + `"`,
		"a session":                        "Cookie: ss-id=" + b.cookies["ss-id"],
		"a session in a header":            "X-ss-id: " + b.cookies["ss-id"],
		"a key as a token":                 "Authorization: Bearer " + key,
		"a key as a user name":             basic(key, ""),
		"a name and a password":            basic("nick@x.test", "demo-nick-1"),
		"a refresh token in a cookie":      "Cookie: ss-reftok=" + member(t, session, "refreshToken"),
		"a key beside a session of nobody": "Authorization: Bearer " + key + "\nCookie: ss-id=nobody",
	} {
		f.browser().is(what, "nick", header)
		if a := f.send("PUT /users/2fa/generate-key", `{}`, "Content-Type: application/json", header); a.status != 200 {
			t.Errorf("%s: generate-key = %d %s, want 200", what, a.status, a.body)
		}
	}
	for what, header := range map[string]string{
		"a refresh token as a bearer":            "Authorization: Bearer " + member(t, session, "refreshToken"),
		"a token in the query":                   "X-None: 1",
		"a session's id as the remembered one":   "Cookie: ss-opt=perm; ss-pid=" + b.cookies["ss-id"] + "x",
		"a key with another ending":              "Authorization: Bearer " + key[:42] + "x",
		"a wrong password":                       basic("nick@x.test", "wrong"),
		"two headers, of which one is right":     "Authorization: Bearer " + bearer + "\nAuthorization: Bearer x",
		"a password of one with a second factor": basic("mia@x.test", person(t, "mia").password()),
	} {
		line := "PUT /users/2fa/generate-key"
		if what == "a token in the query" {
			line += "?ss-tok=" + bearer + "&access_token=" + bearer + "&apikey=" + key + "&ss-id=" + b.cookies["ss-id"]
		}
		if a := f.send(line, `{}`, "Content-Type: application/json", header); a.status < 400 || a.status > 403 {
			t.Errorf("%s: generate-key = %d %s, want it refused", what, a.status, a.body)
		}
	}
}

// key makes an API key for whoever has the browser.
func (f foundryTest) key(b browser) string {
	f.t.Helper()
	a := b.do("POST /apikeys/regenerate/live", "{}")
	_, rest, found := strings.Cut(a.body, `{"results":[{"key":"`)
	if a.status != 200 || !found || a.header.Get("Cache-Control") != "no-store" {
		f.t.Fatalf("a new key = %d %s, Cache-Control %q", a.status, a.body, a.header.Get("Cache-Control"))
	}
	key, _, _ := strings.Cut(rest, `"`)
	return key
}

// What changes something, or brings a password, is not done for a link.
func TestFoundryLinks(t *testing.T) {
	f := startFoundry(t)
	b := f.browser()
	for _, query := range []string{"/credentials?userName=nick@x.test&password=demo-nick-1", "?provider=credentials&userName=nick@x.test&password=demo-nick-1", "?userName=nick@x.test&password=demo-nick-1"} {
		refused(t, "a password in "+query, b.do("GET /auth"+query, ""), 405, "NotSupportedException")
	}
	b.do("POST /auth", nickSignsIn)
	key := f.key(b)
	for _, line := range []string{"GET /apikeys/regenerate/live", "GET /api/RegenerateApiKeys?environment=live", "HEAD /apikeys/regenerate/live"} {
		if a := b.do(line, ""); a.status != 405 {
			t.Errorf("%s = %d %s, want 405", line, a.status, a.body)
		}
	}
	f.browser().is("the key", "nick", "Authorization: Bearer "+key)
	for _, to := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "http://foundry.localhost.evil.example/"} {
		a := b.do("POST /auth/credentials?continue="+url.QueryEscape(to), `{"userName":"nick@x.test","password":"demo-nick-1"}`, "Accept: text/html")
		if strings.Contains(a.header.Get("Location"), "evil") {
			t.Errorf("after a sign-in a browser is sent to %s", a.header.Get("Location"))
		}
	}
}

func TestFoundrySession(t *testing.T) {
	f := startFoundry(t)
	b := f.browser()
	b.is("a stranger", "")
	if len(b.cookies) != 0 {
		t.Errorf("a stranger was given cookies: %v", b.cookies)
	}
	b.do("POST /auth/credentials", `{"userName":"nick@x.test","password":"wrong"}`)
	b.is("after a wrong password", "")
	a := b.do("POST /auth/credentials", `{"userName":"nick@x.test","password":"demo-nick-1"}`)
	if a.status != 200 || member(t, a, "sessionId") != b.cookies["ss-id"] || member(t, a, "userName") != "nick@x.test" {
		t.Fatalf("sign-in = %d %s with %v, want a session", a.status, a.body, b.cookies)
	}
	for _, c := range a.header.Values("Set-Cookie") {
		if !strings.Contains(c, "; httponly") || !strings.Contains(c, "; samesite=lax") {
			t.Errorf("cookie %s, want it HttpOnly and SameSite=Lax", c)
		}
	}
	b.is("after the sign-in", "nick")
	first := b.cookies["ss-id"]
	b.do("POST /auth", nickSignsIn)
	if b.is("after another sign-in", "nick"); b.cookies["ss-id"] == first {
		t.Error("a sign-in kept the session's id")
	}
	f.browser().is("the session before", "", "Cookie: ss-id="+first)
	b.do("POST /auth", `{"provider":"credentials","userName":"nick@x.test","password":"wrong"}`)
	b.is("after a wrong password beside a session", "nick")
	f.clock.advance(14 * 24 * time.Hour)
	b.is("after fourteen days", "")
	if n, err := f.core.Sweep(t.Context()); n == 0 || err != nil {
		t.Errorf("Sweep() = %d, %v, want the session", n, err)
	}
}

func TestFoundryRememberMe(t *testing.T) {
	f := startFoundry(t)
	b := f.browser()
	a := b.do("POST /auth", strings.Replace(nickSignsIn, "}", `,"rememberMe":true}`, 1))
	if a.status != 200 || member(t, a, "sessionId") != b.cookies["ss-pid"] || b.cookies["ss-opt"] != "perm" {
		t.Fatalf("sign-in = %d %s with %v, want the permanent session", a.status, a.body, b.cookies)
	}
	delete(b.cookies, "ss-id") // the browser was closed
	f.clock.advance(27 * 24 * time.Hour)
	b.is("after 27 days", "nick")
	f.clock.advance(24 * time.Hour)
	b.is("after 28 days", "")
}

// Signing out, by whichever proof, ends them all at once, but for keys of programs.
func TestFoundrySignOut(t *testing.T) {
	for _, line := range []string{"POST /auth/logout", "GET /auth/logout", `POST /auth`, "POST /api/Authenticate", "POST /authenticate/logout", "POST /json/reply/AuthenticateLogout"} {
		f := startFoundry(t)
		b, other := f.browser(), f.browser()
		a := b.do("POST /auth", nickSignsIn)
		bearer, refresh := member(t, a, "bearerToken"), member(t, a, "refreshToken")
		key := f.key(b)
		other.do("POST /auth", nickSignsIn)
		body := `{"provider":"logout"}`
		if strings.HasPrefix(line, "GET") {
			body = ""
		}
		done(t, line, b.do(line, body))
		if len(b.cookies) != 1 || b.cookies["ss-opt"] == "" {
			t.Errorf("%s left the cookies %v", line, b.cookies)
		}
		other.is(line+", another session", "")
		f.browser().is(line+", the token", "", "Authorization: Bearer "+bearer)
		f.browser().is(line+", the key", "nick", "Authorization: Bearer "+key)
		refused(t, line+", the refresh token", f.refresh(refresh), 400, "ArgumentException")
		done(t, line+" by a stranger", f.browser().do(line, body))
	}
}

func (f foundryTest) refresh(token string) answer {
	f.t.Helper()
	return f.send("POST /access-token", `{"refreshToken":"`+token+`"}`, "Content-Type: application/json", "Accept: application/json")
}

// With tokens in cookies the host renews them by itself, and the client notices nothing.
func TestFoundryTokenCookies(t *testing.T) {
	f := startFoundryWith(t, signInConfig{Cookies: true})
	b := f.browser()
	a := b.do("POST /auth", nickSignsIn)
	if a.status != 200 || strings.Contains(a.body, "oken") || b.cookies["ss-tok"] == "" || b.cookies["ss-reftok"] == "" {
		t.Fatalf("sign-in = %d %s with %v, want tokens in cookies alone", a.status, a.body, b.cookies)
	}
	f.browser().is("the session, which a token has replaced", "", "Cookie: ss-id="+b.cookies["ss-id"])
	b.is("by cookie", "nick")
	first := b.cookies["ss-tok"]
	f.clock.advance(2 * time.Hour)
	f.browser().is("the token by itself after two hours", "", "Cookie: ss-tok="+first)
	if b.is("after two hours", "nick"); b.cookies["ss-tok"] == first {
		t.Error("the token was not renewed")
	}
	if a := b.do("POST /access-token", "{}"); a.status != 200 || a.body != "{}" || len(a.header.Values("Set-Cookie")) != 1 {
		t.Errorf("GetAccessToken by cookie = %d %s, cookies %q, want a new token in a cookie", a.status, a.body, a.header.Values("Set-Cookie"))
	}
	thief := cookies{"ss-tok": b.cookies["ss-tok"], "ss-reftok": b.cookies["ss-reftok"]}
	done(t, "sign-out", b.do("POST /auth/logout", ""))
	f.browser().is("the cookies of one who signed out", "", thief.header())
}

func TestFoundryConvertSession(t *testing.T) {
	f := startFoundry(t)
	refusedBy := f.browser().do("POST /session-to-token", "{}")
	if refusedBy.status != 401 || refusedBy.body != "" {
		t.Errorf("a stranger's session-to-token = %d %s, want an empty 401", refusedBy.status, refusedBy.body)
	}
	b := f.browser()
	b.do("POST /auth", nickSignsIn)
	id := b.cookies["ss-id"]
	done(t, "session-to-token", b.do("POST /session-to-token", `{"preserveSession":true}`))
	f.browser().is("the token", "nick", "Cookie: ss-tok="+b.cookies["ss-tok"])
	f.browser().is("the session that was to be kept", "nick", "Cookie: ss-id="+id)
	delete(b.cookies, "ss-tok")
	done(t, "session-to-token", b.do("POST /api/ConvertSessionToToken", ""))
	b.is("the token", "nick")
	f.browser().is("the session that was converted", "", "Cookie: ss-id="+id)
}

// A revocation of a person or of his organisation counts for the next request, whatever that shows, though all of it was verified just before.
func TestFoundryRevocation(t *testing.T) {
	account1 := func(do func(*account.Tx, *account.Account) error) func(*account.Tx) error {
		return func(tx *account.Tx) error {
			a, err := tx.ByID("nick")
			if err != nil {
				return err
			}
			return do(tx, a)
		}
	}
	for what, revoke := range map[string]func(*account.Tx) error{
		"a new password": account1(func(tx *account.Tx, a *account.Account) error { return tx.SetPassword(a, a.Password) }),
		"an inactive account": account1(func(tx *account.Tx, a *account.Account) error {
			a.Inactive = true
			return tx.Save(a)
		}),
		"the end of a membership":       account1(func(tx *account.Tx, a *account.Account) error { return tx.Leave(a) }),
		"the organisation's revocation": func(tx *account.Tx) error { return tx.RevokeTenant() },
	} {
		t.Run(what, func(t *testing.T) {
			f := startFoundry(t)
			b := f.browser()
			a := b.do("POST /auth", nickSignsIn)
			refresh := member(t, a, "refreshToken")
			proofs := map[string]string{
				"token": "Authorization: Bearer " + member(t, a, "bearerToken"), "session": "Cookie: ss-id=" + b.cookies["ss-id"],
				"key": "Authorization: Bearer " + f.key(b), "refresh token": "Cookie: ss-reftok=" + refresh,
			}
			for proof, header := range proofs {
				f.browser().is(proof+" before", "nick", header)
			}
			olga := f.signIn("olga")
			if err := f.core.Update(t.Context(), "org1", revoke); err != nil {
				t.Fatal(err)
			}
			for proof, header := range proofs {
				f.browser().is(proof+" after", "", header)
			}
			refused(t, "the refresh token", f.refresh(refresh), 400, "ArgumentException")
			if all := what == "the organisation's revocation"; (f.put("/users/2fa/generate-key", olga, `{}`).status == 401) != all {
				t.Errorf("a token of another member is refused: %t, want %t", !all, all)
			}
		})
	}
}

// What is off is not there, and what demands an administrator is refused to all others.
func TestFoundryRegisterAndRoles(t *testing.T) {
	off := startFoundry(t)
	for _, line := range []string{"POST /register", "POST /assignroles", "POST /unassignroles"} {
		if a := off.send(line, "{}", "Content-Type: application/json"); a.status != 404 {
			t.Errorf("%s where it is off = %d %s, want 404", line, a.status, a.body)
		}
	}
	f := startFoundryWith(t, signInConfig{Register: true, Roles: true})
	b := f.browser()
	refused(t, "an empty registration", b.do("POST /register", `{}`), 400, "NotEmpty")
	refused(t, "a short password", b.do("POST /register", `{"userName":"zoe","password":"short"}`), 400, "PasswordTooShort")
	refused(t, "a name of another", b.do("POST /register", `{"userName":"nick","password":"long enough"}`), 400, "AlreadyExists")
	a := b.do("POST /register", `{"userName":"zoe","email":"zoe@x.test","password":"long enough","autoLogin":true}`)
	if a.status != 200 || member(t, a, "bearerToken") == "" {
		t.Fatalf("register = %d %s, want 200 with a token", a.status, a.body)
	}
	zoe := member(t, a, "userId")
	b.is("after the registration", zoe)
	refused(t, "a tenanted call without an organisation", f.put("/users/2fa/generate-key", member(t, a, "bearerToken"), `{}`), 404, "ResourceNotFoundException")

	give := `{"userName":"zoe","roles":["Admin"]}`
	refused(t, "roles for a stranger", withoutRoles(f.browser().do("POST /assignroles", give)), 401, "Unauthorized")
	refused(t, "roles for oneself", withoutRoles(b.do("POST /assignroles", give)), 403, "Forbidden")
	f.update(func(tx *account.Tx) error {
		nick, err := tx.ByID("nick")
		if err != nil {
			return err
		}
		nick.Roles = []string{"Admin"}
		return tx.Save(nick)
	})
	admin := f.browser()
	admin.do("POST /auth", nickSignsIn)
	if a := admin.do("POST /assignroles", give); a.status != 200 || !strings.HasPrefix(a.body, `{"allRoles":["Admin"]`) {
		t.Errorf("assign = %d %s, want the role", a.status, a.body)
	}
	refused(t, "roles for nobody", withoutRoles(admin.do("POST /assignroles", `{"userName":"nobody","roles":["x"]}`)), 404, "NotFound")
	if a := b.do("POST /assignroles", `{"userName":"zoe","roles":["Other"]}`); a.status != 200 {
		t.Errorf("assign by the new administrator, whose session is older = %d %s, want 200", a.status, a.body)
	}
	fresh := f.browser()
	token := member(t, fresh.do("POST /auth", `{"provider":"credentials","userName":"zoe","password":"long enough"}`), "bearerToken")
	if a := admin.do("POST /unassignroles", give); a.status != 200 {
		t.Errorf("unassign = %d %s, want 200", a.status, a.body)
	}
	a = f.send("POST /assignroles", give, "Content-Type: application/json", "Authorization: Bearer "+token)
	refused(t, "a token that lists a role that was taken", withoutRoles(a), 401, "Unauthorized")
}

// withoutRoles takes from a refusal the empty lists that the original puts before it.
func withoutRoles(a answer) answer {
	a.body = strings.Replace(a.body, `"allRoles":[],"allPermissions":[],`, "", 1)
	return a
}

// A hundred renewals with one refresh token all succeed, since it is not for one use; none does that comes after the revocation.
func TestFoundryRefreshAtOnce(t *testing.T) {
	f := startFoundry(t)
	refresh := member(t, f.authenticate("nick", ""), "refreshToken")
	request := func(int) string {
		return "POST /access-token HTTP/1.1\nHost: foundry.localhost\nContent-Type: application/json\n\n" + `{"refreshToken":"` + refresh + `"}`
	}
	seen := map[string]bool{}
	for _, a := range f.together(100, request) {
		if a.status != 200 {
			t.Errorf("refresh = %d %s, want 200", a.status, a.body)
		}
		seen[member(t, a, "accessToken")] = true
	}
	if len(seen) != 100 {
		t.Errorf("%d tokens of 100, want each its own", len(seen))
	}
	var ended bool
	for i, a := range f.together(101, func(i int) string {
		if i == 50 {
			return "POST /auth/logout HTTP/1.1\nHost: foundry.localhost\nAuthorization: Bearer " + first(seen) + "\n\n"
		}
		return request(i)
	}) {
		if i == 50 {
			ended = a.status == 200
			continue
		}
		if a.status == 200 {
			seen[member(t, a, "accessToken")] = true
		}
	}
	if !ended {
		t.Error("the sign-out did not succeed")
	}
	for token := range seen {
		f.browser().is("a token from before or beside the sign-out", "", "Authorization: Bearer "+token)
	}
	refused(t, "the refresh token afterwards", f.refresh(refresh), 400, "ArgumentException")
}

func first(set map[string]bool) string {
	for one := range set {
		return one
	}
	return ""
}

// One code begins one session, however many ask at once and however they ask.
func TestFoundryOneCodeOneSession(t *testing.T) {
	f := startFoundry(t)
	body := `{"userName":"olga@x.test","password":"` + person(t, "olga").password() + `","meta":{"twoFactorCode":"` + f.code("olga") + `"}}`
	in := 0
	for _, a := range f.together(100, func(i int) string {
		path := []string{"/auth/credentials", "/api/Authenticate", "/json/reply/Authenticate"}[i%3]
		return "POST " + path + " HTTP/1.1\nHost: foundry.localhost\nContent-Type: application/json\nAccept: application/json\n\n" + strings.Replace(body, "{", `{"provider":"credentials",`, 1)
	}) {
		if a.status == 200 {
			in++
		}
	}
	if in != 1 {
		t.Errorf("one code began %d sessions, want one", in)
	}
}

// What proves who one is stands in no log and in no listing.
func TestFoundryIdentitySecrets(t *testing.T) {
	f := startFoundry(t)
	b := f.browser()
	a := b.do("POST /auth", nickSignsIn)
	key := f.key(b)
	b.is("the key", "nick", "Authorization: Bearer "+key)
	listed := b.do("GET /apikeys/live", "")
	for what, secret := range map[string]string{"session": b.cookies["ss-id"], "key": key, "bearer": member(t, a, "bearerToken"), "refresh token": member(t, a, "refreshToken")} {
		if strings.Contains(f.logs.String(), secret) || strings.Contains(listed.body, secret) {
			t.Errorf("the %s is in the log or in a listing", what)
		}
	}
	if !strings.Contains(listed.body, `"key":"`+key[:4]+`***"`) {
		t.Errorf("the list of keys = %s, want the first characters", listed.body)
	}
}
