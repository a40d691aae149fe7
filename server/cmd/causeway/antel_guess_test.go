package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

var zoeAddresses = []string{"zoe@x.test", "zoe@home.test", "ZOE@x.test", "Zoe@Home.Test"}

func startAntelWithZoe(t *testing.T) antelTest {
	t.Helper()
	a := startAntel(t)
	addZoe(a.harness)
	return a
}

func saysNo(body string) func(answer) bool {
	return func(a answer) bool { return a.status == http.StatusOK && a.body == body }
}

// locked checks the refusal to look at a proof.
func locked(t *testing.T, what string, a answer) {
	t.Helper()
	if a.status != http.StatusTooManyRequests || !strings.Contains(a.body, `"responseStatus":{"errorCode":"TooManyRequests",`) {
		t.Errorf("%s = %d %s, want 429 TooManyRequests", what, a.status, a.body)
	}
}

// R02: an account has one budget, by whichever of its addresses it is guessed at; so has an address that nobody has.
func TestAntelGuessesByAnyAddress(t *testing.T) {
	for _, addresses := range [][]string{zoeAddresses, nobodyNames} {
		a := startAntelWithZoe(t)
		for i := range 10 {
			is(t, "wrong password", a.login(addresses[i%len(addresses)], "wrong"), noLogin)
		}
		for i := range 5 {
			is(t, "wrong temporary password", a.reset("wrong temporary1", addresses[i%len(addresses)], newPassword), notReset)
		}
		for _, address := range addresses {
			locked(t, "right password at "+address, a.login(address, zoePassword))
			locked(t, "another temporary password at "+address, a.reset("wrong temporary2", address, newPassword))
		}
		loggedIn(t, "another's sign-in", a.login(antelUser, antelPassword))
	}
}

// R03: guesses that arrive together are counted before they are looked at.
func TestAntelGuessesInParallel(t *testing.T) {
	const post = " HTTP/1.1\nHost: antel.localhost\nContent-Type: application/json\nAccept: application/json\n\n"
	login := func(address string) string {
		return "POST /user/login" + post + `{"apiKey":"` + antelKey + `","emailAddress":"` + address + `","password":"wrong"}`
	}
	for _, c := range []struct {
		name    string
		request func(int) string
		told    string
		budget  int
	}{
		{"passwords of one account", func(i int) string { return login(zoeAddresses[i%len(zoeAddresses)]) }, noLogin, 10},
		{"passwords of many", func(i int) string { return login("nobody" + strconv.Itoa(i) + "@x.test") }, noLogin, 20},
		{"temporary passwords of one account", func(i int) string {
			return "POST /user/password/reset" + post + antelReset("wrong temporary1", zoeAddresses[i%len(zoeAddresses)], newPassword)
		}, notReset, 5},
		{"temporary passwords of whoever has one", func(int) string {
			return "POST /user/password/reset" + post + antelReset("wrong temporary1", "", newPassword)
		}, notReset, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := startAntelWithZoe(t)
			judged(t, a.together(500, c.request), c.budget, saysNo(c.told))
		})
	}
}

// P08, R06: a thousand guesses at temporary passwords keep nobody from signing in, not even at the same network address, and void no more
// than the temporary password.
func TestAntelGuessesLockNoSignIn(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	for range 500 {
		a.reset("wrong temporary1", antelUser, newPassword)
		a.reset("wrong temporary1", "", newPassword)
	}
	loggedIn(t, "sign-in", a.login(antelUser, antelPassword))
	locked(t, "a reset during the lock", a.reset(temporary, antelUser, newPassword))
	a.clock.advance(15 * time.Minute)
	is(t, "the temporary password, void", a.reset(temporary, antelUser, newPassword), notReset)
	is(t, "a reset with a new one", a.reset(a.forgot(antelUser), antelUser, newPassword), wasReset)
}

// Success is no failure: the users of one app at one network address sign in as often as they like.
func TestAntelManySignInsOfOneClient(t *testing.T) {
	a := startAntel(t)
	for range 50 {
		loggedIn(t, "sign-in", a.login(antelUser, antelPassword))
	}
}
