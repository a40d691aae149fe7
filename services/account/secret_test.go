package account_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
)

func (r *rig) issue(p account.Purpose, a *account.Account, binding ...string) (text string) {
	r.t.Helper()
	r.do(func(tx *account.Tx) (err error) { text, err = tx.Issue(p, a, binding...); return err })
	return text
}

func (r *rig) spendSecret(p account.Purpose, a *account.Account, text string, binding ...string) account.Check {
	r.t.Helper()
	return r.check(func(tx *account.Tx) (account.Check, error) { return tx.Spend(p, a, text, binding...) })
}

// O01: digits without bias.
func TestO01EvenDigits(t *testing.T) {
	r := newRig(t)
	a := r.create("u1")
	var count [10]int
	for range 100 {
		r.do(func(tx *account.Tx) error {
			for range 20 {
				text, err := tx.Issue(account.PhoneOptIn, a)
				if err != nil {
					return err
				}
				if len(text) != 7 {
					t.Errorf("Issue() = %q, want 7 digits", text)
				}
				for _, c := range text {
					count[c-'0']++
				}
			}
			return nil
		})
	}
	chi, expected := 0.0, float64(100*20*7)/10
	for _, n := range count {
		chi += (float64(n) - expected) * (float64(n) - expected) / expected
	}
	if chi > 33.7 { // 9 degrees of freedom, p = 0.0001
		t.Errorf("chi-square %.1f over %v", chi, count)
	}
}

// O02, P05, P06: a secret lives its time, is good once, and dies with its successor.
func TestO02Lifetime(t *testing.T) {
	for p, life := range map[account.Purpose]time.Duration{account.PhoneOptIn: 10 * time.Minute, account.PasswordReset: time.Hour} {
		t.Run(string(p), func(t *testing.T) {
			r := newRig(t)
			a := r.create("u1")
			text := r.issue(p, a)
			r.pass(life - time.Second)
			verdict(t, "a second before its end", r.spendSecret(p, a, text), account.Right)
			verdict(t, "again", r.spendSecret(p, a, text), account.Absent)
			text = r.issue(p, a)
			r.reopen()
			r.pass(life)
			verdict(t, "at its end", r.spendSecret(p, a, text), account.Absent)
			old := r.issue(p, a)
			text = r.issue(p, a)
			verdict(t, "the superseded one", r.spendSecret(p, a, old), account.Wrong)
			verdict(t, "the newest", r.spendSecret(p, a, text), account.Right)
		})
	}
}

// O03, P08: five wrong tries void it, however many come at once; the account itself is not locked.
func TestO03FiveTries(t *testing.T) {
	r := newRig(t)
	a := r.create("u1")
	text := r.issue(account.PhoneOptIn, a)
	var wrong, exhausted atomic.Int32
	atOnce(100, func(i int) {
		switch r.spendSecret(account.PhoneOptIn, a, fmt.Sprintf("x%06d", i)).Verdict {
		case account.Wrong:
			wrong.Add(1)
		case account.Exhausted:
			exhausted.Add(1)
		}
	})
	if wrong.Load() != 4 || exhausted.Load() != 1 {
		t.Errorf("%d wrong and %d exhausted, want 4 and 1", wrong.Load(), exhausted.Load())
	}
	verdict(t, "the right one, too late", r.spendSecret(account.PhoneOptIn, a, text), account.Absent)
	if check, err := r.Attempt(t.Context(), account.SignIn, a.ID); err != nil || !check.OK() {
		t.Errorf("R06: sign-in is locked: %v, %v", check, err)
	}
	verdict(t, "a fresh one", r.spendSecret(account.PhoneOptIn, a, r.issue(account.PhoneOptIn, a)), account.Right)
}

