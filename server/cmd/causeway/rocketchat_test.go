package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/causeway-gateway/causeway/services/account"
)

// chat is Rocket.Chat with its demonstration data: root (admin), ann, bob without a second factor, mel with codes by mail. Each answer is held against the
// schemas that Rocket.Chat publishes.
type chat struct{ *harness }

// A chatLogin is the pair of headers that a client sends.
type chatLogin struct{ user, token string }

func (l chatLogin) headers() []string {
	if l == (chatLogin{}) {
		return nil
	}
	return []string{"X-User-Id: " + l.user, "X-Auth-Token: " + l.token}
}

const (
	annID        = "annAnnAnnAnnAnn01"
	bobID        = "bobBobBobBobBob01"
	melID        = "melMelMelMelMel01"
	bobPassword  = "30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4" // sha256sum of "pw"
	resetRoute   = "POST /api/v1/users.resetTOTP"
	loginRoute   = "POST /api/v1/login"
	chatDone     = `{"success":true}`
	notAllowed   = `{"success":false,"error":"Not allowed [error-not-allowed]","errorType":"error-not-allowed"}`
	totpWanted   = `{"success":false,"error":"TOTP Required [totp-required]","errorType":"totp-required","details":{"method":"totp","codeGenerated":false,"availableMethods":["totp"]}}`
	totpWrong    = `{"success":false,"error":"TOTP Invalid [totp-invalid]","errorType":"totp-invalid","details":{"method":"totp","codeGenerated":false,"availableMethods":["totp"]}}`
	unauthorized = `{"status":"error","message":"You must be logged in to do this.","success":false,"error":"You must be logged in to do this."}`
)

func startChat(t *testing.T) chat {
	t.Helper()
	return chat{start(t, rocketChatSystem)}
}

// root is signed in from the start.
func (c chat) root() chatLogin { return chatLogin{demoRootID, demoRootToken} }

// code is what the authenticator of root and of ann shows at a distance from now, by a library of its own.
func (c chat) code(distance time.Duration) string {
	c.t.Helper()
	code, err := totp.GenerateCode(demoRootSecret, c.clock.now().Add(distance))
	if err != nil {
		c.t.Fatal(err)
	}
	return code
}

// call sends a JSON body, or none, as who.
func (c chat) call(who chatLogin, line, body string, headers ...string) answer {
	c.t.Helper()
	headers = append(headers, who.headers()...)
	if body != "" {
		headers = append([]string{"Content-Type: application/json"}, headers...)
	}
	return c.checked(line, c.send(line, body, headers...))
}

// checked holds an answer against what every answer of this host has.
func (c chat) checked(line string, a answer) answer {
	c.t.Helper()
	if got := a.header.Get("Content-Type"); got != "application/json" {
		c.t.Errorf("Content-Type of %s = %q, want application/json", line, got)
	}
	if got := a.header.Get("Cache-Control"); got != "no-store" {
		c.t.Errorf("Cache-Control of %s = %q, want no-store", line, got)
	}
	if strings.HasPrefix(line, "HEAD ") {
		return a
	}
	if complaint := schemaComplaint(c.t, line, a); complaint != "" {
		c.t.Errorf("%s = %d %s: %s", line, a.status, a.body, complaint)
	}
	return a
}

// reset calls users.resetTOTP.
func (c chat) reset(who chatLogin, body string, headers ...string) answer {
	c.t.Helper()
	return c.call(who, resetRoute, body, headers...)
}

// shows are the headers of a second factor.
func shows(method, code string) []string {
	return []string{"x-2fa-code: " + code, "x-2fa-method: " + method}
}

// signIn signs a user in and fails the test where that fails. Who has TOTP shows the current code.
func (c chat) signIn(user string) chatLogin {
	c.t.Helper()
	body := `{"user":"` + user + `","password":"pw"`
	if user == "ann" {
		body += `,"code":"` + c.code(0) + `"`
	}
	a := c.call(chatLogin{}, loginRoute, body+"}")
	if a.status != http.StatusOK {
		c.t.Fatalf("login of %s = %d %s, want 200", user, a.status, a.body)
	}
	return loginOf(c.t, a)
}

// token gives a user another token, of a kind.
func (c chat) token(id string, kind account.Kind, s account.Session) chatLogin {
	c.t.Helper()
	l := chatLogin{user: id}
	c.update(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		l.token, _, err = tx.OpenSession(a, kind, s)
		return err
	})
	return l
}

func (c chat) update(fn func(*account.Tx) error) {
	c.t.Helper()
	if err := c.core.Update(c.t.Context(), "", fn); err != nil {
		c.t.Fatalf("change the records: %v", err)
	}
}

// change saves a change of an account.
func (c chat) change(id string, fn func(*account.Account)) {
	c.t.Helper()
	c.update(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		fn(a)
		return tx.Save(a)
	})
}

// factors returns what a user has.
func (c chat) factors(id string) (have account.Factors) {
	c.t.Helper()
	c.view(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		have, err = tx.Factors(a)
		return err
	})
	return have
}

// alive reports whether a login still works.
func (c chat) alive(who chatLogin) bool {
	c.t.Helper()
	return c.call(who, "GET /api/v1/me", "").status == http.StatusOK
}

func loginOf(t *testing.T, a answer) chatLogin {
	t.Helper()
	var res struct {
		Data struct{ UserId, AuthToken string }
	}
	if err := json.Unmarshal([]byte(a.body), &res); err != nil {
		t.Fatalf("login answered %q: %v", a.body, err)
	}
	return chatLogin{res.Data.UserId, res.Data.AuthToken}
}

// chatIs fails the test where an answer is not the one wanted, byte for byte.
func chatIs(t *testing.T, what string, a answer, status int, body string) {
	t.Helper()
	if a.status != status || a.body != body {
		t.Errorf("%s = %d %s, want %d %s", what, a.status, a.body, status, body)
	}
}

// chatHas fails the test where an answer's body lacks a text.
func chatHas(t *testing.T, what string, a answer, status int, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if a.status != status || !strings.Contains(a.body, text) {
			t.Errorf("%s = %d %s, want %d with %s", what, a.status, a.body, status, text)
		}
	}
}
