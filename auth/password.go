package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"

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
	maxBcrypt   = 14 // cost; a second of one core
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
	inside  atomic.Int64 // callers that hash or wait
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
	p := &Passwords{options: o, turns: make(chan struct{}, o.Parallel)}
	p.decoy = p.format(make([]byte, saltSize), make([]byte, hashSize)) // no password has it, and finding that out is the same work
	return p
}

// Hash returns the argon2id hash of a password in PHC form. Its errors are [ErrBusy], [ErrTooLong] and those of the context.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if len(password) > maxPassword {
		return "", ErrTooLong
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(p.options.Rand, salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	leave, err := p.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	o := p.options
	return p.format(salt, argon2.IDKey([]byte(password), salt, o.Time, o.Memory, o.Threads, hashSize)), nil
}

// Verify reports whether password is the one behind hash: an argon2id PHC string, or one that another system made, which is one of bcrypt,
// ASP.NET Identity 2 and 3 (and ServiceStack's), "$scrypt$...", "$ss-sha256${salt}${hash}" (ServiceStack's older ones, both in base64) and
// "$sha256hex{bcrypt}" (Rocket.Chat's). Whoever stores hashes makes a new one where [Passwords.NeedsRehash] says so.
// An empty or unreadable hash costs as much as a real one and is never verified.
func (p *Passwords) Verify(ctx context.Context, hash, password string) (bool, error) {
	if len(password) > maxPassword {
		return false, ErrTooLong
	}
	leave, err := p.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	if right, known := imported(hash, password); known {
		return right, nil
	}
	known := true
	made, err := parseArgon(hash)
	if err != nil {
		known = false
		made, _ = parseArgon(p.decoy)
	}
	sum := argon2.IDKey([]byte(password), made.salt, made.time, made.memory, made.threads, uint32(len(made.sum)))
	return subtle.ConstantTimeCompare(sum, made.sum) == 1 && known, nil
}

// NeedsRehash reports whether hash was made another way than new ones are.
func (p *Passwords) NeedsRehash(hash string) bool {
	made, err := parseArgon(hash)
	o := p.options
	return err != nil || made.memory != o.Memory || made.time != o.Time || made.threads != o.Threads || len(made.sum) != hashSize
}

// enter waits for a turn at the gate.
func (p *Passwords) enter(ctx context.Context) (leave func(), err error) {
	if p.inside.Add(1) > int64(p.options.Parallel+p.options.Queue) {
		p.inside.Add(-1)
		return nil, ErrBusy
	}
	select {
	case p.turns <- struct{}{}:
		return func() { <-p.turns; p.inside.Add(-1) }, nil
	case <-ctx.Done():
		p.inside.Add(-1)
		return nil, ctx.Err()
	}
}

// An argonHash is an argon2id PHC string taken apart.
type argonHash struct {
	memory, time uint32
	threads      uint8
	salt, sum    []byte
}

func (p *Passwords) format(salt, sum []byte) string {
	o, b := p.options, base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, o.Memory, o.Time, o.Threads, b.EncodeToString(salt), b.EncodeToString(sum))
}

var errHash = errors.New("auth: not an argon2id hash")

func parseArgon(hash string) (argonHash, error) {
	var h argonHash
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, errHash
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.time, &h.threads); n != 3 || err != nil {
		return h, errHash
	}
	var err1, err2 error
	h.salt, err1 = base64.RawStdEncoding.Strict().DecodeString(parts[4])
	h.sum, err2 = base64.RawStdEncoding.Strict().DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(h.sum) < 16 || h.memory == 0 || h.memory > 1<<21 || h.time == 0 || h.time > 64 || h.threads == 0 {
		return h, errHash
	}
	return h, nil
}
