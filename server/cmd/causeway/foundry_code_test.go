package main

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// codeAt is olga's code so many steps away from now.
func (f foundryTest) codeAt(steps int) string {
	f.t.Helper()
	away := time.Duration(steps) * 30 * time.Second
	f.clock.advance(away)
	defer f.clock.advance(-away)
	return f.code("olga")
}

// T06: the current step and the one before, no other.
func TestFoundryWindowOfCodes(t *testing.T) {
	for steps, status := range map[int]int{-3: 400, -2: 400, -1: 200, 0: 200, 1: 400, 2: 400} {
		f := startFoundry(t)
		olga := f.signIn("olga")
		f.clock.advance(5 * time.Minute)
		if a := f.reset(olga, "mia", f.codeAt(steps), "org1"); a.status != status {
			t.Errorf("a code %d steps away = %d %s, want %d", steps, a.status, a.body, status)
		}
	}
}

// T09: what a request says of the time changes nothing.
func TestFoundryTimeOfClients(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	f.clock.advance(5 * time.Minute)
	then := f.clock.now().Add(-5 * time.Minute)
	headers := []string{"Content-Type: application/json", "Accept: application/json", "Authorization: Bearer " + olga}
	for _, header := range []string{"Date: " + then.UTC().Format(http.TimeFormat), "X-Time: " + then.Format(time.RFC3339), "X-Timestamp: " + strconv.FormatInt(then.Unix(), 10)} {
		a := f.send("PUT /users/2fa/reset?time="+strconv.FormatInt(then.Unix(), 10), `{"targetUserId":"mia","callerCode":"`+f.codeAt(-10)+`"}`, append(headers, header)...)
		if a.status != 400 {
			t.Errorf("an old code with %q = %d %s, want 400", header, a.status, a.body)
		}
	}
	done(t, "today's code", f.reset(olga, "mia", f.code("olga"), "org1"))
}

// T05: behind the last code that was used, none is good.
func TestFoundryCodesGoForward(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	f.clock.advance(5 * time.Minute)
	done(t, "the current code", f.reset(olga, "nick", f.codeAt(0), "org1"))
	refused(t, "the one before", f.reset(olga, "mia", f.codeAt(-1), "org1"), 400, "TwoFactorCodeInvalid")
	f.clock.advance(30 * time.Second)
	done(t, "the next one", f.reset(olga, "mia", f.codeAt(0), "org1"))
}

// T07: nothing but six ASCII digits is a code, and no other spelling of the right one is.
func TestFoundryFormsOfCodes(t *testing.T) {
	f := startFoundry(t)
	olga := f.signIn("olga")
	code := f.code("olga")
	wide := strings.Map(func(c rune) rune { return c - '0' + '０' }, code)
	for _, spelled := range []string{
		" " + code, code + " ", code + "\n", "+" + code[1:], "-" + code[1:], code[:5], code + "0", "0" + code, code[:3] + " " + code[3:], wide, "1e5", "0x1234", code + "\x00",
	} {
		text, err := json.Marshal(spelled)
		if err != nil {
			t.Fatal(err)
		}
		a := f.put("/users/2fa/reset", olga, `{"targetUserId":"mia","callerCode":`+string(text)+`}`)
		if a.status != 400 {
			t.Errorf("code %q = %d %s, want 400", spelled, a.status, a.body)
		}
	}
	f.untouched("mia")
	done(t, "the code itself", f.reset(olga, "mia", code, "org1"))
}
