package account

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
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

// A Core keeps the accounts of one system. It is safe for concurrent use.
type Core struct {
	db        *store.DB
	system    string
	policy    Policy
	passwords *auth.Passwords
	pepper    auth.Pepper
	now       func() time.Time
	random    io.Reader
	epochs    epochs
}

// Open returns the core of a system. Two systems in one store share nothing.
func Open(ctx context.Context, db *store.DB, system string, o Options) (*Core, error) {
	if system == "" || o.Passwords == nil || len(o.Pepper) < 32 {
		return nil, fmt.Errorf("open accounts of %q: a system, a password hasher and a pepper of 32 bytes are needed", system)
	}
	c := &Core{db: db, system: system, policy: o.Policy, passwords: o.Passwords, pepper: o.Pepper, now: o.Now, random: o.Rand}
	if c.now == nil {
		c.now = time.Now
	}
	if c.random == nil {
		c.random = rand.Reader
	}
	if err := c.policy.complete(); err != nil {
		return nil, fmt.Errorf("open accounts of %q: %w", system, err)
	}
	if err := errors.Join(c.startTrail(ctx), c.keepDecoy(ctx)); err != nil {
		return nil, fmt.Errorf("open accounts of %q: %w", system, err)
	}
	return c, nil
}

// View runs fn with read access to the system's records and, where a tenant is named, the tenant's.
func (c *Core) View(ctx context.Context, tenant string, fn func(*Tx) error) error {
	return c.db.View(ctx, store.Scope{System: c.system, Tenant: tenant}, func(s *store.Tx) error {
		return fn(c.begin(ctx, tenant, s))
	})
}

// Update runs fn and commits what it wrote, even where fn returns a [services.Error]: spent codes, counted attempts and the audit record of a refusal
// stay. The error is returned after the commit. Any other error undoes everything but the attempts that fn counted. fn may run more than once.
func (c *Core) Update(ctx context.Context, tenant string, fn func(*Tx) error) error {
	var tx *Tx
	var refusal error
	err := c.db.Update(ctx, store.Scope{System: c.system, Tenant: tenant}, func(s *store.Tx) error {
		tx = c.begin(ctx, tenant, s)
		refusal = fn(tx)
		var told *services.Error
		if refusal != nil && !errors.As(refusal, &told) {
			return refusal
		}
		return tx.record(outcome(told))
	})
	if err != nil {
		return unavailable(errors.Join(err, c.salvage(ctx, tenant, tx)))
	}
	c.epochs.keep(tx.written)
	return refusal
}

// salvage keeps of an undone transaction what must not be undone: the tries that were made in it, and that it failed.
func (c *Core) salvage(ctx context.Context, tenant string, undone *Tx) error {
	if undone == nil || len(undone.tries) == 0 && undone.event == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return c.db.Update(ctx, store.Scope{System: c.system, Tenant: tenant}, func(s *store.Tx) error {
		tx := c.begin(ctx, tenant, s)
		for _, try := range undone.tries {
			if err := try(tx); err != nil {
				return err
			}
		}
		tx.event = undone.event
		return tx.record("failed")
	})
}

// unavailable makes what passes by itself an error that the caller may see.
func unavailable(err error) error {
	if errors.Is(err, store.ErrBusy) || errors.Is(err, auth.ErrBusy) {
		return errors.Join(&services.Error{Code: services.Unavailable, Message: "The service is busy. Try again in a moment.", After: time.Second}, err)
	}
	return err
}

// A Tx is the core's records for the length of one closure.
type Tx struct {
	core    *Core
	store   *store.Tx
	ctx     context.Context
	tenant  string
	now     time.Time
	event   *Event
	written standings         // that the epochs in memory learn of after the commit
	tries   []func(*Tx) error // what [Core.salvage] repeats
}

func (c *Core) begin(ctx context.Context, tenant string, s *store.Tx) *Tx {
	return &Tx{core: c, store: s, ctx: ctx, tenant: tenant, now: c.now().UTC(), written: newStandings()}
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
