package account_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
)

// T02: 100 at once with one code: one success, and all have an answer soon.
func TestT02OneCodeAtOnce(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	code, begun := r.code(), time.Now()
	var right, locked atomic.Int32
	atOnce(100, func(int) {
		switch r.spend("olga", code).Verdict {
		case account.Right:
			right.Add(1)
		case account.Locked:
			locked.Add(1)
		}
	})
	if right.Load() != 1 {
		t.Errorf("%d successes, want 1", right.Load())
	}
	if d := time.Since(begun); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

// T04, X05: a spent code stays spent after a restart within its step.
func TestT04RestartForgetsNothing(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	verdict(t, "first", r.spend("olga", r.code()), account.Right)
	r.reopen()
	verdict(t, "after the restart", r.spend("olga", r.code()), account.Wrong)
}

// T05: after a code, the one before it is not good any more, though it is in the window.
func TestT05OlderCode(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	older := r.code()
	r.pass(30 * time.Second)
	verdict(t, "newer", r.spend("olga", r.code()), account.Right)
	verdict(t, "older", r.spend("olga", older), account.Wrong)
	r.pass(30 * time.Second)
	verdict(t, "next", r.spend("olga", r.code()), account.Right)
}

// T07: what is not exactly a code is refused and counted.
func TestT07Counted(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	for _, code := range []string{" " + r.code(), r.code() + " ", "", "1e5000", r.code()[:5]} {
		verdict(t, fmt.Sprintf("%q", code), r.spend("olga", code), account.Wrong)
	}
	got := r.spend("olga", r.code())
	verdict(t, "the right one after five", got, account.Locked)
	if got.After != 5*time.Minute {
		t.Errorf("After = %v, want 5m", got.After)
	}
}

// T10: without a confirmed secret no code is right: not one of nothing, of noughts, of a former secret.
func TestT10NoSecret(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("olga")
	former := r.code()
	r.do(func(tx *account.Tx) error {
		had, err := tx.ResetTOTP(a)
		if !had {
			t.Error("ResetTOTP() = false, want true")
		}
		return err
	})
	for _, code := range []string{former, auth.TOTP{}.Code(nil, r.now()), auth.TOTP{}.Code(make([]byte, 20), r.now()), ""} {
		verdict(t, code, r.spend("olga", code), account.Absent)
	}
}

// T11: a pending secret confirms itself and nothing else. K05: it never replaces a confirmed one.
func TestT11Pending(t *testing.T) {
	r := newRig(t)
	a := r.create("nick")
	var first, second []byte
	r.do(func(tx *account.Tx) (err error) { first, err = tx.PendTOTP(a); return err })
	r.do(func(tx *account.Tx) (err error) { second, err = tx.PendTOTP(a); return err })
	verdict(t, "step-up with a pending secret", r.spend("nick", policy.TOTP.Code(second, r.now())), account.Absent)
	confirm := func(secret []byte) account.Check {
		return r.check(func(tx *account.Tx) (account.Check, error) {
			return tx.ConfirmTOTP(a, policy.TOTP.Code(secret, r.now()))
		})
	}
	verdict(t, "the superseded one", confirm(first), account.Wrong)
	verdict(t, "the newest", confirm(second), account.Right)
	verdict(t, "the code that confirmed", r.spend("nick", policy.TOTP.Code(second, r.now())), account.Wrong)
	r.pass(30 * time.Second)
	err := r.Update(t.Context(), "", func(tx *account.Tx) error { _, err := tx.PendTOTP(a); return err })
	if !errors.Is(err, account.ErrActive) {
		t.Errorf("K05: PendTOTP() = %v, want ErrActive", err)
	}
	verdict(t, "K05: the old secret", r.spend("nick", policy.TOTP.Code(second, r.now())), account.Right)
}

// T13: a right code whose operation fails afterwards neither clears the count nor is it lost as a try.
func TestT13CountOutlivesFailure(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("olga")
	broken := errors.New("broken")
	for range 4 {
		verdict(t, "wrong", r.spend("olga", "000000"), account.Wrong)
	}
	err := r.Update(t.Context(), "", func(tx *account.Tx) error {
		if check, err := tx.SpendTOTP(a, r.code()); err != nil || !check.OK() {
			t.Errorf("SpendTOTP() = %v, %v", check, err)
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("Update() = %v, want the closure's error", err)
	}
	verdict(t, "after four wrong and one that came to nothing", r.spend("olga", r.code()), account.Locked)
}

// K06: a reset ends the secret, the pending one, the backup codes, every session and token, and every outstanding secret.
func TestK06ResetRevokes(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("mia")
	var tokens []string
	var codes []string
	r.do(func(tx *account.Tx) (err error) {
		tokens = nil
		if codes, err = tx.NewBackupCodes(a); err != nil {
			return err
		}
		for _, kind := range []account.Kind{account.Login, account.Personal, account.Refresh} {
			token, _, err := tx.OpenSession(a, kind, account.Session{})
			if err != nil {
				return err
			}
			tokens = append(tokens, token)
		}
		return tx.SetSecret(account.PasswordReset, a, "temporary")
	})
	before := r.Epoch(t.Context(), "mia", "")
	r.do(func(tx *account.Tx) error { _, err := tx.ResetTOTP(a); return err })
	if after := r.Epoch(t.Context(), "mia", ""); after <= before {
		t.Errorf("Epoch() = %d after the reset, %d before", after, before)
	}
	r.do(func(tx *account.Tx) error {
		for _, token := range tokens {
			if s, _, err := tx.Session(token); !errors.Is(err, account.ErrNotFound) {
				t.Errorf("session %v lives: %v", s, err)
			}
		}
		f, err := tx.Factors(a)
		if f.Any() || f.Backup != 0 {
			t.Errorf("Factors() = %+v, want none", f)
		}
		return err
	})
	verdict(t, "a backup code", r.check(func(tx *account.Tx) (account.Check, error) { return tx.SpendBackup(a, codes[0]) }), account.Absent)
	verdict(t, "a temporary password", r.check(func(tx *account.Tx) (account.Check, error) { return tx.Spend(account.PasswordReset, a, "temporary") }), account.Absent)
	r.do(func(tx *account.Tx) error {
		if had, err := tx.ResetTOTP(a); had || err != nil {
			t.Errorf("ResetTOTP() again = %v, %v, want false", had, err)
		}
		return nil
	})
	r.reopen()
	if after := r.Epoch(t.Context(), "mia", ""); after <= before {
		t.Errorf("Epoch() = %d after a restart, %d before the reset", after, before)
	}
}

// K07: a refused reset leaves the target as it was, and the caller's code spent.
func TestK07RefusalCommits(t *testing.T) {
	r := newRig(t)
	olga, mia := r.withTOTP("olga"), r.withTOTP("mia")
	err := r.Update(t.Context(), "org1", func(tx *account.Tx) error {
		tx.Audit("Reset", mia.ID)
		if check, err := tx.SpendTOTP(olga, r.code()); err != nil || !check.OK() {
			return fmt.Errorf("code: %v, %w", check, err)
		}
		return wrong
	})
	if !errors.Is(err, wrong) {
		t.Fatal(err)
	}
	verdict(t, "the code", r.spend("olga", r.code()), account.Wrong)
	verdict(t, "the target", r.spend("mia", r.code()), account.Right)
	broken := errors.New("broken")
	err = r.Update(t.Context(), "org1", func(tx *account.Tx) error {
		if _, err := tx.ResetTOTP(mia); err != nil {
			return err
		}
		if err := tx.Notify(account.Message{Channel: account.Mail, To: "mia@x.test"}); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	r.pass(30 * time.Second)
	verdict(t, "the target after a failed reset", r.spend("mia", r.code()), account.Right)
	if due, err := r.Outbox(t.Context(), 10); len(due) != 0 || err != nil {
		t.Errorf("Outbox() = %v, %v, want nothing", due, err)
	}
}

// Backup codes work once each, also 100 at once (systems.md A4, hazard 3), and count like codes of the app (H04).
func TestBackupCodes(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("ann")
	var codes []string
	r.do(func(tx *account.Tx) (err error) { codes, err = tx.NewBackupCodes(a); return err })
	if len(codes) != 12 || len(codes[0]) != 8 {
		t.Fatalf("NewBackupCodes() = %q, want 12 of 8 characters", codes)
	}
	use := func(code string) account.Check {
		return r.check(func(tx *account.Tx) (account.Check, error) { return tx.SpendBackup(a, code) })
	}
	var right atomic.Int32
	atOnce(4, func(int) {
		if use(codes[0]).OK() {
			right.Add(1)
		}
	})
	if right.Load() != 1 {
		t.Errorf("%d successes, want 1", right.Load())
	}
	verdict(t, "another", use(codes[1]), account.Right)
	for range 3 {
		verdict(t, "wrong backup code", use("xxxxxxxx"), account.Wrong)
	}
	for range 2 {
		verdict(t, "wrong code of the app", r.spend("ann", "000000"), account.Wrong)
	}
	verdict(t, "a right one after five wrong of both kinds", use(codes[2]), account.Locked)
}

// R01: within 30 days of patient guessing at most 100 tries are looked at, and at most 10 an hour; only another recovery opens again.
func TestR01Budget(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("olga")
	total := 0
	for range 30 * 24 {
		hour := 0
		for range 20 {
			if r.spend("olga", "00000x").Verdict == account.Wrong {
				hour++
			}
			r.pass(3 * time.Minute)
			if total+hour >= 100 {
				break
			}
		}
		if total += hour; hour > 10 {
			t.Fatalf("%d tries in an hour, want at most 10", hour)
		}
		if total >= 100 {
			break
		}
	}
	r.reopen()
	r.pass(365 * 24 * time.Hour)
	if _, err := r.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := r.spend("olga", r.code())
	verdict(t, "the right code after 100 failures", got, account.Locked)
	if total != 100 || got.After != 0 {
		t.Errorf("%d tries, After %v, want 100 and none", total, got.After)
	}
	r.do(func(tx *account.Tx) error { _, err := tx.ResetTOTP(a); return err })
	r.do(func(tx *account.Tx) error { return tx.SetTOTP(a, seed) })
	verdict(t, "after a recovery", r.spend("olga", r.code()), account.Right)
}

// R03: in parallel no more tries are looked at than in a row.
func TestR03ParallelGuesses(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	var evaluated atomic.Int32
	atOnce(100, func(i int) {
		if r.spend("olga", fmt.Sprintf("%05dx", i)).Verdict == account.Wrong {
			evaluated.Add(1)
		}
	})
	if evaluated.Load() != 5 {
		t.Errorf("%d tries were looked at, want 5", evaluated.Load())
	}
	r.pass(5 * time.Minute)
	verdict(t, "when the lock is over", r.spend("olga", r.code()), account.Right)
	for range 4 {
		verdict(t, "the count was cleared", r.spend("olga", "00000x"), account.Wrong)
	}
}

// R04: subjects that do not exist are counted like those that do, and their names are not kept.
func TestR04UnknownSubjects(t *testing.T) {
	r := newRig(t)
	r.create("pat")
	for _, subject := range []string{"pat@x.test", "nobody@x.test"} {
		for n := range 11 {
			check, err := r.Attempt(context.Background(), account.SignIn, subject)
			if err != nil || check.OK() != (n < 10) {
				t.Errorf("%s, try %d: %v, %v", subject, n+1, check, err)
			}
		}
	}
	r.pass(5*time.Minute + time.Second)
	check, err := r.Attempt(t.Context(), account.SignIn, "nobody@x.test")
	if err != nil || !check.OK() {
		t.Errorf("after the lock: %v, %v", check, err)
	}
	r.pass(time.Hour)
	if n, err := r.Sweep(t.Context()); n != 2 || err != nil {
		t.Errorf("Sweep() = %d, %v, want 2", n, err)
	}
}
