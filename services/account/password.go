package account

import (
	"context"
	"errors"

	"github.com/causeway-gateway/causeway/auth"
)

// HashPassword hashes a new password for [Tx.SetPassword] or [Tx.Create]. Call it before the transaction: it takes its time.
func (c *Core) HashPassword(ctx context.Context, password string) (string, error) {
	hash, err := c.passwords.Hash(ctx, password)
	return hash, unavailable(err)
}

// CheckPassword reports whether it is the account's password. It costs the same for nil, the unknown account. Call it outside a transaction; a hash
// of another cost than today's is replaced on success. A full queue is a services.Unavailable error.
func (c *Core) CheckPassword(ctx context.Context, a *Account, password string) (bool, error) {
	hash := ""
	if a != nil {
		hash = a.Password
	}
	ok, err := c.passwords.Verify(ctx, hash, password)
	if errors.Is(err, auth.ErrTooLong) {
		return false, nil
	}
	if err != nil || !ok {
		return false, unavailable(err)
	}
	if c.passwords.NeedsRehash(hash) {
		c.rehash(ctx, a.ID, hash, password)
	}
	return true, nil
}

// rehash replaces a hash that is still the account's. It is no reason to refuse a sign-in: when it fails, the next one tries again.
func (c *Core) rehash(ctx context.Context, id, old, password string) {
	hash, err := c.passwords.Hash(ctx, password)
	if err != nil {
		return
	}
	_ = c.Update(ctx, "", func(tx *Tx) error {
		a, err := tx.ByID(id)
		if err != nil || a.Password != old {
			return err
		}
		a.Password = hash
		return tx.save(a)
	})
}

// SetPassword stores the hash that [Core.HashPassword] made, and revokes all sessions, tokens and outstanding secrets. Second factors stay.
func (tx *Tx) SetPassword(a *Account, hash string) error {
	a.Password = hash
	return tx.Revoke(a)
}
