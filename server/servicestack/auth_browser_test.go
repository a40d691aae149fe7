package servicestack_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/servicestack"
)

// Where a browser is sent to after it signed in, failed to, or signed out. A sign-in that names no provider is answered with a page.
func TestSentBack(t *testing.T) {
	h := signingIn(t, nil)
	const form, wrong = "UserName=ann&Password=right", "UserName=ann&Password=wrong"
	for _, row := range []struct {
		name, target, body, referer string
		status                      int
		location                    string
	}{
		{"named provider", "/auth/credentials?continue=/home", form, "", 302, "/home"},
		{"no provider", "/auth?continue=/home", form, "", 200, ""},
		{"where it came from", "/auth/credentials", form, "http://example.com/page", 302, "http://example.com/page"},
		{"came from elsewhere", "/auth/credentials", form, "http://evil.test/page", 200, ""},
		{"to elsewhere behind a blank", "/auth/credentials?continue=%20//evil.test/", form, "", 400, ""},
		{"query before form", "/auth/credentials?continue=/a", form + "&continue=/b", "", 302, "/a"},
		{"continue before redirect", "/auth/credentials?redirect=/b&continue=/a", form, "", 302, "/a"},
		{"failed", "/auth/credentials?continue=/home", wrong, "", 302, "/home#f=Invalid+Username+or+Password"},
		{"failed, came from", "/auth/credentials", wrong, "http://example.com/page", 302, "http://example.com/page#f=Invalid+Username+or+Password"},
		{"failed, with a fragment", "/auth/credentials?continue=/home%23a", wrong, "", 302, "/home#a/f=Invalid+Username+or+Password"},
		{"failed, to stay", "/auth/credentials?noredirect=1&continue=/home", wrong, "", 401, ""},
		{"locked", "/auth/credentials?continue=/home", "UserName=lou&Password=right", "", 401, ""},
		{"missing before foreign", "/auth/credentials?continue=http://evil.test/", "UserName=ann", "http://example.com/", 400, ""},
		{"signed out", "/auth/logout?continue=/bye", "", "http://example.com/page", 302, "/bye"},
		{"signed out, came from", "/auth/logout", "", "http://example.com/page", 302, "http://example.com/page"},
		{"signed out, came from there", "/auth/logout", "", "http://example.com/auth/logout", 200, ""},
		{"signed out to elsewhere", "/auth/logout?continue=http://evil.test/", "", "", 400, ""},
	} {
		w := newBrowser(h).send("POST", row.target, row.body, "Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded", "Referer", row.referer)
		if w.Code != row.status || w.Header().Get("Location") != row.location {
			t.Errorf("%s: POST %s = %d to %q, want %d to %q", row.name, row.target, w.Code, w.Header().Get("Location"), row.status, row.location)
		}
	}
}

// A return address in the members of a JSON sign-in is not looked at, only one in the query or in a form.
func TestReturnUrlInBody(t *testing.T) {
	body := strings.Replace(right, "{", `{"returnUrl":"/home",`, 1)
	if w := newBrowser(signingIn(t, nil)).send("POST", "/auth", body, "Accept", "text/html"); w.Code != http.StatusOK {
		t.Errorf("POST /auth %s = %d to %q, want 200", body, w.Code, w.Header().Get("Location"))
	}
}

// Who asks who he is learns where he came from or wants to go.
func TestReferrer(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	b.send("POST", "/auth", right)
	for _, row := range []struct {
		target, referer string
		status          int
		want            string
	}{
		{"/auth", "", 200, ""},
		{"/auth", "http://example.com/page", 200, "http://example.com/page"},
		{"/auth?continue=/home", "http://example.com/page", 200, "/home"},
		{"/auth?continue=http://evil.test/", "", 400, ""},
	} {
		w := b.send("GET", row.target, "", "Referer", row.referer)
		var res struct{ ReferrerUrl string }
		if err := json.Unmarshal(w.Body.Bytes(), &res); err != nil {
			t.Fatal(err)
		}
		if w.Code != row.status || res.ReferrerUrl != row.want {
			t.Errorf("GET %s from %q = %d %q, want %d %q", row.target, row.referer, w.Code, res.ReferrerUrl, row.status, row.want)
		}
	}
}

