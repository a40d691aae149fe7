package auth

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
)

var (
	// ErrBusy means that too many passwords wait to be hashed; the caller should try again in a moment.
	ErrBusy = errors.New("auth: too many passwords to hash at once")

	// ErrTooLong means a password beyond 1024 bytes, refused before it costs anything.
	ErrTooLong = errors.New("auth: password is too long")
)

// PasswordOptions are the cost of new hashes and the width of the gate. Zero values mean what the field says.
type PasswordOptions struct {
	Memory   uint32    // KiB; 19456
	Time     uint32    // passes; 2
	Threads  uint8     // 1
	Parallel int       // hashes at once; max(1, cores-1)
	Queue    int       // callers that may wait for their turn; 64
	Rand     io.Reader // crypto/rand
}

// Passwords hashes and verifies passwords, never more at once than its gate is wide.
type Passwords struct {
	options PasswordOptions
	decoy   string
	turns   chan struct{}
	waiting atomic.Int64
}

// NewPasswords returns a hasher. Make one for the process: the gate counts across all that share it.
func NewPasswords(o PasswordOptions) *Passwords { panic("auth: NewPasswords is not written yet") }

// Hash returns the argon2id hash of a password in PHC form. Its errors are [ErrBusy], [ErrTooLong] and those of the context.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	panic("auth: Passwords.Hash is not written yet")
}

// Verify reports whether password is the one behind hash, an argon2id PHC string or a bcrypt string.
// An empty or unreadable hash costs as much as a real one and is never verified.
func (p *Passwords) Verify(ctx context.Context, hash, password string) (bool, error) {
	panic("auth: Passwords.Verify is not written yet")
}

// NeedsRehash reports whether hash was made another way than new ones are.
func (p *Passwords) NeedsRehash(hash string) bool { panic("auth: NeedsRehash is not written yet") }
