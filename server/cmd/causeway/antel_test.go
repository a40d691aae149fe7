package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// antelTest is Antel with its demonstration data: an API key and account 42, pat@x.test. Tests add ann@x.test, account 43.
type antelTest struct{ *harness }

const (
	newPassword = "a new password"
	notReset    = `{"systemUserId":0,"description":"The temporary password is not valid or has expired.","heading":"Password not reset","wasSuccessful":false}`
	wasReset    = `{"systemUserId":42,"description":"Your password has been changed.","heading":"Password reset","wasSuccessful":true}`
	noLogin     = `{"description":"The e-mail address or the password is wrong.","heading":"Login failed","wasSuccessful":false}`
)

// mailed is the line of a mail that holds a temporary password.
var mailed = regexp.MustCompile(`(?m)^[0-9A-Za-z]{16}$`)

func startAntel(t *testing.T) antelTest {
	t.Helper()
	a := antelTest{start(t, antelSystem)}
	a.update(func(tx *account.Tx) error {
		return tx.Create(&account.Account{ID: "ann", Number: 43, Username: "ann", DisplayName: "Ann", Emails: []account.Email{{Address: "ann@x.test", Verified: true}}})
	})
	return a
}

func (h *harness) update(fn func(*account.Tx) error) {
	h.t.Helper()
	if err := h.core.Update(h.t.Context(), "", fn); err != nil {
		h.t.Fatalf("write the records: %v", err)
	}
}

func (a antelTest) post(path, body string, headers ...string) answer {
	a.t.Helper()
	return a.send("POST "+path, body, append([]string{"Content-Type: application/json", "Accept: application/json"}, headers...)...)
}

// forgot asks for a temporary password and returns the one that was mailed, or nothing.
func (a antelTest) forgot(address string) string {
	a.t.Helper()
	before := len(a.outbox())
	res := a.post("/user/password/forgot", `{"apiKey":"`+antelKey+`","emailAddress":"`+address+`"}`)
	if res.status != 200 || !strings.Contains(res.body, `"wasSuccessful":true`) {
		a.t.Fatalf("forgot %s = %d %s", address, res.status, res.body)
	}
	mails := a.outbox()
	if len(mails) == before {
		return ""
	}
	temporary := mailed.FindString(mails[len(mails)-1].Text)
	if temporary == "" || mails[len(mails)-1].To != address {
		a.t.Fatalf("no temporary password in the mail to %s", address)
	}
	return temporary
}

// resetBody is a reset with a temporary password; the address is left out where it is empty.
func antelReset(temporary, address, password string) string {
	request := map[string]string{"apiKey": antelKey, "temporaryPassword": temporary, "password": password, "passwordConfirm": password}
	if address != "" {
		request["emailAddress"] = address
	}
	body, err := json.Marshal(request)
	if err != nil {
		panic(err)
	}
	return string(body)
}

func (a antelTest) reset(temporary, address, password string) answer {
	a.t.Helper()
	return a.post("/user/password/reset", antelReset(temporary, address, password))
}

func (a antelTest) login(address, password string) answer {
	a.t.Helper()
	return a.post("/user/login", `{"apiKey":"`+antelKey+`","emailAddress":"`+address+`","password":"`+password+`"}`)
}

func (a antelTest) renew(token string) answer {
	a.t.Helper()
	return a.post("/user/login", `{"apiKey":"`+antelKey+`","refreshToken":"`+token+`"}`)
}

// loggedIn checks a sign-in of account 42 and returns its refresh token.
func loggedIn(t *testing.T, what string, a answer) string {
	t.Helper()
	var body struct {
		Data *struct {
			SystemUserID int
			RefreshToken string
			FriendlyName string
		}
		WasSuccessful bool
	}
	err := json.Unmarshal([]byte(a.body), &body)
	if err != nil || a.status != 200 || !body.WasSuccessful || body.Data == nil || body.Data.SystemUserID != 42 || body.Data.RefreshToken == "" || body.Data.FriendlyName != "Pat" {
		t.Fatalf("%s = %d %s, want a sign-in of account 42", what, a.status, a.body)
	}
	if got := a.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control = %q, want no-store", what, got)
	}
	return body.Data.RefreshToken
}