// Passwords in URLs are refused, unless the host takes them. The original takes them where no provider of its list is named.
func TestPasswordInURL(t *testing.T) {
	const password = "?UserName=ann&Password=right"
	for _, row := range []struct {
		name   string
		change func(*servicestack.Identity)
		want   map[string]int
	}{
		{"default", nil, map[string]int{"/auth": 405, "/auth/login": 405, "/auth/credentials": 405}},
		{"unnamed", func(i *servicestack.Identity) { i.AllowUnnamedGet = true }, map[string]int{"/auth": 200, "/auth/login": 200, "/auth/credentials": 405}},
		{"all", func(i *servicestack.Identity) { i.AllowGet = true }, map[string]int{"/auth": 200, "/auth/login": 200, "/auth/credentials": 200}},
	} {
		h := signingIn(t, row.change)
		for target, want := range row.want {
			if w := newBrowser(h).send("GET", target+password, ""); w.Code != want {
				t.Errorf("%s: GET %s = %d %s, want %d", row.name, target, w.Code, w.Body, want)
			}
		}
	}
}

// Whoever was remembered stays so until a sign-in says otherwise.
func TestStaysRemembered(t *testing.T) {
	b := newBrowser(signingIn(t, nil))
	for _, step := range []struct{ member, want string }{{`"rememberMe":true,`, "perm"}, {"", "perm"}, {`"rememberMe":false,`, "temp"}, {"", "temp"}} {
		b.send("POST", "/auth", strings.Replace(right, "{", "{"+step.member, 1))
		if got := b.cookies["ss-opt"]; got != step.want {
			t.Errorf("ss-opt after a sign-in with {%s} = %s, want %s", step.member, got, step.want)
		}
	}
}

// What is told of a password that is missing: that it is empty or not there, and never what it is.
func TestMissingPassword(t *testing.T) {
	h := signingIn(t, nil)
	for member, want := range map[string]string{
		``:                 `{"PropertyName":"Password"}`,
		`,"password":null`: `{"PropertyName":"Password"}`,
		`,"password":""`:   `{"PropertyName":"Password","PropertyValue":""}`,
		`,"password":" "`:  `{"PropertyName":"Password"}`,
	} {
		body := `{"userName":"ann"` + member + `}`
		w := newBrowser(h).send("POST", "/auth/credentials", body)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"fieldName":"Password","message":"'Password' must not be empty.","meta":`+want) {
			t.Errorf("POST /auth/credentials %s = %d %s, want 400 with %s", body, w.Code, w.Body, want)
		}
	}
}

// The host's secret makes an administrator of whoever sends it, and as a bearer it meets the demand for it alone.
func TestSecret(t *testing.T) {
	h := signingIn(t, func(i *servicestack.Identity) { i.Secret = "s3cr3t" })
	for _, row := range []struct {
		target, header, value string
		want                  int
	}{
		{"/wipe", "", "", 401},
		{"/wipe?authsecret=s3cr3t", "", "", 200},
		{"/wipe?authsecret=other", "", "", 401},
		{"/wipe", "authsecret", "s3cr3t", 200},
		{"/wipe", "Authorization", "Bearer s3cr3t", 200},
		{"/wipe", "Authorization", "Bearer other", 401},
		{"/owned", "authsecret", "s3cr3t", 200},
		{"/owned", "Authorization", "Bearer s3cr3t", 401},
	} {
		if w := newBrowser(h).send("GET", row.target, "", row.header, row.value); w.Code != row.want {
			t.Errorf("GET %s with %s %q = %d, want %d", row.target, row.header, row.value, w.Code, row.want)
		}
	}
}

// A provider that nobody knows is told without what could be markup.
func TestUnknownProvider(t *testing.T) {
	h := signingIn(t, nil)
	for name, want := range map[string]string{"nope": "nope", "<b>x-y</b>": "bxy/b", "a'b;c": "abc", "Zo\u00eb_1 [a]": "Zo\u00eb_1 [a"} {
		body := `{"provider":"` + name + `"}`
		w := newBrowser(h).send("POST", "/auth", body)
		if want := "No configuration was added for OAuth provider '" + want + "'"; w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), want) {
			t.Errorf("POST /auth %s = %d %s, want 404 %s", body, w.Code, w.Body, want)
		}
	}
}

// A GET that names a provider is refused before anybody looks at who calls, also where the provider's proof comes with each request.
func TestNamedGet(t *testing.T) {
	h := signingIn(t, nil)
	for verb, want := range map[string]int{"GET": 405, "POST": 401} {
		if w := newBrowser(h).send(verb, "/auth/jwt", `{}`); w.Code != want {
			t.Errorf("%s /auth/jwt = %d %s, want %d", verb, w.Code, w.Body, want)
		}
	}
}
