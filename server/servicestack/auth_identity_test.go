package servicestack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// people are two users with the password "right": ann may edit, and lou is locked. "busy" is the name of somebody too many sign in as.
type people struct{}

var ann = auth.User{ID: "1", Name: "ann", Email: "ann@example.com", DisplayName: "Ann", Roles: []string{"Editor"}, Organisations: []string{"org-1"}}

func (people) Login(_ context.Context, name, password string) (auth.User, error) {
	switch {
	case name == "busy":
		return auth.User{}, auth.ErrBusy
	case name == "lou" && password == "right":
		return auth.User{}, auth.ErrLocked
	case name == "ann" && password == "right":
		return ann, nil
	}
	return auth.User{}, auth.ErrUnauthenticated
}

func (people) User(_ context.Context, id string) (auth.User, error) {
	switch id {
	case "1":
		return ann, nil
	case "2":
		return auth.User{ID: "2", Name: "lou", Locked: true}, nil
	}
	return auth.User{}, auth.ErrNoUser
}

// running are the sessions of a test.
type running struct {
	mu  sync.Mutex
	all map[string]auth.Login
}

func (s *running) Begin(_ context.Context, l auth.Login) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[l.ID] = l
	return nil
}

func (s *running) Session(_ context.Context, id string) (auth.Login, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, ok := s.all[id]; ok {
		return l, nil
	}
	return auth.Login{}, auth.ErrUnauthenticated
}

func (s *running) End(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, id)
	return nil
}

type Edit struct {
	_ struct{} `clr:"App"`
}

type Own struct {
	_ struct{} `clr:"App"`
}

func own(context.Context, *Own) (*EditResponse, error) { return &EditResponse{}, nil }

type Wipe struct {
	_ struct{} `clr:"App"`
}

func wipe(context.Context, *Wipe) (*EditResponse, error) { return &EditResponse{}, nil }

type EditResponse struct {
	_ struct{} `clr:"App"`

	By string
}

func signedTokens(t testing.TB) *auth.Tokens {
	t.Helper()
	made, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{Secret: bytes.Repeat([]byte{7}, 32)}}})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// signingIn is a host with Causeway's defaults whose callers an identity knows.
