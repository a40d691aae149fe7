package auth

import (
	"crypto/sha256"
	"sync"
	"time"
)

// What bounds the memory of the cache: about 1 KB for a usual token, 4 for the largest.
const (
	maxCached     = 10_000
	maxCachedSize = 2 << 10
)

// A cache remembers tokens that were good, by their hash. Its zero value is empty.
type cache struct {
	mu     sync.RWMutex
	tokens map[[32]byte]cached
}

type cached struct {
	claims *Claims
	until  time.Time
}

func (c *cache) find(id [32]byte, now time.Time) (*Claims, bool) {
	c.mu.RLock()
	hit, ok := c.tokens[id]
	c.mu.RUnlock()
	return hit.claims, ok && now.Before(hit.until)
}

func (c *cache) keep(id [32]byte, claims *Claims, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tokens == nil || len(c.tokens) >= maxCached {
		c.tokens = map[[32]byte]cached{} // a full cache starts anew: simpler than ages, and a token costs microseconds
	}
	c.tokens[id] = cached{claims, until}
}

// hashOf returns the SHA-256 of a token. A usual one is hashed where no memory has to be found for it.
func hashOf(token string) [sha256.Size]byte {
	var room [maxCachedSize]byte
	return sha256.Sum256(append(room[:0], token...))
}
