package main

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/causeway-gateway/causeway/services/account"
)

// codeOf is what an authenticator with a secret shows, by a library of its own.
func codeOf(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

var mailedCode = regexp.MustCompile(`\b\d{3}-\d{3}\b`)

// mailed returns the code in the newest mail.
func (c chat) mailed() string {
	c.t.Helper()
	mails := c.outbox()
	if len(mails) == 0 {
		c.t.Fatal("no mail was accepted")
	}
	newest := mails[len(mails)-1]
	code := mailedCode.FindString(newest.Text)
	if newest.To != "mel@x.test" || newest.Subject != "Authentication code" || code == "" {
		c.t.Fatalf("mail = %+v, want an authentication code to mel@x.test", newest)
	}
	return code
}

func TestR42(t *testing.T) {
	c := startChat(t)
	mel := c.token(melID, account.Login, account.Session{})
	chatIs(t, "reset without a code", c.reset(mel, `{}`), http.StatusBadRequest,
		`{"success":false,"error":"TOTP Required [totp-required]","errorType":"totp-required","details":{"method":"email","codeGenerated":true,"emailOrUsername":"mel@x.test","availableMethods":["email"]}}`)
	c.clock.advance(30 * time.Minute)
	chatIs(t, "reset without a code again", c.reset(mel, `{}`), http.StatusBadRequest,
		`{"success":false,"error":"TOTP Required [totp-required]","errorType":"totp-required","details":{"method":"email","codeGenerated":false,"codeExpires":"2026-03-02T11:00:15.000Z","emailOrUsername":"mel@x.test","availableMethods":["email"]}}`)
	if n := len(c.outbox()); n != 1 {
		t.Errorf("%d mails, want 1", n)
	}
}

func TestR43(t *testing.T) {
	c := startChat(t)
	mel := c.token(melID, account.Login, account.Session{})
	c.reset(mel, `{}`)
	code := c.mailed()
	chatIs(t, "reset with the code as mailed", c.reset(mel, `{}`, shows("email", code)...), http.StatusOK, chatDone)
	chatHas(t, "reset with it again", c.reset(mel, `{}`, shows("email", code)...), http.StatusBadRequest, `"errorType":"totp-invalid"`, `"codeGenerated":true`)
}

func TestR44(t *testing.T) {
	c := startChat(t)
	mel := c.token(melID, account.Login, account.Session{})
	c.reset(mel, `{}`)
	code := c.mailed()
	wrong := strings.Map(func(r rune) rune { return map[bool]rune{true: '1', false: '0'}[r == '0'] }, strings.ReplaceAll(code, "-", ""))
	for range 4 {
		chatHas(t, "reset with a wrong code", c.reset(mel, `{}`, shows("email", wrong)...), http.StatusBadRequest, `"errorType":"totp-invalid"`)
	}
	chatHas(t, "fifth wrong code", c.reset(mel, `{}`, shows("email", wrong)...), http.StatusBadRequest, `TOTP Maximun Failed Attempts Reached [totp-max-attempts]`)
	chatHas(t, "the right code, which is void", c.reset(mel, `{}`, shows("email", code)...), http.StatusBadRequest, `"errorType":"totp-invalid"`, `"codeGenerated":true`)
}

func TestR45(t *testing.T) {
	c := startChat(t)
	mel := c.token(melID, account.Login, account.Session{})
	c.reset(mel, `{}`)
	code := c.mailed()
	c.clock.advance(time.Hour)
	chatHas(t, "reset with an old code", c.reset(mel, `{}`, shows("email", code)...), http.StatusBadRequest, `"errorType":"totp-invalid"`)
}

func TestR50(t *testing.T) {
	c := startChat(t)
	const route = "POST /api/v1/users.2fa.sendEmailCode"
	chatIs(t, "send a code", c.call(chatLogin{}, route, `{"emailOrUsername":"mel"}`), http.StatusOK, chatDone)
	c.mailed()
	chatIs(t, "send a code to nobody", c.call(chatLogin{}, route, `{"emailOrUsername":"nosuch"}`), http.StatusOK, chatDone)
	a := c.checked(route, c.send(route, "emailOrUsername=nosuch%40x.test", "Content-Type: application/x-www-form-urlencoded"))
	chatIs(t, "send a code to nobody by a form", a, http.StatusOK, chatDone)
	chatIs(t, "send a code to whom", c.call(chatLogin{}, route, `{}`), http.StatusBadRequest,
		`{"success":false,"error":"must have required property 'emailOrUsername'","errorType":"invalid-params"}`)
	if n := len(c.outbox()); n != 1 {
		t.Errorf("%d mails, want 1", n)
	}
}

func TestR51(t *testing.T) {
	c := startChat(t)
	c.change(bobID, func(a *account.Account) { a.Emails[0].Verified = false })
	bob, refusal := c.signIn("bob"), `{"success":false,"error":"You need to verify your emails before setting up 2FA [error-invalid-user]","errorType":"error-invalid-user"}`
	chatIs(t, "enableEmail without a verified address", c.call(bob, "POST /api/v1/users.2fa.enableEmail", ""), http.StatusBadRequest, refusal)
	a := c.call(bob, "POST /api/v1/users.enableTotp", "", shows("password", bobPassword)...)
	chatIs(t, "enableTotp without a verified address", a, http.StatusBadRequest, refusal)
	inner := c.method(bob, "2fa:enable")
	if inner.Result != nil || inner.Error.Reason != "You need to verify your emails before setting up 2FA" || inner.Error.Details.Method != "2fa:enable" {
		t.Errorf("2fa:enable without a verified address = %+v, want its reason", inner)
	}
}

// A methodAnswer is the text inside the answer to method.call.
type methodAnswer struct {
	Msg, ID string
	Result  json.RawMessage
	Error   *struct {
		IsClientSafe                      bool
		Error, Reason, Message, ErrorType string
		Details                           struct{ Method string }
	}
}

// method calls a DDP method over REST.
func (c chat) method(who chatLogin, name string, params ...string) (inner methodAnswer) {
	c.t.Helper()
	message, err := json.Marshal(map[string]any{"msg": "method", "id": "1", "method": name, "params": append([]string{}, params...)})
	if err != nil {
		c.t.Fatal(err)
	}
	body, err := json.Marshal(map[string]string{"message": string(message)})
	if err != nil {
		c.t.Fatal(err)
	}
	a := c.call(who, "POST /api/v1/method.call/"+strings.Replace(name, ":", "%3A", 1), string(body))
	var outer struct{ Message string }
	if err := json.Unmarshal([]byte(a.body), &outer); err != nil || a.status != http.StatusOK {
		c.t.Fatalf("%s = %d %s, want 200 with a message", name, a.status, a.body)
	}
	if err := json.Unmarshal([]byte(outer.Message), &inner); err != nil || inner.Msg != "result" || inner.ID != "1" {
		c.t.Fatalf("%s answers %q (%v), want the result of call 1", name, outer.Message, err)
	}
	return inner
}

// secret enables TOTP by method and returns the secret.
func (c chat) secret(who chatLogin) string {
	c.t.Helper()
	var res struct{ Secret, Url string }
	if err := json.Unmarshal(c.method(who, "2fa:enable").Result, &res); err != nil {
		c.t.Fatal(err)
	}
	if m := regexp.MustCompile(`^otpauth://totp/Rocket\.Chat:bob\?secret=([A-Z2-7]{52})$`).FindStringSubmatch(res.Url); m == nil || m[1] != res.Secret {
		c.t.Fatalf("2fa:enable = %+v, want a secret and its URL", res)
	}
	return res.Secret
}

func TestR52(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	if first, second := c.secret(bob), c.secret(bob); first == second {
		t.Error("two secrets are the same")
	}
	chatHas(t, "login before it is confirmed", c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"}`), http.StatusOK, `"userId"`)
}

func TestR53(t *testing.T) {
	c := startChat(t)
	bob, other := c.signIn("bob"), c.signIn("bob")
	personal := c.token(bobID, account.Personal, account.Session{})
	secret := c.secret(bob)
	if inner := c.method(bob, "2fa:validateTempToken", "000000"); inner.Result != nil || inner.Error.Error != "invalid-totp" || inner.Error.Message != "[invalid-totp]" {
		t.Errorf("validateTempToken with a wrong code = %+v, want invalid-totp", inner)
	}
	var res struct{ Codes []string }
	inner := c.method(bob, "2fa:validateTempToken", codeOf(t, secret, c.clock.now()))
	if err := json.Unmarshal(inner.Result, &res); err != nil || len(res.Codes) != 12 || len(res.Codes[0]) != 8 {
		t.Fatalf("validateTempToken = %+v, want 12 codes of 8", inner)
	}
	if !c.alive(bob) || c.alive(other) || !c.alive(personal) {
		t.Error("validateTempToken ends the other logins and nothing else")
	}
	if inner := c.method(bob, "2fa:enable"); inner.Error == nil || inner.Error.Message != "[error-2fa-already-enabled]" {
		t.Errorf("2fa:enable again = %+v, want error-2fa-already-enabled", inner)
	}
	c.clock.advance(time.Minute)
	if inner := c.method(bob, "2fa:regenerateCodes", "000000"); inner.Result != nil || inner.Error != nil {
		t.Errorf("regenerateCodes with a wrong code = %+v, want nothing", inner)
	}
	if inner := c.method(bob, "2fa:checkCodesRemaining"); string(inner.Result) != `{"remaining":12}` {
		t.Errorf("checkCodesRemaining = %s, want 12", inner.Result)
	}
	if inner := c.method(bob, "2fa:disable", "000000"); string(inner.Result) != "false" {
		t.Errorf("2fa:disable with a wrong code = %s, want false", inner.Result)
	}
	if inner := c.method(bob, "2fa:disable", res.Codes[0]); string(inner.Result) != "true" {
		t.Errorf("2fa:disable with a backup code = %s, want true", inner.Result)
	}
	if inner := c.method(bob, "2fa:checkCodesRemaining"); inner.Error == nil || inner.Error.Error != "invalid-totp" {
		t.Errorf("checkCodesRemaining without TOTP = %+v, want invalid-totp", inner)
	}
}

func TestR54(t *testing.T) {
	c := startChat(t)
	a := c.call(chatLogin{}, "POST /api/v1/method.call/2fa:enable", `{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"2fa:enable\",\"params\":[]}"}`)
	chatIs(t, "method.call without a login", a, http.StatusUnauthorized, unauthorized)
	bob := c.signIn("bob")
	for _, body := range []string{`{}`, `{"message":"x"}`, `{"message":"{\"msg\":\"ping\"}"}`} {
		chatIs(t, "method.call "+body, c.call(bob, "POST /api/v1/method.call/2fa:enable", body), http.StatusBadRequest, `{"success":false,"error":"Invalid method call"}`)
	}
}

// TestRocketChatTOTPSetUp goes through the routes of the second factor.
func TestRocketChatTOTPSetUp(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	chatIs(t, "enableTotp without a password", c.call(bob, "POST /api/v1/users.enableTotp", ""), http.StatusBadRequest, passwordWanted)
	a := c.call(bob, "POST /api/v1/users.enableTotp", "", shows("password", bobPassword)...)
	var enabled struct{ Secret, Url string }
	if err := json.Unmarshal([]byte(a.body), &enabled); err != nil || len(enabled.Secret) != 52 {
		t.Fatalf("enableTotp = %d %s, want a secret", a.status, a.body)
	}
	invalid := `{"success":false,"error":"[invalid-totp]","errorType":"invalid-totp"}`
	chatIs(t, "validateTotp with a wrong code", c.call(bob, "POST /api/v1/users.validateTotp", `{"code":"000000"}`), http.StatusBadRequest, invalid)
	chatIs(t, "validateTotp without a code", c.call(bob, "POST /api/v1/users.validateTotp", `{}`), http.StatusBadRequest,
		`{"success":false,"error":"must have required property 'code'","errorType":"invalid-params"}`)
	chatIs(t, "totpCodesRemaining before", c.call(bob, "GET /api/v1/users.totpCodesRemaining", ""), http.StatusBadRequest, invalid)
	code := codeOf(t, enabled.Secret, c.clock.now())
	a = c.call(bob, "POST /api/v1/users.validateTotp", `{"code":"`+code+`"}`)
	chatHas(t, "validateTotp", a, http.StatusOK, `{"codes":["`, `"],"success":true}`)
	chatIs(t, "totpCodesRemaining", c.call(bob, "GET /api/v1/users.totpCodesRemaining", ""), http.StatusOK, `{"remaining":12,"success":true}`)
	chatIs(t, "disableTotp with the spent code", c.call(bob, "POST /api/v1/users.disableTotp", `{"code":"`+code+`"}`), http.StatusOK, `{"disabled":false,"success":true}`)
	c.clock.advance(30 * time.Second)
	body := `{"code":"` + codeOf(t, enabled.Secret, c.clock.now()) + `"}`
	chatHas(t, "regenerateTotpCodes", c.call(bob, "POST /api/v1/users.regenerateTotpCodes", body), http.StatusOK, `{"codes":["`)
	chatIs(t, "regenerateTotpCodes again", c.call(bob, "POST /api/v1/users.regenerateTotpCodes", body), http.StatusBadRequest, invalid)
	c.clock.advance(30 * time.Second)
	body = `{"code":"` + codeOf(t, enabled.Secret, c.clock.now()) + `"}`
	chatIs(t, "disableTotp", c.call(bob, "POST /api/v1/users.disableTotp", body), http.StatusOK, `{"disabled":true,"success":true}`)
	if !c.alive(bob) || c.factors(bobID) != (account.Factors{}) {
		t.Error("disableTotp ended the login or left something")
	}
}

// TestRocketChatEmailSetUp turns codes by mail on and off.
func TestRocketChatEmailSetUp(t *testing.T) {
	c := startChat(t)
	bob, other := c.signIn("bob"), c.signIn("bob")
	chatIs(t, "enableEmail", c.call(bob, "POST /api/v1/users.2fa.enableEmail", ""), http.StatusOK, chatDone)
	if !c.alive(bob) || c.alive(other) {
		t.Error("enableEmail ends the other logins and not its own")
	}
	chatHas(t, "login", c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"}`), http.StatusUnauthorized,
		`"error":"totp-required"`, `"method":"email"`, `"emailOrUsername":"bob"`, `"codeGenerated":true`)
	code := mailedCode.FindString(c.outbox()[0].Text)
	chatHas(t, "disableEmail without a code", c.call(bob, "POST /api/v1/users.2fa.disableEmail", ""), http.StatusBadRequest, `[totp-required]`, `"codeGenerated":false`)
	chatIs(t, "disableEmail", c.call(bob, "POST /api/v1/users.2fa.disableEmail", "", "x-2fa-code: "+code), http.StatusOK, chatDone)
	c.signIn("bob")
}

// TestRocketChatUsersLogout ends the logins of others, where that is allowed.
func TestRocketChatUsersLogout(t *testing.T) {
	c := startChat(t)
	bob, ann := c.signIn("bob"), c.signIn("ann")
	chatIs(t, "logout of another", c.call(bob, "POST /api/v1/users.logout", `{"userId":"`+annID+`"}`), http.StatusForbidden, `{"success":false,"error":"unauthorized"}`)
	chatIs(t, "logout of another by root", c.call(c.root(), "POST /api/v1/users.logout", `{"userId":"`+annID+`","extra":"x"}`), http.StatusOK,
		`{"message":"User `+annID+` has been logged out!","success":true}`)
	chatIs(t, "logout of oneself", c.call(bob, "POST /api/v1/users.logout", `{}`), http.StatusOK, `{"message":"User `+bobID+` has been logged out!","success":true}`)
	if c.alive(ann) || c.alive(bob) {
		t.Error("users.logout left a login")
	}
}

// TestRocketChatLogoutOtherClients keeps the caller's own token and personal access tokens.
func TestRocketChatLogoutOtherClients(t *testing.T) {
	c := startChat(t)
	bob, other, personal := c.signIn("bob"), c.signIn("bob"), c.token(bobID, account.Personal, account.Session{})
	chatIs(t, "logout of the others", c.call(bob, "POST /api/v1/users.logoutOtherClients", ""), http.StatusOK,
		`{"token":"`+bob.token+`","tokenExpires":"2026-05-31T10:00:15.000Z","success":true}`)
	if !c.alive(bob) || c.alive(other) || !c.alive(personal) {
		t.Error("users.logoutOtherClients ends the other logins and nothing else")
	}
}

func TestRocketChatInfo(t *testing.T) {
	c := startChat(t)
	for _, path := range []string{"/api/info", "/api/v1/info"} {
		chatIs(t, "info", c.call(chatLogin{}, "GET "+path, ""), http.StatusOK, `{"version":"8.8","success":true}`)
	}
}

func TestRocketChatUsersInfo(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	chatHas(t, "info of oneself", c.call(bob, "GET /api/v1/users.info?username=bob", ""), http.StatusOK, `"services":`, `"bob@x.test"`)
	if a := c.call(bob, "GET /api/v1/users.info?userId="+annID, ""); strings.Contains(a.body, "services") || strings.Contains(a.body, "@") {
		t.Errorf("info of another = %s, want no services and no address", a.body)
	}
	chatHas(t, "info of another for root", c.call(c.root(), "GET /api/v1/users.info?userId="+annID, ""), http.StatusOK, `"ann@x.test"`)
	chatIs(t, "info of nobody", c.call(bob, "GET /api/v1/users.info?username=nosuch", ""), http.StatusBadRequest, `{"success":false,"error":"User not found."}`)
	chatIs(t, "info of whom", c.call(bob, "GET /api/v1/users.info", ""), http.StatusBadRequest, `{"success":false,"error":"Invalid search query."}`)
	chatHas(t, "info of one's own address", c.call(bob, "GET /api/v1/users.info?email=bob%40x.test", ""), http.StatusOK, `"username":"bob"`)
	chatHas(t, "info of another's for root", c.call(c.root(), "GET /api/v1/users.info?email=ann%40x.test", ""), http.StatusOK, `"username":"ann"`)
	chatIs(t, "info of another's address", c.call(bob, "GET /api/v1/users.info?email=ann%40x.test", ""), http.StatusBadRequest, `{"success":false,"error":"User not found."}`)
	chatIs(t, "info with more", c.call(bob, "GET /api/v1/users.info?user=ann", ""), http.StatusBadRequest,
		`{"success":false,"error":"must NOT have additional properties","errorType":"error-invalid-params"}`)
}

// TestRocketChatAudit finds each decision in the trail, with who made it.
func TestRocketChatAudit(t *testing.T) {
	c := startChat(t)
	before := len(c.trail())
	c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", "000000")...)
	c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(0))...)
	c.call(chatLogin{}, loginRoute, `{"user":"nosuch","password":"pw"}`)
	var got []string
	for _, e := range c.trail()[before:] {
		got = append(got, e.Operation+" "+e.Caller+" "+e.Target+" "+e.Outcome)
	}
	for _, want := range []string{
		"UsersResetTOTP " + demoRootID + "  totp-invalid", "UsersResetTOTP " + demoRootID + " " + annID + " ok", "Login   Unauthorized",
	} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("trail = %q, want %q in it", got, want)
		}
	}
}

func (c chat) trail() []account.Event {
	c.t.Helper()
	events, err := c.core.Trail(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return events
}
