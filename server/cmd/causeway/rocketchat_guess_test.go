package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// TestRocketChatGuessedCodes has a thief who knows the password: ten wrong codes are judged in an hour, however they arrive, and the right one does not help after that.
func TestRocketChatGuessedCodes(t *testing.T) {
	c := startChat(t)
	ann := c.signIn("ann")
	c.clock.advance(time.Minute)
	for i := range 10 {
		if i%2 == 0 {
			c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":"00000`+strconv.Itoa(i)+`"}`)
			c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`)
		} else {
			c.reset(ann, `{}`, shows("totp", "00000"+strconv.Itoa(i))...)
		}
	}
	c.clock.advance(time.Minute)
	a := c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw","code":"`+c.code(0)+`"}`)
	chatHas(t, "login with the right code after ten wrong ones", a, http.StatusUnauthorized, `"error":"error-login-blocked-for-user"`)
	chatHas(t, "reset with the right code after ten wrong ones", c.reset(ann, `{}`, shows("totp", c.code(0))...), http.StatusBadRequest,
		`TOTP Maximun Failed Attempts Reached [totp-max-attempts]`)
	if !c.factors(annID).TOTP {
		t.Error("the factor is gone")
	}
	chatIs(t, "root resets ann, who is locked", c.reset(c.root(), `{"user":"ann"}`, shows("totp", c.code(0))...), http.StatusOK, chatDone)
	chatHas(t, "ann's login after it", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`), http.StatusOK, `"userId":"`+annID+`"`)
}

// TestRocketChatGuessedPasswords guesses the password that is shown in place of a code: it is throttled like a login.
func TestRocketChatGuessedPasswords(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	for range 10 {
		chatHas(t, "reset with a wrong password", c.reset(bob, `{}`, shows("password", strings.Repeat("0", 64))...), http.StatusBadRequest, `[totp-invalid]`)
	}
	c.clock.advance(time.Minute)
	chatHas(t, "reset with the right one", c.reset(bob, `{}`, shows("password", bobPassword)...), http.StatusBadRequest, `[totp-max-attempts]`)
	c.clock.advance(time.Hour)
	for range 2 {
		for range 10 {
			chatIs(t, "reset with the right one", c.reset(bob, `{}`, shows("password", bobPassword)...), http.StatusOK, chatDone)
		}
		c.clock.advance(time.Minute)
	}
}

// TestRocketChatChallengesAreNoFailures asks for a code more often than a login may fail.
func TestRocketChatChallengesAreNoFailures(t *testing.T) {
	c := startChat(t)
	for range 3 {
		for range 5 {
			chatIs(t, "login without a code", c.call(chatLogin{}, loginRoute, `{"user":"ann","password":"pw"}`), http.StatusUnauthorized, loginChallenge)
		}
		c.clock.advance(time.Minute)
	}
	c.signIn("ann")
}

// TestRocketChatBlockedAddress has fifty failures of as many names. The headers of root keep the rate limit out of it.
func TestRocketChatBlockedAddress(t *testing.T) {
	c := startChat(t)
	for i := range 50 {
		chatHas(t, "failed login", c.call(c.root(), loginRoute, `{"user":"nobody`+strconv.Itoa(i)+`","password":"pw"}`), http.StatusUnauthorized, `"error":"Unauthorized"`)
	}
	chatIs(t, "login from a blocked address", c.call(c.root(), loginRoute, `{"user":"bob","password":"pw"}`), http.StatusUnauthorized,
		`{"status":"error","error":"error-login-blocked-for-ip","message":"Login has been temporarily blocked For IP","details":{"function":"Accounts.validateLoginAttempt"},"success":false}`)
	if a := c.call(c.root(), "GET /api/v1/me", ""); a.status != http.StatusOK {
		t.Errorf("me from a blocked address = %d, want 200", a.status)
	}
	c.clock.advance(5 * time.Minute)
	c.signIn("bob")
}

// TestRocketChatOwnAccount has a guesser sign in with an account of his own between his tries: that gives him no more of them.
func TestRocketChatOwnAccount(t *testing.T) {
	c := startChat(t)
	for i := range 50 {
		if i%10 == 9 {
			chatHas(t, "his own login", c.call(c.root(), loginRoute, `{"user":"bob","password":"pw"}`), http.StatusOK, `"status":"success"`)
			chatIs(t, "a challenge", c.call(c.root(), loginRoute, `{"user":"ann","password":"pw"}`), http.StatusUnauthorized, loginChallenge)
		}
		chatHas(t, "failed login", c.call(c.root(), loginRoute, `{"user":"nobody`+strconv.Itoa(i)+`","password":"pw"}`), http.StatusUnauthorized, `"error":"Unauthorized"`)
	}
	chatHas(t, "login from a blocked address", c.call(c.root(), loginRoute, `{"user":"bob","password":"pw"}`), http.StatusUnauthorized, `"error":"error-login-blocked-for-ip"`)
}

// TestRocketChatMailedCodeOfDeadFactor shows a code that was mailed before the factor was turned off.
func TestRocketChatMailedCodeOfDeadFactor(t *testing.T) {
	c := startChat(t)
	mel := c.token(melID, account.Login, account.Session{})
	c.reset(mel, `{}`)
	code := c.mailed()
	c.update(func(tx *account.Tx) error {
		a, err := tx.ByID(melID)
		if err != nil {
			return err
		}
		return tx.SetEmailFactor(a, false)
	})
	chatHas(t, "reset", c.reset(mel, `{}`, shows("email", code)...), http.StatusBadRequest, `[totp-invalid]`)
}

// TestRocketChatProofWithEveryCall has a client that keeps its headers: a right password is no guess, even where none was asked for.
func TestRocketChatProofWithEveryCall(t *testing.T) {
	c := startChat(t)
	bob := c.signIn("bob")
	trusted := c.token(bobID, account.Personal, account.Session{Bypass: true})
	for range 3 {
		for _, who := range []chatLogin{bob, bob, bob, trusted, trusted} {
			chatHas(t, "enableTotp", c.call(who, "POST /api/v1/users.enableTotp", "", shows("password", bobPassword)...), http.StatusOK, `"success":true`)
		}
		c.clock.advance(time.Minute)
	}
	chatIs(t, "reset", c.reset(bob, `{"userId":"`+annID+`"}`, shows("password", bobPassword)...), http.StatusBadRequest, notAllowed)
}
