package main

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

func TestF01GenerateKey(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("nick")
	a := f.put("/users/2fa/generate-key", token, `{}`)
	u, err := url.Parse(member(t, a, "twoFactorUri"))
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Foundry:nick@x.test" || len(u.Query().Get("secret")) != 32 {
		t.Errorf("twoFactorUri = %s (%v)", u, err)
	}
	if got := a.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control = %q, want no-store", got)
	}
	if a := f.authenticate("nick", ""); a.status != 200 {
		t.Errorf("sign in with a pending key = %d %s, want 200", a.status, a.body)
	}
}

func TestF02GenerateKeyTwice(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("nick")
	first, second := f.newKey(token), f.newKey(token)
	if first == second {
		t.Fatalf("generate-key twice = %s both times", first)
	}
	refused(t, "enable with the first key", f.put("/users/2fa/enable", token, `{"code":"`+f.codeOf(first)+`"}`), 400, "TwoFactorCodeInvalid")
	done(t, "enable with the second key", f.put("/users/2fa/enable", token, `{"code":"`+f.codeOf(second)+`"}`))
}

func TestF03GenerateKeyWhenEnabled(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("olga")
	refused(t, "generate-key", f.put("/users/2fa/generate-key", token, `{}`), 409, "ResourceConflictException")
	if a := f.authenticate("olga", f.code("olga")); a.status != 200 {
		t.Errorf("sign in with the old key = %d %s, want 200", a.status, a.body)
	}
}

func TestF04Enable(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("nick")
	refused(t, "enable without a key", f.put("/users/2fa/enable", token, `{"code":"000000"}`), 400, "RuleViolationException")
	key := f.newKey(token)
	wrong := "000000"
	if f.codeOf(key) == wrong {
		wrong = "000001"
	}
	refused(t, "enable with a wrong code", f.put("/users/2fa/enable", token, `{"code":"`+wrong+`"}`), 400, "TwoFactorCodeInvalid")
	if f.has("nick").TOTP {
		t.Error("a wrong code turned the second factor on")
	}
	done(t, "enable", f.put("/users/2fa/enable", token, `{"code":"`+f.codeOf(key)+`"}`))
	refused(t, "enable again", f.put("/users/2fa/enable", token, `{"code":"`+f.codeOf(key)+`"}`), 409, "ResourceConflictException")
	refused(t, "sign in without a code", f.authenticate("nick", ""), 403, "TwoFactorRequired")
	f.clock.advance(30 * time.Second)
	if a := f.authenticate("nick", f.codeOf(key)); a.status != 200 {
		t.Errorf("sign in with a code = %d %s, want 200", a.status, a.body)
	}
}

func TestF05Reset(t *testing.T) {
	f := startFoundry(t)
	mia, olga := f.signIn("mia"), f.signIn("olga")
	done(t, "reset", f.reset(olga, "mia", f.code("olga"), "org1"))
	f.wasReset(mia)
	if a := f.put("/users/2fa/generate-key", olga, `{}`); a.status != 409 {
		t.Errorf("the caller's own token after the reset = %d %s, want it to live (409)", a.status, a.body)
	}
}

// wasReset checks what a reset of mia's second factor leaves: none, no token, one mail, and a way to sign in and begin anew.
func (f foundryTest) wasReset(oldToken string) {
	f.t.Helper()
	if has := f.has("mia"); has.TOTP || has.Pending {
		f.t.Errorf("mia's factors after the reset = %+v, want none", has)
	}
	if a := f.put("/users/2fa/generate-key", oldToken, `{}`); a.status != 401 {
		f.t.Errorf("mia's old token = %d %s, want 401", a.status, a.body)
	}
	if mails := f.outbox(); len(mails) != 1 || mails[0].To != "mia@x.test" || mails[0].Channel != account.Mail {
		f.t.Errorf("%d messages wait, want one mail to mia@x.test", len(mails))
	}
	if a := f.authenticate("mia", ""); a.status != 200 {
		f.t.Errorf("sign in as mia without a code = %d %s, want 200", a.status, a.body)
	}
}

