package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// texted waits for a text that the program delivers into its outbox folder, and returns the seven digits in it.
func texted(t *testing.T, data string) string {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range 1000 {
		<-tick.C
		files, err := filepath.Glob(filepath.Join(data, "outbox", "*saasu-sms*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if digits := sevenDigits.FindString(string(text)); err == nil && digits != "" {
				return digits
			}
		}
	}
	t.Fatal("no text was delivered")
	return ""
}

// TestX05KillAfterVerify holds that an acknowledged opt-in survives the death of the program at the next moment, with the code that it spent.
func TestX05KillAfterVerify(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	first := launch(t, data)
	id := 0
	a := first.call("saasu", "POST /User/opt-in-to-2fa"+u1.query(), `{"MobileNumber":"`+u1.mobile+`"}`)
	if _, err := fmt.Sscanf(a.body, `{"ProviderUserId":%d}`, &id); err != nil || a.status != http.StatusOK {
		t.Fatalf("opt in = %d %s", a.status, a.body)
	}
	otp := texted(t, data)
	if a := first.call("saasu", "POST /User/verify-2fa-opt-in"+u1.query(), verifyJSON(id, otp)); a.status != http.StatusOK {
		t.Fatalf("verify = %d %s, want 200", a.status, a.body)
	}
	first.kill()

	second := launch(t, data)
	a = second.call("saasu", "POST /authorisation/token", passwordGrant(u1.user, u1.password(), ""))
	if a.status != http.StatusUnauthorized || !strings.Contains(a.body, "2fa_code_required") {
		t.Errorf("sign in after the restart = %d %s, want 401 2fa_code_required: the opt-in holds", a.status, a.body)
	}
	a = second.call("saasu", "POST /User/verify-2fa-opt-in"+u1.query(), verifyJSON(id, otp))
	if a.status != http.StatusBadRequest || a.body != wrongOtpJSON {
		t.Errorf("second use of the code after the restart = %d %s, want 400 %s", a.status, a.body, wrongOtpJSON)
	}
}
