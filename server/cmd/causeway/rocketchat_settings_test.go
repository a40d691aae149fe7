package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/rocketchat"
)

// startChatWithout starts a workspace where two-factor authentication is off.
func startChatWithout(t *testing.T) chat {
	t.Helper()
	sys := rocketChatSystem
	sys.open = func(ctx context.Context, p *parts) (*opened, error) {
		return openRocketChatWith(ctx, p, rocketchat.Options{TwoFactorOff: true})
	}
	return chat{start(t, sys)}
}

func TestR38(t *testing.T) {
	c := startChatWithout(t)
	chatIs(t, "reset where two-factor authentication is off", c.reset(c.root(), `{"userId":"`+annID+`"}`), http.StatusBadRequest,
		`{"success":false,"error":"Two factor authentication is not enabled [error-two-factor-not-enabled]","errorType":"error-two-factor-not-enabled"}`)
	if !c.factors(annID).TOTP {
		t.Error("ann's factor is gone")
	}
}

func TestR39(t *testing.T) {
	c := startChatWithout(t)
	chatIs(t, "reset without the permission", c.reset(c.signIn("bob"), `{"userId":"`+annID+`"}`), http.StatusBadRequest, notAllowed)
}

func TestR40(t *testing.T) {
	c := startChatWithout(t)
	ann := c.token(annID, account.Login, account.Session{})
	chatIs(t, "reset of oneself", c.reset(ann, `{}`), http.StatusOK, chatDone)
	if c.factors(annID).TOTP || c.alive(ann) {
		t.Error("ann's factor or login is still there")
	}
}

// TestRocketChatNoWayToShow has a user who has neither a second factor nor a password: he is refused, whatever he shows.
func TestRocketChatNoWayToShow(t *testing.T) {
	c := startChat(t)
	const id = "eveEveEveEveEve01"
	c.update(func(tx *account.Tx) error {
		return tx.Create(&account.Account{ID: id, Username: "eve", Roles: []string{"user"}})
	})
	eve := c.token(id, account.Login, account.Session{})
	for _, headers := range [][]string{nil, shows("password", bobPassword), shows("totp", c.code(0)), shows("email", "123456"), shows("none", "")} {
		if a := c.reset(eve, `{}`, headers...); a.status != http.StatusBadRequest || !strings.Contains(a.body, `[totp-`) {
			t.Errorf("reset with %v = %d %s, want a refusal", headers, a.status, a.body)
		}
	}
}

// TestRocketChatHugeProofs sends passwords and codes that are too long to be any: they are wrong, not a fault.
func TestRocketChatHugeProofs(t *testing.T) {
	c := startChat(t)
	huge := strings.Repeat("a", 20000)
	for _, body := range []string{
		`{"user":"bob","password":"` + huge + `"}`,
		`{"user":"bob","password":{"digest":"` + huge + `","algorithm":"sha-256"}}`,
		`{"user":"` + huge + `","password":"pw"}`,
	} {
		chatHas(t, "login "+body[:30], c.call(chatLogin{}, loginRoute, body), http.StatusUnauthorized, `"error":"Unauthorized"`)
	}
	chatHas(t, "login with a huge code", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":"`+huge+`"}`), http.StatusUnauthorized, `"error":"totp-invalid"`)
	chatHas(t, "reset with a huge password", c.reset(c.signIn("bob"), `{}`, shows("password", huge)...), http.StatusBadRequest, `[totp-invalid]`)
	chatHas(t, "resume of a huge token", c.call(chatLogin{}, loginRoute, `{"resume":"`+huge+`"}`), http.StatusUnauthorized, `"error":403`)
	chatIs(t, "me with a huge token", c.call(chatLogin{demoRootID, huge}, "GET /api/v1/me", ""), http.StatusUnauthorized, unauthorized)
}

// TestRocketChatAliases calls users.resetTOTP by other names: without a login none does anything, and with one all count as one route.
func TestRocketChatAliases(t *testing.T) {
	c := startChat(t)
	bob, calls := c.signIn("bob"), 0
	for _, path := range []string{
		"/api/v1/users.resetTOTP/", "//api/v1/users.resetTOTP", "/api//v1/users.resetTOTP", "/API/V1/USERS.RESETTOTP", "/api/v1/users%2EresetTOTP", "/api/v1/./users.resetTOTP",
		"/api/v1/users.resetTOTP;x=y", "/api/v1/x/../users.resetTOTP", "/api%2Fv1%2Fusers.resetTOTP", "/api/v1/users.resetTOTP.json", "/users.resetTOTP", "/json/reply/UsersResetTOTP",
	} {
		if a := c.call(chatLogin{}, "POST "+path, `{}`); a.status != http.StatusUnauthorized && a.status != http.StatusNotFound {
			t.Errorf("POST %s without a login = %d %s, want 401 or 404", path, a.status, a.body)
		}
		a := c.call(bob, "POST "+path, `{}`)
		if a.status == http.StatusNotFound {
			continue
		}
		calls++
		if left := a.header.Get("X-RateLimit-Remaining"); a.body != passwordWanted || left != strconv.Itoa(10-calls) {
			t.Errorf("POST %s = %d %s with %s calls left, want the challenge with %d", path, a.status, a.body, left, 10-calls)
		}
	}
	for _, header := range []string{"X-HTTP-Method-Override: POST", "X-Method-Override: POST"} {
		a := c.call(c.root(), "GET /api/v1/users.resetTOTP", "", append(shows("totp", c.code(0)), header)...)
		if a.status != http.StatusMethodNotAllowed {
			t.Errorf("GET with %s = %d %s, want 405", header, a.status, a.body)
		}
	}
	c.untouched()
}

// TestRocketChatFederated has a user who lives on another server.
func TestRocketChatFederated(t *testing.T) {
	c := startChat(t)
	c.change(annID, func(a *account.Account) { a.Settings = map[string]string{"federated": "true"} })
	chatIs(t, "reset of a federated user", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(0))...), http.StatusBadRequest,
		`{"success":false,"error":"Federated Users cant have TOTP [error-not-allowed]","errorType":"error-not-allowed","details":{"function":"resetTOTP"}}`)
	if !c.factors(annID).TOTP || len(c.outbox()) != 0 {
		t.Error("a refused reset changed or mailed something")
	}
}

// TestRocketChatSecretsStayInside greps what was logged for everything that was secret.
func TestRocketChatSecretsStayInside(t *testing.T) {
	c := startChat(t)
	code := c.code(0)
	c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", code)...)
	c.reset(c.root(), `{"userId":"`+code+`","x":"`+demoRootToken+`"}`)
	bob := c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"}`)
	c.reset(loginOf(t, bob), `{}`, shows("password", bobPassword)...)
	for _, secret := range []string{code, demoRootToken, bobPassword, loginOf(t, bob).token, demoRootSecret} {
		if strings.Contains(c.logs.String(), secret) {
			t.Errorf("the log has %q in it", secret)
		}
	}
}
