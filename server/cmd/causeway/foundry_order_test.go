package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
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

// A request may name its organisation in more than one place, but only one organisation.
func TestFoundryTwoOrganisations(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	for _, query := range []string{
		"organisationId=org2", "OrganisationID=org2", "organisationId=org1&organisationId=org2", "organisationId=org2&organisationId=org1",
	} {
		for _, format := range formats {
			for _, path := range []string{"/users/2fa/reset?", "/api/ResetTwoFactorAuthenticationRequest." + format.name + "?", "/" + format.name + "/reply/ResetTwoFactorAuthenticationRequest?"} {
				a := f.send("PUT "+path+query, resetBody(format.name, f.code("olga")), "Content-Type: "+format.mediaType, "Authorization: Bearer "+olga)
				if a.status != 400 || !strings.Contains(a.body, "ArgumentException") && !strings.Contains(a.body, "RegularExpression") {
					t.Errorf("%s%s with org1 in a body of %s = %d %s, want 400", path, query, format.name, a.status, a.body)
				}
			}
		}
	}
	form := "targetUserId=mia&callerCode=" + f.code("olga") + "&organisationId="
	a := f.send("PUT /users/2fa/reset?organisationId=org1", form+"org2", "Content-Type: application/x-www-form-urlencoded", "Accept: application/json", "Authorization: Bearer "+olga)
	refused(t, "another one in a form", a, 400, "ArgumentException")
	a = f.put("/users/2fa/generate-key?organisationId=org1&organisationId=org2", olga, "")
	refused(t, "two in the URL, which bind as one text", a, 400, "RegularExpression")
	done(t, "one in both places", f.put("/users/2fa/reset?organisationId=org1", olga, resetBody("json", f.code("olga"))))
	f.clock.advance(30 * time.Second)
	done(t, "all in the URL", f.put("/users/2fa/reset?organisationId=org1&targetUserId=mia&callerCode="+f.code("olga"), olga, ""))
}

// Each request of a batch names an organisation of its own. One that names two, or another than the URL, keeps all of them from running.
func TestFoundryTwoOrganisationsInABatch(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	good := func() string { return resetBody("json", f.code("olga")) }
	twice := `{"targetUserId":"mia","callerCode":"123456","organisationId":"org2","OrganisationId":"org1"}`
	elsewhere := `{"targetUserId":"mia","callerCode":"123456","organisationId":"org2"}`
	for _, c := range []struct {
		what, query, body string
		status            int
		code, index       string
	}{
		{"two in the second", "", "[" + good() + "," + twice + "]", 400, "ArgumentException", "1"},
		{"another in the URL", "?organisationId=org2", "[" + good() + "]", 400, "ArgumentException", "0"},
		{"none in the second, one in the URL", "?organisationId=org1", "[" + good() + `,{"targetUserId":"mia","callerCode":"123456"}]`, 400, "ArgumentException", "1"},
		{"another's in the first", "", "[" + elsewhere + "," + good() + "]", 404, "ResourceNotFoundException", "0"},
	} {
		for _, path := range []string{"/json/reply/", "/api/", "/json/oneway/"} {
			a := f.send("PUT "+path+"ResetTwoFactorAuthenticationRequest[]"+c.query, c.body, "Content-Type: application/json", "Authorization: Bearer "+olga)
			refused(t, c.what+" at "+path, a, c.status, c.code)
			if !strings.Contains(a.body, `"AutoBatchIndex":"`+c.index+`"`) {
				t.Errorf("%s at %s = %s, want the request %s blamed", c.what, path, a.body, c.index)
			}
		}
	}
	f.untouched("mia")
	a := f.send("PUT /json/reply/ResetTwoFactorAuthenticationRequest[]?organisationId=org1", "["+good()+","+elsewhere+"]", "Content-Type: application/json", "Authorization: Bearer "+olga)
	refused(t, "one as in the URL and one that is not", a, 400, "ArgumentException")
	f.untouched("mia")
	a = f.send("PUT /json/reply/ResetTwoFactorAuthenticationRequest[]?organisationId=org1", "["+good()+"]", "Content-Type: application/json", "Authorization: Bearer "+olga)
	if a.status != 200 || a.body != "[{}]" {
		t.Errorf("a batch of one organisation = %d %s, want 200 [{}]", a.status, a.body)
	}
}

