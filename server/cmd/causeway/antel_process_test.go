package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// mailedTo waits for a mail that the program delivers into its outbox folder, and returns the temporary password in it.
func mailedTo(t *testing.T, data, address string) string {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range 1000 {
		<-tick.C
		files, err := filepath.Glob(filepath.Join(data, "outbox", "*antel-email-"+address+"*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if temporary := mailed.FindString(string(text)); err == nil && temporary != "" {
				return temporary
			}
		}
	}
	t.Fatal("no mail was delivered")
	return ""
}

// TestX05KillAfterPassword holds that an acknowledged reset survives the death of the program at the next moment, with the temporary password that it spent.
func TestX05KillAfterPassword(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	first := launch(t, data)
	login := func(p *process, password string) answer {
		return p.call("antel", "POST /user/login", `{"apiKey":"`+antelKey+`","emailAddress":"`+antelUser+`","password":"`+password+`"}`)
	}
	session := loggedIn(t, "sign-in before", login(first, antelPassword))
	first.call("antel", "POST /user/password/forgot", `{"apiKey":"`+antelKey+`","emailAddress":"`+antelUser+`"}`)
	temporary := mailedTo(t, data, antelUser)
	is(t, "reset", first.call("antel", "POST /user/password/reset", antelReset(temporary, antelUser, newPassword)), wasReset)
	first.kill()

	second := launch(t, data)
	is(t, "the temporary password after the restart", second.call("antel", "POST /user/password/reset", antelReset(temporary, antelUser, newPassword+"!")), notReset)
	is(t, "the old password after the restart", login(second, antelPassword), noLogin)
	is(t, "the old refresh token after the restart", second.call("antel", "POST /user/login", `{"apiKey":"`+antelKey+`","refreshToken":"`+session+`"}`), noLogin)
	loggedIn(t, "the new password after the restart", login(second, newPassword))
}
