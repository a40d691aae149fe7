package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"golang.org/x/crypto/argon2"
)

var (
	// ErrBusy means that too many passwords wait to be hashed; the caller should try again in a moment.
	ErrBusy = errors.New("auth: too many passwords to hash at once")

	// ErrTooLong means a password beyond 1024 bytes, refused before it costs anything.
	ErrTooLong = errors.New("auth: password is too long")
)

const (
	maxPassword = 1024
	saltSize    = 16
	hashSize    = 32
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
	decoy   argonHash
	gate    gate
}

// NewPasswords returns a hasher. Make one for the process: the gate counts across all that share it.
func NewPasswords(o PasswordOptions) *Passwords {
	o.Memory = cmp.Or(o.Memory, 19*1024)
	o.Time = cmp.Or(o.Time, 2)
	o.Threads = cmp.Or(o.Threads, 1)
	o.Parallel = cmp.Or(o.Parallel, max(1, runtime.GOMAXPROCS(0)-1))
	o.Queue = cmp.Or(o.Queue, 64)
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	decoy := argonHash{o.Memory, o.Time, o.Threads, make([]byte, saltSize), make([]byte, hashSize)} // no password has it, and finding that out is the same work
	return &Passwords{options: o, decoy: decoy, gate: gate{width: o.Parallel, places: o.Parallel + o.Queue, from: map[string]int{}}}
}

// Enter takes a place, or says [ErrBusy] at once. The callers of one network (that of the [Principal] in ctx) have at most a quarter of the places, so
// that one of them cannot keep everybody else from signing in. Leave it.
func (p *Passwords) Enter(ctx context.Context) (*Place, error) {
	network := From(ctx).Via.Network()
	if !p.gate.enter(network) {
		return nil, ErrBusy
	}
	return &Place{of: p, network: network}, nil
}

// A Place is one among those whose passwords are hashed next. Who counts tries takes a place first, and so counts none of those that are sent away.
type Place struct {
	of      *Passwords
	network string
	leave   sync.Once
}

// Leave makes room for another. It may be called again.
func (l *Place) Leave() { l.leave.Do(func() { l.of.gate.left(l.network) }) }

// Hash is [Passwords.Hash] from a place that was taken before.
func (l *Place) Hash(ctx context.Context, password string) (string, error) {
	if len(password) > maxPassword {
		return "", ErrTooLong
	}
	o, salt := l.of.options, make([]byte, saltSize)
	if _, err := io.ReadFull(o.Rand, salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	made := argonHash{o.Memory, o.Time, o.Threads, salt, nil}
	err := l.of.gate.do(ctx, func() { made.sum = argon2.IDKey([]byte(password), salt, o.Time, o.Memory, o.Threads, hashSize) })
	if err != nil {
		return "", err
	}
	return made.String(), nil
}

// Verify is [Passwords.Verify] from a place that was taken before.
func (l *Place) Verify(ctx context.Context, hash, password string) (bool, error) {
	if len(password) > maxPassword {
		return false, ErrTooLong
	}
	h, known := parseHash(hash)
	if !known {
		h = l.of.decoy
	}
	var right bool
	err := l.of.gate.do(ctx, func() {
		if right = h.matches(password); !right && h.light() {
			l.of.decoy.matches(password)
		}
	})
	return err == nil && right && known, err
}

// Hash returns the argon2id hash of a password in PHC form. Its errors are [ErrBusy], [ErrTooLong] and those of the context.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	place, err := p.Enter(ctx)
	if err != nil {
		return "", err
	}
	defer place.Leave()
	return place.Hash(ctx, password)
}

// Verify reports whether password is the one behind hash. It tells by the text how the hash was made: argon2id and scrypt in PHC form, bcrypt
// ($2a$, $2b$, $2y$), the base64 of ASP.NET Identity 2 and 3 and of ServiceStack's PasswordHasher, and what [RocketChatHash] and [SaltedSHA256]
// return. Errors are those of [Passwords.Hash].
//
// An empty hash, one that cannot be read and one that would cost more than about a second of a core are never verified, and cost as much as
// one of today's. So does a wrong password for the hashes that cost next to nothing: salted SHA-256, and PBKDF2 of few rounds. What is left to
// a clock: a wrong password for bcrypt, scrypt or argon2id of other parameters and PBKDF2 of many rounds takes as long as that hash does, until
// its owner signs in and it is replaced.
func (p *Passwords) Verify(ctx context.Context, hash, password string) (bool, error) {
	place, err := p.Enter(ctx)
	if err != nil {
		return false, err
	}
	defer place.Leave()
	return place.Verify(ctx, hash, password)
}

// NeedsRehash reports whether hash was made another way than new ones are.
func (p *Passwords) NeedsRehash(hash string) bool {
	h, _ := parseHash(hash)
	made, ok := h.(argonHash)
	o := p.options
	return !ok || made.memory != o.Memory || made.passes != o.Time || made.lanes != o.Threads || len(made.salt) < saltSize || len(made.sum) != hashSize
}
