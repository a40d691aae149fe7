package main

import (
	"strings"
	"testing"
	"time"
)

// formats of the requests and answers that Foundry and Antel take, by name.
var formats = []struct{ name, mediaType, answered string }{
	{"json", "application/json", "application/json; charset=utf-8"},
	{"jsv", "text/jsv", "text/jsv"},
	{"xml", "application/xml", "application/xml"},
	{"csv", "text/csv", "text/csv"},
}

// resetBody is a reset of mia's second factor in a format.
func resetBody(format, code string) string {
	const namespace = "http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations"
	return map[string]string{
		"json": `{"targetUserId":"mia","callerCode":"` + code + `","organisationId":"org1"}`,
		"jsv":  `{targetUserId:mia,callerCode:` + code + `,organisationId:org1}`,
		"xml": `<ResetTwoFactorAuthenticationRequest xmlns="` + namespace + `.UserAccounts"><OrganisationId xmlns="` + namespace + `">org1</OrganisationId>` +
			`<CallerCode>` + code + `</CallerCode><TargetUserId>mia</TargetUserId></ResetTwoFactorAuthenticationRequest>`,
		"csv": "TargetUserId,CallerCode,OrganisationId\nmia," + code + ",org1\n",
	}[format]
}

// emptyReset is the answer to a reset in a format: a response without a member that is set.
var emptyReset = map[string]string{
	"json": `{}`,
	"jsv":  `{}`,
	"xml": `<?xml version="1.0" encoding="utf-8"?><ResetTwoFactorAuthenticationResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance"` +
		` xmlns="http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts">` +
		`<ResponseStatus xmlns:d2p1="http://schemas.servicestack.net/types" i:nil="true" /></ResetTwoFactorAuthenticationResponse>`,
	"csv": "ResponseStatus\r\n\r\n",
}

// resets sends a reset that must succeed, in each format. Every one is answered in the format that answered names.
func (f foundryTest) resets(answered func(format string) string, request func(format, token, body string) answer) {
	f.t.Helper()
	token := f.signIn("olga")
	for _, format := range formats {
		a := request(format.name, token, resetBody(format.name, f.code("olga")))
		want := answered(format.name)
		if a.status != 200 || a.body != emptyReset[want] {
			f.t.Errorf("reset by %s = %d %q, want 200 %q", format.name, a.status, a.body, emptyReset[want])
		}
		for _, other := range formats {
			if got := a.header.Get("Content-Type"); other.name == want && got != other.answered {
				f.t.Errorf("reset by %s: Content-Type = %q, want %q", format.name, got, other.answered)
			}
		}
		f.clock.advance(30 * time.Second)
	}
}

func same(format string) string { return format }

func mediaType(format string) string {
	for _, f := range formats {
		if f.name == format {
			return f.mediaType
		}
	}
	return ""
}

func TestF16Malformed(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("olga")
	for _, c := range []struct{ format, body string }{
		{"json", `{"targetUserId":"mi`},
		{"jsv", `{targetUserId:"mi`},
		{"xml", `<ResetTwoFactorAuthenticationRequest><TargetUserId>mi`},
		{"csv", "TargetUserId,CallerCode\nmia,123456,org1\n"},
	} {
		for _, credentials := range []string{"Authorization: Bearer " + token, "X-None: 1"} {
			a := f.send("PUT /users/2fa/reset", c.body, "Content-Type: "+mediaType(c.format), "Accept: application/json", credentials)
			refused(t, "malformed "+c.format, a, 400, "SerializationException")
			if want := "Could not deserialize '" + mediaType(c.format) + "' request using"; !strings.Contains(a.body, want) {
				t.Errorf("malformed %s = %s, want %q", c.format, a.body, want)
			}
		}
	}
	f.untouched("mia")
}

func TestF17JSV(t *testing.T) {
	f := startFoundry(t)
	f.resets(same, func(format, token, body string) answer {
		return f.send("PUT /users/2fa/reset", body, "Content-Type: "+mediaType(format), "Accept: "+mediaType(format), "Authorization: Bearer "+token)
	})
}