// One organisation is one, however it is written and how often. Olga has a second factor, which is what she is told where nothing else is wrong.
func TestFoundryOneOrganisation(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	element := func(value string) string {
		const namespace = "http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations"
		return `<OrganisationId xmlns="` + namespace + `">` + value + `</OrganisationId>`
	}
	xml := func(members string) string {
		const namespace = "http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"
		return `<GenerateTwoFactorAuthenticationKeyRequest xmlns="` + namespace + `">` + members + `</GenerateTwoFactorAuthenticationKeyRequest>`
	}
	for _, c := range []struct{ path, mediaType, body string }{
		{"", "application/json", `{"organisationId":"org1"}`},
		{"?organisationId=", "application/json", `{"organisationId":"org1"}`},
		{"", "application/json", `{"organisationId":"\u006frg\u0031"}`},
		{"", "application/json", `{"organisationId":"org1","OrganisationID":"org1"}`},
		{"", "application/json", "\ufeff" + `{"organisationId":"org1"}`},
		{"?organisationId=org1", "application/json", `{"organisationId":null}`},
		{"?organisationId=org1", "application/json", `{"organisationId":""}`},
		{"?organisationId=org1", "application/json", ``},
		{"", "text/jsv", `{organisationId:"org1"}`},
		{"", "text/jsv", "{\n\torganisationId: org1\n}"},
		{"", "text/csv", "OrganisationId\n\"org1\"\n"},
		{"", "application/xml", xml(element("<![CDATA[org1]]>"))},
		{"", "application/xml", xml(element("org&#49;") + element("org1"))},
		{"?organisationId=org1", "application/xml", xml("")},
		{"", "application/x-www-form-urlencoded", "organisationId=org1"},
	} {
		a := f.send("PUT /users/2fa/generate-key"+c.path, c.body, "Content-Type: "+c.mediaType, "Accept: application/json", "Authorization: Bearer "+olga)
		refused(t, c.path+" "+c.body, a, 409, "ResourceConflictException")
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

// What a caller may do is read at the call, not from the token.
func TestFoundryDemotion(t *testing.T) {
	f := startFoundry(t)
	olga, nick := f.signIn("olga"), f.signIn("nick")
	f.join("olga", account.Member{Account: "olga", Confirmed: true})
	refused(t, "reset by an owner of yesterday", f.reset(olga, "mia", f.code("olga"), "org1"), 403, "ForbiddenException")
	f.join("olga", account.Member{Account: "olga", Roles: []string{account.Owner}})
	refused(t, "reset by an owner who has not confirmed", f.reset(olga, "mia", f.code("olga"), "org1"), 404, "ResourceNotFoundException")
	f.join("nick", account.Member{Account: "nick", Roles: []string{account.Owner}, Confirmed: true})
	refused(t, "reset by a new owner without a factor", f.reset(nick, "mia", "123456", "org1"), 400, "RuleViolationException")
	f.untouched("mia")

	f.join("olga", account.Member{Account: "olga", Roles: []string{account.Owner}, Confirmed: true})
	f.join("mia", account.Member{Account: "mia"})
	refused(t, "reset of somebody who was only invited", f.reset(olga, "mia", f.code("olga"), "org1"), 404, "ResourceNotFoundException")
	f.untouched("mia")
	f.join("mia", account.Member{Account: "mia", Confirmed: true})
	f.clock.advance(30 * time.Second) // the code of before stays spent

	f.change("olga", func(a *account.Account) { a.Roles = []string{"Administrator"} })
	f.join("olga", account.Member{Account: "olga", Confirmed: true})
	done(t, "reset by an administrator", f.reset(olga, "mia", f.code("olga"), "org1"))
}

func (f foundryTest) join(id string, m account.Member) {
	f.t.Helper()
	f.tenant(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		return tx.Join(a, m)
	})
}

func (f foundryTest) change(id string, edit func(*account.Account)) {
	f.t.Helper()
	f.tenant(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		edit(a)
		return tx.Save(a)
	})
}

// tenant writes records of org1.
func (f foundryTest) tenant(fn func(*account.Tx) error) {
	f.t.Helper()
	if err := f.core.Update(f.t.Context(), "org1", fn); err != nil {
		f.t.Fatalf("write the records: %v", err)
	}
}
