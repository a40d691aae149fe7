package account

import (
	"context"
	"slices"

	"github.com/causeway-gateway/causeway/services/store"
)

// Sweep removes what has expired: sessions, secrets, counts of attempts. It returns how many records went.
// Call it now and then: nothing else does.
func (c *Core) Sweep(ctx context.Context) (removed int, err error) {
	sweeps := []func(context.Context, *Core) (int, error){
		sweep(sessions, func(tx *Tx, s *Session) bool { return tx.expired(s.Expires) }),
		sweep(ended, func(tx *Tx, f *family) bool { return tx.expired(f.Expires) }),
		sweep(secrets, func(tx *Tx, s *secret) bool { return tx.expired(s.Expires) }),
		sweep(attempted, func(tx *Tx, t *attempts) bool { return t.over(c.policy.Limits[t.Purpose], tx.now) }),
	}
	for _, do := range sweeps {
		n, err := do(ctx, c)
		if removed += n; err != nil {
			return removed, err
		}
	}
	return removed, nil
}

// batch keeps a commit well below what the store takes, with the unique values.
const batch = 25

// sweep looks for dead records and removes them in commits that look again.
func sweep[T any](of store.Collection[T], dead func(*Tx, *T) bool) func(context.Context, *Core) (int, error) {
	return func(ctx context.Context, c *Core) (removed int, err error) {
		var keys []string
		err = c.View(ctx, "", func(tx *Tx) error {
			for r, err := range of.All(tx.store, "") {
				if err != nil {
					return err
				}
				if dead(tx, r.Value) {
					keys = append(keys, r.Key)
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
		for some := range slices.Chunk(keys, batch) {
			n := 0
			err := c.Update(ctx, "", func(tx *Tx) (err error) {
				n, err = remove(tx, of, some, dead)
				return err
			})
			if removed += n; err != nil {
				return removed, err
			}
		}
		return removed, nil
	}
}

func remove[T any](tx *Tx, of store.Collection[T], keys []string, dead func(*Tx, *T) bool) (removed int, err error) {
	for _, key := range keys {
		v, err := Maybe(of.Get(tx.store, key))
		if err != nil {
			return 0, err
		}
		if v == nil || !dead(tx, v) {
			continue
		}
		if err := of.Delete(tx.store, key); err != nil {
			return 0, err
		}
		removed++
	}
	return removed, nil
}