func TestF06ResetInDefaultOrganisation(t *testing.T) {
	f := startFoundry(t)
	mia, olga := f.signIn("mia"), f.signIn("olga")
	done(t, "reset", f.put("/users/2fa/reset", olga, `{"targetUserId":"mia","callerCode":"`+f.code("olga")+`"}`))
	f.wasReset(mia)
}

func TestF07WrongCode(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	refused(t, "reset with a wrong code", f.reset(olga, "mia", "000000", "org1"), 400, "TwoFactorCodeInvalid")
	refused(t, "reset with the target's code", f.reset(olga, "mia", f.code("mia"), "org1"), 400, "TwoFactorCodeInvalid")
	f.untouched("mia")
}

// untouched checks that nothing was reset.
func (f foundryTest) untouched(id string) {
	f.t.Helper()
	if !f.has(id).TOTP {
		f.t.Errorf("%s has lost the second factor", id)
	}
	if mails := f.outbox(); len(mails) != 0 {
		f.t.Errorf("%d messages wait, want none", len(mails))
	}
}

func TestF08ReplayedCode(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	code := f.code("olga")
	done(t, "reset", f.reset(olga, "mia", code, "org1"))
	refused(t, "the same code again", f.reset(olga, "mia", code, "org1"), 400, "TwoFactorCodeInvalid")
	refused(t, "the same code at sign-in", f.authenticate("olga", code), 403, "TwoFactorCodeInvalid")

	f.clock.advance(30 * time.Second)
	code = f.code("olga")
	if a := f.authenticate("olga", code); a.status != 200 {
		t.Fatalf("sign in = %d %s", a.status, a.body)
	}
	refused(t, "a code spent at sign-in", f.reset(olga, "mia", code, "org1"), 400, "TwoFactorCodeInvalid")
}

func TestF09MissingMembers(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	for _, c := range []struct{ body, field, message string }{
		{`{"targetUserId":"mia"}`, "CallerCode", "'Caller Code' must not be empty."},
		{`{"callerCode":"123456"}`, "TargetUserId", "'Target User Id' must not be empty."},
	} {
		a := f.put("/users/2fa/reset", olga, c.body)
		refused(t, c.body, a, 400, "NotEmpty")
		if want := `"errors":[{"errorCode":"NotEmpty","fieldName":"` + c.field + `","message":"` + c.message + `"`; !strings.Contains(a.body, want) {
			t.Errorf("%s = %s, want %s", c.body, a.body, want)
		}
	}
	if a := f.put("/users/2fa/reset", olga, `{}`); !strings.Contains(a.body, `"fieldName":"TargetUserId"`) || !strings.Contains(a.body, `"fieldName":"CallerCode"`) {
		t.Errorf("empty request = %s, want both members blamed", a.body)
	}
}

func TestF10NoCredentials(t *testing.T) {
	f := startFoundry(t)
	for _, path := range []string{"/users/2fa/reset", "/users/2fa/generate-key", "/users/2fa/enable"} {
		for _, format := range []string{"application/json", "text/jsv", "application/xml", "text/csv"} {
			a := f.send("PUT "+path, `{}`, "Content-Type: application/json", "Accept: "+format)
			if a.status != 401 || a.body != "" || a.header.Get("WWW-Authenticate") == "" {
				t.Errorf("PUT %s as %s without credentials = %d %q, challenge %q", path, format, a.status, a.body, a.header.Get("WWW-Authenticate"))
			}
		}
	}
}

func TestF11NotAnOwner(t *testing.T) {
	f := startFoundry(t)
	for _, id := range []string{"nick", "mia"} {
		token := f.signIn(id)
		refused(t, "reset by "+id, f.reset(token, "olga", "123456", "org1"), 403, "ForbiddenException")
	}
	f.untouched("olga")
}

func TestF12ForeignOrganisation(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	foreign := f.reset(olga, "otto", f.code("olga"), "org2")
	unknown := f.reset(olga, "otto", f.code("olga"), "nowhere")
	refused(t, "organisation of others", foreign, 404, "ResourceNotFoundException")
	if foreign.body != unknown.body || foreign.status != unknown.status {
		t.Errorf("unknown organisation = %d %s, want what a foreign one gives: %s", unknown.status, unknown.body, foreign.body)
	}
	done(t, "the code, which was not looked at", f.reset(olga, "mia", f.code("olga"), "org1"))
}

