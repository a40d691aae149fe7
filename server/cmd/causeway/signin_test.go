package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/rocketchat"
)

// A signIn is how one system signs in, and what it says to whom it lets in, whom it does not, who is locked and whom it has no time for.
type signIn struct {
	system           system
	line             string
	body             func(name, password string) string
	early            func(name, tooLong string) string // a body whose proof is not hashed
	hashed           func(string) string               // what the stored hash is made of
	salted           string                            // base64 of a SHA-256 over that of "right-one-1" and the bytes 1 to 4, by Python's hashlib
	bad, locked      int
	lockedSays, busy string // parts of bodies
}

func asIs(password string) string { return password }

const plainSalted = "2uWzvfWq6wXvdZ1Y+WmIZ0+PwGKyjnhVhTN+D/tCDjk="

var signIns = []signIn{
	{foundrySystem, "POST /auth", credentials, credentials, asIs, plainSalted, 401, 429, `"errorCode":"TooManyAttemptsException"`, `"responseStatus":{"errorCode":"ServiceUnavailable"`},
	{antelSystem, "POST /user/login", antelLogin, antelLogin, asIs, plainSalted, 200, 429, `"errorCode":"TooManyRequests"`, `"responseStatus":{"errorCode":"ServiceUnavailable"`},
	{saasuSystem, "POST /authorisation/token", grantWithoutCode, grantWithoutCode, asIs, plainSalted, 401, 401, `"error":"invalid_grant"`, `{"Message":"The service is busy. Try again in a moment."}`},
	{rocketChatSystem, "POST /api/v1/login", func(name, password string) string {
		return fmt.Sprintf(`{"user":%q,"password":%q}`, name, password)
	}, func(name, tooLong string) string {
		return fmt.Sprintf(`{"user":%q,"digest":%q,"algorithm":"sha-256"}`, name, tooLong)
	}, rocketchat.HashedPassword, "fr5cL3QICDXFCEZ6bCQNX/lpQZhbRqlb121/J/NQBOM=", 401, 401, `"error":"error-login-blocked-for-user"`, `"success":false`},
}

func antelLogin(name, password string) string {
	return fmt.Sprintf(`{"apiKey":%q,"emailAddress":%q,"password":%q}`, antelKey, name, password)
}

func grantWithoutCode(name, password string) string { return passwordGrant(name, password, "") }

// request is a sign-in as it goes over the wire.
func (s signIn) request(name, password string) string { return s.post(s.body(name, password)) }

func (s signIn) post(body string) string {
	return s.line + " HTTP/1.1\nHost: " + s.system.name + ".localhost\nContent-Type: application/json\nAccept: application/json\n\n" + body
}

// add makes an account that signs in by the address id@x.test.
func (s signIn) add(core *account.Core, b testing.TB, id, hash string) {
	b.Helper()
	err := core.Update(b.Context(), "", func(tx *account.Tx) error {
		return tx.Create(&account.Account{ID: id, Username: id, Password: hash, Roles: []string{"user"}, Emails: []account.Email{{Address: id + "@x.test", Verified: true}}})
	})
	if err != nil {
		b.Fatal(err)
	}
}

const allTries = 10 // that every system gives an account before it is locked