// is checks an answer of status 200.
func is(t *testing.T, what string, a answer, body string) {
	t.Helper()
	if a.status != 200 || a.body != body {
		t.Errorf("%s = %d %s, want 200 %s", what, a.status, a.body, body)
	}
}

// blamed checks a refusal by validation, in the operation's own shape.
func blamed(t *testing.T, what string, a answer, code, field string) {
	t.Helper()
	if a.status != 400 || !strings.Contains(a.body, `"responseStatus":{"errorCode":"`+code+`",`) || !strings.Contains(a.body, `{"errorCode":"`+code+`","fieldName":"`+field+`",`) {
		t.Errorf("%s = %d %s, want 400 %s of %s", what, a.status, a.body, code, field)
	}
	if !strings.Contains(a.body, `"wasSuccessful":false`) {
		t.Errorf("%s = %s, want wasSuccessful false in it", what, a.body)
	}
}

func TestA01Reset(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	is(t, "reset", a.reset(temporary, antelUser, newPassword), wasReset)
	mails := a.outbox()
	if len(mails) != 2 || mails[1].To != antelUser || strings.Contains(mails[1].Text, newPassword) {
		t.Errorf("%d mails, want the temporary password and the notice of the change", len(mails))
	}
}

func TestA02Replay(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	is(t, "reset", a.reset(temporary, antelUser, newPassword), wasReset)
	is(t, "reset again", a.reset(temporary, antelUser, newPassword+"!"), notReset)
	loggedIn(t, "sign-in with the first new password", a.login(antelUser, newPassword))
}

func TestA03OneAnswerForAllCauses(t *testing.T) {
	a := startAntel(t)
	first := a.forgot(antelUser)
	a.clock.advance(2 * time.Minute)
	second := a.forgot(antelUser)
	is(t, "superseded", a.reset(first, antelUser, newPassword), notReset)
	is(t, "wrong", a.reset("wrong temporary1", antelUser, newPassword), notReset)
	is(t, "unknown address", a.reset(second, "nobody@x.test", newPassword), notReset)
	is(t, "known address without one", a.reset(second, "ann@x.test", newPassword), notReset)
	is(t, "wrong, no address", a.reset("wrong temporary1", "", newPassword), notReset)
	a.clock.advance(time.Hour + time.Second)
	is(t, "expired", a.reset(second, antelUser, newPassword), notReset)
	is(t, "expired, no address", a.reset(second, "", newPassword), notReset)
	loggedIn(t, "sign-in with the old password", a.login(antelUser, antelPassword))
}

func TestA04AddressOfAnother(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	is(t, "reset of another's account", a.reset(temporary, "ann@x.test", newPassword), notReset)
	is(t, "reset after that", a.reset(temporary, antelUser, newPassword), wasReset)
}

func TestA05NoAddress(t *testing.T) {
	a := startAntel(t)
	is(t, "reset", a.reset(a.forgot(antelUser), "", newPassword), wasReset)
	loggedIn(t, "sign-in", a.login(antelUser, newPassword))
}

func TestA06ConfirmationDiffers(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	res := a.post("/user/password/reset", `{"apiKey":"`+antelKey+`","temporaryPassword":"`+temporary+`","password":"first-secret","passwordConfirm":"other-secret"}`)
	blamed(t, "reset", res, "Equal", "PasswordConfirm")
	if strings.Contains(res.body, "-secret") || strings.Contains(res.body, temporary) {
		t.Errorf("answer %s holds a password", res.body)
	}
	is(t, "reset after that", a.reset(temporary, antelUser, newPassword), wasReset)
}

func TestA07MissingMembers(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	blamed(t, "no temporary password", a.reset("", antelUser, newPassword), "NotEmpty", "TemporaryPassword")
	blamed(t, "no password", a.reset(temporary, antelUser, ""), "NotEmpty", "Password")
	blamed(t, "no confirmation", a.reset(temporary, antelUser, ""), "NotEmpty", "PasswordConfirm")
	blamed(t, "short password", a.reset(temporary, antelUser, "seven77"), "Length", "Password")
	blamed(t, "long password", a.reset(temporary, antelUser, strings.Repeat("x", 129)), "Length", "Password")
	blamed(t, "the temporary password as the lasting one", a.reset(temporary, antelUser, temporary), "NotEqual", "Password")
	blamed(t, "malformed address", a.reset(temporary, "pat", newPassword), "Email", "EmailAddress")
	is(t, "reset after that", a.reset(temporary, antelUser, newPassword), wasReset)
}

