package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// P07: the mailed password cannot become the lasting one, and to try it does not spend it.
func TestAntelTemporaryStaysTemporary(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot("pat@x.test")
	if res := a.reset(temporary, "pat@x.test", temporary); res.status != 400 || !strings.Contains(res.body, `"errorCode":"NotEqual"`) {
		t.Errorf("reset to the temporary password itself = %d %s, want 400 NotEqual", res.status, res.body)
	}
	is(t, "reset to another", a.reset(temporary, "pat@x.test", newPassword), wasReset)
	is(t, "sign-in with the temporary password", a.login("pat@x.test", temporary), noLogin)
}

// P09: a password has 8 to 128 characters of any kind, and all of them count.
func TestAntelPasswords(t *testing.T) {
	a := startAntel(t)
	leave := a.crowd()
	for _, bad := range []string{"", "1234567", "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", strings.Repeat("x", 129), strings.Repeat("x", 400_000)} {
		if res := a.reset("no matter", "pat@x.test", bad); res.status != 400 { // nobody can hash: it would be 503
			t.Errorf("reset to %.10q... of %d bytes = %d %.100s, want 400 before anything is hashed", bad, len(bad), res.status, res.body)
		}
	}
	leave()
	for _, row := range []struct{ set, other string }{
		{"12345678", "1234567"},
		{"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", "eeeeeeee"},
		{strings.Repeat("\u00e9", 128), strings.Repeat("\u00e9", 127)},
		{strings.Repeat("x", 72) + "a", strings.Repeat("x", 72) + "b"},
		{"correct horse ", "correct horse"},
		{" correct horse", "correct horse"},
		{"correct horse", "Correct horse"},
		{"a b\u00a0c d e f", "a b c d e f"},
		{"nine\x00lives", "nine"},
	} {
		is(t, "reset", a.reset(a.forgot("pat@x.test"), "pat@x.test", row.set), wasReset)
		login := func(password string) answer {
			body, err := json.Marshal(map[string]string{"apiKey": antelKey, "emailAddress": "pat@x.test", "password": password})
			if err != nil {
				t.Fatal(err)
			}
			return a.post("/user/login", string(body))
		}
		is(t, "sign-in with what is only like it", login(row.other), noLogin)
		loggedIn(t, "sign-in", login(row.set))
		a.clock.advance(16 * time.Minute)
	}
}