// The layout that the document shows: line breaks, tabs, and a blank after each colon.
func TestF17JSVAsDocumented(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("olga")
	body := "{\n\ttargetUserId: mia,\n\tcallerCode: " + f.code("olga") + ",\n\torganisationId: org1\n}"
	a := f.send("PUT /users/2fa/reset", body, "Content-Type: text/jsv", "Accept: text/jsv", "Authorization: Bearer "+token)
	if a.status != 200 || a.body != "{}" || a.header.Get("Content-Type") != "text/jsv" {
		t.Errorf("the document's layout = %d %q as %q, want 200 {} as text/jsv", a.status, a.body, a.header.Get("Content-Type"))
	}
}

func TestF18API(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("olga")
	a := f.send("PUT /api/ResetTwoFactorAuthenticationRequest", resetBody("json", f.code("olga")), "Content-Type: application/json", "Accept: */*", "Authorization: Bearer "+token)
	done(t, "reset", a)
}

func TestF18Reply(t *testing.T) {
	f := startFoundry(t)
	f.resets(same, func(format, token, body string) answer {
		return f.send("PUT /"+format+"/reply/ResetTwoFactorAuthenticationRequest", body, "Accept: */*", "Authorization: Bearer "+token)
	})
}

func TestF18APIWithSuffix(t *testing.T) {
	f := startFoundry(t)
	f.resets(same, func(format, token, body string) answer {
		return f.send("PUT /api/ResetTwoFactorAuthenticationRequest."+format, body, "Content-Type: "+mediaType(format), "Authorization: Bearer "+token)
	})
}

func TestF19FormatByQuery(t *testing.T) {
	f := startFoundry(t)
	f.resets(same, func(format, token, body string) answer {
		return f.send("PUT /users/2fa/reset?format="+format, body, "Content-Type: "+mediaType(format), "Authorization: Bearer "+token)
	})
}

func TestF19FormatBySuffix(t *testing.T) {
	f := startFoundry(t)
	f.resets(same, func(format, token, body string) answer {
		return f.send("PUT /users/2fa/reset."+format, body, "Content-Type: "+mediaType(format), "Authorization: Bearer "+token)
	})
}

func TestF20NamesInAnyCase(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("olga")
	done(t, "Pascal case", f.put("/users/2fa/reset", token, `{"TargetUserId":"mia","CallerCode":"`+f.code("olga")+`","OrganisationId":"org1"}`))
	f.clock.advance(30 * time.Second)
	done(t, "lower case", f.put("/users/2fa/reset", token, `{"targetuserid":"mia","callercode":"`+f.code("olga")+`","organisationid":"org1"}`))
}

func TestF21UnknownContentType(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("olga")
	a := f.send("PUT /users/2fa/reset", resetBody("json", f.code("olga")), "Content-Type: text/plain", "Accept: application/json", "Authorization: Bearer "+token)
	refused(t, "JSON as text/plain", a, 400, "NotEmpty")
	f.untouched("mia")
}

