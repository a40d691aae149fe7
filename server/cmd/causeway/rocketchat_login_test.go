package main

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

func TestR01(t *testing.T) {
	c := startChat(t)
	a := c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"}`)
	var res struct {
		Status string
		Data   struct {
			UserId, AuthToken string
			Me                struct{ Username string }
		}
	}
	if err := json.Unmarshal([]byte(a.body), &res); err != nil || a.status != http.StatusOK {
		t.Fatalf("login = %d %s (%v), want 200", a.status, a.body, err)
	}
	if d := res.Data; res.Status != "success" || d.UserId != bobID || len(d.AuthToken) != 43 || d.Me.Username != "bob" {
		t.Errorf("login = %s, want success for %s with a token of 43 characters", a.body, bobID)
	}
	if !c.alive(loginOf(t, a)) {
		t.Error("the token of a login is not taken")
	}
}

func TestR02(t *testing.T) {
	c := startChat(t)
	a := c.checked(loginRoute, c.send(loginRoute, "user=bob&password=pw", "Content-Type: application/x-www-form-urlencoded"))
	chatHas(t, "login by a form", a, http.StatusOK, `"status":"success"`, `"userId":"`+bobID+`"`, `"success":true`)

	parts := "--b\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nbob\r\n--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\npw\r\n--b--\r\n"
	a = c.raw(loginRoute + " HTTP/1.1\r\nHost: rocketchat.localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " +
		strconv.Itoa(len(parts)) + "\r\n\r\n" + parts)
	chatHas(t, "login by a form in parts", c.checked(loginRoute, a), http.StatusOK, `"userId":"`+bobID+`"`)
}

func TestR03(t *testing.T) {
	c := startChat(t)
	for _, body := range []string{
		`{"user":"bob@x.test","password":"pw"}`,
		`{"username":"bob","password":"pw"}`,
		`{"email":"bob@x.test","password":"pw"}`,
		`{"user":{"username":"bob"},"password":{"digest":"` + bobPassword + `","algorithm":"sha-256"}}`,
		`{"user":{"email":"bob@x.test"},"password":"pw"}`,
		`{"totp":{"code":"","login":{"user":{"username":"bob"},"password":{"digest":"` + bobPassword + `","algorithm":"sha-256"}}}}`,
	} {
		chatHas(t, "login "+body, c.call(chatLogin{}, loginRoute, body), http.StatusOK, `"userId":"`+bobID+`"`)
	}
}

func TestR04(t *testing.T) {
	c := startChat(t)
	a := c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"no"}`)
	chatIs(t, "login with a wrong password", a, http.StatusUnauthorized, `{"status":"error","error":"Unauthorized","message":"Unauthorized","success":false}`)
}

func TestR05(t *testing.T) {
	c := startChat(t)
	a := c.call(chatLogin{}, loginRoute, `{"user":"nosuch","password":"pw"}`)
	chatIs(t, "login of nobody", a, http.StatusUnauthorized, `{"status":"error","error":"Unauthorized","message":"Unauthorized","success":false}`)
}

const loginChallenge = `{"status":"error","error":"totp-required","message":"TOTP Required","details":{"method":"totp","codeGenerated":false,"availableMethods":["totp"]},"success":false}`

func TestR06(t *testing.T) {
	c := startChat(t)
	chatIs(t, "login without a code", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`), http.StatusUnauthorized, loginChallenge)
	a := c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`, "x-2fa-method: password")
	chatIs(t, "login with another method", a, http.StatusUnauthorized, loginChallenge)
}

func TestR07(t *testing.T) {
	c := startChat(t)
	a := c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":"`+c.code(0)+`"}`)
	chatHas(t, "login with a code in the body", a, http.StatusOK, `"userId":"`+annID+`"`)
	c.clock.advance(30 * time.Second)
	a = c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`, "x-2fa-code: "+c.code(0))
	chatHas(t, "login with a code in the header", a, http.StatusOK, `"userId":"`+annID+`"`)
	c.clock.advance(30 * time.Second)
	a = c.call(chatLogin{}, loginRoute, `{"totp":{"code":"`+c.code(0)+`","login":{"user":{"username":"ann"},"password":"pw"}}}`)
	chatHas(t, "login with a code around it", a, http.StatusOK, `"userId":"`+annID+`"`)
}

func TestR08(t *testing.T) {
	c := startChat(t)
	right := c.code(0)
	for _, code := range []string{"000000", " " + right[1:], "+" + right[1:], right + "0", right[:5], "１２３４５６"} {
		a := c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":"`+code+`"}`)
		chatIs(t, "login with code "+code, a, http.StatusUnauthorized, strings.Replace(
			strings.Replace(loginChallenge, "totp-required", "totp-invalid", 1), "TOTP Required", "TOTP Invalid", 1))
	}
	a := c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":123456}`)
	chatIs(t, "login with a number as code", a, http.StatusUnauthorized, `{"status":"error","error":400,"message":"Match failed","success":false}`)
}

