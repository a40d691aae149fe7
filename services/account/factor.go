package account

import (
	"cmp"
	"crypto/subtle"
	"fmt"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
)

// Factors are what an account has beside its password. Secrets stay inside the core.
type Factors struct {
	TOTP    bool // confirmed
	Pending bool // a TOTP secret waits to be confirmed
	Since   time.Time
	Backup  int  // backup codes left
	Email   bool // codes by mail
	Phone   bool // codes to a confirmed number
}

// Any reports whether a second factor is demanded at sign-in.
func (f Factors) Any() bool { return f.TOTP || f.Email || f.Phone }

// Held are the factors as they are kept, under the account's id.
type held struct {
	TOTP    []byte // the confirmed secret
	Since   time.Time
	Step    int64   // no step up to it is good
	Spent   []int64 // the last steps spent of it, all above Step, in their order
	Pending []byte  // a secret to be confirmed
	Backup  []string
	Email   bool
}

var factors = store.SystemCollection[held]("factors")

// held returns the factors of an account. A record that should be there and is not is damage: without it, a password alone would sign in.
func (tx *Tx) held(a *Account) (*held, error) {
	h, err := Maybe(factors.Get(tx.store, a.ID))
	if err != nil || h != nil {
		return h, err
	}
	if stored, err := Maybe(tx.ByID(a.ID)); err != nil || stored != nil && stored.Factored {
		return nil, cmp.Or(err, fmt.Errorf("factors of %s: %w", a.ID, store.ErrCorrupt))
	}
	return &held{}, nil
}

// hold writes the factors of an account, and at the first time says in the account that there are some.
func (tx *Tx) hold(a *Account, h *held) error {
	if !a.Factored {
		a.Factored = true
		if err := tx.save(a); err != nil {
			return err
		}
	}
	return factors.Put(tx.store, a.ID, h)
}

// Factors returns what an account has.
func (tx *Tx) Factors(a *Account) (Factors, error) {
	h, err := tx.held(a)
	if err != nil {
		return Factors{}, err
	}
	phone, err := Maybe(tx.PhoneOf(a))
	return Factors{TOTP: len(h.TOTP) > 0, Pending: len(h.Pending) > 0, Since: h.Since, Backup: len(h.Backup), Email: h.Email, Phone: phone != nil}, err
}

// PendTOTP draws a secret that waits for [Tx.ConfirmTOTP]; a former pending one is dead. [ErrActive] where a confirmed one stands.
func (tx *Tx) PendTOTP(a *Account) (secret []byte, err error) {
	h, err := tx.held(a)
	if err != nil {
		return nil, err
	}
	if len(h.TOTP) > 0 {
		return nil, ErrActive
	}
	if h.Pending, err = tx.core.policy.NewSecret(tx.core.random); err != nil {
		return nil, err
	}
	return h.Pending, tx.hold(a, h)
}

// ConfirmTOTP makes the pending secret the account's, when code is one of its codes. Each try counts against [SecondFactor]. [ErrActive] where a confirmed one stands.
func (tx *Tx) ConfirmTOTP(a *Account, code string) (Check, error) {
	h, err := tx.held(a)
	switch {
	case err != nil:
		return Check{}, err
	case len(h.TOTP) > 0:
		return Check{}, ErrActive
	case len(h.Pending) == 0:
		return Check{Verdict: Absent}, nil
	}
	return tx.try(a, h, func() bool {
		step, ok := tx.core.policy.TOTP.Match(h.Pending, code, tx.now, 0)
		if ok {
			h.TOTP, h.Pending, h.Step, h.Spent, h.Since = h.Pending, nil, 0, []int64{step}, tx.now
		}
		return ok
	})
}

// SpendTOTP checks a code of the confirmed secret and spends it: no step up to its own is good again. Each try counts against [SecondFactor] before it is compared;
// a right one clears the count.
func (tx *Tx) SpendTOTP(a *Account, code string) (Check, error) {
	h, err := tx.held(a)
	switch {
	case err != nil:
		return Check{}, err
	case len(h.TOTP) == 0:
		return Check{Verdict: Absent}, nil
	}
	return tx.try(a, h, func() bool {
		step, ok := tx.core.policy.TOTP.Match(h.TOTP, code, tx.now, h.spentUpTo(tx.core.policy.TOTP, tx.now))
		if ok {
			h.spend(step)
		}
		return ok
	})
}

