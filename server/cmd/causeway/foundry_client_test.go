package main

import (
	"encoding/base32"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
)

// foundryTest is Foundry with its demonstration data: org1 with its owner olga and the members mia and nick, org2 with its owner otto.
type foundryTest struct{ *harness }

func startFoundry(t *testing.T) foundryTest {
	t.Helper()
	return foundryTest{start(t, foundrySystem)}
}

// person returns one of the demonstration's people.
func person(t *testing.T, id string) demoPerson {
	t.Helper()
	for _, p := range demoPeople {
		if p.id == id {
			return p
		}
	}
	t.Fatalf("the demonstration has no %s", id)
	return demoPerson{}
}

// code is what the authenticator of a person shows now.
func (f foundryTest) code(id string) string {
	f.t.Helper()
	return f.codeOf(person(f.t, id).factor)
}

func (f foundryTest) codeOf(factor string) string {
	f.t.Helper()
	secret, err := base32.StdEncoding.DecodeString(factor)
	if err != nil {
		f.t.Fatal(err)
	}
	return auth.TOTP{}.Code(secret, f.clock.now())
}

// tries to sign in; code may be empty.
func (f foundryTest) authenticate(id, code string) answer {
	f.t.Helper()
	body := `{"provider":"credentials","userName":"` + id + `@x.test","password":"` + person(f.t, id).password() + `"`
	if code != "" {
		body += `,"meta":{"twoFactorCode":"` + code + `"}`
	}
	return f.send("POST /auth", body+"}", "Content-Type: application/json", "Accept: application/json")
}

// signIn returns a bearer token. The clock moves on afterwards, so that the next code is another one.
func (f foundryTest) signIn(id string) string {
	f.t.Helper()
	code := ""
	if person(f.t, id).factor != "" {
		code = f.code(id)
	}
	a := f.authenticate(id, code)
	token := member(f.t, a, "bearerToken")
	if a.status != 200 || token == "" {
		f.t.Fatalf("sign in as %s: %d %s", id, a.status, a.body)
	}
	f.clock.advance(30 * time.Second)
	return token
}

// put calls an operation with a JSON body.
func (f foundryTest) put(path, token, body string) answer {
	f.t.Helper()
	return f.send("PUT "+path, body, "Content-Type: application/json", "Accept: application/json", "Authorization: Bearer "+token)
}

func (f foundryTest) reset(token, target, code, organisation string) answer {
	f.t.Helper()
	return f.put("/users/2fa/reset", token, `{"targetUserId":"`+target+`","callerCode":"`+code+`","organisationId":"`+organisation+`"}`)
}

func (f foundryTest) has(id string) account.Factors {
	f.t.Helper()
	var has account.Factors
	f.view(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		has, err = tx.Factors(a)
		return err
	})
	return has
}

// member returns a text member of a JSON object, or nothing.
func member(t *testing.T, a answer, name string) string {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(a.body), &object); err != nil {
		t.Fatalf("answer %d %q is not a JSON object: %v", a.status, a.body, err)
	}
	text, _ := object[name].(string)
	return text
}

// refused checks that an answer is an error with a status and an errorCode.
func refused(t *testing.T, what string, a answer, status int, code string) {
	t.Helper()
	if a.status != status || !strings.HasPrefix(a.body, `{"responseStatus":{"errorCode":"`+code+`","message":"`) {
		t.Errorf("%s = %d %s, want %d %s", what, a.status, a.body, status, code)
	}
}

// done checks that an answer is the empty success of JSON.
func done(t *testing.T, what string, a answer) {
	t.Helper()
	if a.status != 200 || a.body != "{}" {
		t.Errorf("%s = %d %s, want 200 {}", what, a.status, a.body)
	}
}

var keyURI = regexp.MustCompile(`^otpauth://totp/Foundry:nick%40x\.test\?secret=([A-Z2-7]{32})&issuer=Foundry&algorithm=SHA1&digits=6&period=30$`)

// newKey generates a key for nick and returns its base32 secret.
func (f foundryTest) newKey(token string) string {
	f.t.Helper()
	a := f.put("/users/2fa/generate-key", token, `{}`)
	found := keyURI.FindStringSubmatch(member(f.t, a, "twoFactorUri"))
	if a.status != 200 || found == nil {
		f.t.Fatalf("generate-key = %d %s, want a key URI", a.status, a.body)
	}
	if got := a.header.Get("Cache-Control"); got != "no-store" {
		f.t.Errorf("generate-key: Cache-Control = %q, want no-store", got)
	}
	return found[1]
}

// together sends n requests at once, each over a connection of its own.
func (h *harness) together(n int, request func(int) string) []answer {
	h.t.Helper()
	answers, failures := make([]answer, n), make([]error, n)
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			text := request(i)
			<-begin
			answers[i], failures[i] = exchange(h.addr, text)
		})
	}
	close(begin)
	all.Wait()
	for _, err := range failures {
		if err != nil {
			h.t.Fatal(err)
		}
	}
	return answers
}