func TestA08APIKey(t *testing.T) {
	a := startAntel(t)
	const refusal = `"description":"The API key is not valid.","heading":"Unauthorised","wasSuccessful":false,"responseStatus":{"errorCode":"Unauthorized","message":"Invalid API key","errors":[]}}`
	for _, c := range []struct{ path, rest, own string }{
		{"/user/password/reset", `"temporaryPassword":"x","password":"a new password","passwordConfirm":"a new password"`, `{"systemUserId":0,`},
		{"/user/password/forgot", `"emailAddress":"pat@x.test"`, `{"systemUserId":0,`},
		{"/user/login", `"emailAddress":"pat@x.test","password":"demo-pat-1"`, `{`},
	} {
		blamed(t, "no key at "+c.path, a.post(c.path, `{`+c.rest+`}`), "NotEmpty", "ApiKey")
		blamed(t, "blank key at "+c.path, a.post(c.path, `{"apiKey":" ",`+c.rest+`}`), "NotEmpty", "ApiKey")
		res := a.post(c.path, `{"apiKey":"wrong",`+c.rest+`}`)
		if want := c.own + refusal; res.status != 401 || res.body != want || res.header.Get("WWW-Authenticate") != "" {
			t.Errorf("wrong key at %s = %d %s, challenge %q, want 401 %s", c.path, res.status, res.body, res.header.Get("WWW-Authenticate"), want)
		}
	}
	blamed(t, "a wrong key with a wrong request", a.post("/user/password/reset", `{"apiKey":"wrong"}`), "NotEmpty", "Password")
	if mails := a.outbox(); len(mails) != 0 {
		t.Errorf("%d mails, want none", len(mails))
	}
}

func TestA13Malformed(t *testing.T) {
	a := startAntel(t)
	for _, c := range []struct{ format, body string }{
		{"json", `{"apiKey":"` + antelKey + `","temporaryPassword":"go`},
		{"jsv", `{apiKey:` + antelKey + `,temporaryPassword:"go`},
		{"xml", `<ResetPassword xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel"><Password>go`},
		{"csv", "ApiKey,TemporaryPassword\n" + antelKey + ",good,more\n"},
	} {
		res := a.send("POST /user/password/reset", c.body, "Content-Type: "+mediaType(c.format), "Accept: application/json")
		if res.status != 400 || !strings.Contains(res.body, `"errorCode":"SerializationException","message":"Could not deserialize '`+mediaType(c.format)+`' request using`) {
			t.Errorf("malformed %s = %d %s, want 400 SerializationException", c.format, res.status, res.body)
		}
	}
}

func TestA16LoginAfterReset(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	is(t, "sign-in with the temporary password", a.login(antelUser, temporary), noLogin)
	is(t, "reset", a.reset(temporary, antelUser, newPassword), wasReset)
	loggedIn(t, "sign-in with the new password", a.login(antelUser, newPassword))
	is(t, "sign-in with the old password", a.login(antelUser, antelPassword), noLogin)
	is(t, "sign-in with the temporary password", a.login(antelUser, temporary), noLogin)
	is(t, "sign-in at an unknown address", a.login("nobody@x.test", newPassword), noLogin)
}

func TestA14ForgotPassword(t *testing.T) {
	a := startAntel(t)
	ask := func(address string) answer {
		return a.post("/user/password/forgot", `{"apiKey":"`+antelKey+`","emailAddress":"`+address+`"}`)
	}
	known, unknown := ask(antelUser), ask("nobody@x.test")
	if known.status != 200 || known.body != unknown.body || known.status != unknown.status {
		t.Errorf("known = %d %s, unknown = %d %s, want the same", known.status, known.body, unknown.status, unknown.body)
	}
	if again := ask(antelUser); again.body != known.body {
		t.Errorf("again = %d %s, want %s", again.status, again.body, known.body)
	}
	if mails := a.outbox(); len(mails) != 1 || mails[0].To != antelUser {
		t.Errorf("%d mails, want one to %s", len(mails), antelUser)
	}
	blamed(t, "no address", ask(""), "NotEmpty", "EmailAddress")
	blamed(t, "malformed address", ask("pat"), "Email", "EmailAddress")
}

