package account

import "time"

// Issue draws a one-time secret for an account, which voids the one issued before for the same purpose. Only a keyed hash is kept, with the binding in it:
// a secret issued for one phone, number or tenant is wrong for another. [ErrTooSoon] where the rule says so.
func (tx *Tx) Issue(p Purpose, a *Account, binding ...string) (secret string, err error) {
	panic("account: Issue is not written yet")
}

// SetSecret is [Tx.Issue] with a known secret. For seeding.
func (tx *Tx) SetSecret(p Purpose, a *Account, secret string, binding ...string) error {
	panic("account: SetSecret is not written yet")
}

// Live reports whether a secret of the purpose could still be spent, and until when.
func (tx *Tx) Live(p Purpose, a *Account) (expires time.Time, live bool, err error) {
	panic("account: Live is not written yet")
}

// Spend checks a secret and removes it when it is right. A wrong try is counted against the secret, which is void at the rule's number of them. A nil account is
// the unknown one: it costs the same and is Absent.
func (tx *Tx) Spend(p Purpose, a *Account, secret string, binding ...string) (Check, error) {
	panic("account: Spend is not written yet")
}

// SpendNameless is [Tx.Spend] where nobody said whose secret it is. The rule must allow it. The account is nil unless the verdict is Right.
func (tx *Tx) SpendNameless(p Purpose, secret string, binding ...string) (*Account, Check, error) {
	panic("account: SpendNameless is not written yet")
}

// Void removes the live secret of a purpose, if there is one.
func (tx *Tx) Void(p Purpose, a *Account) error { panic("account: Void is not written yet") }