// try counts, compares and, when it matches, writes what the comparison spent.
func (tx *Tx) try(a *Account, h *held, match func() bool) (Check, error) {
	if check, err := tx.Attempt(SecondFactor, a.ID); err != nil || !check.OK() {
		return check, err
	}
	if !match() {
		return Check{Verdict: Wrong}, nil
	}
	if err := tx.hold(a, h); err != nil {
		return Check{}, err
	}
	return Check{Verdict: Right}, tx.Forgive(SecondFactor, a.ID)
}

// maxSpent is how many spent steps are remembered one by one.
const maxSpent = 64

// spentUpTo returns the last spent step that can matter now. Steps whose time has not come were spent while the clock was ahead; once it is right again they
// keep nobody out until then. No spent step is ever good again, whichever way the clock goes.
func (h *held) spentUpTo(o auth.TOTP, now time.Time) int64 {
	last, limit := h.Step, o.Step(now)+int64(o.Ahead)
	for _, s := range h.Spent {
		if s <= limit {
			last = s
		}
	}
	return last
}

// spend remembers a step. What is forgotten is spent with all before it.
func (h *held) spend(step int64) {
	at, _ := slices.BinarySearch(h.Spent, step)
	h.Spent = slices.Insert(h.Spent, at, step)
	if len(h.Spent) > maxSpent {
		h.Step, h.Spent = h.Spent[0], h.Spent[1:]
	}
}

// SetTOTP gives an account a known secret, confirmed. For seeding and import.
func (tx *Tx) SetTOTP(a *Account, secret []byte) error {
	h, err := tx.held(a)
	if err != nil {
		return err
	}
	h.TOTP, h.Pending, h.Step, h.Spent, h.Since = secret, nil, 0, nil, tx.now
	return tx.hold(a, h)
}

// ResetTOTP removes the secret, the pending one and the backup codes. Where there was anything, it revokes as [Tx.Revoke] does and says so. It is the
// other recovery that ends a lock of the second factor.
func (tx *Tx) ResetTOTP(a *Account) (had bool, err error) {
	if had, err = tx.drop(a); err != nil || !had {
		return had, err
	}
	return true, tx.Revoke(a)
}

// DropTOTP is [Tx.ResetTOTP] without revoking, for an account that turns its own factor off.
func (tx *Tx) DropTOTP(a *Account) error {
	_, err := tx.drop(a)
	return err
}

func (tx *Tx) drop(a *Account) (had bool, err error) {
	h, err := tx.held(a)
	if err != nil || len(h.TOTP) == 0 && len(h.Pending) == 0 && len(h.Backup) == 0 {
		return false, err
	}
	if err := tx.hold(a, &held{Email: h.Email}); err != nil {
		return false, err
	}
	return true, tx.Forgive(SecondFactor, a.ID)
}

// NewBackupCodes replaces the backup codes; the caller shows them once.
func (tx *Tx) NewBackupCodes(a *Account) ([]string, error) {
	h, err := tx.held(a)
	if err != nil {
		return nil, err
	}
	rule := tx.core.policy.Backup
	codes := make([]string, rule.Count)
	h.Backup = make([]string, rule.Count)
	for i := range codes {
		if codes[i], err = tx.text(rule.Length, rule.Alphabet); err != nil {
			return nil, err
		}
		h.Backup[i] = tx.backupHash(a, codes[i])
	}
	return codes, tx.hold(a, h)
}

// SpendBackup checks a backup code and removes it. It counts against [SecondFactor] like a TOTP code.
func (tx *Tx) SpendBackup(a *Account, code string) (Check, error) {
	h, err := tx.held(a)
	switch {
	case err != nil:
		return Check{}, err
	case len(h.Backup) == 0:
		return Check{Verdict: Absent}, nil
	}
	return tx.try(a, h, func() bool {
		hash, at := tx.backupHash(a, code), -1
		for i, b := range h.Backup {
			if subtle.ConstantTimeCompare([]byte(b), []byte(hash)) == 1 {
				at = i
			}
		}
		if at >= 0 {
			h.Backup = slices.Delete(h.Backup, at, at+1)
		}
		return at >= 0
	})
}

func (tx *Tx) backupHash(a *Account, code string) string {
	return tx.core.pepper.Hash("backup", tx.core.system, a.ID, code)
}

// SetEmailFactor turns codes by mail on or off.
func (tx *Tx) SetEmailFactor(a *Account, on bool) error {
	h, err := tx.held(a)
	if err != nil {
		return err
	}
	h.Email = on
	return tx.hold(a, h)
}
