package main

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// antelBody is a reset with a temporary password in a format.
func antelBody(format, temporary string) string {
	const namespace = "http://schemas.datacontract.org/2004/07/WebService.ServiceModel"
	return map[string]string{
		"json": antelReset(temporary, antelUser, newPassword),
		"jsv":  `{apiKey:` + antelKey + `,temporaryPassword:` + temporary + `,emailAddress:` + antelUser + `,password:` + newPassword + `,passwordConfirm:` + newPassword + `}`,
		"xml": `<ResetPassword xmlns="` + namespace + `"><ApiKey xmlns="` + namespace + `.Base">` + antelKey + `</ApiKey>` +
			`<EmailAddress>` + antelUser + `</EmailAddress><Password>` + newPassword + `</Password><PasswordConfirm>` + newPassword + `</PasswordConfirm>` +
			`<TemporaryPassword>` + temporary + `</TemporaryPassword></ResetPassword>`,
		"csv": "ApiKey,TemporaryPassword,EmailAddress,Password,PasswordConfirm\n" +
			strings.Join([]string{antelKey, temporary, antelUser, newPassword, newPassword}, ",") + "\n",
	}[format]
}

// antelSuccess is the answer to a reset in a format (recorded: http/antel/004, 005, 006 and 191).
var antelSuccess = map[string]string{
	"json": wasReset,
	"jsv":  `{systemUserId:42,description:Your password has been changed.,heading:Password reset,wasSuccessful:True}`,
	"xml": `<?xml version="1.0" encoding="utf-8"?><ResetPasswordResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel">` +
		`<Description xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel.Base">Your password has been changed.</Description>` +
		`<Heading xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel.Base">Password reset</Heading>` +
		`<ResponseStatus xmlns:d2p1="http://schemas.servicestack.net/types" i:nil="true" xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel.Base" />` +
		`<WasSuccessful xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel.Base">true</WasSuccessful><SystemUserId>42</SystemUserId></ResetPasswordResponse>`,
	"csv": "SystemUserId,Description,Heading,WasSuccessful,ResponseStatus\r\n42,Your password has been changed.,Password reset,True,\r\n",
}

// resets sends a reset that must succeed, in each format. Each is answered in the format that answered names.
func (a antelTest) resets(answered func(format string) string, request func(format, body string) answer) {
	a.t.Helper()
	for _, format := range formats {
		res := request(format.name, antelBody(format.name, a.forgot(antelUser)))
		want := antelSuccess[answered(format.name)]
		if res.status != 200 || res.body != want {
			a.t.Errorf("reset by %s = %d %q, want 200 %q", format.name, res.status, res.body, want)
		}
		a.clock.advance(2 * time.Minute)
	}
}

func TestA09FormatOfTheDocument(t *testing.T) {
	a := startAntel(t)
	a.resets(same, func(format, body string) answer {
		return a.send("POST /user/password/reset", body, "Content-Type: "+mediaType(format), "Accept: "+mediaType(format))
	})
}

func TestA10XMLOutOfOrder(t *testing.T) {
	a := startAntel(t)
	body := `<ResetPassword xmlns="http://schemas.datacontract.org/2004/07/WebService.ServiceModel">` +
		`<TemporaryPassword>` + a.forgot(antelUser) + `</TemporaryPassword><PasswordConfirm>` + newPassword + `</PasswordConfirm><ApiKey>` + antelKey + `</ApiKey>` +
		`<Password>` + newPassword + `</Password></ResetPassword>`
	is(t, "reset", a.send("POST /user/password/reset", body, "Content-Type: application/xml", "Accept: application/json"), wasReset)
}

func TestA11OtherBodies(t *testing.T) {
	a := startAntel(t)
	form := url.Values{
		"apiKey": {antelKey}, "temporaryPassword": {a.forgot(antelUser)}, "emailAddress": {antelUser}, "password": {newPassword}, "passwordConfirm": {newPassword},
	}
	is(t, "a form", a.send("POST /user/password/reset", form.Encode(), "Content-Type: application/x-www-form-urlencoded", "Accept: application/json"), wasReset)
	a.clock.advance(2 * time.Minute)
	place := func(latitude string) string {
		return strings.Replace(antelReset(a.forgot(antelUser), antelUser, newPassword), "{", `{"latitude":`+latitude+`,"longitude":174.76333,`, 1)
	}
	is(t, "a place", a.post("/user/password/reset", place("-36.84846")), wasReset)
	a.clock.advance(2 * time.Minute)
	is(t, "a place that is no number, which JSON reads as none (http/antel/152)", a.post("/user/password/reset", place(`"abc"`)), wasReset)
	a.clock.advance(2 * time.Minute)
	form.Set("temporaryPassword", a.forgot(antelUser))
	form.Set("latitude", "abc")
	res := a.send("POST /user/password/reset", form.Encode(), "Content-Type: application/x-www-form-urlencoded", "Accept: application/json")
	if res.status != 400 {
		t.Errorf("latitude abc in a form = %d %s, want 400", res.status, res.body)
	}
}

func TestA12PlaceOutOfRange(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	with := func(place string) string {
		return strings.Replace(antelReset(temporary, antelUser, newPassword), "{", "{"+place+",", 1)
	}
	blamed(t, "latitude", a.post("/user/password/reset", with(`"latitude":91`)), "InclusiveBetween", "Latitude")
	blamed(t, "longitude", a.post("/user/password/reset", with(`"longitude":-180.5`)), "InclusiveBetween", "Longitude")
	is(t, "the edge", a.post("/user/password/reset", with(`"latitude":-90,"longitude":180`)), wasReset)
}