// The same refusals in each format: the status, and the code where that format puts it.
func TestFoundryErrorsInEachFormat(t *testing.T) {
	f := startFoundry(t)
	olga, nick := f.signIn("olga"), f.signIn("nick")
	for _, format := range formats {
		for _, c := range []struct {
			what, verb, path, token, target, code, organisation string
			status                                              int
			name                                                string
		}{
			{"validation", "PUT", "/users/2fa/reset", olga, "mia", "", "org1", 400, "NotEmpty"},
			{"wrong form", "PUT", "/users/2fa/reset", olga, "mia", "12345x", "org1", 400, "RegularExpression"},
			{"line feed behind a name", "PUT", "/users/2fa/reset", olga, `mia\n`, "123456", "org1", 400, "RegularExpression"},
			{"line feed behind a code", "PUT", "/users/2fa/reset", olga, "mia", f.code("olga") + `\n`, "org1", 400, "TwoFactorCodeInvalid"},
			{"wrong tenant", "PUT", "/users/2fa/reset", olga, "otto", "123456", "org2", 404, "ResourceNotFoundException"},
			{"no owner", "PUT", "/users/2fa/reset", nick, "mia", "123456", "org1", 403, "ForbiddenException"},
			{"wrong code", "PUT", "/users/2fa/reset", olga, "mia", "000000", "org1", 400, "TwoFactorCodeInvalid"},
			{"unknown path", "PUT", "/users/2fa/nothing", olga, "mia", "123456", "org1", 404, ""},
			{"wrong verb", "DELETE", "/users/2fa/reset", olga, "mia", "123456", "org1", 404, ""},
			{"wrong verb by name", "DELETE", "/" + format.name + "/reply/ResetTwoFactorAuthenticationRequest?targetUserId=mia&callerCode=123456", olga, "mia", "123456", "org1", 405, "NotImplementedException"},
			{"unknown operation", "PUT", "/" + format.name + "/reply/Nothing", olga, "mia", "123456", "org1", 0, ""},
			{"forged token", "PUT", "/users/2fa/reset", olga[:len(olga)-8] + "AAAAAAAA", "mia", "123456", "org1", 401, ""},
			{"no token at all", "PUT", "/users/2fa/reset", "a.b.c", "mia", "123456", "org1", 401, ""},
		} {
			body := `{"targetUserId":"` + c.target + `","callerCode":"` + c.code + `","organisationId":"` + c.organisation + `"}`
			if c.verb == "DELETE" {
				body = "" // what is in the query is the request
			}
			a := f.send(c.verb+" "+c.path, body, "Content-Type: application/json", "Accept: "+format.mediaType, "Authorization: Bearer "+c.token)
			if c.status != 0 && a.status != c.status || a.status < 400 || a.status > 499 {
				t.Errorf("%s as %s = %d %q, want %d", c.what, format.name, a.status, a.body, c.status)
			}
			if want := errorCode(format.name, c.name); c.name == "" && c.status != 0 && a.body != "" || !strings.Contains(a.body, want) {
				t.Errorf("%s as %s = %q, want %q in it", c.what, format.name, a.body, want)
			}
			if c.name != "" && a.header.Get("Content-Type") != format.answered {
				t.Errorf("%s as %s: Content-Type = %q, want %q", c.what, format.name, a.header.Get("Content-Type"), format.answered)
			}
		}
		f.clock.advance(10 * time.Minute)
	}
	f.untouched("mia")
}

// errorCode is how a format spells an error's code.
func errorCode(format, name string) string {
	switch {
	case name == "":
		return ""
	case format == "json":
		return `"errorCode":"` + name + `"`
	case format == "xml":
		return `ErrorCode>` + name + `</`
	}
	return "errorCode:" + name + ","
}

func TestFoundryRefresh(t *testing.T) {
	f := startFoundry(t)
	session := f.authenticate("nick", "")
	bearer, refresh := member(t, session, "bearerToken"), member(t, session, "refreshToken")
	f.clock.advance(2 * time.Hour)
	refused(t, "a call with an old token", f.put("/users/2fa/generate-key", bearer, `{}`), 401, "TokenException")

	ask := func(token string) answer {
		return f.send("POST /api/GetAccessToken", `{"refreshToken":"`+token+`"}`, "Content-Type: application/json")
	}
	renewed := member(t, ask(refresh), "accessToken")
	if a := f.put("/users/2fa/generate-key", renewed, `{}`); a.status != 200 {
		t.Errorf("a call with the renewed token = %d %s", a.status, a.body)
	}
	if a := f.put("/users/2fa/generate-key", refresh, `{}`); a.status != 401 {
		t.Errorf("a refresh token as a bearer = %d %s, want 401", a.status, a.body)
	}
	refused(t, "an access token as a refresh token", ask(renewed), 400, "ArgumentException")
	refused(t, "no token", ask(""), 400, "ArgumentNullException")

	done(t, "sign-out", f.send("POST /auth/logout", "", "Authorization: Bearer "+renewed))
	if a := f.put("/users/2fa/generate-key", renewed, `{}`); a.status != 401 {
		t.Errorf("a call after sign-out = %d %s, want 401", a.status, a.body)
	}
	refused(t, "refresh after sign-out", ask(refresh), 400, "ArgumentException")
	f.clock.advance(31 * 24 * time.Hour)
	refused(t, "refresh after its time", ask(refresh), 403, "TokenException")
	done(t, "sign-out of a stranger", f.send("POST /auth/logout", ""))
}

