package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestX05KillAfterSignIn holds that what a client was told of signing in survives the death of the program at the next moment: a session runs on, a
// key stays good and its predecessor cancelled, and what a sign-out ended stays ended, signed tokens too.
func TestX05KillAfterSignIn(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := launch(t, data)
	signIn := func(id string) (cookie, token, refresh string) {
		a := p.call("foundry", "POST /auth", signInBody(person(t, id), ""))
		if a.status != 200 {
			t.Fatalf("%s's sign-in = %d %s, want 200", id, a.status, a.body)
		}
		return "Cookie: ss-id=" + a.member(t, "sessionId"), "Authorization: Bearer " + a.member(t, "bearerToken"), a.member(t, "refreshToken")
	}
	key := func(cookie string) string {
		a := p.call("foundry", "POST /apikeys/regenerate/live", "{}", cookie)
		_, rest, _ := strings.Cut(a.body, `"key":"`)
		text, _, found := strings.Cut(rest, `"`)
		if a.status != 200 || !found {
			t.Fatalf("a new key = %d %s", a.status, a.body)
		}
		return "Authorization: Bearer " + text
	}
	is := func(what, id, header string) {
		t.Helper()
		a := p.call("foundry", "GET /auth", "", header)
		if got := a.member(t, "userId"); got != id || (a.status == 200) != (id != "") {
			t.Errorf("%s: who calls = %d %s, want %q", what, a.status, a.body, id)
		}
	}
	restart := func() {
		p.kill()
		p = launch(t, data)
	}
	nick, nicksToken, _ := signIn("nick")
	restart()
	is("a session", "nick", nick)
	is("a token", "nick", nicksToken)
	first := key(nick)
	restart()
	is("a key", "nick", first)
	second := key(nick)
	restart()
	is("a new key", "nick", second)
	if a := p.call("foundry", "GET /auth", "", first); a.status != 403 && a.status != 401 {
		t.Errorf("a cancelled key = %d %s, want it refused", a.status, a.body)
	}

	otto, ottosToken, refresh := signIn("otto")
	if a := p.call("foundry", "POST /auth/logout", "", otto); a.status != 200 {
		t.Fatalf("sign-out = %d %s", a.status, a.body)
	}
	restart()
	is("a session that was ended", "", otto)
	is("a token that was ended", "", ottosToken)
	if a := p.call("foundry", "POST /access-token", `{"refreshToken":"`+refresh+`"}`); a.status != 400 {
		t.Errorf("a refresh token that was ended = %d %s, want 400", a.status, a.body)
	}
	is("a session of another", "nick", nick)
}
