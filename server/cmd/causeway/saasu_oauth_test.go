package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// saasuGrant is a token response as its document shows it.
type saasuGrant struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token"`
	Scope        string `json:"scope"`
}

func passwordGrant(user, password, code string) string {
	return fmt.Sprintf(`{"grant_type":"password","username":%q,"password":%q,"scope":"full","verification_code":%q}`, user, password, code)
}

// authorise posts to an operation under authorisation/.
func (s saasuTest) authorise(operation, body string) answer {
	s.t.Helper()
	s.clock.advance(time.Second) // texts are in the order of their time
	return s.send("POST /authorisation/"+operation, body, jsonBody)
}

// grant signs a user in.
func (s saasuTest) grant(book demoBook, operation, code string) saasuGrant {
	s.t.Helper()
	return s.granted(s.authorise(operation, passwordGrant(book.user, book.password(), code)))
}

func (s saasuTest) granted(a answer) saasuGrant {
	s.t.Helper()
	var g saasuGrant
	if err := json.Unmarshal([]byte(a.body), &g); err != nil || a.status != 200 || g.AccessToken == "" {
		s.t.Fatalf("sign in: %d %s", a.status, a.body)
	}
	return g
}

// refused compares an answer with the body that clients of authorisation/ read.
func (s saasuTest) refused(what string, a answer, code string) {
	s.t.Helper()
	var body struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || a.status != 401 || body.Error != code || body.Description == "" {
		s.t.Errorf("%s = %d %s, want 401 with error %q", what, a.status, a.body, code)
	}
}

func (s saasuTest) pings(token string) int {
	s.t.Helper()
	return s.send("GET /authorisation/ping", "", "Authorization: Bearer "+token).status
}

func TestS01(t *testing.T) {
	s := startSaasu(t)
	g := s.grant(u1, "token", "")
	if g.TokenType != "Bearer" || g.ExpiresIn != 10800 || g.RefreshToken == "" || !strings.Contains(g.Scope, "fileid:777") || strings.Contains(g.Scope, "888") {
		t.Errorf("grant = %+v", g)
	}
	if got := s.pings(g.AccessToken); got != 200 {
		t.Errorf("ping = %d, want 200", got)
	}
	form := s.send("POST /authorisation/token", "grant_type=password&username=u1&password="+u1.password(), "Content-Type: application/x-www-form-urlencoded")
	s.granted(form)
	xml := s.send("POST /authorisation/token", `<OAuthPasswordCredentialsGrantRequest><grant_type>password</grant_type><username>u1</username><password>`+
		u1.password()+`</password></OAuthPasswordCredentialsGrantRequest>`, xmlBody)
	if xml.status != 200 || !strings.Contains(xml.body, "<token_type>Bearer</token_type><expires_in>10800</expires_in><refresh_token>") {
		t.Errorf("grant in XML = %d %s", xml.status, xml.body)
	}
	s.clock.advance(10801 * time.Second)
	if got := s.pings(g.AccessToken); got != 401 {
		t.Errorf("ping after three hours = %d, want 401", got)
	}
}

func TestS02(t *testing.T) {
	s := startSaasu(t)
	s.refused("wrong password", s.authorise("token", passwordGrant("u1", "no", "")), "invalid_grant")
	wrong, unknown := s.authorise("token", passwordGrant("u1", "no", "")), s.authorise("token", passwordGrant("nobody", "no", ""))
	if wrong.body != unknown.body {
		t.Errorf("an unknown user is told: %s, want %s", unknown.body, wrong.body)
	}
	s.refused("another grant", s.authorise("token", `{"grant_type":"client_credentials","username":"u1","password":"x"}`), "unsupported_grant_type")
	s.refused("no body", s.authorise("token", "null"), "invalid_request")
	s.want("no password", s.authorise("token", `{"grant_type":"password","username":"u1"}`), 400,
		fmt.Sprintf(invalidJSON, `"request.password":["The password field is required."]`))
}

func TestS19(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	if a := s.verify(u1, verifyJSON(id, otp)); a.status != 200 {
		t.Fatalf("verify = %d %s", a.status, a.body)
	}
	before := len(s.texts())
	s.refused("no code", s.authorise("token-2fa", passwordGrant("u1", u1.password(), "")), "2fa_code_required")
	s.refused("no code again", s.authorise("token", passwordGrant("u1", u1.password(), "")), "2fa_code_required")
	if n := len(s.texts()) - before; n != 1 {
		t.Errorf("%d texts, want 1", n)
	}
	s.refused("wrong password, no text", s.authorise("token-2fa", passwordGrant("u1", "no", "")), "invalid_grant")
}

func TestS20(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	s.verify(u1, verifyJSON(id, otp))
	s.authorise("token-2fa", passwordGrant("u1", u1.password(), ""))
	codes := s.texts()
	code := codes[len(codes)-1]
	s.refused("wrong code", s.authorise("token-2fa", passwordGrant("u1", u1.password(), other(code))), "invalid_2fa_code")
	g := s.grant(u1, "token-2fa", code)
	if got := s.pings(g.AccessToken); got != 200 {
		t.Errorf("ping = %d, want 200", got)
	}
	s.refused("the same code", s.authorise("token-2fa", passwordGrant("u1", u1.password(), code)), "invalid_2fa_code")
	s.granted(s.authorise("token-2fa", passwordGrant("u2", u2.password(), ""))) // who did not opt in needs none
}

func TestS21(t *testing.T) {
	s := startSaasu(t)
	old := s.grant(u1, "token", "")
	fresh := s.granted(s.authorise("refresh", `{"grant_type":"refresh_token","refresh_token":"`+old.RefreshToken+`"}`))
	if fresh.RefreshToken != old.RefreshToken || fresh.AccessToken == old.AccessToken {
		t.Errorf("refresh = %+v after %+v, want the same refresh token and a new access token", fresh, old)
	}
	if a, b := s.pings(old.AccessToken), s.pings(fresh.AccessToken); a != 401 || b != 200 {
		t.Errorf("ping of the old token = %d, of the new one = %d, want 401 and 200", a, b)
	}
	s.refused("unknown token", s.authorise("refresh", `{"grant_type":"refresh_token","refresh_token":"x"}`), "invalid_grant")
	s.refused("access token", s.authorise("refresh", `{"grant_type":"refresh_token","refresh_token":"`+fresh.AccessToken+`"}`), "invalid_grant")
}

func TestS22(t *testing.T) {
	s := startSaasu(t)
	known := s.send("POST /User/reset-password/?", `{"Username":"u1"}`, jsonBody)
	unknown := s.send("POST /User/reset-password/?", `{"Username":"nobody"}`, jsonBody)
	if known.status != 200 || unknown.status != 200 || known.body != unknown.body || !strings.HasPrefix(known.body, `{"StatusMessage":"`) {
		t.Errorf("known %d %s, unknown %d %s, want the same 200", known.status, known.body, unknown.status, unknown.body)
	}
	if m := s.outbox(); len(m) != 1 || m[0].To != u1.email() {
		t.Errorf("mails = %d, want one to %s", len(m), u1.email())
	}
}

func TestSaasuOptOut(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	s.verify(u1, verifyJSON(id, otp))
	a := s.send("POST /User/opt-out-from-2fa"+u1.query(), `{}`, jsonBody)
	if a.status != 200 || s.on("u1") {
		t.Errorf("opt out = %d %s, still on: %t", a.status, a.body, s.on("u1"))
	}
	s.grant(u1, "token", "")
}