func TestFoundryAuthenticate(t *testing.T) {
	f := startFoundry(t)
	token := f.signIn("nick")
	post := func(path, body string) answer {
		return f.send("POST "+path, body, "Content-Type: application/json", "Accept: application/json")
	}
	for _, c := range []struct {
		what, path, body string
		status           int
		code             string
	}{
		{"wrong password", "/auth", `{"provider":"credentials","userName":"nick@x.test","password":"no"}`, 401, "Unauthorized"},
		{"unknown user", "/auth", `{"provider":"credentials","userName":"nobody@x.test","password":"no"}`, 401, "Unauthorized"},
		{"wrong password before the code", "/auth", `{"userName":"olga@x.test","password":"no"}`, 401, "Unauthorized"},
		{"nothing", "/auth/credentials", `{}`, 400, "ValidationException"},
		{"no password", "/auth", `{"userName":"nick"}`, 400, "ValidationException"},
		{"another provider", "/auth/google", `{}`, 404, "NotFound"},
		{"who calls", "/auth", `{}`, 401, "Unauthorized"},
	} {
		refused(t, c.what, post(c.path, c.body), c.status, c.code)
	}
	if a := post("/auth/credentials", `{"userName":"nick","password":"demo-nick-1"}`); a.status != 200 || member(t, a, "bearerToken") == "" {
		t.Errorf("sign in by username = %d %s", a.status, a.body)
	}
	a := f.send("POST /auth", `{}`, "Content-Type: application/json", "Authorization: Bearer "+token)
	if a.status != 200 || member(t, a, "userId") != "nick" || member(t, a, "bearerToken") != "" {
		t.Errorf("who calls = %d %s, want nick without a token", a.status, a.body)
	}
}

// X04 for Foundry: nothing that proves anything is in a log.
func TestFoundrySecretsAreNotLogged(t *testing.T) {
	f := startFoundry(t)
	var secrets []string
	for _, p := range demoPeople {
		secrets = append(secrets, p.password())
	}
	nick, olga := f.signIn("nick"), f.signIn("olga")
	key := f.newKey(nick)
	code, wrong := f.code("olga"), "314159"
	secrets = append(secrets, nick, olga, key, code, wrong, f.codeOf(key), demoPeople[0].factor)
	answers := []answer{
		f.put("/users/2fa/enable", nick, `{"code":"`+f.codeOf(key)+`"}`),
		f.reset(olga, "mia", wrong, "org1"),
		f.reset(olga, "mia", wrong+"x", "org1"),
		f.reset(olga, "mia", code, "org2"),
		f.reset(olga, "mia", code, "org1"),
		f.put("/users/2fa/reset", olga, `{"callerCode":["`+code+`"]`),
		f.send("GET /users/2fa/reset?callerCode="+code, "", "Authorization: Bearer "+olga),
		f.authenticate("olga", wrong),
		f.send("POST /auth", `{"userName":"olga@x.test","password":"`+demoPeople[1].password()+`"}`, "Content-Type: application/json"),
	}
	for _, secret := range secrets {
		if strings.Contains(f.logs.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
		for _, a := range answers {
			if strings.Contains(a.body, secret) {
				t.Errorf("%q is in the answer %s", secret, a.body)
			}
		}
	}
}
