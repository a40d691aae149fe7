package account

import (
	"crypto/subtle"
	"fmt"
	"time"

	"github.com/causeway-gateway/causeway/services/store"
)

// A secret is a one-time secret as it is kept, one for each purpose and account. Spent, void and superseded ones have no hash any more.
type secret struct {
	Account    string
	Hash       string // keyed, over purpose, account, binding and the secret itself
	Nameless   string // keyed, without the account, where the rule lets it be spent so
	Issued     time.Time
	Expires    time.Time
	Misses     int
	Generation int64 // of the account at its issue
}

var secrets = store.SystemCollection("secrets", store.Unique("nameless", func(s *secret) string { return s.Nameless }))

// Issue draws a one-time secret for an account, which voids the one issued before for the same purpose. Only a keyed hash is kept, with the binding in it:
// a secret issued for one phone, number or tenant is wrong for another. [ErrTooSoon] where the rule says so.
func (tx *Tx) Issue(p Purpose, a *Account, binding ...string) (string, error) {
	rule, err := tx.rule(p)
	if err != nil {
		return "", err
	}
	old, err := Maybe(secrets.Get(tx.store, secretKey(p, a)))
	if err != nil {
		return "", err
	}
	if old != nil && tx.now.Before(old.Issued.Add(rule.Every)) {
		return "", ErrTooSoon
	}
	text, err := tx.text(rule.Length, rule.Alphabet)
	if err != nil {
		return "", err
	}
	return text, tx.SetSecret(p, a, text, binding...)
}

// SetSecret is [Tx.Issue] with a known secret. For seeding.
func (tx *Tx) SetSecret(p Purpose, a *Account, text string, binding ...string) error {
	rule, err := tx.rule(p)
	if err != nil {
		return err
	}
	s := &secret{Account: a.ID, Hash: tx.secretHash(p, a, text, binding), Issued: tx.now, Expires: tx.now.Add(rule.Life), Generation: a.Generation}
	if rule.Nameless {
		s.Nameless = tx.namelessHash(p, text, binding)
	}
	return secrets.Put(tx.store, secretKey(p, a), s)
}

// Live reports whether a secret of the purpose could still be spent, and until when.
func (tx *Tx) Live(p Purpose, a *Account) (expires time.Time, live bool, err error) {
	s, err := Maybe(secrets.Get(tx.store, secretKey(p, a)))
	if err != nil || s == nil || !s.live(a, tx.now) {
		return time.Time{}, false, err
	}
	return s.Expires, true, nil
}

// Spend checks a secret and removes it when it is right. A wrong try is counted against the secret, which is void at the rule's number of them. A nil account is
// the unknown one: it costs the same and is Absent.
func (tx *Tx) Spend(p Purpose, a *Account, text string, binding ...string) (Check, error) {
	rule, err := tx.rule(p)
	if err != nil {
		return Check{}, err
	}
	tx.tries = append(tx.tries, func(again *Tx) error { return again.missed(p, a) })
	owner := a
	if owner == nil {
		owner = &Account{}
	}
	s, err := Maybe(secrets.Get(tx.store, secretKey(p, owner)))
	if err != nil {
		return Check{}, err
	}
	hash := tx.secretHash(p, owner, text, binding)
	if s == nil || !s.live(owner, tx.now) {
		return Check{Verdict: Absent}, tx.decoy()
	}
	if subtle.ConstantTimeCompare([]byte(hash), []byte(s.Hash)) == 1 {
		return Check{Verdict: Right, Left: rule.Tries - s.Misses}, tx.void(p, owner, s)
	}
	return tx.miss(p, owner, s, rule)
}

// miss counts a wrong try, and voids the secret with the last one.
func (tx *Tx) miss(p Purpose, a *Account, s *secret, rule SecretRule) (Check, error) {
	s.Misses++
	if rule.Tries > 0 && s.Misses >= rule.Tries {
		return Check{Verdict: Exhausted}, tx.void(p, a, s)
	}
	return Check{Verdict: Wrong, Left: max(0, rule.Tries-s.Misses)}, secrets.Put(tx.store, secretKey(p, a), s)
}

// missed is what remains of a try whose transaction was undone.
func (tx *Tx) missed(p Purpose, a *Account) error {
	if a == nil {
		return nil
	}
	s, err := Maybe(secrets.Get(tx.store, secretKey(p, a)))
	if err != nil || s == nil || !s.live(a, tx.now) {
		return err
	}
	rule, err := tx.rule(p)
	if err == nil {
		_, err = tx.miss(p, a, s, rule)
	}
	return err
}

// SpendNameless is [Tx.Spend] where nobody said whose secret it is. The rule must allow it. The account is nil unless the verdict is Right.
func (tx *Tx) SpendNameless(p Purpose, text string, binding ...string) (*Account, Check, error) {
	rule, err := tx.rule(p)
	if err != nil {
		return nil, Check{}, err
	}
	if !rule.Nameless {
		return nil, Check{}, fmt.Errorf("account: a secret for %s is spent by an account that is named", p)
	}
	_, s, err := secrets.Find(tx.store, "nameless", tx.namelessHash(p, text, binding))
	if s, err = Maybe(s, err); err != nil {
		return nil, Check{}, err
	}
	if s == nil {
		return nil, Check{Verdict: Absent}, tx.decoy()
	}
	a, err := Maybe(tx.ByID(s.Account))
	if err != nil {
		return nil, Check{}, err
	}
	if a == nil || !s.live(a, tx.now) {
		return nil, Check{Verdict: Absent}, tx.decoy()
	}
	return a, Check{Verdict: Right}, tx.void(p, a, s)
}

// void leaves the record, without what could be spent, so that its time still counts for the rule's Every.
func (tx *Tx) void(p Purpose, a *Account, s *secret) error {
	s.Hash, s.Nameless = "", ""
	return secrets.Put(tx.store, secretKey(p, a), s)
}

// decoy writes what a wrong try writes for a known account, so that an unknown one costs the same (security.md, finding 4). A few records
// take turns, so that strangers do not wait for one another.
func (tx *Tx) decoy() error {
	n, err := tx.text(2, Digits)
	if err != nil {
		return err
	}
	key := "decoy/" + n
	s, err := Maybe(secrets.Get(tx.store, key))
	if err != nil {
		return err
	}
	if s == nil {
		s = &secret{}
	}
	s.Nameless, s.Expires, s.Misses = "decoy/"+n, tx.now.Add(time.Hour), s.Misses+1
	return secrets.Put(tx.store, key, s)
}

func (s *secret) live(a *Account, now time.Time) bool {
	return s.Hash != "" && now.Before(s.Expires) && s.Generation == a.Generation && !a.Inactive
}

func (tx *Tx) rule(p Purpose) (SecretRule, error) {
	rule, ok := tx.core.policy.Secrets[p]
	if !ok {
		return rule, fmt.Errorf("account: the policy of %s has no rule for a secret for %s", tx.core.system, p)
	}
	return rule, nil
}

func secretKey(p Purpose, a *Account) string { return string(p) + "/" + a.ID }

func (tx *Tx) secretHash(p Purpose, a *Account, text string, binding []string) string {
	return tx.core.pepper.Hash("secret", append([]string{tx.core.system, string(p), a.ID, text}, binding...)...)
}

func (tx *Tx) namelessHash(p Purpose, text string, binding []string) string {
	return tx.core.pepper.Hash("nameless secret", append([]string{tx.core.system, string(p), text}, binding...)...)
}
