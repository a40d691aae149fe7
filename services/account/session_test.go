package account_test

import (
	"errors"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

func (r *rig) session(a *account.Account, kind account.Kind) (token string) {
	r.t.Helper()
	r.do(func(tx *account.Tx) (err error) {
		token, _, err = tx.OpenSession(a, kind, account.Session{})
		return err
	})
	return token
}

func (r *rig) lives(token string, kinds ...account.Kind) bool {
	r.t.Helper()
	var err error
	must(r.t, r.View(r.t.Context(), "", func(tx *account.Tx) error { _, _, err = tx.Session(token, kinds...); return nil }))
	if err != nil && !errors.Is(err, account.ErrNotFound) {
		r.t.Error(err)
	}
	return err == nil
}

func TestSessions(t *testing.T) {
	r := newRig(t)
	a := r.create("ann")
	token, other, personal := r.session(a, account.Login), r.session(a, account.Login), r.session(a, account.Personal)
	if len(token) != 43 || token == other {
		t.Errorf("OpenSession() = %q and %q, want two of 43 characters", token, other)
	}
	if !r.lives(token) || !r.lives(token, account.Login) || r.lives(token, account.Refresh) || r.lives(token[:42]) || r.lives("") {
		t.Error("Session() does not tell tokens or kinds apart")
	}
	r.do(func(tx *account.Tx) error { return tx.CloseSession(other) })
	if r.lives(other) || !r.lives(token) {
		t.Error("CloseSession() closed the wrong one")
	}
	r.pass(90 * 24 * time.Hour)
	if r.lives(token) || !r.lives(personal) {
		t.Error("sessions do not end in time, or all do")
	}
	if n, err := r.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("Sweep() = %d, %v, want 1", n, err)
	}
}

func TestEndLogins(t *testing.T) {
	r := newRig(t)
	a := r.create("ann")
	mine, other, personal := r.session(a, account.Login), r.session(a, account.Login), r.session(a, account.Personal)
	before := r.Epoch(t.Context(), "ann", "")
	r.do(func(tx *account.Tx) error {
		keep, a, err := tx.Session(mine)
		if err != nil {
			return err
		}
		return tx.EndLogins(a, keep)
	})
	if !r.lives(mine) || r.lives(other) || !r.lives(personal) || r.Epoch(t.Context(), "ann", "") <= before {
		t.Error("EndLogins() ends the others, keeps mine and the personal one, and raises the epoch")
	}
}

// A17: a refresh token is good once; showing a dead one ends the family.
func TestRotate(t *testing.T) {
	r := newRig(t)
	a := r.create("pat")
	first, bystander := r.session(a, account.Refresh), r.session(a, account.Refresh)
	rotate := func(token string) (next string, check account.Check) {
		r.check(func(tx *account.Tx) (_ account.Check, err error) {
			next, _, _, check, err = tx.Rotate(token)
			return check, err
		})
		return next, check
	}
	second, check := rotate(first)
	verdict(t, "first", check, account.Right)
	third, check := rotate(second)
	verdict(t, "second", check, account.Right)
	_, check = rotate("nonsense")
	verdict(t, "nonsense", check, account.Wrong)
	if !r.lives(third) {
		t.Error("nonsense ended a family")
	}
	_, check = rotate(first)
	verdict(t, "first again", check, account.Wrong)
	_, check = rotate(third)
	verdict(t, "the newest of an ended family", check, account.Wrong)
	if r.lives(third) || !r.lives(bystander) {
		t.Error("the family is to end, and no other")
	}
	_, check = rotate(r.session(a, account.Login))
	verdict(t, "a login token", check, account.Wrong)
}

// S21: a new access token ends the one before it; closing the refresh token ends both.
func TestChildren(t *testing.T) {
	r := newRig(t)
	a := r.create("u1")
	refresh := r.session(a, account.Refresh)
	child := func() (token string) {
		r.do(func(tx *account.Tx) error {
			parent, a, err := tx.Session(refresh, account.Refresh)
			if err != nil {
				return err
			}
			token, err = tx.OpenChild(parent, a, account.Session{})
			return err
		})
		return token
	}
	first := child()
	second := child()
	if r.lives(first) || !r.lives(second, account.Access) || !r.lives(refresh, account.Refresh) {
		t.Error("the first access token is to die, the second and the refresh token to live")
	}
	r.pass(3 * time.Hour)
	if r.lives(second) {
		t.Error("an access token lives three hours")
	}
	third := child()
	r.do(func(tx *account.Tx) error { return tx.CloseSession(refresh) })
	if r.lives(third) || r.lives(refresh) {
		t.Error("closing the refresh token is to end both")
	}
}