// O04: a secret is good for the account, purpose and binding that it was issued for, even when two have the same text.
func TestO04Bound(t *testing.T) {
	r := newRig(t)
	u1, u2 := r.create("u1"), r.create("u2")
	r.do(func(tx *account.Tx) error {
		for purpose, a := range map[account.Purpose]*account.Account{account.PhoneOptIn: u1, account.PhoneCode: u2} {
			if err := tx.SetSecret(purpose, a, "1234567", "1", "777"); err != nil {
				return err
			}
		}
		return nil
	})
	verdict(t, "another account", r.spendSecret(account.PhoneOptIn, u2, "1234567", "1", "777"), account.Absent)
	verdict(t, "another purpose", r.spendSecret(account.PhoneCode, u1, "1234567", "1", "777"), account.Absent)
	verdict(t, "another phone", r.spendSecret(account.PhoneOptIn, u1, "1234567", "2", "777"), account.Wrong)
	verdict(t, "another file", r.spendSecret(account.PhoneOptIn, u1, "1234567", "1", "888"), account.Wrong)
	verdict(t, "parts split elsewhere", r.spendSecret(account.PhoneOptIn, u1, "1234567", "17", "77"), account.Wrong)
	verdict(t, "its own", r.spendSecret(account.PhoneOptIn, u1, "1234567", "1", "777"), account.Right)
}

// At most one message within the rule's time, also after the secret was spent.
func TestEvery(t *testing.T) {
	r := newRig(t)
	a := r.create("u1")
	text := r.issue(account.PhoneCode, a)
	again := func() error {
		return r.Update(t.Context(), "", func(tx *account.Tx) error { _, err := tx.Issue(account.PhoneCode, a); return err })
	}
	r.pass(29 * time.Second)
	if err := again(); !errors.Is(err, account.ErrTooSoon) {
		t.Errorf("Issue() after 29s = %v, want ErrTooSoon", err)
	}
	verdict(t, "the live one", r.spendSecret(account.PhoneCode, a, text), account.Right)
	if err := again(); !errors.Is(err, account.ErrTooSoon) {
		t.Errorf("Issue() after it was spent = %v, want ErrTooSoon", err)
	}
	r.pass(time.Second)
	must(t, again())
}

// O06, P03, K02: no secret, code, token, key or password stands in the file.
func TestO06NothingReadable(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("pat")
	canaries := []string{r.issue(account.PasswordReset, a), r.issue(account.PhoneOptIn, a), string(seed), "pat@x.test"}
	r.do(func(tx *account.Tx) error {
		token, _, err := tx.OpenSession(a, account.Login, account.Session{})
		canaries = append(canaries, token)
		return err
	})
	r.do(func(tx *account.Tx) error {
		key, _, err := tx.NewKey(account.Key{Account: a.ID})
		canaries = append(canaries, key)
		return err
	})
	hash, err := r.HashPassword(t.Context(), "a password")
	must(t, err)
	r.do(func(tx *account.Tx) error { return tx.SetPassword(a, hash) })
	must(t, r.db.Close())
	data, err := os.ReadFile(r.path)
	must(t, err)
	for _, c := range append(canaries, hash, "a password") {
		for _, form := range []string{c, hex.EncodeToString([]byte(c)), auth.EncodeSecret([]byte(c)), base64.StdEncoding.EncodeToString([]byte(c))} {
			if bytes.Contains(data, []byte(form)) {
				t.Errorf("the file contains %q", form)
			}
		}
	}
}