func TestA19PredefinedRoutes(t *testing.T) {
	a := startAntel(t)
	a.resets(same, func(format, body string) answer {
		return a.send("POST /"+format+"/reply/ResetPassword", body, "Accept: */*")
	})
	a.resets(same, func(format, body string) answer {
		return a.send("POST /api/ResetPassword."+format, body, "Accept: */*")
	})
	is(t, "/api", a.send("POST /api/ResetPassword", antelBody("json", a.forgot(antelUser)), "Content-Type: application/json", "Accept: */*"), wasReset)
}

func TestA22WrongVerb(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	query := url.Values{"apiKey": {antelKey}, "temporaryPassword": {temporary}, "password": {newPassword}, "passwordConfirm": {newPassword}}.Encode()
	for path, status := range map[string]int{"/user/password/reset": 404, "/api/ResetPassword": 405, "/json/reply/ResetPassword": 405} {
		for _, verb := range []string{"GET", "HEAD", "DELETE"} {
			if res := a.send(verb+" "+path+"?"+query, ""); res.status != status {
				t.Errorf("%s %s = %d %s, want %d", verb, path, res.status, res.body, status)
			}
		}
	}
	if strings.Contains(a.logs.String(), temporary) || strings.Contains(a.logs.String(), url.QueryEscape(newPassword)) {
		t.Error("the query is in the log")
	}
	is(t, "reset after that", a.reset(temporary, antelUser, newPassword), wasReset)
}

func TestA23FormatByURL(t *testing.T) {
	a := startAntel(t)
	a.resets(same, func(format, body string) answer {
		return a.send("POST /user/password/reset."+format, body, "Content-Type: "+mediaType(format))
	})
	a.resets(same, func(format, body string) answer {
		return a.send("POST /user/password/reset?format="+format, body, "Content-Type: "+mediaType(format))
	})
}

// The same refusals in each format: the status, and the code where that format puts it.
func TestAntelErrorsInEachFormat(t *testing.T) {
	a := startAntel(t)
	for _, format := range formats {
		for _, c := range []struct {
			what, verb, path, body string
			status                 int
			name                   string
		}{
			{"validation", "POST", "/user/password/reset", `{"apiKey":"` + antelKey + `"}`, 400, "NotEmpty"},
			{"unknown key", "POST", "/user/password/reset", strings.Replace(antelReset("x", "", newPassword), antelKey, "wrong", 1), 401, "Unauthorized"},
			{"unknown key at login", "POST", "/user/login", `{"apiKey":"wrong"}`, 401, "Unauthorized"},
			{"unknown path", "POST", "/user/nothing", `{}`, 404, ""},
			{"wrong verb", "PUT", "/user/password/reset", `{}`, 404, ""},
			{"wrong verb by name", "DELETE", "/" + format.name + "/reply/ResetPassword?apiKey=x&temporaryPassword=x&password=longer77&passwordConfirm=longer77", "", 405, "NotImplementedException"},
		} {
			res := a.send(c.verb+" "+c.path, c.body, "Content-Type: application/json", "Accept: "+format.mediaType)
			if res.status != c.status || c.name == "" && res.body != "" || !strings.Contains(res.body, errorCode(format.name, c.name)) {
				t.Errorf("%s as %s = %d %q, want %d %s", c.what, format.name, res.status, res.body, c.status, c.name)
			}
			if c.name != "" && format.name != "jsv" && res.header.Get("Content-Type") != format.answered {
				t.Errorf("%s as %s: Content-Type = %q, want %q", c.what, format.name, res.header.Get("Content-Type"), format.answered)
			}
		}
	}
}

// X04 for Antel: nothing that proves anything is in a log or in an answer that has no business with it.
func TestAntelSecretsAreNotLogged(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	token := loggedIn(t, "sign-in", a.login(antelUser, antelPassword))
	secrets := []string{antelKey, antelPassword, temporary, token, "first-secret", "other-secret", newPassword}
	answers := []answer{
		a.post("/user/password/reset", `{"apiKey":"`+antelKey+`","temporaryPassword":"`+temporary+`","password":"first-secret","passwordConfirm":"other-secret"}`),
		a.post("/user/password/reset", `{"apiKey":"`+antelKey+`","temporaryPassword":"`+temporary+`","password":"first-secret`),
		a.post("/user/password/reset", `{"apiKey":["`+antelKey+`"],"latitude":"`+temporary+`"}`),
		a.reset("first-secret", antelUser, temporary),
		a.reset(temporary, antelUser, temporary),
		a.login(temporary, "first-secret"),
		a.send("GET /user/login?apiKey="+antelKey+"&password=first-secret", ""),
		a.reset(temporary, antelUser, newPassword),
	}
	for _, secret := range secrets {
		for _, spelled := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret))} {
			if strings.Contains(a.logs.String(), spelled) {
				t.Errorf("%q is in the log", spelled)
			}
		}
		for _, res := range answers {
			if strings.Contains(res.body, secret) {
				t.Errorf("%q is in the answer %s", secret, res.body)
			}
		}
	}
}

// TestAntelDocuments replays Antel's documents.
func TestAntelDocuments(t *testing.T) {
	replay(t, "antel", func(t *testing.T, request string) (*harness, string) {
		a := startAntel(t)
		a.update(func(tx *account.Tx) error {
			pat, err := tx.ByNumber(42)
			if err != nil {
				return err
			}
			return tx.SetSecret(account.PasswordReset, pat, "Temporary7Pass42")
		})
		return a.harness, request
	}, func(body string) string { return body })
}