func TestA15Superseded(t *testing.T) {
	a := startAntel(t)
	first := a.forgot(antelUser)
	a.clock.advance(time.Minute)
	second := a.forgot(antelUser)
	if first == "" || second == "" || first == second {
		t.Fatalf("temporary passwords %q and %q, want two", first, second)
	}
	is(t, "the first", a.reset(first, antelUser, newPassword), notReset)
	is(t, "the second", a.reset(second, antelUser, newPassword), wasReset)
}

func TestA17RefreshToken(t *testing.T) {
	a := startAntel(t)
	first := loggedIn(t, "sign-in", a.login(antelUser, antelPassword))
	other := loggedIn(t, "another sign-in", a.login(antelUser, antelPassword))
	second := loggedIn(t, "the refresh token", a.renew(first))
	if second == first {
		t.Fatal("the refresh token was not replaced")
	}
	third := loggedIn(t, "the next one", a.renew(second))
	is(t, "a spent one", a.renew(first), noLogin)
	is(t, "the newest of its family", a.renew(third), noLogin)
	loggedIn(t, "one of another family", a.renew(other))
	is(t, "an unknown one", a.renew("unknown"), noLogin)
}

func TestA18RefreshTokenAfterReset(t *testing.T) {
	a := startAntel(t)
	token := loggedIn(t, "sign-in", a.login(antelUser, antelPassword))
	is(t, "reset", a.reset(a.forgot(antelUser), antelUser, newPassword), wasReset)
	is(t, "the refresh token", a.renew(token), noLogin)
}

func TestA20TooManyTries(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	for range 5 {
		is(t, "wrong", a.reset("wrong temporary1", antelUser, newPassword), notReset)
	}
	wrong, right := a.reset("wrong temporary1", antelUser, newPassword), a.reset(temporary, antelUser, newPassword)
	if wrong.status != 429 || wrong.header.Get("Retry-After") != "900" || !strings.Contains(wrong.body, `"errorCode":"TooManyRequests"`) {
		t.Errorf("sixth wrong try = %d %s, Retry-After %q, want 429 TooManyRequests", wrong.status, wrong.body, wrong.header.Get("Retry-After"))
	}
	if right.status != wrong.status || right.body != wrong.body {
		t.Errorf("right try during the lock = %d %s, want what a wrong one gives", right.status, right.body)
	}
	loggedIn(t, "sign-in meanwhile", a.login(antelUser, antelPassword))
	a.clock.advance(15 * time.Minute)
	is(t, "the temporary password, void", a.reset(temporary, antelUser, newPassword), notReset)
	for range 4 {
		is(t, "wrong at an unknown address", a.reset("wrong temporary1", "nobody@x.test", newPassword), notReset)
	}
}

func TestA20TooManyTriesOfOneClient(t *testing.T) {
	a := startAntel(t)
	for range 20 {
		is(t, "wrong", a.reset("wrong temporary1", "", newPassword), notReset)
	}
	if res := a.reset("wrong temporary1", "", newPassword); res.status != 429 {
		t.Errorf("try 21 = %d %s, want 429", res.status, res.body)
	}
}

// A21, with a hundred in place of two: one wins, and its password is the one that signs in.
func TestA21OneTemporaryPasswordOneSuccess(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	password := func(i int) string { return "new password " + strings.Repeat("x", i) }
	answers := a.together(100, func(i int) string {
		return "POST /user/password/reset HTTP/1.1\nHost: antel.localhost\nContent-Type: application/json\n\n" + antelReset(temporary, antelUser, password(i))
	})
	winner := -1
	for i, res := range answers {
		switch {
		case res.status == 200 && res.body == wasReset && winner < 0:
			winner = i
		case res.status == 200 && res.body == wasReset:
			t.Errorf("requests %d and %d both succeeded", winner, i)
		case res.status == 200 && res.body != notReset, res.status != 200 && res.status != 429 && res.status != 503:
			t.Errorf("request %d = %d %s", i, res.status, res.body)
		}
	}
	if winner < 0 {
		t.Fatal("no request succeeded")
	}
	loggedIn(t, "sign-in", a.login(antelUser, password(winner)))
}
