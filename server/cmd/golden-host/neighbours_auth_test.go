package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
)

// recordedToken signs a token as the recorded hosts do, with the published key 00..1f and claims of a case's own.
func recordedToken(t *testing.T, claims ...auth.Claim) string {
	t.Helper()
	key := make([]byte, 32)
	for i := range key {
		key[i] = byte(i)
	}
	made, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{Secret: key}}})
	if err != nil {
		t.Fatal(err)
	}
	token, err := made.Issue(auth.Claims{Subject: "1", Username: "manager", Roles: []string{"Manager"}, Expires: time.Now().Add(time.Hour), Extra: claims})
	if err != nil {
		t.Fatal(err)
	}
	return "Bearer " + token
}

func claim(name, value string) auth.Claim {
	return auth.Claim{Name: name, Value: json.RawMessage(value)}
}

// Requests beside the recorded ones of hosts with authentication: what is told begins with want.
func TestAuthNeighbours(t *testing.T) {
	const login, generate, mismatch = "/auth/credentials", "/users/2fa/generate-key", `{"responseStatus":{"errorCode":"Forbidden","message":"Tenant mismatch"`
	for _, n := range []struct {
		host, verb, target, authorization, body string
		status                                  int
		want, source                            string
	}{
		{"auth/creds", "POST", login, "", `{"userName":"MANAGER@example.org","password":"p@55wOrd"}`, 401,
			`{"responseStatus":{"errorCode":"Unauthorized"`, "creds/0100-login-username-case: addresses are looked up in the same way"},
		{"auth/creds", "GET", "/auth?UserName=manager&Password=p%4055wOrd", "", "", 200, `{"userId":"1"`,
			"AuthFeature.DefaultAllowGetAuthenticateRequests: any GET that names no provider"},
		{"auth/creds", "GET", "/auth/credentials?UserName=manager&Password=p%4055wOrd", "", "", 405,
			`{"responseStatus":{"errorCode":"NotSupportedException"`, "the same"},
		{"auth/creds", "GET", "/auth/logout?continue=https://evil.example.org/", "", "", 400, `{"responseStatus":{"errorCode":"ArgumentException"`,
			"creds/0670-external-continue: whoever asks for the return address checks it"},
		{"auth/creds-options", "GET", "/v-secret", "Bearer s3cr3t-admin", "", 200, `{"result":"VSecret:"}`, "AuthSecretValidator"},
		{"auth/apikey-params", "GET", "/secured?apikey=nope", "", "", 403, `{"responseStatus":{"errorCode":"Forbidden"`,
			"apikey-params/0060-bearer-http: the connection is looked at before the key"},
		{"auth/apikey", "GET", "/apikeys/LIVE", "Bearer key-manager-live", "", 200, `{"results":[]}`, "GetApiKeysService compares environments letter by letter"},
		{"auth/jwt-hooks", "GET", "/secured", recordedToken(t, claim("deny", `"true"`)), "", 403, `{"responseStatus":{"errorCode":"Forbidden"`,
			"jwt-hooks/0030-denied: a claim's value is its text"},
		{"auth/tenant", "PUT", generate, recordedToken(t, claim("organisationId", `"org-1"`)), "{}", 200, `{"twoFactorUri"`, "tenant/0410-generate-employee"},
		{"auth/tenant", "PUT", generate, recordedToken(t, claim("organisationId", "null")), "{}", 403, mismatch, "tenant.md: an empty OrganisationId"},
		{"auth/tenant", "PUT", generate, recordedToken(t, claim("organisationId", `""`)), "{}", 403, mismatch, "the same"},
		{"auth/tenant", "PUT", generate, recordedToken(t), "{}", 403, mismatch, "the same"},
	} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l, hosts.Find(n.host)) }()
		r, err := http.NewRequest(n.verb, "http://"+l.Addr().String()+n.target, bytes.NewReader([]byte(n.body)))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", n.authorization)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		l.Close()
		if err != nil || res.StatusCode != n.status || !strings.HasPrefix(string(body), n.want) {
			t.Errorf("%s: %s %s %s = %d %s, want %d %s (%s)", n.host, n.verb, n.target, n.body, res.StatusCode, body, n.status, n.want, n.source)
		}
	}
}
