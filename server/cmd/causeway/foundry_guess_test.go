package main

import (
	"net/http"
	"testing"

	"github.com/causeway-gateway/causeway/services/account"
)

// zoeNames are all the names of one account, some in another case, and those of nobody are like them.
var (
	zoeNames    = []string{"zoe", "zoe@x.test", "ZOE", "zoe@home.test", "Zoe@Home.test", "ZOE@x.test"}
	nobodyNames = []string{"noone@x.test", "NOONE@x.test", "NoOne@X.test"}
)

const zoePassword = "demo-zoe-1"

// startFoundryWithZoe adds an account with a username and two addresses.
func startFoundryWithZoe(t *testing.T) foundryTest {
	t.Helper()
	f := startFoundry(t)
	addZoe(f.harness)
	return f
}

// addZoe adds account 50, which has two addresses.
func addZoe(h *harness) {
	h.t.Helper()
	hash, err := h.core.HashPassword(h.t.Context(), zoePassword)
	if err != nil {
		h.t.Fatal(err)
	}
	h.update(func(tx *account.Tx) error {
		return tx.Create(&account.Account{ID: "zoe-id", Number: 50, Username: "zoe", DisplayName: "Zoe", Password: hash, Emails: []account.Email{
			{Address: "zoe@x.test", Verified: true}, {Address: "zoe@home.test", Verified: true},
		}})
	})
}

func credentials(name, password string) string {
	return `{"provider":"credentials","userName":"` + name + `","password":"` + password + `"}`
}

// R02: an account has one budget, by whichever of its names it is guessed at; so has a name that nobody has.
func TestFoundryGuessesByAnyName(t *testing.T) {
	for _, names := range [][]string{zoeNames, nobodyNames} {
		f := startFoundryWithZoe(t)
		for i := range 10 {
			a := f.send("POST /auth", credentials(names[i%len(names)], "wrong"), "Content-Type: application/json", "Accept: application/json")
			refused(t, "wrong password for "+names[i%len(names)], a, 401, "Unauthorized")
		}
		for _, name := range names {
			a := f.send("POST /auth", credentials(name, zoePassword), "Content-Type: application/json", "Accept: application/json")
			refused(t, "right password for "+name, a, 429, "TooManyAttemptsException")
		}
		if a := f.authenticate("nick", ""); a.status != 200 {
			t.Errorf("another's sign-in = %d %s, want 200", a.status, a.body)
		}
	}
}

// R03: guesses that arrive together are counted before they are looked at.
func TestFoundryGuessesInParallel(t *testing.T) {
	f := startFoundryWithZoe(t)
	answers := f.together(500, func(i int) string {
		return "POST /auth HTTP/1.1\nHost: foundry.localhost\nContent-Type: application/json\n\n" + credentials(zoeNames[i%len(zoeNames)], "wrong")
	})
	judged(t, answers, 10, func(a answer) bool { return a.status == http.StatusUnauthorized })
}

// judged counts the answers that tell of a proof that it is wrong: at least one, at most budget. All others must refuse to look.
func judged(t *testing.T, answers []answer, budget int, told func(answer) bool) {
	t.Helper()
	count := 0
	for _, a := range answers {
		switch {
		case told(a):
			count++
		case a.status != http.StatusTooManyRequests && a.status != http.StatusServiceUnavailable:
			t.Errorf("guess = %d %s, want it judged wrong, 429 or 503", a.status, a.body)
		}
	}
	if count < 1 || count > budget {
		t.Errorf("%d of %d guesses were judged, want 1 to %d", count, len(answers), budget)
	}
}
