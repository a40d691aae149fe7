package account_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// R04: strangers share a table of fixed size. Who takes another's place is not locked for him, and an account shares with nobody.
func TestR04StrangersShareATable(t *testing.T) {
	r := newRig(t)
	first, second := "nobody", ""
	places := map[string]bool{}
	for i := range 300_000 {
		name := "name" + strconv.Itoa(i)
		at := r.Place(account.SignIn, name)
		places[at] = true
		if second == "" && at == r.Place(account.SignIn, first) {
			second = name
		}
	}
	if len(places) > 1<<16 || second == "" {
		t.Fatalf("%d places, and %q shares that of %q, want at most 65536 and one that does", len(places), second, first)
	}
	try := func(subject string) account.Check {
		return r.check(func(tx *account.Tx) (account.Check, error) { return tx.Attempt(account.SignIn, subject) })
	}
	for range 10 {
		try(first)
	}
	verdict(t, "after ten tries", try(first), account.Locked)
	verdict(t, "another in its place", try(second), account.Right)
	verdict(t, "who has lost it", try(first), account.Right)
	r.pass(time.Hour)
	if n, err := r.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("Sweep() = %d, %v, want one record of both", n, err)
	}
	r.create(first)
	for range 10 {
		try(first)
	}
	try(second)
	verdict(t, "an account whose id is taken for a stranger's", try(first), account.Locked)
}

// T14: once a clock that was a day ahead is right again, nobody is kept out, and no code that was spent is good.
func TestT14ClockAhead(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	const day = 24 * time.Hour
	today := r.code()
	verdict(t, "today", r.spend("olga", today), account.Right)
	r.pass(day)
	tomorrow := r.code()
	verdict(t, "a day ahead", r.spend("olga", tomorrow), account.Right)
	for range 4 {
		verdict(t, "a wrong one a day ahead", r.spend("olga", "00000x"), account.Wrong)
	}
	r.pass(-day)
	verdict(t, "again, when the clock is right", r.spend("olga", today), account.Wrong)
	r.pass(30 * time.Second)
	next := r.code()
	verdict(t, "the next one", r.spend("olga", next), account.Right)
	verdict(t, "the next one again", r.spend("olga", next), account.Wrong)
	r.pass(day - 30*time.Second)
	verdict(t, "that of a day ahead, when its time has come", r.spend("olga", tomorrow), account.Wrong)
	r.pass(30 * time.Second)
	verdict(t, "the one after it", r.spend("olga", r.code()), account.Right)
}

// T14: a clock that is set back makes no spent code good.
func TestT14ClockBack(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	var spent []string
	for range 100 { // more than are remembered one by one
		spent = append(spent, r.code())
		verdict(t, "as it comes", r.spend("olga", r.code()), account.Right)
		r.pass(30 * time.Second)
	}
	r.reopen()
	for i := len(spent) - 1; i >= 0; i-- {
		r.pass(-30 * time.Second)
		if r.spend("olga", spent[i]).OK() {
			t.Fatalf("code %d is good again", i)
		}
		if i%4 == 0 { // the tries of one lock
			r.do(func(tx *account.Tx) error { return tx.Forgive(account.SecondFactor, "olga") })
		}
	}
}

// T14: a lock that was made while the clock was ahead ends with the mistake.
func TestT14LockOfAClockAhead(t *testing.T) {
	r := newRig(t)
	r.create("pat")
	try := func() account.Check {
		return r.check(func(tx *account.Tx) (account.Check, error) { return tx.Attempt(account.SignIn, "pat") })
	}
	r.pass(24 * time.Hour)
	for range 10 {
		try()
	}
	verdict(t, "ahead", try(), account.Locked)
	r.pass(-24 * time.Hour)
	for range 10 {
		verdict(t, "when the clock is right", try(), account.Right)
	}
	verdict(t, "after ten tries of today", try(), account.Locked)
}

// A try that is withdrawn leaves those before it.
func TestWithdraw(t *testing.T) {
	r := newRig(t)
	for range 20 {
		r.do(func(tx *account.Tx) error {
			check, err := tx.Attempt(account.SignIn, "192.0.2.1")
			if err != nil {
				return err
			}
			verdict(t, "a try that is no failure", check, account.Right)
			return tx.Withdraw(account.SignIn, "192.0.2.1")
		})
	}
	for range 9 {
		r.do(func(tx *account.Tx) error { _, err := tx.Attempt(account.SignIn, "192.0.2.1"); return err })
	}
	r.do(func(tx *account.Tx) error {
		if _, err := tx.Attempt(account.SignIn, "192.0.2.1"); err != nil {
			return err
		}
		return tx.Withdraw(account.SignIn, "192.0.2.1")
	})
	r.do(func(tx *account.Tx) error { _, err := tx.Attempt(account.SignIn, "192.0.2.1"); return err })
	r.do(func(tx *account.Tx) error {
		check, err := tx.Locked(account.SignIn, "192.0.2.1")
		verdict(t, "after ten failures and a success among them", check, account.Locked)
		return err
	})
}
