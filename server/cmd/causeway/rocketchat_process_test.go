package main

import (
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func rootHeaders(code string) []string {
	return append(chatLogin{demoRootID, demoRootToken}.headers(), shows("totp", code)...)
}

// TestX05KillAfterRocketChatReset holds that an acknowledged reset survives the death of the program at the next moment, with the code that it spent.
func TestX05KillAfterRocketChatReset(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	first := launch(t, data)
	if a := first.call("rocketchat", loginRoute, `{"user":"ann","password":"pw"}`); a.status != http.StatusUnauthorized {
		t.Fatalf("ann's login without a code = %d %s, want 401 before the reset", a.status, a.body)
	}
	code := codeOf(t, demoRootSecret, time.Now())
	if a := first.call("rocketchat", resetRoute, `{"userId":"ann"}`, rootHeaders(code)...); a.status != http.StatusOK {
		t.Fatalf("reset = %d %s, want 200", a.status, a.body)
	}
	first.kill()

	second := launch(t, data)
	if a := second.call("rocketchat", loginRoute, `{"user":"ann","password":"pw"}`); a.status != http.StatusOK {
		t.Errorf("ann's login without a code after the restart = %d %s, want 200: the reset holds", a.status, a.body)
	}
	a := second.call("rocketchat", resetRoute, `{"userId":"ann"}`, rootHeaders(code)...)
	if a.status != http.StatusBadRequest || !strings.Contains(a.body, "[totp-invalid]") {
		t.Errorf("second use of the code after the restart = %d %s, want 400 totp-invalid", a.status, a.body)
	}
	next := codeOf(t, demoRootSecret, time.Now().Add(30*time.Second))
	if a := second.call("rocketchat", resetRoute, `{"userId":"ann"}`, rootHeaders(next)...); a.status != http.StatusOK {
		t.Errorf("reset with the next code = %d %s, want 200", a.status, a.body)
	}
}

// TestClientsRocketChatProgram resets with the real client and the real program. The program's clock cannot be moved.
func TestClientsRocketChatProgram(t *testing.T) {
	chatPackages(t)
	p := launch(t, filepath.Join(t.TempDir(), "data"))
	now := time.Now()
	next := codeOf(t, demoRootSecret, now.Add(30*time.Second))
	got := chatClient(t, p.address("rocketchat"),
		chatCall{Verb: "post", Path: "/v1/login", Params: map[string]string{"user": "root", "password": "pw", "code": codeOf(t, demoRootSecret, now)}},
		chatCall{Verb: "post", Path: "/v1/users.resetTOTP", Params: map[string]string{"userId": annID}, Codes: []string{"000000", next}},
	)
	if o := got[1]; !reflect.DeepEqual(o.Returned, map[string]any{"success": true}) || len(o.Asked) != 2 {
		t.Fatalf("reset: the client saw %+v, want success after two questions", got)
	}
	if a := p.call("rocketchat", loginRoute, `{"user":"ann","password":"pw"}`); a.status != http.StatusOK {
		t.Errorf("ann's login without a code = %d %s, want 200: the client's reset took her factor", a.status, a.body)
	}
}
