package servicestack_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

type Guarded struct {
	_ struct{} `clr:"App"`
}

type GuardedResponse struct {
	_ struct{} `clr:"App"`

	Result string
}

// guarding is a host with one operation, which demands something. Its keys are those of ServiceStack 8.3.
func guarding(t *testing.T, need auth.Need) *server.Host {
	t.Helper()
	ended := time.Now().Add(-time.Hour)
	i := &servicestack.Identity{
		Providers: []string{servicestack.JWT}, Users: people{}, Secret: "open sesame",
		Tokens: &servicestack.TokenPolicy{Tokens: signedTokens(t), Insecure: true},
		Scoped: &servicestack.ScopedKeys{Find: func(_ context.Context, text string) (auth.APIKey, error) {
			k := auth.APIKey{Key: text, User: "1"}
			switch text {
			case "ak-plain":
			case "ak-read":
				k.Scopes = []string{"read"}
			case "ak-both":
				k.Scopes = []string{"read", "write"}
			case "ak-admin":
				k.Scopes = []string{"Admin"}
			case "ak-here":
				k.Operations = []string{"Other", "Guarded"}
			case "ak-elsewhere":
				k.Operations = []string{"Other"}
			case "ak-admin-elsewhere":
				k.Scopes, k.Operations = []string{"Admin"}, []string{"Other"}
			case "ak-cancelled":
				k.Cancelled = ended
			case "ak-expired":
				k.Expires = ended
			case "plain": // has no prefix
			default:
				return auth.APIKey{}, auth.ErrUnauthenticated
			}
			return k, nil
		}},
	}
	d := servicestack.Defaults()
	d.Identity, d.Plain = i, true
	serve := func(ctx context.Context, _ *Guarded) (*GuardedResponse, error) {
		p := auth.From(ctx)
		res := &GuardedResponse{Result: p.User}
		if p.Key != nil {
			res.Result += " by " + p.Key.Key
		}
		return res, nil
	}
	h, err := server.New(server.Host{
		Name: "app", Dialect: d, Log: slog.New(slog.DiscardHandler), Operations: []services.Operation{services.Op(serve, need, "GET /guarded")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// bearer is the header of a caller with roles, permissions and claims of a host's own.
func bearer(t *testing.T, roles, permissions []string, claims ...string) []string {
	t.Helper()
	c := auth.Claims{Subject: "7", Expires: time.Now().Add(time.Hour), Roles: roles, Permissions: permissions}
	for i := 0; i < len(claims); i += 2 {
		c.Extra = append(c.Extra, auth.Claim{Name: claims[i], Value: json.RawMessage(claims[i+1])})
	}
	token, err := signedTokens(t).Issue(c)
	if err != nil {
		t.Fatal(err)
	}
	return []string{"Authorization", "Bearer " + token}
}

func askGuarded(h *server.Host, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "/guarded", nil)
	r.Header.Set("Accept", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// What is said of a demand that is not met. The forms are recorded: auth/creds 1470, 1930, 2290 and auth/creds-options 0180, 0230; the sentences about
// claims, scopes and keys are those of ServiceStack's validators (contract/servicestack-auth.md 5.1 and 5.2).
const (
	challenged = "401 "
	plainly    = "403 Forbidden\r\n\r\nRequest.HttpMethod: GET\r\nRequest.PathInfo: /guarded\r\nRequest.QueryString: \r\n\r\n"
	strange    = `401 {"responseStatus":{"errorCode":"Unauthorized","message":"Not Authenticated","errors":[]}}`
	noKey      = `401 {"responseStatus":{"errorCode":"Unauthorized","message":"Invalid API Key","errors":[]}}`
	served     = `200 {"result":"7"}`
)

func lacking(message string) string {
	return `403 {"responseStatus":{"errorCode":"Forbidden","message":"` + message + `","errors":[]}}`
}

func TestDemands(t *testing.T) {
	var (
		none       []string
		nobody     = bearer(t, nil, nil)
		user       = bearer(t, []string{"user"}, []string{"look"})
		editor     = bearer(t, []string{"user", "Editor"}, []string{"look", "edit"})
		admin      = bearer(t, []string{"Admin"}, nil)
		acme       = bearer(t, nil, nil, "tenant", `"acme"`)
		several    = bearer(t, nil, nil, "tenant", `["other","acme"]`)
		number     = bearer(t, nil, nil, "tenant", `7`)
		reader     = bearer(t, nil, nil, "scope", `["read","list"]`)
		claimsEdit = bearer(t, nil, nil, "perm", `"edit"`)
		secret     = []string{"authsecret", "open sesame"}
	)
	for _, row := range []struct {
		name    string
		need    auth.Need
		answers map[string][][]string
	}{
		{"signed in", auth.SignedIn, map[string][][]string{challenged: {none}, served: {nobody, user, admin}}},
		{"signed in, in a body", servicestack.Authenticated(), map[string][][]string{strange: {none}, served: {nobody, user, admin}}},
		{"role", servicestack.RequiredRole("user", "Editor"), map[string][][]string{challenged: {none}, plainly: {nobody, user}, served: {editor, admin}}},
		{"role, in a body", servicestack.HasRole("user", "Editor"), map[string][][]string{
			strange: {none}, lacking("user, Editor Roles Required"): {nobody, user}, served: {editor, admin},
		}},
		{"any role", servicestack.RequiresAnyRole("Owner", "user"), map[string][][]string{challenged: {none}, plainly: {nobody}, served: {user, editor, admin}}},
		{"any role, in a body", servicestack.HasAnyRole("Owner", "user"), map[string][][]string{
			strange: {none}, lacking("Any of Owner, user Roles Required"): {nobody}, served: {user, editor, admin},
		}},
		{"permission", servicestack.RequiredPermission("edit"), map[string][][]string{challenged: {none}, plainly: {nobody, user}, served: {editor, admin}}},
		{"permission, in a body", servicestack.HasPermission("edit"), map[string][][]string{
			strange: {none}, lacking("edit Permission Required"): {nobody, user}, served: {editor, admin},
		}},
		{"any permission", servicestack.RequiresAnyPermission("edit", "look"), map[string][][]string{
			challenged: {none}, plainly: {nobody}, served: {user, editor, admin},
		}},
		{"claim", servicestack.RequiredClaim("tenant", "acme"), map[string][][]string{
			challenged: {none}, plainly: {nobody, editor, number}, served: {acme, several, admin},
		}},
		{"claim, in a body", servicestack.HasClaim("tenant", "acme"), map[string][][]string{
			strange: {none}, lacking("tenant Claim with 'acme' is Required"): {nobody, editor, number}, served: {acme, several, admin},
		}},
		{"claim that is a number", servicestack.HasClaim("tenant", "7"), map[string][][]string{
			lacking("tenant Claim with '7' is Required"): {nobody, acme}, served: {number},
		}},
		{"claim that is a permission", servicestack.HasClaim("perm", "edit"), map[string][][]string{
			strange: {none}, lacking("edit Permission Required"): {nobody, user}, served: {editor, claimsEdit, admin},
		}},
		{"claim that is a role", servicestack.RequiredClaim("role", "Editor"), map[string][][]string{plainly: {user}, served: {editor, admin}}},
		{"scope", servicestack.HasScope("read"), map[string][][]string{
			strange: {none}, lacking("'read' scope is Required"): {nobody, acme}, served: {reader, admin},
		}},
		{"secret", servicestack.HasSecret(), map[string][][]string{strange: {none, admin}, `200 {"result":"0"}`: {secret}}},
	} {
		h := guarding(t, row.need)
		for want, callers := range row.answers {
			for _, headers := range callers {
				w := askGuarded(h, headers...)
				if got := answer(w); got != want {
					t.Errorf("%s, asked with %.40q: %q, want %q", row.name, headers, got, want)
				}
				if challenge := w.Header().Get("WWW-Authenticate"); (challenge != "") != (want == challenged) {
					t.Errorf("%s, asked with %.40q: WWW-Authenticate %q", row.name, headers, challenge)
				}
			}
		}
	}
}

func answer(w *httptest.ResponseRecorder) string { return fmt.Sprintf("%d %s", w.Code, w.Body) }

// A key says what may be called and not who calls, unless it is an administrator's.
func TestScopedKeys(t *testing.T) {
	const (
		cancelled = `401 {"responseStatus":{"errorCode":"Unauthorized","message":"API Key has been cancelled","errors":[]}}`
		expired   = `401 {"responseStatus":{"errorCode":"Unauthorized","message":"API Key has expired","errors":[]}}`
	)
	key := func(text string) []string { return []string{"X-Api-Key", text} }
	asBearer := func(text string) []string { return []string{"Authorization", "Bearer " + text} }
	claimed := bearer(t, nil, nil, "apikey", `"ak-plain"`)
	by := func(text string) string { return `200 {"result":" by ` + text + `"}` }
	for _, row := range []struct {
		name    string
		need    auth.Need
		headers []string
		want    string
	}{
		{"none", servicestack.HasKey(), nil, noKey},
		{"in its header", servicestack.HasKey(), key("ak-plain"), by("ak-plain")},
		{"as a bearer", servicestack.HasKey(), asBearer("ak-plain"), by("ak-plain")},
		{"an empty header hides the bearer", servicestack.HasKey(), append(key(""), asBearer("ak-plain")...), noKey},
		{"the header goes first", servicestack.HasKey(), append(key("ak-unknown"), asBearer("ak-plain")...), noKey},
		{"in a claim of a bearer, which stands where a key would", servicestack.HasKey(), claimed, noKey},
		{"in a claim of a cookie", servicestack.HasKey(), []string{"Cookie", "ss-tok=" + claimed[1][len("Bearer "):]}, `200 {"result":"7 by ak-plain"}`},
		{"beside a token that is over", servicestack.HasKey(), append(key("ak-plain"), "Authorization", "Bearer "+stale(t)), by("ak-plain")},
		{"beside a token", servicestack.HasKey(), append(key("ak-plain"), bearer(t, nil, nil)...), `200 {"result":"7 by ak-plain"}`},
		{"unknown", servicestack.HasKey(), key("ak-unknown"), noKey},
		{"a token", servicestack.HasKey(), bearer(t, []string{"Admin"}, nil), noKey},
		{"the secret", servicestack.HasKey(), []string{"authsecret", "open sesame"}, `200 {"result":"0"}`},
		{"the secret in its place", servicestack.HasKey(), key("open sesame"), `200 {"result":"0"}`},
		{"without the prefix", servicestack.HasKey(), key("plain"), noKey},
		{"scope", servicestack.HasKey("read"), key("ak-read"), by("ak-read")},
		{"another scope", servicestack.HasKey("write"), key("ak-read"), noKey},
		{"no scope", servicestack.HasKey("read"), key("ak-plain"), noKey},
		{"one of two scopes", servicestack.HasKey("read", "write"), key("ak-read"), noKey},
		{"both scopes", servicestack.HasKey("read", "write"), key("ak-both"), by("ak-both")},
		{"admin", servicestack.HasKey("write"), key("ak-admin"), `200 {"result":"1 by ak-admin"}`},
		{"for this operation", servicestack.HasKey(), key("ak-here"), by("ak-here")},
		{"for others", servicestack.HasKey(), key("ak-elsewhere"), noKey},
		{"admin, for others", servicestack.HasKey(), key("ak-admin-elsewhere"), `200 {"result":"1 by ak-admin-elsewhere"}`},
		{"cancelled", servicestack.HasKey(), key("ak-cancelled"), cancelled},
		{"expired", servicestack.HasKey(), key("ak-expired"), expired},
		{"cancelled, nothing demanded", auth.Anyone, key("ak-cancelled"), cancelled},
		{"expired, nothing demanded", auth.Anyone, key("ak-expired"), expired},
		{"unknown, nothing demanded", auth.Anyone, key("ak-unknown"), `200 {}`},
		{"cancelled, a stranger to a demand that comes before", auth.SignedIn, key("ak-cancelled"), challenged},
		{"cancelled, beside a token", auth.SignedIn, append(key("ak-cancelled"), bearer(t, nil, nil)...), cancelled},
		{"cancelled, a demand in a body", servicestack.Authenticated(), key("ak-cancelled"), cancelled},
		{"signs nobody in", servicestack.Authenticated(), key("ak-read"), strange},
		{"nor where no body tells", auth.SignedIn, key("ak-read"), challenged},
		{"an administrator's does", servicestack.HasRole("Editor"), key("ak-admin"), `200 {"result":"1 by ak-admin"}`},
		{"but comes too late there", auth.SignedIn, key("ak-admin"), challenged},
	} {
		w := askGuarded(guarding(t, row.need), row.headers...)
		if got := answer(w); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// stale is a token whose time is over.
func stale(t *testing.T) string {
	t.Helper()
	token, err := signedTokens(t).Issue(auth.Claims{Subject: "7", Expires: time.Now().Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// J13: of tokens that are worth nothing, the answer does not tell why.
func TestRefusedTokensAreAlike(t *testing.T) {
	h, made := guarding(t, auth.SignedIn), signedTokens(t)
	later := time.Now().Add(time.Hour)
	token := func(by *auth.Tokens, c auth.Claims) string {
		text, err := by.Issue(c)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	other, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{ID: "Bwc", Secret: make([]byte, 32)}}})
	if err != nil {
		t.Fatal(err)
	}
	good := token(made, auth.Claims{Subject: "7", Expires: later})
	parts := strings.Split(good, ".")
	var first string
	for name, text := range map[string]string{
		"another key":       token(other, auth.Claims{Subject: "7", Expires: later}),
		"another issuer":    token(made, auth.Claims{Subject: "7", Expires: later, Issuer: "other"}),
		"a refresh token":   token(made, auth.Claims{Subject: "7", Expires: later, Refresh: true}),
		"another payload":   parts[0] + "." + strings.Split(token(made, auth.Claims{Subject: "8", Expires: later}), ".")[1] + "." + parts[2],
		"no signature":      parts[0] + "." + parts[1] + ".",
		"two parts":         parts[0] + "." + parts[1],
		"issued tomorrow":   token(made, auth.Claims{Subject: "7", Expires: later.Add(48 * time.Hour), IssuedAt: later.Add(24 * time.Hour)}),
		"subject twice":     token(made, auth.Claims{Subject: "7", Expires: later, Extra: []auth.Claim{{Name: "sub", Value: json.RawMessage("8")}}}),
		"critical header":   token(made, auth.Claims{Subject: "7", Expires: later, Header: []auth.Claim{{Name: "crit", Value: json.RawMessage(`["exp"]`)}}}),
		"nothing of a kind": "x",
	} {
		w := askGuarded(h, "Authorization", "Bearer "+text)
		w.Header().Del("X-Request-Id")
		got := fmt.Sprint(answer(w), w.Header())
		if first == "" {
			first = got
		}
		if w.Code != 401 || got != first {
			t.Errorf("%s: %s, want 401, as another: %s", name, got, first)
		}
	}
	if w := askGuarded(h, "Authorization", "Bearer "+good); w.Code != 200 {
		t.Errorf("a good one: %s", answer(w))
	}
}