func TestF13TargetElsewhere(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	foreign := f.reset(olga, "otto", f.code("olga"), "org1")
	refused(t, "target of another organisation", foreign, 404, "ResourceNotFoundException")
	f.clock.advance(30 * time.Second)
	code := f.code("olga")
	unknown := f.reset(olga, "nobody", code, "org1")
	if unknown.body != foreign.body || unknown.status != foreign.status {
		t.Errorf("unknown target = %d %s, want what a foreign one gives: %s", unknown.status, unknown.body, foreign.body)
	}
	refused(t, "the code after that", f.reset(olga, "mia", code, "org1"), 400, "TwoFactorCodeInvalid")
	f.untouched("mia")
}

func TestF14TargetWithoutFactor(t *testing.T) {
	f := startFoundry(t)
	nick, olga := f.signIn("nick"), f.signIn("olga")
	done(t, "reset", f.reset(olga, "nick", f.code("olga"), "org1"))
	if a := f.put("/users/2fa/generate-key", nick, `{}`); a.status != 200 {
		t.Errorf("nick's token after that = %d %s, want it to live", a.status, a.body)
	}
	if mails := f.outbox(); len(mails) != 0 {
		t.Errorf("%d messages wait, want none", len(mails))
	}
}

func TestF15OwnerWithoutFactor(t *testing.T) {
	f := startFoundry(t)
	otto := f.signIn("otto")
	refused(t, "reset", f.reset(otto, "otto", "123456", "org2"), 400, "RuleViolationException")
}

func TestF22SignIn(t *testing.T) {
	f := startFoundry(t)
	refused(t, "no code", f.authenticate("olga", ""), 403, "TwoFactorRequired")
	code := f.code("olga")
	a := f.authenticate("olga", code)
	if a.status != 200 || member(t, a, "bearerToken") == "" || member(t, a, "refreshToken") == "" || a.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("right code = %d %s, Cache-Control %q", a.status, a.body, a.header.Get("Cache-Control"))
	}
	refused(t, "same code again", f.authenticate("olga", code), 403, "TwoFactorCodeInvalid")
}

func TestF23Lock(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	for range 5 {
		refused(t, "wrong code", f.reset(olga, "mia", "000000", "org1"), 400, "TwoFactorCodeInvalid")
	}
	sixth := f.reset(olga, "mia", "000000", "org1")
	right := f.reset(olga, "mia", f.code("olga"), "org1")
	refused(t, "sixth wrong code", sixth, 429, "TooManyAttemptsException")
	if right.status != sixth.status || right.body != sixth.body || right.header.Get("Retry-After") != sixth.header.Get("Retry-After") {
		t.Errorf("right code during the lock = %d %s, want what a wrong one gives: %s", right.status, right.body, sixth.body)
	}
	if sixth.header.Get("Retry-After") != "300" {
		t.Errorf("Retry-After = %q, want 300", sixth.header.Get("Retry-After"))
	}
	f.untouched("mia")
	f.clock.advance(5 * time.Minute)
	done(t, "right code after the lock", f.reset(olga, "mia", f.code("olga"), "org1"))
}

// F24, with a hundred in place of two.
func TestF24OneCodeOneSuccess(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	code := f.code("olga")
	answers := f.together(100, func(int) string {
		body := `{"targetUserId":"mia","callerCode":"` + code + `","organisationId":"org1"}`
		return "PUT /users/2fa/reset HTTP/1.1\nHost: foundry.localhost\nContent-Type: application/json\nAuthorization: Bearer " + olga + "\n\n" + body
	})
	count := make(map[int]int)
	for _, a := range answers {
		count[a.status]++
	}
	if count[200] != 1 || count[200]+count[400]+count[429] != 100 {
		t.Errorf("100 uses of one code = %v by status, want one 200, the others 400 or 429", count)
	}
	if mails := f.outbox(); len(mails) != 1 {
		t.Errorf("%d messages wait, want one", len(mails))
	}
}