// P04: 100 at once with one temporary password and 100 new ones: one wins, and its password is the one that signs in.
func TestP04OneWinner(t *testing.T) {
	r := newRig(t)
	pat := r.create("pat")
	text := r.issue(account.PasswordReset, pat)
	const n = 100
	hashes := make([]string, n)
	for i := range hashes {
		h, err := r.HashPassword(t.Context(), fmt.Sprint("new password ", i))
		must(t, err)
		hashes[i] = h
	}
	var won atomic.Int32
	winner := atomic.Int32{}
	atOnce(n, func(i int) {
		check := r.check(func(tx *account.Tx) (account.Check, error) {
			a, check, err := tx.SpendNameless(account.PasswordReset, text)
			if err != nil || !check.OK() {
				return check, err
			}
			return check, tx.SetPassword(a, hashes[i])
		})
		if check.OK() {
			won.Add(1)
			winner.Store(int32(i))
		}
	})
	if won.Load() != 1 {
		t.Fatalf("%d successes, want 1", won.Load())
	}
	r.do(func(tx *account.Tx) (err error) { pat, err = tx.ByID("pat"); return err })
	for i, want := range map[int]bool{int(winner.Load()): true, int(winner.Load()+1) % n: false} {
		if ok, err := r.CheckPassword(t.Context(), pat, fmt.Sprint("new password ", i)); ok != want || err != nil {
			t.Errorf("CheckPassword(%d) = %v, %v, want %v", i, ok, err, want)
		}
	}
}

// A04: a temporary password with another account's address is wrong for that account, counts there, and stays live for its own.
func TestA04AnotherAddress(t *testing.T) {
	r := newRig(t)
	pat, eve := r.create("pat"), r.create("eve")
	text := r.issue(account.PasswordReset, pat)
	evesOwn := r.issue(account.PasswordReset, eve)
	verdict(t, "by eve", r.spendSecret(account.PasswordReset, eve, text), account.Wrong)
	verdict(t, "by nobody", r.spendSecret(account.PasswordReset, nil, text), account.Absent)
	verdict(t, "eve's own", r.spendSecret(account.PasswordReset, eve, evesOwn), account.Right)
	verdict(t, "by pat", r.spendSecret(account.PasswordReset, pat, text), account.Right)
	verdict(t, "without a name, when it is spent", r.check(func(tx *account.Tx) (account.Check, error) {
		_, check, err := tx.SpendNameless(account.PasswordReset, text)
		return check, err
	}), account.Absent)
}

// P13, P14: a new password ends sessions and outstanding secrets, and leaves the second factor.
func TestP13SetPasswordRevokes(t *testing.T) {
	r := newRig(t)
	a := r.withTOTP("pat")
	code := r.issue(account.PhoneOptIn, a)
	var token string
	r.do(func(tx *account.Tx) (err error) {
		token, _, err = tx.OpenSession(a, account.Refresh, account.Session{})
		return err
	})
	hash, err := r.HashPassword(t.Context(), "new password")
	must(t, err)
	r.do(func(tx *account.Tx) error { return tx.SetPassword(a, hash) })
	verdict(t, "an outstanding code", r.spendSecret(account.PhoneOptIn, a, code), account.Absent)
	r.do(func(tx *account.Tx) error {
		if _, _, err := tx.Session(token); !errors.Is(err, account.ErrNotFound) {
			t.Errorf("the refresh token lives: %v", err)
		}
		f, err := tx.Factors(a)
		if !f.TOTP {
			t.Error("P14: the second factor is gone")
		}
		return err
	})
}

// What a policy must not say.
func TestPolicyRefused(t *testing.T) {
	r := newRig(t)
	for name, rule := range map[string]account.SecretRule{
		"short and nameless":      {Length: 7, Life: time.Hour, Tries: 5, Nameless: true},
		"short without a limit":   {Length: 7, Life: time.Hour},
		"P05: lives for two days": {Length: 16, Alphabet: account.Unmistakable, Life: 48 * time.Hour},
		"lives no time":           {Length: 7, Tries: 5},
	} {
		p := account.Policy{Secrets: map[account.Purpose]account.SecretRule{"x": rule}}
		_, err := account.Open(t.Context(), r.db, "other", account.Options{Policy: p, Passwords: r.passwords(), Pepper: make([]byte, 32)})
		if err == nil || !strings.Contains(err.Error(), "secret x") {
			t.Errorf("%s: Open() = %v, want a refusal that names the rule", name, err)
		}
	}
}
