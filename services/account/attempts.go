package account

import "context"

// Attempt counts one try before it is evaluated, and says whether it may be: Right when it may, Locked when the subject has used up its tries (which is then
// not counted). The subject need not exist. It is kept as a keyed hash. Forgive takes the count back after success.
func (tx *Tx) Attempt(p Purpose, subject string) (Check, error) {
	panic("account: Attempt is not written yet")
}

// Forgive removes the failures of a subject, once the whole operation is known to succeed.
func (tx *Tx) Forgive(p Purpose, subject string) error { panic("account: Forgive is not written yet") }

// Locked says whether a subject has used up its tries, without counting one.
func (tx *Tx) Locked(p Purpose, subject string) (Check, error) {
	panic("account: Locked is not written yet")
}

// Attempt is [Tx.Attempt] in a commit of its own, for proofs that are evaluated outside a transaction, such as passwords.
func (c *Core) Attempt(ctx context.Context, p Purpose, subject string) (Check, error) {
	panic("account: Core.Attempt is not written yet")
}
