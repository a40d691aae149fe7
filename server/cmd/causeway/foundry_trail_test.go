package main

import (
	"slices"
	"testing"

	"github.com/causeway-gateway/causeway/services/account"
)

// trail returns what the audit trail holds of an operation: one "caller target outcome" for each call.
func (h *harness) trail(operation string) []string {
	h.t.Helper()
	events, err := h.core.Trail(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	if n, err := h.core.VerifyTrail(h.t.Context()); err != nil || n != len(events) {
		h.t.Errorf("the trail verifies %d of %d events: %v", n, len(events), err)
	}
	var lines []string
	for _, e := range events {
		if e.Operation == operation {
			lines = append(lines, e.Caller+" "+e.Target+" "+e.Outcome)
		}
		if e.Operation == operation && e.Address != "127.0.0.1" {
			h.t.Errorf("%s came from %q, want 127.0.0.1", operation, e.Address)
		}
	}
	return lines
}

// Every call that reaches the operation leaves one line, whatever comes of it.
func TestFoundryTrail(t *testing.T) {
	f := startFoundry(t)
	nick, olga := f.signIn("nick"), f.signIn("olga")
	f.reset(nick, "mia", "123456", "org1")
	f.reset(olga, "mia", "000000", "org1")
	f.reset(olga, "mia", "123456", "org2")
	f.reset(olga, "mia", f.code("olga"), "org1")
	f.reset(olga, "mia", f.code("olga"), "org1")
	f.authenticate("olga", "000000")
	f.send("POST /auth", `{"userName":"nobody@x.test","password":"wrong"}`, "Content-Type: application/json")
	want := []string{
		"nick mia ForbiddenException",
		"olga mia TwoFactorCodeInvalid",
		"olga mia ResourceNotFoundException",
		"olga mia ok",
		"olga mia TwoFactorCodeInvalid",
	}
	if got := f.trail("ResetTwoFactorAuthenticationRequest"); !sameLines(got, want) {
		t.Errorf("trail of the reset = %q, want %q", got, want)
	}
	want = []string{" nick ok", " olga ok", " olga TwoFactorCodeInvalid", "  Unauthorized"}
	if got := f.trail("Authenticate"); !sameLines(got, want) {
		t.Errorf("trail of the sign-ins = %q, want %q", got, want)
	}
}

func TestAntelTrail(t *testing.T) {
	a := startAntel(t)
	temporary := a.forgot(antelUser)
	a.forgot("nobody@x.test")
	a.reset("wrong temporary1", antelUser, newPassword)
	a.post("/user/password/reset", `{"apiKey":"wrong","temporaryPassword":"x","password":"a new password","passwordConfirm":"a new password"}`)
	a.reset(temporary, antelUser, newPassword)
	for operation, want := range map[string][]string{
		"ForgotPassword": {" pat ok", "  ok"},
		"ResetPassword":  {"  PasswordNotReset", "  Unauthorized", " pat ok"},
	} {
		if got := a.trail(operation); !sameLines(got, want) {
			t.Errorf("trail of %s = %q, want %q", operation, got, want)
		}
	}
}

// Wrong passwords close the door for a name, in any case, and touch no second factor.
func TestFoundryLocksOfPasswordsAndCodes(t *testing.T) {
	f := startFoundry(t)
	for range 10 {
		if a := f.send("POST /auth", `{"userName":"olga@x.test","password":"wrong"}`, "Content-Type: application/json"); a.status != 401 {
			t.Fatalf("wrong password = %d %s, want 401", a.status, a.body)
		}
	}
	refused(t, "right password during the lock", f.authenticate("olga", f.code("olga")), 429, "TooManyAttemptsException")
	refused(t, "the name in another case", f.send("POST /auth", `{"userName":"OLGA@x.test","password":"wrong"}`, "Content-Type: application/json"), 429, "TooManyAttemptsException")
	var check account.Check
	f.view(func(tx *account.Tx) (err error) {
		check, err = tx.Locked(account.SecondFactor, "olga")
		return err
	})
	if !check.OK() {
		t.Errorf("wrong passwords locked the second factor: %+v", check)
	}
}

// sameLines compares without regard to the order: events of one instant have none.
func sameLines(got, want []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want)))
}
