package main

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// A loginWay is one of those by which a name and a password can be sent to Foundry. The requests of the formats are shaped as recorded (auth/creds 0200,
// 0240, 2770).
type loginWay struct {
	name string
	send func(f foundryTest, name, password string) answer
}

func (f foundryTest) signsIn(line, mediaType, body string) answer {
	f.t.Helper()
	return f.send(line, body, "Content-Type: "+mediaType, "Accept: "+mediaType)
}

func authenticateXML(name, password string) string {
	return `<Authenticate xmlns="http://schemas.servicestack.net/types"><provider>credentials</provider><UserName>` + name + `</UserName><Password>` + password + `</Password></Authenticate>`
}

var loginWays = []loginWay{
	{"JSON", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /auth", "application/json", credentials(name, password))
	}},
	{"JSON by path", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /auth/login", "application/json", `{"UserName":"`+name+`","Password":"`+password+`"}`)
	}},
	{"JSON without a provider", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /authenticate", "application/json", `{"userName":"`+name+`","password":"`+password+`"}`)
	}},
	{"JSON by name", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /api/Authenticate", "application/json", credentials(name, password))
	}},
	{"XML", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /auth/credentials", "application/xml", authenticateXML(name, password))
	}},
	{"XML by name", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /xml/reply/Authenticate", "application/xml", authenticateXML(name, password))
	}},
	{"JSV", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /jsv/reply/Authenticate", "text/jsv", `{provider:credentials,UserName:`+name+`,Password:`+password+`}`)
	}},
	{"CSV", func(f foundryTest, name, password string) answer {
		body := "UserName,Password\n" + name + "," + password + "\n" // the answer in CSV is nothing but roles, as recorded
		return f.send("POST /auth/credentials", body, "Content-Type: text/csv", "Accept: application/json")
	}},
	{"a form", func(f foundryTest, name, password string) answer {
		return f.send("POST /auth/credentials", url.Values{"UserName": {name}, "Password": {password}}.Encode(), "Content-Type: application/x-www-form-urlencoded", "Accept: application/json")
	}},
	{"a batch", func(f foundryTest, name, password string) answer {
		return f.signsIn("POST /json/reply/Authenticate[]", "application/json", "["+credentials(name, password)+"]")
	}},
	{"Basic", func(f foundryTest, name, password string) answer {
		return f.send("PUT /users/2fa/generate-key", "{}", "Content-Type: application/json", "Authorization: Basic "+base64.StdEncoding.EncodeToString([]byte(name+":"+password)))
	}},
}

// Each way lets in with the right password, and not with another.
func TestFoundryWays(t *testing.T) {
	f := startFoundry(t)
	for _, w := range loginWays {
		if a := w.send(f, "nick@x.test", "demo-nick-1"); a.status != 200 || w.name != "Basic" && !strings.Contains(a.body, "eyJ") {
			t.Errorf("%s: right password = %d %s, want 200 with a token", w.name, a.status, a.body)
		}
		if a := w.send(f, "nick@x.test", "wrong"); a.status != 401 || !strings.Contains(a.body, "Invalid Username or Password") {
			t.Errorf("%s: wrong password = %d %s, want 401", w.name, a.status, a.body)
		}
		if a := w.send(f, "mia@x.test", person(t, "mia").password()); a.status != 403 || !strings.Contains(a.body, "TwoFactorRequired") {
			t.Errorf("%s: right password without the second factor = %d %s, want 403", w.name, a.status, a.body)
		}
		f.clock.advance(5 * time.Minute) // half a sign-in is a try too
	}
}

// R02: an account has one budget, by whichever way it is guessed at; so has a name that nobody has.
func TestFoundryGuessesByAnyWay(t *testing.T) {
	for _, name := range []string{"zoe@x.test", "nobody@x.test"} {
		f := startFoundryWithZoe(t)
		for i := range 10 {
			if a := loginWays[i].send(f, name, "wrong"); a.status != 401 {
				t.Fatalf("guess %d at %s by %s = %d %s, want 401", i, name, loginWays[i].name, a.status, a.body)
			}
		}
		for _, w := range loginWays {
			if a := w.send(f, name, zoePassword); a.status != 429 || !strings.Contains(a.body, "TooManyAttemptsException") || a.header.Get("Retry-After") == "" {
				t.Errorf("right password of %s by %s = %d %s, Retry-After %q, want 429", name, w.name, a.status, a.body, a.header.Get("Retry-After"))
			}
		}
	}
}

// A call acts in an organisation of the caller's, whichever proof he shows; what he joins or leaves counts at once where the proof does not list it.
func TestFoundryOrganisationByAnyProof(t *testing.T) {
	f := startFoundry(t)
	b := f.browser()
	a := b.do("POST /auth", nickSignsIn)
	proofs := map[string]string{
		"token": "Authorization: Bearer " + member(t, a, "bearerToken"), "session": "Cookie: ss-id=" + b.cookies["ss-id"],
		"key": "Authorization: Bearer " + f.key(b), "password": "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("nick:demo-nick-1")),
	}
	call := func(header, organisation string) int {
		t.Helper()
		return f.send("PUT /users/2fa/generate-key", `{"organisationId":"`+organisation+`"}`, "Content-Type: application/json", header).status
	}
	for proof, header := range proofs {
		for organisation, want := range map[string]int{"org1": 200, "": 200, "org2": 404, "nowhere": 404} {
			if got := call(header, organisation); got != want {
				t.Errorf("by %s for the organisation %q = %d, want %d", proof, organisation, got, want)
			}
		}
	}
	err := f.core.Update(t.Context(), "org2", func(tx *account.Tx) error {
		nick, err := tx.ByID("nick")
		if err != nil {
			return err
		}
		return tx.Join(nick, account.Member{Confirmed: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	for proof, want := range map[string]int{"token": 404, "session": 200, "key": 200, "password": 200} {
		if got := call(proofs[proof], "org2"); got != want {
			t.Errorf("by %s for an organisation that he has joined = %d, want %d", proof, got, want)
		}
	}
}

// A program gets tokens for its key; they end with it.
func TestFoundryTokensOfAKey(t *testing.T) {
	f := startFoundry(t)
	b := f.browser()
	b.do("POST /auth", nickSignsIn)
	key := "Authorization: Bearer " + f.key(b)
	a := f.send("POST /api/Authenticate", "{}", "Content-Type: application/json", key)
	bearer, refresh := member(t, a, "bearerToken"), member(t, a, "refreshToken")
	if a.status != 200 || bearer == "" || refresh == "" || a.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("tokens for a key = %d %s, Cache-Control %q", a.status, a.body, a.header.Get("Cache-Control"))
	}
	f.browser().is("the token of a key", "nick", "Authorization: Bearer "+bearer)
	f.key(b)
	f.browser().is("the token of a cancelled key", "", "Authorization: Bearer "+bearer)
	refused(t, "the refresh token of a cancelled key", f.refresh(refresh), 400, "ArgumentException")
	refused(t, "the cancelled key", f.send("PUT /users/2fa/generate-key", "{}", "Content-Type: application/json", key), 403, "Forbidden")
	b.is("the session that made the new one", "nick")
}