func TestR09(t *testing.T) {
	c := startChat(t)
	var codes []string
	c.update(func(tx *account.Tx) error {
		a, err := tx.ByID(annID)
		if err != nil {
			return err
		}
		codes, err = tx.NewBackupCodes(a)
		return err
	})
	body := `{"user":"ann","password":"pw","code":"` + codes[0] + `"}`
	chatHas(t, "login with a backup code", c.call(chatLogin{}, loginRoute, body), http.StatusOK, `"userId":"`+annID+`"`)
	chatHas(t, "login with it again", c.call(chatLogin{}, loginRoute, body), http.StatusUnauthorized, `"error":"totp-invalid"`)
	if left := c.factors(annID).Backup; left != 11 {
		t.Errorf("backup codes left = %d, want 11", left)
	}
}

func TestR10(t *testing.T) {
	c := startChat(t)
	a := c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"no","code":"`+c.code(0)+`"}`)
	chatHas(t, "login with a wrong password and a right code", a, http.StatusUnauthorized, `"error":"Unauthorized"`)
	a = c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":"`+c.code(0)+`"}`)
	chatHas(t, "login with the code that was not looked at", a, http.StatusOK, `"userId":"`+annID+`"`)
}

func TestR11(t *testing.T) {
	c := startChat(t)
	ann := c.signIn("ann")
	a := c.call(chatLogin{}, loginRoute, `{"resume":"`+ann.token+`"}`)
	chatHas(t, "resume", a, http.StatusOK, `"userId":"`+annID+`"`, `"authToken":"`+ann.token+`"`)
	c.call(ann, "POST /api/v1/logout", "")
	a = c.call(chatLogin{}, loginRoute, `{"resume":"`+ann.token+`"}`)
	chatIs(t, "resume after logout", a, http.StatusUnauthorized,
		`{"status":"error","error":403,"message":"You've been logged out by the server. Please log in again.","success":false}`)
}