func signingIn(t testing.TB, change func(*servicestack.Identity)) *server.Host {
	t.Helper()
	i := &servicestack.Identity{
		Providers: []string{servicestack.Credentials, servicestack.JWT},
		Users:     people{},
		Sessions:  &running{all: map[string]auth.Login{}},
		Tokens:    &servicestack.TokenPolicy{Tokens: signedTokens(t), Insecure: true},
	}
	if change != nil {
		change(i)
	}
	d := servicestack.Defaults()
	d.Identity, d.AnyProxy = i, true // tests say by X-Forwarded-Proto that they come over TLS
	edit := func(ctx context.Context, _ *Edit) (*EditResponse, error) {
		return &EditResponse{By: auth.From(ctx).Username}, nil
	}
	h, err := server.New(server.Host{
		Name: "app", Dialect: d, Log: slog.New(slog.DiscardHandler),
		Operations: append([]services.Operation{
			services.Op(edit, servicestack.HasRole("Editor"), "ANY /edit"),
			services.Op(own, servicestack.RequiredRole("Owner"), "ANY /owned"),
			services.Op(wipe, servicestack.HasSecret(), "ANY /wipe"),
		}, i.Operations()...),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A browser keeps cookies from answer to request.
type browser struct {
	host    http.Handler
	cookies map[string]string
}

func (b *browser) send(verb, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(verb, target, strings.NewReader(body))
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.host.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c.Value
	}
	return w
}

func newBrowser(h http.Handler) *browser { return &browser{h, map[string]string{}} }

const right = `{"provider":"credentials","userName":"ann","password":"right"}`

// A session begins with a sign-in, survives one that fails, and ends with a sign-out.
func TestSession(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	for _, step := range []struct {
		name, verb, target, body string
		want                     int
	}{
		{"a stranger", "GET", "/edit", "", 401},
		{"sign in", "POST", "/auth", right, 200},
		{"signed in", "GET", "/edit", "", 200},
		{"a sign-in that fails", "POST", "/auth", `{"provider":"credentials","userName":"ann","password":"wrong"}`, 401},
		{"still signed in", "GET", "/edit", "", 200},
		{"sign out", "POST", "/auth/logout", "", 200},
		{"signed out", "GET", "/edit", "", 401},
	} {
		if w := b.send(step.verb, step.target, step.body); w.Code != step.want {
			t.Errorf("%s: %d %s, want %d", step.name, w.Code, w.Body, step.want)
		}
	}
}

// A new sign-in ends the session before it, whose id is worth nothing afterwards.
func TestSignInAgain(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	b.send("POST", "/auth", right)
	old := b.cookies["ss-id"]
	b.send("POST", "/auth", right)
	if b.cookies["ss-id"] == old {
		t.Error("the second sign-in kept the id of the first")
	}
	b.cookies = map[string]string{"ss-id": old}
	if w := b.send("GET", "/edit", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("the old session: %d, want 401", w.Code)
	}
}

func TestRemembered(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	w := b.send("POST", "/auth", strings.Replace(right, "{", `{"rememberMe":true,`, 1))
	var res struct{ SessionId string }
	if err := json.Unmarshal(w.Body.Bytes(), &res); err != nil {
		t.Fatal(err)
	}
	if b.cookies["ss-opt"] != "perm" || res.SessionId != b.cookies["ss-pid"] {
		t.Errorf("ss-opt = %s, session %q, want perm and that of ss-pid", b.cookies["ss-opt"], res.SessionId)
	}
	delete(b.cookies, "ss-id") // the browser was closed
	if w := b.send("GET", "/edit", ""); w.Code != http.StatusOK {
		t.Errorf("remembered: %d, want 200", w.Code)
	}
}

// Unknown users, wrong passwords and a locked account's wrong password are told alike; being too busy is told as such.
func TestFailedSignIn(t *testing.T) {
	const wrong = `{"responseStatus":{"errorCode":"Unauthorized","message":"Invalid Username or Password","errors":[]}}`
	h := signingIn(t, nil)
	for _, row := range []struct {
		name, user, password string
		status               int
		body                 string
	}{
		{"unknown", "eve", "right", 401, wrong},
		{"wrong password", "ann", "wrong", 401, wrong},
		{"locked, wrong password", "lou", "wrong", 401, wrong},
		{"locked", "lou", "right", 401, `{"responseStatus":{"errorCode":"AuthenticationException","message":"This account has been locked","errors":[]}}`},
		{"busy", "busy", "x", 503, `{"responseStatus":{"errorCode":"ServiceUnavailable","message":"Too many people sign in at the moment","errors":[]}}`},
	} {
		w := newBrowser(h).send("POST", "/auth/credentials", fmt.Sprintf(`{"userName":%q,"password":%q}`, row.user, row.password))
		if w.Code != row.status || w.Body.String() != row.body {
			t.Errorf("%s: %d %s, want %d %s", row.name, w.Code, w.Body, row.status, row.body)
		}
		if busy := w.Header().Get("Retry-After") != ""; busy != (row.status == 503) {
			t.Errorf("%s: Retry-After %q", row.name, w.Header().Get("Retry-After"))
		}
	}
}

// A browser is sent on to paths, to the host itself and to listed origins, and nowhere else.
func TestContinue(t *testing.T) {
	h := signingIn(t, func(i *servicestack.Identity) { i.Origins = []string{"https://app.example.com"} })
	for to, want := range map[string]int{
		"/home":                           302,
		"home?a=1":                        302,
		"http://example.com/x":            302, // the host of httptest
		"https://app.example.com/x":       302,
		"https://app.example.com.evil/x":  400,
		"http://example.com.evil.test/":   400,
		"http://example.com@evil.test/":   400,
		"https://evil.test/":              400,
		"//evil.test/":                    400,
		"/\\evil.test/":                   400,
		"\\\\evil.test/":                  400,
		"javascript:alert(1)":             400,
		"data:text/html,x":                400,
		"http:evil.test":                  400,
		"/x%0d%0aSet-Cookie: a=b":         302, // stays escaped
		" https://evil.test/":             400,
		"https://app.example.com:8443/":   400,
		"ftp://app.example.com/":          400,
		"///evil.test/":                   400,
		"/%09/evil.test":                  302,
		"http://user:pw@app.example.com/": 400,
	} {
		form := "UserName=ann&Password=right&continue=" + strings.NewReplacer("%", "%25", "&", "%26", "+", "%2b", " ", "%20", `\`, "%5c").Replace(to)
		w := newBrowser(h).send("POST", "/auth/credentials", form, "Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded")
		if w.Code != want {
			t.Errorf("continue=%s: %d to %q, want %d", to, w.Code, w.Header().Get("Location"), want)
		}
	}
}

func TestTokens(t *testing.T) {
	h := signingIn(t, nil)
	var res struct{ BearerToken, RefreshToken string }
	if err := json.Unmarshal(newBrowser(h).send("POST", "/auth", right).Body.Bytes(), &res); err != nil {
		t.Fatal(err)
	}
	issue := func(c auth.Claims) string {
		token, err := signedTokens(t).Issue(c)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	later := time.Now().Add(time.Hour)
	for _, row := range []struct {
		name, token string
		want        int
	}{
		{"access token", res.BearerToken, 200},
		{"refresh token", res.RefreshToken, 401},
		{"expired", issue(auth.Claims{Subject: "1", Expires: time.Now().Add(-time.Hour)}), 401},
		{"roles of the token", issue(auth.Claims{Subject: "9", Expires: later, Roles: []string{"Editor"}}), 200},
		{"roles of the account", issue(auth.Claims{Subject: "1", Expires: later}), 200},
		{"no roles", issue(auth.Claims{Subject: "9", Expires: later}), 403},
		{"junk", "a.b.c", 401},
	} {
		if w := newBrowser(h).send("GET", "/edit", "", "Authorization", "Bearer "+row.token); w.Code != row.want {
			t.Errorf("%s: %d %s, want %d", row.name, w.Code, w.Body, row.want)
		}
	}
	fresh := func(subject string, end time.Time) string {
		return issue(auth.Claims{Subject: subject, Expires: end, Refresh: true})
	}
	for _, row := range []struct {
		name, token string
		want        int
	}{
		{"refresh token", res.RefreshToken, 200},
		{"access token", res.BearerToken, 400},
		{"none", "", 400},
		{"junk", "a.b.c", 400},
		{"expired", fresh("1", time.Now().Add(-time.Hour)), 403},
		{"of a locked user", fresh("2", later), 403},
		{"of nobody", fresh("9", later), 404},
	} {
		for _, path := range []string{"/access-token", "/api/GetAccessToken", "/json/reply/GetAccessToken"} {
			w := newBrowser(h).send("POST", path, fmt.Sprintf(`{"refreshToken":%q}`, row.token), "Authorization", "Bearer stale")
			if w.Code != row.want {
				t.Errorf("%s, %s: %d %s, want %d", path, row.name, w.Code, w.Body, row.want)
			}
		}
	}
}

// With cookies a client needs nothing else: an expired token is renewed on the way, and no session is kept beside it.
func TestTokenCookies(t *testing.T) {
	b := newBrowser(signingIn(t, func(i *servicestack.Identity) { i.Tokens.Cookies = true }))
	w := b.send("POST", "/auth", right)
	if got := w.Header().Get("X-Cookies"); got != "ss-tok,ss-reftok" || strings.Contains(w.Body.String(), "oken") {
		t.Errorf("X-Cookies = %q, body %s", got, w.Body)
	}
	fresh := b.cookies["ss-reftok"]
	b.cookies = map[string]string{"ss-id": b.cookies["ss-id"]}
	if w := b.send("GET", "/edit", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("the session alone: %d, want 401", w.Code)
	}
	b.cookies = map[string]string{"ss-reftok": fresh}
	if w := b.send("GET", "/edit", ""); w.Code != http.StatusOK || b.cookies["ss-tok"] == "" {
		t.Errorf("the refresh token alone: %d, cookies %v, want 200 and a token", w.Code, b.cookies)
	}
}

// Whom an answer is for never depends on who asked at the same time.
func TestManyAtOnce(t *testing.T) {
	h := signingIn(t, nil)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			b := newBrowser(h)
			if w := b.send("GET", "/edit", ""); w.Code != http.StatusUnauthorized {
				t.Errorf("a stranger among others: %d", w.Code)
			}
			b.send("POST", "/auth", right)
			if w := b.send("GET", "/edit", ""); w.Body.String() != `{"by":"ann"}` {
				t.Errorf("signed in among others: %d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
}

func TestIdentityRefused(t *testing.T) {
	for name, i := range map[string]*servicestack.Identity{
		"no provider":             {Users: people{}},
		"no users":                {Providers: []string{servicestack.Credentials}},
		"tokens without a policy": {Providers: []string{servicestack.JWT}, Users: people{}},
		"keys without a policy":   {Providers: []string{servicestack.APIKey}, Users: people{}},
		"a policy not offered":    {Providers: []string{servicestack.Basic}, Users: people{}, Keys: &servicestack.KeyPolicy{}},
		"an unknown provider":     {Providers: []string{"digest"}, Users: people{}},
	} {
		d := servicestack.Defaults()
		d.Identity = i
		if _, err := server.New(server.Host{Name: "app", Dialect: d}); err == nil {
			t.Errorf("%s: New() = nil error", name)
		}
	}
}
