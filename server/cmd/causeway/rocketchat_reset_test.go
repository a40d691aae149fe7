package main

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

func TestR16(t *testing.T) {
	c := startChat(t)
	chatIs(t, "reset without a code", c.reset(c.root(), `{"userId":"`+annID+`"}`), http.StatusBadRequest, totpWanted)
	if !c.factors(annID).TOTP {
		t.Error("ann's factor is gone")
	}
}

func TestR17(t *testing.T) {
	c := startChat(t)
	first, second := c.signIn("ann"), c.token(annID, account.Login, account.Session{})
	personal := c.token(annID, account.Personal, account.Session{Bypass: true})
	chatIs(t, "reset", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(0))...), http.StatusOK, chatDone)
	if have := c.factors(annID); have.TOTP || have.Pending || have.Backup != 0 {
		t.Errorf("ann has %+v, want nothing", have)
	}
	for name, who := range map[string]chatLogin{"first login": first, "second login": second, "personal access token": personal} {
		chatIs(t, "me with the "+name, c.call(who, "GET /api/v1/me", ""), http.StatusUnauthorized, unauthorized)
	}
	mails := c.outbox()
	if len(mails) != 1 || mails[0].To != "ann@x.test" || mails[0].Subject != "Two Factor TOTP Reset Notification" {
		t.Errorf("outbox = %+v, want the notification to ann@x.test", mails)
	}
	chatHas(t, "ann's login without a code", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`), http.StatusOK, `"userId":"`+annID+`"`)
}

func TestR18(t *testing.T) {
	c := startChat(t)
	c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(0))...)
	since := c.token(annID, account.Login, account.Session{})
	c.clock.advance(30 * time.Second)
	chatIs(t, "second reset", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(0))...), http.StatusOK, chatDone)
	if !c.alive(since) {
		t.Error("the second reset ended a login though there was nothing to reset")
	}
}

func TestR19(t *testing.T) {
	c := startChat(t)
	ann := c.signIn("ann")
	chatIs(t, "reset with a wrong code", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", "000000")...), http.StatusBadRequest, totpWrong)
	if !c.factors(annID).TOTP || !c.alive(ann) || len(c.outbox()) != 0 {
		t.Error("a wrong code changed something")
	}
}

// TestR20 has the codes of a time that are known from elsewhere.
func TestR20(t *testing.T) {
	c := startChat(t)
	c.clock.advance(time.Unix(1700000010, 0).Sub(c.clock.now()))
	root := c.token(demoRootID, account.Login, account.Session{})
	for _, test := range []struct{ steps, code, want string }{
		{"-2", "276857", totpWrong},
		{"+2", "253938", totpWrong},
		{"-1", "921300", chatDone},
		{"+1", "136087", chatDone},
	} {
		if a := c.reset(root, `{"userId":"`+annID+`"}`, shows("totp", test.code)...); a.body != test.want {
			t.Errorf("reset with the code of step %s = %s, want %s", test.steps, a.body, test.want)
		}
	}
}

func TestR21(t *testing.T) {
	c := startChat(t)
	code := c.code(0)
	chatIs(t, "reset", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", code)...), http.StatusOK, chatDone)
	chatIs(t, "reset with the code again", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", code)...), http.StatusBadRequest, totpWrong)
	chatIs(t, "reset with the code before it", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(-30*time.Second))...), http.StatusBadRequest, totpWrong)
	a := c.call(chatLogin{}, loginRoute, `{"user":"root","password":"pw","code":"`+code+`"}`)
	chatHas(t, "login with the code", a, http.StatusUnauthorized, `"error":"totp-invalid"`)
}

func TestR22(t *testing.T) {
	c := startChat(t)
	chatIs(t, "reset without a method", c.reset(c.root(), `{"userId":"`+annID+`"}`, "x-2fa-code: "+c.code(0)), http.StatusOK, chatDone)
}

func TestR23(t *testing.T) {
	c := startChat(t)
	a := c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("email", c.code(0))...)
	chatHas(t, "reset by a method that is off", a, http.StatusBadRequest, `"errorType":"totp-invalid"`, `"method":"email"`, `"availableMethods":["totp"]`)
	if len(c.outbox()) != 0 {
		t.Error("a code was mailed to a user who does not use them")
	}
}

func TestR24(t *testing.T) {
	c := startChat(t)
	chatIs(t, "reset by password", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("password", bobPassword)...), http.StatusBadRequest, totpWrong)
}

// passwordWanted is the first example of the document.
const passwordWanted = `{"success":false,"error":"TOTP Required [totp-required]","errorType":"totp-required","details":{"method":"password","codeGenerated":false,"availableMethods":[]}}`

func TestR25(t *testing.T) {
	c := startChat(t)
	chatIs(t, "reset without a password", c.reset(c.signIn("bob"), `{"userId":"`+annID+`"}`), http.StatusBadRequest, passwordWanted)
}

func TestR26(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	chatIs(t, "reset without the permission", c.reset(bob, `{"userId":"`+annID+`"}`, shows("password", bobPassword)...), http.StatusBadRequest, notAllowed)
	chatIs(t, "reset of nobody without the permission", c.reset(bob, `{"userId":"nosuch"}`, shows("password", bobPassword)...), http.StatusBadRequest, notAllowed)
	chatHas(t, "reset with a wrong password", c.reset(bob, `{"userId":"`+annID+`"}`, shows("password", strings.Repeat("0", 64))...), http.StatusBadRequest,
		`"error":"TOTP Invalid [totp-invalid]"`, `"method":"password"`)
}

// TestR27 names somebody in every way there is: whoever it is, even nobody, takes the permission.
func TestR27(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	for _, body := range []string{
		`{"userId":"` + bobID + `"}`, `{"username":"bob"}`, `{"user":"bob"}`, `{"userId":null}`, `{"userId":""}`, `{"userId":"  "}`, `{"username":null,"user":""}`,
	} {
		chatIs(t, "reset of "+body, c.reset(bob, body, shows("password", bobPassword)...), http.StatusBadRequest, notAllowed)
	}
}

func TestR28(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	chatIs(t, "reset of nothing", c.reset(bob, `{}`, shows("password", bobPassword)...), http.StatusOK, chatDone)
	if len(c.outbox()) != 0 || !c.alive(bob) {
		t.Error("a reset of nothing mailed or ended the login")
	}
}

func TestR29(t *testing.T) {
	c := startChat(t)
	for _, body := range []string{`{}`, ``} {
		ann := c.token(annID, account.Login, account.Session{})
		chatIs(t, "reset of oneself without a code", c.reset(ann, body), http.StatusBadRequest, totpWanted)
		chatIs(t, "reset of oneself", c.reset(ann, body, shows("totp", c.code(0))...), http.StatusOK, chatDone)
		chatIs(t, "me after it", c.call(ann, "GET /api/v1/me", ""), http.StatusUnauthorized, unauthorized)
		if len(c.outbox()) != 0 || c.factors(annID).TOTP {
			t.Error("a reset of oneself mailed or left the factor")
		}
		c.update(func(tx *account.Tx) error { return seedTOTP(tx, annID) })
		c.clock.advance(30 * time.Second)
	}
}

func seedTOTP(tx *account.Tx, id string) error {
	a, err := tx.ByID(id)
	if err != nil {
		return err
	}
	secret, err := authenticatorSecret(demoRootSecret)
	if err != nil {
		return err
	}
	return tx.SetTOTP(a, secret)
}

func TestR30(t *testing.T) {
	c := startChat(t)
	chatIs(t, "reset of nobody", c.reset(c.root(), `{"userId":"nosuch"}`, shows("totp", c.code(0))...), http.StatusBadRequest,
		`{"success":false,"error":"The required \"userId\" or \"username\" param provided does not match any users [error-invalid-user]","errorType":"error-invalid-user"}`)
}

// TestR31 is as the document has it: "You can also use the username".
func TestR31(t *testing.T) {
	c := startChat(t)
	chatIs(t, "reset by a username in userId", c.reset(c.root(), `{"userId":"ann"}`, shows("totp", c.code(0))...), http.StatusOK, chatDone)
	if c.factors(annID).TOTP {
		t.Error("ann's factor is still there")
	}
}

func TestR32(t *testing.T) {
	c := startChat(t)
	for _, body := range []string{`{"username":"ANN"}`, `{"user":"ann"}`, `{"userId":" ","username":"ann"}`} {
		c.update(func(tx *account.Tx) error { return seedTOTP(tx, annID) })
		chatIs(t, "reset of "+body, c.reset(c.root(), body, shows("totp", c.code(0))...), http.StatusOK, chatDone)
		if c.factors(annID).TOTP {
			t.Errorf("reset of %s left ann's factor", body)
		}
		c.clock.advance(30 * time.Second)
	}
}

func TestR33(t *testing.T) {
	c := startChat(t)
	for _, body := range []string{`{"userId":"  "}`, `{"userId":null}`, `{"userId":""}`} {
		chatIs(t, "reset of "+body, c.reset(c.root(), body, shows("totp", c.code(0))...), http.StatusBadRequest,
			`{"success":false,"error":"The required \"userId\" or \"username\" param was not provided [error-user-param-not-provided]","errorType":"error-user-param-not-provided"}`)
		c.clock.advance(30 * time.Second)
	}
	c.untouched()
}

// untouched fails the test where root or ann lost a factor, or root his login.
func (c chat) untouched() {
	c.t.Helper()
	if !c.factors(demoRootID).TOTP || !c.factors(annID).TOTP || !c.alive(c.root()) {
		c.t.Error("somebody was reset")
	}
}

// TestR34 to R37 have the bodies that do not fit. The code that comes with them is not even looked at.
func TestR34(t *testing.T) {
	c := startChat(t)
	for _, body := range []string{`{"userId":["ann"]}`, `{"userId":{}}`} {
		chatIs(t, "reset of "+body, c.reset(c.root(), body, shows("totp", c.code(0))...), http.StatusBadRequest,
			`{"success":false,"error":"must be string","errorType":"invalid-params"}`)
	}
	c.untouched()
}

func TestR35(t *testing.T) {
	c := startChat(t)
	for body, complaint := range map[string]string{
		`{"foo":1}`:                         "must NOT have additional properties",
		`{"USERID":"ann"}`:                  "must NOT have additional properties",
		`{"userId":"ann","isAdmin":true}`:   "must NOT have additional properties",
		`{"userId":["ann"],"extra":"more"}`: "must NOT have additional properties",
		`[]`:                                "must be object",
		`null`:                              "must be object",
		`"x"`:                               "must be object",
		`5`:                                 "must be object",
	} {
		chatIs(t, "reset of "+body, c.reset(c.root(), body, shows("totp", c.code(0))...), http.StatusBadRequest,
			`{"success":false,"error":"`+complaint+`","errorType":"invalid-params"}`)
	}
	c.untouched()
}

func TestR36(t *testing.T) {
	c := startChat(t)
	for _, body := range []string{`{"userId":`, `{"userId":"ann"`, "\ufeff{}", `{userId:'ann'}`, " "} {
		chatIs(t, "reset of "+body, c.reset(c.root(), body, shows("totp", c.code(0))...), http.StatusBadRequest,
			`{"success":false,"error":"Invalid JSON body","errorType":"invalid-params"}`)
	}
	c.untouched()
}

func TestR37(t *testing.T) {
	c := startChat(t)
	for _, contentType := range []string{"application/x-www-form-urlencoded", "text/plain", "application/xml", "multipart/form-data; boundary=b"} {
		headers := slices.Concat([]string{"Content-Type: " + contentType}, shows("totp", c.code(0)), c.root().headers())
		a := c.checked(resetRoute, c.send(resetRoute, `{"userId":"ann"}`, headers...))
		chatHas(t, "reset by JSON as "+contentType, a, http.StatusBadRequest, `"errorType":"invalid-params"`)
	}
	c.untouched()
	headers := slices.Concat([]string{"Content-Type: application/x-www-form-urlencoded"}, shows("totp", c.code(0)), c.root().headers())
	chatIs(t, "reset by a form", c.checked(resetRoute, c.send(resetRoute, "userId=ann", headers...)), http.StatusOK, chatDone)
}

func TestR46(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	chatHas(t, "enableTotp", c.call(bob, "POST /api/v1/users.enableTotp", "", shows("password", bobPassword)...), http.StatusOK, `"success":true`)
	chatHas(t, "enableTotp, remembered", c.call(bob, "POST /api/v1/users.enableTotp", ""), http.StatusOK, `"success":true`)
	chatHas(t, "enableTotp from another client", c.call(bob, "POST /api/v1/users.enableTotp", "", "User-Agent: other"), http.StatusBadRequest, "[totp-required]")
	chatIs(t, "reset, never remembered", c.reset(bob, `{}`), http.StatusBadRequest, passwordWanted)
	c.clock.advance(31 * time.Minute)
	chatHas(t, "enableTotp after half an hour", c.call(bob, "POST /api/v1/users.enableTotp", ""), http.StatusBadRequest, "[totp-required]")
}

func TestR47(t *testing.T) {
	c := startChat(t)
	trusted := c.token(demoRootID, account.Personal, account.Session{Bypass: true})
	plain := c.token(demoRootID, account.Personal, account.Session{})
	chatIs(t, "reset with a token that asks for no code", c.reset(trusted, `{"userId":"`+annID+`"}`), http.StatusOK, chatDone)
	chatIs(t, "reset with one that does", c.reset(plain, `{"userId":"`+annID+`"}`), http.StatusBadRequest, totpWanted)
}

func TestR48(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	reset := strconv.FormatInt(c.clock.now().Add(time.Minute).UnixMilli(), 10)
	for i := range 10 {
		h := c.reset(bob, `{}`, fmt.Sprintf("X-Forwarded-For: 10.0.0.%d", i)).header
		got := []string{h.Get("X-RateLimit-Limit"), h.Get("X-RateLimit-Remaining"), h.Get("X-RateLimit-Reset")}
		if want := []string{"10", strconv.Itoa(9 - i), reset}; !slices.Equal(got, want) {
			t.Errorf("rate headers of call %d = %v, want %v", i+1, got, want)
		}
	}
	a := c.reset(bob, `{}`)
	chatIs(t, "call 11", a, http.StatusTooManyRequests,
		`{"success":false,"error":"Error, too many requests. Please slow down. You must wait 60 seconds before trying this endpoint again. [error-too-many-requests]"}`)
	if a.header.Get("Retry-After") != "" {
		t.Error("a Retry-After was sent")
	}
	if a := c.call(bob, "GET /api/v1/me", ""); a.status != http.StatusOK || a.header.Get("X-RateLimit-Remaining") != "9" {
		t.Errorf("another route = %d with %s left, want 200 with 9", a.status, a.header.Get("X-RateLimit-Remaining"))
	}
	if a := c.reset(c.root(), `{}`); a.status != http.StatusBadRequest || a.header.Get("X-RateLimit-Limit") != "" {
		t.Errorf("root, who is not limited, = %d %v", a.status, a.header)
	}
	c.clock.advance(time.Minute)
	chatIs(t, "a minute later", c.reset(bob, `{}`), http.StatusBadRequest, passwordWanted)
}

func TestR49(t *testing.T) {
	c := startChat(t)
	for _, verb := range []string{"GET", "PUT", "DELETE", "HEAD", "OPTIONS"} {
		a := c.call(c.root(), verb+" /api/v1/users.resetTOTP", "", shows("totp", c.code(0))...)
		if a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") != "POST" {
			t.Errorf("%s users.resetTOTP = %d, Allow %q, want 405, POST", verb, a.status, a.header.Get("Allow"))
		}
	}
	chatIs(t, "GET users.resetTOTP", c.call(c.root(), "GET /api/v1/users.resetTOTP", ""), http.StatusMethodNotAllowed,
		`{"success":false,"status":"error","message":"API endpoint does not exist"}`)
	chatIs(t, "GET nosuch", c.call(c.root(), "GET /api/v1/nosuch", ""), http.StatusNotFound, `{"success":false,"error":"Resource not found"}`)
	c.untouched()
}

// TestRocketChatOneCodeOnce uses one code a hundred times at once.
func TestRocketChatOneCodeOnce(t *testing.T) {
	c := startChat(t)
	body, headers := `{"userId":"`+annID+`"}`, append(append(shows("totp", c.code(0)), c.root().headers()...), "Content-Type: application/json")
	answers := make([]answer, 100)
	failures := make([]error, len(answers))
	var ready, running sync.WaitGroup
	ready.Add(1)
	for i := range answers {
		running.Go(func() {
			ready.Wait()
			request := resetRoute + " HTTP/1.1\nHost: rocketchat.localhost\n" + strings.Join(headers, "\n") + "\n\n" + body
			answers[i], failures[i] = exchange(c.addr, request)
		})
	}
	ready.Done()
	running.Wait()
	if err := errors.Join(failures...); err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, a := range answers {
		c.checked(resetRoute, a)
		count[a.body]++
	}
	if count[chatDone] != 1 {
		t.Errorf("100 uses of one code = %v, want one success", count)
	}
	if mails := c.outbox(); len(mails) != 1 {
		t.Errorf("%d mails, want 1", len(mails))
	}
}

// TestRocketChatDemoted takes the role away: the next call of the old token is refused.
func TestRocketChatDemoted(t *testing.T) {
	c := startChat(t)
	c.change(demoRootID, func(a *account.Account) { a.Roles = []string{"user"} })
	chatIs(t, "reset after demotion", c.reset(c.root(), `{"userId":"`+annID+`"}`, shows("totp", c.code(0))...), http.StatusBadRequest, notAllowed)
}

// TestRocketChatPending resets a secret that was never confirmed: it counts as a factor.
func TestRocketChatPending(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	c.call(bob, "POST /api/v1/users.enableTotp", "", shows("password", bobPassword)...)
	chatIs(t, "reset", c.reset(bob, `{}`, shows("password", bobPassword)...), http.StatusOK, chatDone)
	if c.factors(bobID).Pending || c.alive(bob) {
		t.Error("the pending secret or the login is still there")
	}
}

// TestRocketChatManyCodes sends several codes in one call: they are one wrong try.
func TestRocketChatManyCodes(t *testing.T) {
	c := startChat(t)
	right := c.code(0)
	for _, headers := range [][]string{
		{"x-2fa-code: 000000", "x-2fa-code: " + right},
		{"x-2fa-code: 000000," + right},
		{"x-2fa-code: " + strings.Repeat("0", 10000)},
	} {
		chatHas(t, "reset", c.reset(c.root(), `{"userId":"`+annID+`"}`, headers...), http.StatusBadRequest, "[totp-invalid]")
	}
	chatIs(t, "reset with the code alone", c.reset(c.root(), `{"userId":"`+annID+`"}`, "x-2fa-code: "+right), http.StatusOK, chatDone)
}
