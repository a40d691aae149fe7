package account

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/services/store"
)

// Attempts are the failures of one subject, which is only kept as a keyed hash.
type attempts struct {
	Purpose  Purpose
	Subject  string      // its hash, where the record's key does not tell it
	Failures []time.Time // the last ones, as many as the widest limit asks for
	Total    int         // since the last success
}

var attempted = store.SystemCollection[attempts]("attempts")

// Attempt counts one try before it is evaluated, and says whether it may be: Right when it may, Locked when the subject has used up its tries (which is then
// not counted, though it costs the same write). Forgive takes the count back after success.
//
// The subject is the id of an account or anything else: a name that nobody has, a network. Accounts have a record each. All else shares a table of fixed
// size, in which whoever is counted in a place takes it from who was there: strangers cannot fill the store, and nobody is locked for another's tries.
func (tx *Tx) Attempt(p Purpose, subject string) (Check, error) {
	tx.tries = append(tx.tries, func(again *Tx) error {
		_, err := again.Attempt(p, subject)
		return err
	})
	key, t, err := tx.attempts(p, subject)
	if err != nil {
		return Check{}, err
	}
	limits := tx.core.policy.Limits[p]
	if check := t.judge(limits, tx.now); !check.OK() {
		return check, attempted.Put(tx.store, key, t)
	}
	t.Total++
	t.Failures = append(t.Failures, tx.now)
	if extra := len(t.Failures) - widest(limits); extra > 0 {
		t.Failures = t.Failures[extra:]
	}
	return Check{Verdict: Right}, attempted.Put(tx.store, key, t)
}

// Nobody is the subject of tries at a name that no account has. It takes those spellings for one that are one name to accounts: were it more, the count of
// another spelling would tell whether the name is somebody's.
func Nobody(name string) string { return nobody + fold(name) }

const nobody = "nobody:"

// Forgive removes the failures of a subject, once the whole operation is known to succeed.
func (tx *Tx) Forgive(p Purpose, subject string) error {
	key, t, err := tx.attempts(p, subject)
	if err != nil || t.Total == 0 {
		return err
	}
	return attempted.Delete(tx.store, key)
}

// Withdraw takes back the last try of a subject and leaves those before: for what is no failure, where success alone forgives nothing.
func (tx *Tx) Withdraw(p Purpose, subject string) error {
	key, t, err := tx.attempts(p, subject)
	if err != nil || t.Total == 0 {
		return err
	}
	if t.Total--; t.Total == 0 {
		return attempted.Delete(tx.store, key)
	}
	t.Failures = t.Failures[:max(0, len(t.Failures)-1)]
	return attempted.Put(tx.store, key, t)
}

// Locked says whether a subject has used up its tries, without counting one.
func (tx *Tx) Locked(p Purpose, subject string) (Check, error) {
	_, t, err := tx.attempts(p, subject)
	if err != nil {
		return Check{}, err
	}
	return t.judge(tx.core.policy.Limits[p], tx.now), nil
}

// Attempt is [Tx.Attempt] in a commit of its own, for proofs that are evaluated outside a transaction, such as passwords.
func (c *Core) Attempt(ctx context.Context, p Purpose, subject string) (check Check, err error) {
	err = c.Update(ctx, "", func(tx *Tx) error {
		check, err = tx.Attempt(p, subject)
		return err
	})
	return check, err
}

func (tx *Tx) attempts(p Purpose, subject string) (key string, t *attempts, err error) {
	key = tx.core.pepper.Hash("attempts", tx.core.system, string(p), subject)
	fresh := &attempts{Purpose: p}
	known := false
	if !strings.HasPrefix(subject, nobody) { // a look-up more would show on the clock
		if known, err = accounts.Has(tx.store, subject); err != nil {
			return "", nil, err
		}
	}
	if !known {
		fresh.Subject = key
		key = place(p, key)
	}
	t, err = Maybe(attempted.Get(tx.store, key))
	if t == nil || t.Subject != fresh.Subject {
		t = fresh
	}
	t.Failures = slices.DeleteFunc(t.Failures, func(f time.Time) bool { return f.After(tx.now.Add(clockSlack)) })
	return key, t, err
}

// place is one of the 65,536 that whoever is no account shares for a purpose.
func place(p Purpose, hash string) string {
	sum := sha256.Sum256([]byte(hash))
	return fmt.Sprintf("%s/%x", p, sum[:2])
}

// judge says Locked when any limit is used up, and when the last of those opens again.
func (t *attempts) judge(limits []Limit, now time.Time) Check {
	check := Check{Verdict: Right}
	for _, l := range limits {
		if l.Within == 0 && t.Total >= l.Tries {
			return Check{Verdict: Locked}
		}
		if l.Within == 0 || len(t.Failures) < l.Tries {
			continue
		}
		oldest := t.Failures[len(t.Failures)-l.Tries]
		if wait := oldest.Add(l.Within).Sub(now); wait > 0 {
			check = Check{Verdict: Locked, After: max(wait, check.After)}
		}
	}
	return check
}

// clockSlack is how far a clock that is kept right may step back. Failures of a later time are of a clock that was ahead: they would lock until that comes.
const clockSlack = time.Minute

func widest(limits []Limit) (tries int) {
	for _, l := range limits {
		if l.Within > 0 {
			tries = max(tries, l.Tries)
		}
	}
	return tries
}

// over reports whether the record decides nothing any more. A count that only success resets is kept for ever.
func (t *attempts) over(limits []Limit, now time.Time) bool {
	for _, l := range limits {
		if l.Within == 0 {
			return false
		}
	}
	return len(t.Failures) == 0 || now.After(t.Failures[len(t.Failures)-1].Add(longest(limits)))
}

func longest(limits []Limit) (d time.Duration) {
	for _, l := range limits {
		d = max(d, l.Within)
	}
	return d
}
