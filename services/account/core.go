package account

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
)

var (
	// ErrNotFound means that there is no such account, member, session, key or organisation. [Maybe] turns it into nil.
	ErrNotFound = store.ErrNotFound

	// ErrTaken means that another account has the username, address or number.
	ErrTaken = store.ErrTaken

	// ErrActive means that a confirmed second factor stands in the way of a new one.
	ErrActive = errors.New("account: a second factor is already active")

	// ErrTooSoon means that a secret was issued for the account less than the rule's Every ago; the live one still stands.
	ErrTooSoon = errors.New("account: a secret was issued just now")
)

// Options are what a core needs beside the store.
type Options struct {
	Policy    Policy
	Passwords *auth.Passwords  // required; one for the process
	Pepper    auth.Pepper      // required; 32 bytes
	Now       func() time.Time // time.Now where nil
	Rand      io.Reader        // crypto/rand where nil
}

// A Core keeps the accounts of one system.
type Core struct {
	db     *store.DB
	system string
	Options
}

// Open returns the core of a system. Two systems in one store share nothing.
func Open(ctx context.Context, db *store.DB, system string, o Options) (*Core, error) {
	panic("account: Open is not written yet")
}

// View runs fn with read access to the system's records and, where a tenant is named, the tenant's.
func (c *Core) View(ctx context.Context, tenant string, fn func(*Tx) error) error {
	panic("account: View is not written yet")
}

// Update runs fn and commits what it wrote, even where fn returns a [services.Error]: spent codes, counted attempts and the audit record of a refusal
// stay. The error is returned after the commit. Any other error undoes everything but the attempts that fn counted. fn may run more than once.
func (c *Core) Update(ctx context.Context, tenant string, fn func(*Tx) error) error {
	panic("account: Update is not written yet")
}

// Epoch is the lowest epoch that a token of the account may carry, [auth.TokenOptions].Epoch. It is kept in memory and raised in the
// commit that revokes; no token of an unknown or inactive account is good.
func (c *Core) Epoch(ctx context.Context, user, tenant string) int64 {
	panic("account: Epoch is not written yet")
}

// Sweep removes what has expired: sessions, secrets, counts of attempts. It returns how many records went.
func (c *Core) Sweep(ctx context.Context) (int, error) { panic("account: Sweep is not written yet") }

// A Tx is the core's records for the length of one closure.
type Tx struct {
	core  *Core
	store *store.Tx
	ctx   context.Context
	now   time.Time
}

// Now is the time of the transaction, the same for all that happens in it.
func (tx *Tx) Now() time.Time { return tx.now }

// Maybe turns [ErrNotFound] into nil, for flows in which an unknown account costs as much as a known one:
//
//	a, err := account.Maybe(tx.ByEmail(address))
func Maybe[T any](v *T, err error) (*T, error) {
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return v, err
}
