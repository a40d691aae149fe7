package rocketchat_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// said answers with what arrived.
func said[Req any](_ context.Context, req *Req) (*Req, error) { return req, nil }

// serve serves operations to everybody who has a pair of headers.
func serve(t *testing.T, d *rocketchat.Dialect, now func() time.Time, operations ...services.Operation) *httptest.Server {
	t.Helper()
	host, err := server.New(server.Host{
		Name: "rocketchat", Dialect: d, Operations: operations, Now: now,
		Verify: func(_ context.Context, c auth.Credentials) (auth.Principal, error) {
			p := auth.Principal{User: c.User}
			if c.Token == "unlimited" {
				p.Permissions = []string{rocketchat.BypassRateLimit}
			}
			return p, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(host)
	t.Cleanup(s.Close)
	return s
}

// ask sends a request and returns the answer with its body read.
func ask(t *testing.T, verb, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), verb, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Add(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

func TestOrder(t *testing.T) {
	refuse := func(context.Context, *dto.UsersResetTOTP) (*dto.Done, error) {
		return nil, services.Errorf(services.Invalid, "error-not-allowed", "Not allowed")
	}
	s := serve(t, &rocketchat.Dialect{Calls: 1}, nil,
		services.Op(refuse, auth.SignedIn, "POST /api/v1/users.resetTOTP"),
		services.Op(said[dto.UsersLogout], auth.Permission("logout-other-user"), "POST /api/v1/users.logout"),
	)
	pair := []string{"X-User-Id: ann", "X-Auth-Token: t"}
	for _, test := range []struct {
		about, path, body string
		headers           []string
		status            int
		want              string
	}{
		{"no such path, nobody", "nosuch", `{`, nil, 404, `{"success":false,"error":"Resource not found"}`},
		{"nobody, malformed body", "users.resetTOTP", `{`, nil, 401,
			`{"status":"error","message":"You must be logged in to do this.","success":false,"error":"You must be logged in to do this."}`},
		{"no permission, malformed body", "users.logout", `{`, pair, 403, `{"success":false,"error":"unauthorized"}`},
		{"malformed body, not counted", "users.resetTOTP", `{`, pair, 400, `{"success":false,"error":"Invalid JSON body","errorType":"invalid-params"}`},
		{"the operation", "users.resetTOTP", `{}`, pair, 400, `{"success":false,"error":"Not allowed [error-not-allowed]","errorType":"error-not-allowed"}`},
		{"one too many, malformed body", "users.resetTOTP", `{`, pair, 400, `{"success":false,"error":"Invalid JSON body","errorType":"invalid-params"}`},
		{"one too many", "users.resetTOTP", `{}`, pair, 429,
			`{"success":false,"error":"Error, too many requests. Please slow down. You must wait 60 seconds before trying this endpoint again. [error-too-many-requests]"}`},
	} {
		res, body := ask(t, "POST", s.URL+"/api/v1/"+test.path, test.body, append(test.headers, "Content-Type: application/json")...)
		if res.StatusCode != test.status || body != test.want {
			t.Errorf("%s: %d %s, want %d %s", test.about, res.StatusCode, body, test.status, test.want)
		}
	}
}

func TestFaults(t *testing.T) {
	fail := func(_ context.Context, req *dto.UsersResetTOTP) (*dto.Done, error) {
		switch *req.UserId {
		case "panic":
			panic("a secret")
		case "internal":
			return nil, fmt.Errorf("a secret")
		case "busy":
			return nil, services.Errorf(services.Unavailable, "", "Try again")
		case "code alone":
			return nil, services.Errorf(services.Invalid, "invalid-totp", "")
		}
		return nil, services.Errorf(services.Invalid, "", "Text alone")
	}
	s := serve(t, &rocketchat.Dialect{Calls: -1}, nil, services.Op(fail, auth.Anyone, "POST /api/v1/fail"))
	for user, want := range map[string]string{
		"panic":                    `500 {"success":false,"error":"Internal server error"}`,
		"internal":                 `500 {"success":false,"error":"Internal server error"}`,
		"busy":                     `503 {"success":false,"error":"Try again"}`,
		"code alone":               `400 {"success":false,"error":"[invalid-totp]","errorType":"invalid-totp"}`,
		"text alone":               `400 {"success":false,"error":"Text alone"}`,
		strings.Repeat("x", 1<<20): `413 {"success":false,"error":"The request body is too large"}`,
	} {
		res, body := ask(t, "POST", s.URL+"/api/v1/fail", `{"userId":"`+user+`"}`, "Content-Type: application/json")
		if got := fmt.Sprintf("%d %s", res.StatusCode, body); got != want {
			t.Errorf("%.20s: %s, want %s", user, got, want)
		}
		if got := res.Header.Get("Content-Type"); got != "application/json" {
			t.Errorf("%.20s: Content-Type %q, want application/json", user, got)
		}
	}
}

func TestLimit(t *testing.T) {
	now := time.UnixMilli(1700000000000)
	s := serve(t, &rocketchat.Dialect{Calls: 2, Per: 10 * time.Second}, func() time.Time { return now },
		services.Op(said[dto.UsersResetTOTP], auth.Anyone, "POST /api/v1/a"), services.Op(said[dto.UsersInfo], auth.Anyone, "POST /api/v1/b"))
	for _, test := range []struct {
		about, path, token string
		after              time.Duration
		status             int
		remaining, reset   string
	}{
		{"first", "a", "t", 0, 200, "1", "1700000010000"},
		{"second", "a", "t", 4 * time.Second, 200, "0", "1700000010000"},
		{"third", "a", "t", 4 * time.Second, 429, "0", "1700000010000"},
		{"another token of the same address", "a", "u", 0, 429, "0", "1700000010000"},
		{"another route", "b", "t", 0, 200, "1", "1700000018000"},
		{"who has the permission", "a", "unlimited", 0, 200, "", ""},
		{"a new window", "a", "t", 2 * time.Second, 200, "1", "1700000020000"},
	} {
		now = now.Add(test.after)
		res, body := ask(t, "POST", s.URL+"/api/v1/"+test.path, "", "X-User-Id: ann", "X-Auth-Token: "+test.token)
		remaining, reset := res.Header.Get("X-Ratelimit-Remaining"), res.Header.Get("X-Ratelimit-Reset")
		if res.StatusCode != test.status || remaining != test.remaining || reset != test.reset {
			t.Errorf("%s: %d %s, remaining %q, reset %q, want %d, %q, %q", test.about, res.StatusCode, body, remaining, reset, test.status, test.remaining, test.reset)
		}
	}
}

func TestDeclarations(t *testing.T) {
	type NotText struct{ Count int }
	for want, d := range map[string]struct {
		dialect *rocketchat.Dialect
		op      services.Operation
	}{
		"member count: only texts":           {&rocketchat.Dialect{}, services.Op(said[NotText], auth.Anyone, "POST /api/v1/x")},
		"open body of Other: no such operat": {&rocketchat.Dialect{Open: []string{"Other"}}, services.Op(said[dto.Logout], auth.Anyone, "POST /api/v1/x")},
	} {
		_, err := server.New(server.Host{Name: "rocketchat", Dialect: d.dialect, Operations: []services.Operation{d.op}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("New = %v, want an error with %q", err, want)
		}
	}
}
