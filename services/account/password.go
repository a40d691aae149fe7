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

// CheckPassword is [Turn.CheckPassword] for those who count no tries.
func (c *Core) CheckPassword(ctx context.Context, a *Account, password string) (bool, error) {
	turn, err := c.Turn(ctx)
	if err != nil {
		return false, err
	}
	return turn.CheckPassword(ctx, a, password)
}

// A Turn is a place among those whose passwords are checked next.
type Turn struct {
	core  *Core
	place *auth.Place
}

// Turn takes a place, and is a services.Unavailable error at once where there is none. Take it before a try is counted: who is sent away because too
// many wait has then lost no try, and has cost no write. End it.
func (c *Core) Turn(ctx context.Context) (*Turn, error) {
	place, err := c.passwords.Enter(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	return &Turn{c, place}, nil
}

// End gives the place to another. It may be called again.
func (t *Turn) End() { t.place.Leave() }

// CheckPassword reports whether it is the account's password, and ends the turn. Call it outside a transaction. It costs the same for nil: the account
// that nobody has, or one that is locked, whose password is not to be looked at and who must not be told sooner than if it were wrong. A hash of another
// make or cost than today's is replaced on success.
func (t *Turn) CheckPassword(ctx context.Context, a *Account, password string) (bool, error) {
	defer t.End()
	hash := ""
	if a != nil {
		hash = a.Password
	}
	ok, err := t.place.Verify(ctx, hash, password)
	if errors.Is(err, auth.ErrTooLong) {
		return false, nil
	}
	if err != nil || !ok {
		return false, unavailable(err)
	}
	if t.core.passwords.NeedsRehash(hash) {
		t.rehash(ctx, a.ID, hash, password)
	}
	return true, nil
}

// rehash replaces a hash that is still the account's. It is no reason to refuse a sign-in: when it fails, the next one tries again.
func (t *Turn) rehash(ctx context.Context, id, old, password string) {
	hash, err := t.place.Hash(ctx, password)
	if err != nil {
		return
	}
	_ = t.core.Update(ctx, "", func(tx *Tx) error {
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
