package account_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// A rig is a core on a real store with a clock that tests move.
type rig struct {
	*account.Core
	t     *testing.T
	db    *store.DB
	path  string
	mu    sync.Mutex
	clock time.Time
}

var policy = account.Policy{
	TOTP: auth.TOTP{Back: 1},
	Secrets: map[account.Purpose]account.SecretRule{
		account.PasswordReset: {Length: 16, Alphabet: account.Unmistakable, Life: time.Hour, Tries: 5, Nameless: true},
		account.PhoneOptIn:    {Length: 7, Life: 10 * time.Minute, Tries: 5},
		account.PhoneCode:     {Length: 7, Life: 10 * time.Minute, Tries: 5, Every: 30 * time.Second},
	},
	Limits: map[account.Purpose][]account.Limit{
		account.SecondFactor: {{Tries: 5, Within: 5 * time.Minute}, {Tries: 10, Within: time.Hour}, {Tries: 100}},
		account.SignIn:       {{Tries: 10, Within: 5 * time.Minute}},
	},
	Sessions: map[account.Kind]time.Duration{account.Login: 90 * 24 * time.Hour, account.Personal: 0, account.Refresh: 365 * 24 * time.Hour, account.Access: 3 * time.Hour},
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, path: filepath.Join(t.TempDir(), "db"), clock: time.Unix(1700000010, 0)}
	r.open()
	return r
}

func (r *rig) open() {
	r.t.Helper()
	db, err := store.Open(r.path, store.Options{Key: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { db.Close() })
	r.db = db
	r.Core = r.core("test")
}

func (r *rig) core(system string) *account.Core {
	r.t.Helper()
	c, err := account.Open(context.Background(), r.db, system, account.Options{
		Policy: policy, Passwords: auth.NewPasswords(auth.PasswordOptions{Memory: 64, Time: 1, Queue: 1000}), Pepper: bytes.Repeat([]byte{9}, 32), Now: r.now,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// reopen is a restart.
func (r *rig) reopen() {
	r.t.Helper()
	must(r.t, r.db.Close())
	r.open()
}

func (r *rig) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.clock
}

func (r *rig) pass(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clock = r.clock.Add(d)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// do runs an update that has to succeed.
func (r *rig) do(fn func(tx *account.Tx) error) {
	r.t.Helper()
	must(r.t, r.Update(r.t.Context(), "org1", fn))
}

// create makes an account with an address of its name.
func (r *rig) create(name string) *account.Account {
	r.t.Helper()
	a := &account.Account{ID: name, Username: name, Emails: []account.Email{{Address: name + "@x.test", Verified: true}}}
	r.do(func(tx *account.Tx) error {
		*a = account.Account{ID: name, Username: name, Emails: a.Emails}
		return tx.Create(a)
	})
	return a
}

// withTOTP makes an account with the seed of the RFCs as its secret.
func (r *rig) withTOTP(name string) *account.Account {
	r.t.Helper()
	a := r.create(name)
	r.do(func(tx *account.Tx) error { return tx.SetTOTP(a, seed) })
	return a
}

var (
	seed  = []byte("12345678901234567890")
	wrong = &services.Error{Code: services.Invalid, Name: "TwoFactorCodeInvalid", Message: "The code is invalid"}
)

func (r *rig) code() string { return policy.TOTP.Code(seed, r.now()) }

// spend spends a code in an update of its own, which refuses a wrong one as a service would.
func (r *rig) spend(id, code string) account.Check {
	r.t.Helper()
	return r.check(func(tx *account.Tx) (account.Check, error) {
		a, err := tx.ByID(id)
		if err != nil {
			return account.Check{}, err
		}
		return tx.SpendTOTP(a, code)
	})
}

func (r *rig) check(prove func(tx *account.Tx) (account.Check, error)) (check account.Check) {
	r.t.Helper()
	err := r.Update(context.Background(), "org1", func(tx *account.Tx) (err error) {
		if check, err = prove(tx); err != nil {
			return err
		}
		if !check.OK() {
			return wrong
		}
		return nil
	})
	if err != nil && !errors.Is(err, wrong) {
		r.t.Error(err)
	}
	return check
}

// verdict fails the test unless the check has the verdict.
func verdict(t *testing.T, what string, got account.Check, want account.Verdict) {
	t.Helper()
	if got.Verdict != want {
		t.Errorf("%s: verdict %d, want %d", what, got.Verdict, want)
	}
}

// atOnce starts n calls together and waits for them.
func atOnce(n int, do func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() { <-start; do(i) })
	}
	close(start)
	wg.Wait()
}