// fail counts failures of a subject.
func fail(core *account.Core, b testing.TB, subject string, tries int) {
	b.Helper()
	err := core.Update(b.Context(), "", func(tx *account.Tx) error {
		for range tries {
			if _, err := tx.Attempt(account.SignIn, subject); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// crowd takes every place of those whose passwords are to be hashed.
func (h *harness) crowd() (leave func()) {
	var places []*auth.Place
	for {
		place, err := h.passwords.Enter(h.t.Context())
		if err != nil {
			return func() {
				for _, p := range places {
					p.Leave()
				}
			}
		}
		places = append(places, place)
	}
}

// R08: who comes when too many wait is sent away in the words of the system, and has lost no try and left no trace.
func TestSignInSentAway(t *testing.T) {
	for _, s := range signIns {
		t.Run(s.system.name, func(t *testing.T) {
			h := start(t, s.system)
			hash, err := h.core.HashPassword(t.Context(), s.hashed("right-one-1"))
			if err != nil {
				t.Fatal(err)
			}
			s.add(h.core, t, "kim", hash)
			before, err := h.core.Trail(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			leave := h.crowd()
			for range 3 {
				a := h.raw(s.request("kim@x.test", "right-one-1"))
				if a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") != "1" || !strings.Contains(a.body, s.busy) {
					t.Fatalf("sign-in while too many wait = %d, Retry-After %q, %s, want 503, 1, %s", a.status, a.header.Get("Retry-After"), a.body, s.busy)
				}
			}
			leave()
			fail(h.core, t, "kim", allTries-1)
			after, err := h.core.Trail(t.Context())
			if err != nil || len(after) != len(before) {
				t.Errorf("events in the trail = %d, %v, want %d as before", len(after), err, len(before))
			}
			if a := h.raw(s.request("kim@x.test", "right-one-1")); a.status != 200 || strings.Contains(a.body, `"wasSuccessful":false`) {
				t.Errorf("sign-in with the last try left = %d %s, want 200", a.status, a.body)
			}
		})
	}
}

// R05: a locked account says the same whatever is tried, and its password is not looked at: a hash of another make stays until it is let in.
func TestSignInLocked(t *testing.T) {
	for _, s := range signIns {
		t.Run(s.system.name, func(t *testing.T) {
			h := start(t, s.system)
			old := auth.SaltedSHA256(s.salted, "AQIDBA==")
			s.add(h.core, t, "kim", old)
			fail(h.core, t, "kim", allTries)
			h.clock.advance(time.Second)
			right, wrong := h.raw(s.request("kim@x.test", "right-one-1")), h.raw(s.request("kim@x.test", "wrong-one-1"))
			if right.status != s.locked || !strings.Contains(right.body, s.lockedSays) {
				t.Errorf("right password of a locked account = %d %s, want %d %s", right.status, right.body, s.locked, s.lockedSays)
			}
			if wrong.status != right.status || wrong.body != right.body {
				t.Errorf("wrong password of a locked account = %d %s, want %d %s", wrong.status, wrong.body, right.status, right.body)
			}
			if got := h.hashOf("kim"); got != old {
				t.Errorf("the hash of a locked account = %q, want %q", got, old)
			}
			events, err := h.core.Trail(t.Context())
			if err != nil || len(events) < 2 || events[len(events)-1].Outcome == "ok" || events[len(events)-2].Outcome == "ok" {
				t.Errorf("trail = %v, %v, want two refusals at its end", events, err)
			}
			h.clock.advance(2 * time.Hour)
			if a := h.raw(s.request("kim@x.test", "right-one-1")); a.status != 200 || !strings.HasPrefix(h.hashOf("kim"), "$argon2id$") {
				t.Errorf("sign-in two hours later = %d %s, with the hash %q, want 200 and one of argon2id", a.status, a.body, h.hashOf("kim"))
			}
		})
	}
}

// hashOf returns the hash of an account's password.
func (h *harness) hashOf(id string) (hash string) {
	h.t.Helper()
	h.view(func(tx *account.Tx) error {
		a, err := tx.ByID(id)
		if err == nil {
			hash = a.Password
		}
		return err
	})
	return hash
}

// R04: what is one name to accounts is one to the counts of names that nobody has. The sign of kelvin is another letter than k, though k is what it is in
// lower case: were both counted together, only where nobody has the name would tries at one spelling lock the other.
func TestSignInOtherSpelling(t *testing.T) {
	for _, s := range signIns {
		t.Run(s.system.name, func(t *testing.T) {
			h := start(t, s.system)
			fail(h.core, t, account.Nobody("kim@x.test"), allTries)
			locked := h.raw(s.request("KIM@x.test", "wrong-one-1"))
			if locked.status != s.locked || !strings.Contains(locked.body, s.lockedSays) {
				t.Errorf("sign-in by a name that has no try left = %d %s, want %d %s", locked.status, locked.body, s.locked, s.lockedSays)
			}
			other := h.raw(s.request("\u212aim@x.test", "wrong-one-1"))
			if first := h.raw(s.request("tom@x.test", "wrong-one-1")); other.status != first.status || other.body != first.body {
				t.Errorf("sign-in by another name = %d %s, want %d %s as by any", other.status, other.body, first.status, first.body)
			}
		})
	}
}
