package account

import (
	"context"
	"math"
	"sync"
)

// Epoch is the lowest epoch that a token of the account may carry, auth.TokenOptions.Epoch. It is kept in memory and raised in the
// commit that revokes; no token of an unknown account is good, and none while the store cannot be read.
func (c *Core) Epoch(ctx context.Context, user, tenant string) int64 {
	if e, ok := c.epochs.find(user); ok {
		return e
	}
	var a *Account
	err := c.View(ctx, "", func(tx *Tx) (err error) {
		a, err = tx.ByID(user)
		return err
	})
	if err != nil {
		return math.MaxInt64
	}
	c.epochs.raise(map[string]int64{user: a.Epoch()})
	e, _ := c.epochs.find(user)
	return e
}

// Epochs are the lowest good epochs of the accounts that were asked for. An entry only grows, so that a value read before a revocation never
// replaces the one that the revocation set.
type epochs struct {
	mu     sync.RWMutex
	lowest map[string]int64
}

func (e *epochs) find(user string) (int64, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	n, ok := e.lowest[user]
	return n, ok
}

func (e *epochs) raise(to map[string]int64) {
	if len(to) == 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.lowest == nil {
		e.lowest = map[string]int64{}
	}
	for user, n := range to {
		e.lowest[user] = max(n, e.lowest[user])
	}
}
