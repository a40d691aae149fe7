package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// The checks of a reset run in the contract's order (systems.md C4): of two things that are wrong, the first is told.
func TestFoundryOrderOfChecks(t *testing.T) {
	f := startFoundry(t)
	nick, olga, otto := f.signIn("nick"), f.signIn("olga"), f.signIn("otto")
	for _, c := range []struct {
		what, token, target, code, organisation string
		status                                  int
		name                                    string
	}{
		{"a wrong form before a foreign organisation", olga, "mia", "12345", "org2", 400, "RegularExpression"},
		{"a wrong form of the target", olga, "mia/../otto", "123456", "org1", 400, "RegularExpression"},
		{"a wrong form of the organisation", olga, "mia", "123456", "org 1", 400, "RegularExpression"},
		{"a foreign organisation before not being an owner", nick, "mia", "123456", "org2", 404, "ResourceNotFoundException"},
		{"not being an owner before having no factor", nick, "mia", "123456", "org1", 403, "ForbiddenException"},
		{"having no factor before an unknown target", otto, "nobody", "123456", "org2", 400, "RuleViolationException"},
		{"a wrong code before an unknown target", olga, "nobody", "000000", "org1", 400, "TwoFactorCodeInvalid"},
	} {
		refused(t, c.what, f.reset(c.token, c.target, c.code, c.organisation), c.status, c.name)
	}
	if a := f.send("PUT /users/2fa/reset", `{}`, "Content-Type: application/json"); a.status != 401 {
		t.Errorf("no credentials before no members = %d %s, want 401", a.status, a.body)
	}
}

// aliases are all the ways to reach the reset, and some that look like one.
var aliases = []string{
	"PUT /users/2fa/reset", "PUT /users/2fa/reset.json", "PUT /users/2fa/reset.xml", "PUT /users/2fa/reset.jsv", "PUT /users/2fa/reset.csv",
	"PUT /users/2fa/reset?format=json", "PUT /USERS/2FA/Reset", "PUT /users/2fa/reset/", "PUT //users//2fa/reset", "PUT /users/2fa/%72eset",
	"PUT /json/reply/ResetTwoFactorAuthenticationRequest", "PUT /json/reply/resettwofactorauthenticationrequest",
	"PUT /json/oneway/ResetTwoFactorAuthenticationRequest", "PUT /json/syncreply/ResetTwoFactorAuthenticationRequest",
	"PUT /api/ResetTwoFactorAuthenticationRequest", "PUT /api/ResetTwoFactorAuthenticationRequest.json",
	"PUT /json/reply/ResetTwoFactorAuthenticationRequest[]", "PUT /api/ResetTwoFactorAuthenticationRequest[]",
	"POST /users/2fa/reset", "GET /users/2fa/reset", "POST /json/reply/ResetTwoFactorAuthenticationRequest",
	"GET /json/reply/ResetTwoFactorAuthenticationRequest?targetUserId=mia&callerCode=123456",
	"HEAD /api/ResetTwoFactorAuthenticationRequest?targetUserId=mia&callerCode=123456",
	"OPTIONS /users/2fa/reset",
}

func (f foundryTest) alias(line, token, code string) answer {
	body := resetBody("json", code)
	if strings.Contains(line, "[]") {
		body = "[" + body + "]"
	}
	headers := []string{"Content-Type: application/json", "X-Http-Method-Override: PUT"}
	if verb, _, _ := strings.Cut(line, " "); verb != "POST" {
		headers = headers[:1]
	}
	if token != "" {
		headers = append(headers, "Authorization: Bearer "+token)
	}
	return f.send(line, body, headers...)
}

// Nothing but the bearer token lets a call through, by whatever name the operation is called.
func TestFoundryAliasesWithoutCredentials(t *testing.T) {
	f := startFoundry(t)
	for _, line := range aliases {
		a := f.alias(line, "", f.code("olga"))
		if a.status < 400 && !strings.HasPrefix(line, "OPTIONS ") {
			t.Errorf("%s without credentials = %d %s", line, a.status, a.body)
		}
	}
	f.untouched("mia")
}

// A code that was spent under one name is spent under all of them.
func TestFoundryAliasesShareCodes(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	for _, line := range aliases {
		code := f.code("olga")
		done(t, "reset", f.reset(olga, "nick", code, "org1"))
		a := f.alias(line, olga, code)
		if a.status == 200 && a.body != "" && !strings.HasPrefix(line, "OPTIONS ") {
			t.Errorf("%s with a spent code = %d %s", line, a.status, a.body)
		}
		f.untouched("mia")
		f.clock.advance(90 * time.Second)
	}
}

// A batch buys no guesses: it ends at its first wrong one, which counts like any other.
func TestFoundryBatchOfGuesses(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	var guesses []string
	for i := range 50 {
		guesses = append(guesses, resetBody("json", fmt.Sprintf("%06d", i)))
	}
	guesses = append(guesses, resetBody("json", f.code("olga")))
	for range 5 {
		a := f.put("/json/reply/ResetTwoFactorAuthenticationRequest[]", olga, "["+strings.Join(guesses, ",")+"]")
		if a.status != 400 || !strings.Contains(a.body, "TwoFactorCodeInvalid") {
			t.Errorf("a batch of guesses = %d %s, want 400 TwoFactorCodeInvalid", a.status, a.body)
		}
	}
	refused(t, "the right code after five batches", f.reset(olga, "mia", f.code("olga"), "org1"), 429, "TooManyAttemptsException")
	f.untouched("mia")
}
