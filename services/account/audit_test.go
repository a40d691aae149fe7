package account_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// L06: each operation leaves one event, whatever becomes of it.
func TestL06OneEventEach(t *testing.T) {
	r := newRig(t)
	ctx := auth.With(t.Context(), auth.Principal{User: "olga", Via: auth.Via{RequestID: "req-1", Address: "192.0.2.1"}})
	broken := errors.New("broken")
	for _, err := range []error{nil, wrong, broken} {
		got := r.Update(ctx, "org1", func(tx *account.Tx) error {
			tx.Audit("Reset", "mia")
			return err
		})
		if !errors.Is(got, err) {
			t.Errorf("Update() = %v, want %v", got, err)
		}
		r.pass(time.Second)
	}
	events, err := r.Trail(t.Context())
	must(t, err)
	var outcomes []string
	for _, e := range events {
		outcomes = append(outcomes, e.Outcome)
	}
	if diff := cmp.Diff([]string{"ok", "TwoFactorCodeInvalid", "failed"}, outcomes); diff != "" {
		t.Error(diff)
	}
	want := account.Event{Time: events[0].Time, Operation: "Reset", Caller: "olga", Target: "mia", Tenant: "org1", Outcome: "ok", RequestID: "req-1", Address: "192.0.2.1"}
	if diff := cmp.Diff(want, events[0]); diff != "" {
		t.Error(diff)
	}
}

type tampered struct {
	Event account.Event
	Hash  string
}

// L06: an event that was altered, dropped or swapped is noticed, also by one who has the sealing key.
func TestL06TamperEvident(t *testing.T) {
	links := store.SystemCollection[tampered]("trail")
	var keys []string
	fill := func(t *testing.T) *rig {
		r := newRig(t)
		for i := range 5 {
			r.do(func(tx *account.Tx) error { tx.Audit(fmt.Sprint("op", i), "mia"); return nil })
		}
		if n, err := r.VerifyTrail(t.Context()); n != 5 || err != nil {
			t.Fatalf("VerifyTrail() = %d, %v, want 5", n, err)
		}
		keys = nil
		must(t, r.db.View(t.Context(), store.Scope{System: "test"}, func(tx *store.Tx) error {
			for l, err := range links.All(tx, "") {
				if err != nil {
					return err
				}
				keys = append(keys, l.Key)
			}
			return nil
		}))
		return r
	}
	for name, harm := range map[string]func(tx *store.Tx) error{
		"altered": func(tx *store.Tx) error {
			l, err := links.Get(tx, keys[2])
			if err != nil {
				return err
			}
			l.Event.Outcome = "nothing happened"
			return links.Put(tx, keys[2], l)
		},
		"first dropped": func(tx *store.Tx) error { return links.Delete(tx, keys[0]) },
		"last dropped":  func(tx *store.Tx) error { return links.Delete(tx, keys[4]) },
		"head dropped": func(tx *store.Tx) error {
			return store.SystemCollection[struct{}]("trail-heads").Delete(tx, keys[0][:2])
		},
		"swapped": func(tx *store.Tx) error {
			a, err := links.Get(tx, keys[1])
			if err != nil {
				return err
			}
			b, err := links.Get(tx, keys[2])
			if err != nil {
				return err
			}
			return errors.Join(links.Put(tx, keys[1], b), links.Put(tx, keys[2], a))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := fill(t)
			must(t, r.db.Update(t.Context(), store.Scope{System: "test"}, harm))
			if _, err := r.VerifyTrail(t.Context()); err == nil {
				t.Error("VerifyTrail() = nil error")
			}
		})
	}
}

// L07: an operation whose audit record cannot be written does not happen.
func TestL07NoAuditNoEffect(t *testing.T) {
	r := newRig(t)
	mia := r.withTOTP("mia")
	must(t, r.db.Update(t.Context(), store.Scope{System: "test"}, func(tx *store.Tx) error {
		for n := range 64 {
			if err := store.SystemCollection[struct{}]("trail-heads").Delete(tx, fmt.Sprintf("%02x", n)); err != nil {
				return err
			}
		}
		return nil
	}))
	err := r.Update(t.Context(), "", func(tx *account.Tx) error {
		tx.Audit("Reset", "mia")
		_, err := tx.ResetTOTP(mia)
		return err
	})
	if err == nil {
		t.Error("Update() = nil error")
	}
	verdict(t, "the factor", r.spend("mia", r.code()), account.Right)
}

// Events of many accounts at once are all there, and their chains hold.
func TestAuditAtOnce(t *testing.T) {
	r := newRig(t)
	var failed atomic.Int32
	atOnce(100, func(i int) {
		err := r.Update(t.Context(), "", func(tx *account.Tx) error { tx.Audit("op", fmt.Sprint("user", i)); return nil })
		if err != nil {
			failed.Add(1)
			t.Error(err)
		}
	})
	if n, err := r.VerifyTrail(t.Context()); n != 100 || err != nil {
		t.Errorf("VerifyTrail() = %d, %v, want 100", n, err)
	}
}

// K08: a message is in the outbox exactly when its cause was committed, and leaves it when it was delivered.
func TestOutbox(t *testing.T) {
	r := newRig(t)
	send := func(result error) error {
		return r.Update(t.Context(), "", func(tx *account.Tx) error {
			if err := tx.Notify(account.Message{Channel: account.SMS, To: "0499999999", Text: "1234567"}); err != nil {
				return err
			}
			return result
		})
	}
	must(t, send(nil))
	r.pass(time.Second)
	if err := send(errors.New("broken")); err == nil {
		t.Fatal("no error")
	}
	must(t, send(nil))
	r.reopen()
	due, err := r.Outbox(t.Context(), 10)
	must(t, err)
	if len(due) != 2 || due[0].ID >= due[1].ID || due[0].System != "test" || due[0].Text != "1234567" {
		t.Fatalf("Outbox() = %+v, want two, oldest first", due)
	}
	must(t, r.Postpone(t.Context(), due[0].ID, r.now().Add(time.Minute)))
	must(t, r.Delivered(t.Context(), due[1].ID))
	must(t, r.Delivered(t.Context(), due[1].ID))
	if rest, err := r.Outbox(t.Context(), 10); len(rest) != 0 || err != nil {
		t.Errorf("Outbox() = %v, %v, want nothing that is due", rest, err)
	}
	r.pass(time.Minute)
	if rest, err := r.Outbox(t.Context(), 10); len(rest) != 1 || rest[0].Attempts != 1 || err != nil {
		t.Errorf("Outbox() = %v, %v, want the one that was postponed", rest, err)
	}
}
