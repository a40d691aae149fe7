package account_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// A probe counts the calls of an engine and, where failAt is set, fails one of them.
type probe struct {
	store.Engine
	reads, commits, puts int
	calls, failAt        int
}

func (p *probe) fault() error {
	if p.calls++; p.calls == p.failAt {
		return syscall.EIO
	}
	return nil
}

func (p *probe) Get(ctx context.Context, key []byte) ([]byte, int64, error) {
	p.reads++
	if err := p.fault(); err != nil {
		return nil, 0, err
	}
	return p.Engine.Get(ctx, key)
}

func (p *probe) Commit(ctx context.Context, c store.Commit) error {
	p.commits++
	p.puts += len(c.Puts)
	if err := p.fault(); err != nil {
		return err
	}
	return p.Engine.Commit(ctx, c)
}

// probed makes a rig whose engine is a probe.
func probed(t *testing.T) (*rig, *probe) {
	t.Helper()
	e, err := store.OpenBolt(filepath.Join(t.TempDir(), "db"), store.Options{})
	must(t, err)
	p := &probe{Engine: e}
	db, err := store.OpenEngine(t.Context(), p, store.Options{Key: bytes.Repeat([]byte{7}, 32)})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	r := &rig{t: t, db: db, clock: time.Unix(1700000010, 0)}
	r.Core = r.core("test")
	return r, p
}

// L03: whichever call of the engine fails, a reset is either whole or has left nothing, and no failure passes for success.
func TestL03ResetUnderFaults(t *testing.T) {
	for n := 1; ; n++ {
		r, p := probed(t)
		olga, mia := r.withTOTP("olga"), r.withTOTP("mia")
		p.calls, p.failAt = 0, n
		err := r.Update(t.Context(), "org1", func(tx *account.Tx) error {
			tx.Audit("Reset", mia.ID)
			olga, err := tx.ByID("olga")
			if err != nil {
				return err
			}
			if check, err := tx.SpendTOTP(olga, r.code()); err != nil || !check.OK() {
				return errors.Join(err, wrong)
			}
			mia, err := tx.ByID("mia")
			if err != nil {
				return err
			}
			if _, err := tx.ResetTOTP(mia); err != nil {
				return err
			}
			return tx.Notify(account.Message{Channel: account.Mail, To: "mia@x.test"})
		})
		clean := p.calls < n
		p.failAt = 0
		due, _ := r.Outbox(t.Context(), 10)
		_, chain := r.VerifyTrail(t.Context())
		reset := r.spend("mia", r.code()).Verdict == account.Absent
		spent := r.spend(olga.ID, r.code()).Verdict == account.Wrong
		if clean != (err == nil) || reset != clean || spent != clean || (len(due) == 1) != clean || chain != nil {
			t.Errorf("fault at call %d: %v; reset %v, code spent %v, %d messages, trail %v", n, err, reset, spent, len(due), chain)
		}
		if clean {
			if n < 10 {
				t.Errorf("the operation took %d calls, so nothing was tried", n-1)
			}
			return
		}
	}
}

// P02, R04, as far as it can be counted: a temporary password that is wrong, expired, used, void, never issued or for nobody makes the engine do the same.
func TestP02EqualWork(t *testing.T) {
	r, p := probed(t)
	known := r.create("wrong")
	r.issue(account.PasswordReset, known)
	used := r.create("used")
	text := r.issue(account.PasswordReset, used)
	r.spendSecret(account.PasswordReset, used, text)
	void := r.create("void")
	r.issue(account.PasswordReset, void)
	for range 5 {
		r.spendSecret(account.PasswordReset, void, "x")
	}
	expired := r.create("expired")
	r.pass(-2 * time.Hour)
	r.issue(account.PasswordReset, expired)
	r.pass(2 * time.Hour)
	work := func(a *account.Account) [3]int {
		p.reads, p.commits, p.puts = 0, 0, 0
		if check := r.spendSecret(account.PasswordReset, a, "0000000000000000"); check.OK() {
			t.Error("a wrong one passed")
		}
		return [3]int{p.reads, p.commits, p.puts}
	}
	for range 130 { // so that the records that stand in for the unknown exist
		work(nil)
	}
	want := work(known)
	for name, a := range map[string]*account.Account{"never issued": r.create("none"), "used": used, "void": void, "expired": expired, "nobody": nil} {
		got := work(a)
		if got[1] != want[1] || got[2] < want[2] || got[0] < want[0] || got[0] > want[0]+2 || got[2] > want[2]+1 {
			t.Errorf("%s: %d reads, %d commits, %d puts; a wrong one makes %v", name, got[0], got[1], got[2], want)
		}
	}
}

// Promise 3: when the record of a second factor is gone from a damaged file, nobody passes for one who has none.
func TestVanishedFactors(t *testing.T) {
	r := newRig(t)
	r.withTOTP("olga")
	r.create("nick")
	must(t, r.db.Update(t.Context(), store.Scope{System: "test"}, func(tx *store.Tx) error {
		return store.SystemCollection[struct{}]("factors").Delete(tx, "olga")
	}))
	for id, want := range map[string]error{"olga": store.ErrCorrupt, "nick": nil} {
		err := r.Update(t.Context(), "", func(tx *account.Tx) error {
			a, err := tx.ByID(id)
			if err != nil {
				return err
			}
			_, err = tx.Factors(a)
			return err
		})
		if !errors.Is(err, want) {
			t.Errorf("Factors(%s) = %v, want %v", id, err, want)
		}
	}
}