func TestR12(t *testing.T) {
	c := startChat(t)
	blocked := `{"status":"error","error":"error-login-blocked-for-user","message":"Login has been temporarily blocked For User","details":{"function":"Accounts.validateLoginAttempt"},"success":false}`
	names := []string{`"user":"bob"`, `"user":"BOB"`, `"user":"bob@x.test"`, `"username":"bob"`, `"email":"bob@x.test"`}
	for i := range 10 {
		a := c.call(chatLogin{}, loginRoute, `{`+names[i%len(names)]+`,"password":"no"}`)
		chatHas(t, "failed login", a, http.StatusUnauthorized, `"error":"Unauthorized"`)
	}
	c.clock.advance(61 * time.Second) // past the rate limit
	chatIs(t, "login of a blocked user", c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"}`), http.StatusUnauthorized, blocked)
	chatIs(t, "login of a blocked user by mail", c.call(chatLogin{}, loginRoute, `{"email":"bob@x.test","password":"no"}`), http.StatusUnauthorized, blocked)
	c.clock.advance(4*time.Minute + time.Second)
	chatHas(t, "login after five minutes", c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"}`), http.StatusOK, `"userId":"`+bobID+`"`)
}

func TestR13(t *testing.T) {
	c := startChat(t)
	a := c.call(c.signIn("ann"), "GET /api/v1/me", "")
	chatHas(t, "me", a, http.StatusOK, `"success":true`, `"username":"ann"`, `"totp":{"enabled":true}`, `"password":{"exists":true}`, `"email":"ann@x.test"`)
	for _, secret := range []string{"bcrypt", "argon2", "secret", demoRootSecret, bobPassword} {
		if strings.Contains(a.body, secret) {
			t.Errorf("me = %s, want no %q in it", a.body, secret)
		}
	}
	c.call(c.signIn("bob"), "GET /api/v1/me", "")
}

func TestR14(t *testing.T) {
	c := startChat(t)
	ann := c.signIn("ann")
	for name, headers := range map[string][]string{
		"no headers":           nil,
		"token only":           {"X-Auth-Token: " + ann.token},
		"id only":              {"X-User-Id: " + ann.user},
		"another's id":         {"X-Auth-Token: " + ann.token, "X-User-Id: " + bobID},
		"token twice":          {"X-Auth-Token: " + ann.token, "X-Auth-Token: " + ann.token, "X-User-Id: " + ann.user},
		"empty id":             {"X-Auth-Token: " + ann.token, "X-User-Id: "},
		"names with underline": {"X_Auth_Token: " + ann.token, "X_User_Id: " + ann.user},
		"hash of the token":    {"X-Auth-Token: mKvHbpuMqYlkjo15nA68sXqlJ4hvDUDKrQL+ffChrE8=", "X-User-Id: " + demoRootID},
	} {
		chatIs(t, "me with "+name, c.call(chatLogin{}, "GET /api/v1/me", "", headers...), http.StatusUnauthorized, unauthorized)
	}
	a := c.call(chatLogin{}, "GET /api/v1/me", "", "x-auth-token: "+ann.token, "x-user-id: "+ann.user)
	chatHas(t, "me with headers in lower case", a, http.StatusOK, `"username":"ann"`)
	a = c.call(chatLogin{}, "GET /api/v1/me?authToken="+ann.token+"&userId="+ann.user, "")
	chatIs(t, "me with a token in the query", a, http.StatusUnauthorized, unauthorized)
}

func TestR15(t *testing.T) {
	c := startChat(t)
	for _, verb := range []string{"POST", "GET"} {
		bob, other := c.signIn("bob"), c.signIn("bob")
		a := c.call(bob, verb+" /api/v1/logout", "")
		chatIs(t, "logout by "+verb, a, http.StatusOK, `{"status":"success","data":{"message":"You've been logged out!"},"success":true}`)
		chatIs(t, "me after logout", c.call(bob, "GET /api/v1/me", ""), http.StatusUnauthorized, unauthorized)
		if !c.alive(other) {
			t.Error("logout ended another token")
		}
	}
}

// TestRocketChatLoginBodies has the bodies that are no login.
func TestRocketChatLoginBodies(t *testing.T) {
	c := startChat(t)
	unrecognized := `{"status":"error","error":400,"message":"Unrecognized options for login request","success":false}`
	mismatch := `{"status":"error","error":400,"message":"Match failed","success":false}`
	malformed := `{"success":false,"error":"Invalid JSON body","errorType":"invalid-params"}`
	for _, test := range []struct {
		body   string
		status int
		want   string
	}{
		{`{}`, 401, unrecognized},
		{``, 401, unrecognized},
		{`{"user":"bob"}`, 401, unrecognized},
		{`{"password":"pw"}`, 401, unrecognized},
		{`{"user":5,"password":"pw"}`, 401, mismatch},
		{`{"user":"bob","password":["pw"]}`, 401, mismatch},
		{`{"user":"bob","password":{"digest":"x","algorithm":"md5"}}`, 401, mismatch},
		{`{"totp":{"code":"123456"}}`, 401, mismatch},
		{`{"totp":{"login":{"totp":{"login":{}}}}}`, 401, mismatch},
	} {
		chatIs(t, "login "+test.body, c.call(chatLogin{}, loginRoute, test.body), test.status, test.want)
	}
	c.clock.advance(time.Minute)
	chatIs(t, "login cut off", c.call(chatLogin{}, loginRoute, `{"user":"bob`), http.StatusBadRequest, malformed)
	chatIs(t, "login with more behind it", c.call(chatLogin{}, loginRoute, `{"user":"bob","password":"pw"} x`), http.StatusBadRequest, malformed)
}

// TestRocketChatLoginRefused has the accounts that may not sign in though the password is right. None is challenged for a code.
func TestRocketChatLoginRefused(t *testing.T) {
	for code, change := range map[string]func(*account.Account){
		"error-user-is-not-activated":            func(a *account.Account) { a.Inactive = true },
		"error-user-has-no-roles":                func(a *account.Account) { a.Roles = nil },
		"error-app-user-is-not-allowed-to-login": func(a *account.Account) { a.Machine = true },
	} {
		t.Run(code, func(t *testing.T) {
			c := startChat(t)
			c.change(annID, change)
			chatHas(t, "login", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`), http.StatusUnauthorized, `"error":"`+code+`"`)
			chatHas(t, "login", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"no"}`), http.StatusUnauthorized, `"error":"Unauthorized"`)
		})
	}
}
