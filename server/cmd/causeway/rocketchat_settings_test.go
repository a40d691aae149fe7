package main

import (
	"context"
	"net/http"
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
