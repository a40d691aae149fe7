package account

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/causeway-gateway/causeway/services/store"
)

// A tenantEpoch counts how often all sessions and tokens of a tenant's members were ended. Its record lies in the system's scope, so that it can be
// read with an account.
type tenantEpoch struct{ Raised int64 }

var tenantEpochs = store.SystemCollection[tenantEpoch]("tenant-epochs")

// Epoch is what tokens of the account issued now carry: the sum of how often its own tokens were ended and how often those of each of its
// organisations were. It never falls: who leaves an organisation keeps what that was raised by.
func (tx *Tx) Epoch(a *Account) (int64, error) {
	tenants, err := tx.tenantsRaised(a)
	return a.own() + tenants, err
}

// own is the part of an account's epoch that is not its organisations'.
func (a *Account) own() int64 { return a.Generation + a.Logins + a.Tokens }

// tenantsRaised is the part of an account's epoch that is its organisations'.
func (tx *Tx) tenantsRaised(a *Account) (sum int64, err error) {
	for _, tenant := range a.Organisations {
		raised, err := tx.tenantEpoch(tenant)
		if err != nil {
			return 0, err
		}
		sum += raised
	}
	return sum, nil
}

func (tx *Tx) tenantEpoch(tenant string) (int64, error) {
	e, err := Maybe(tenantEpochs.Get(tx.store, tenant))
	if e == nil {
		return 0, err
	}
	return e.Raised, err
}

// RevokeTenant ends all sessions, tokens and keys of the members of the transaction's tenant.
func (tx *Tx) RevokeTenant() error {
	raised, err := tx.tenantEpoch(tx.tenant)
	if err != nil {
		return err
	}
	tx.written.tenants[tx.tenant] = raised + 1
	return tenantEpochs.Put(tx.store, tx.tenant, &tenantEpoch{raised + 1})
}

// Epoch is the lowest epoch that a token of the account may carry, auth.TokenOptions.Epoch. It is kept in memory and raised in the
// commit that revokes; no token of an unknown account is good, and none while the store cannot be read.
func (c *Core) Epoch(ctx context.Context, user, _ string) int64 {
	if e, ok := c.epochs.find(user); ok {
		return e
	}
	read := newStandings()
	err := c.View(ctx, "", func(tx *Tx) error {
		a, err := tx.ByID(user)
		if err != nil {
			return err
		}
		read.accounts[user] = standingOf(a)
		for _, tenant := range a.Organisations {
			if read.tenants[tenant], err = tx.tenantEpoch(tenant); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return math.MaxInt64
	}
	c.epochs.keep(read)
	e, _ := c.epochs.find(user)
	return e
}

// A standing is what the epoch of an account is made of.
type standing struct {
	version       int64 // of the account's record
	own           int64
	organisations []string
}

func standingOf(a *Account) standing {
	return standing{a.Version, a.own(), slices.Clone(a.Organisations)}
}

// standings are what was read or written of the epochs of accounts and tenants.
type standings struct {
	accounts map[string]standing
	tenants  map[string]int64
}

func newStandings() standings { return standings{map[string]standing{}, map[string]int64{}} }

// Epochs are those of the accounts that were asked for. The newer version of an account and the higher number of a tenant stay, so that what was read
// before a revocation never replaces what the revocation set.
type epochs struct {
	mu    sync.RWMutex
	known standings
}

func (e *epochs) find(user string) (int64, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	s, ok := e.known.accounts[user]
	if !ok {
		return 0, false
	}
	epoch := s.own
	for _, tenant := range s.organisations {
		n, ok := e.known.tenants[tenant]
		if !ok {
			return 0, false
		}
		epoch += n
	}
	return epoch, true
}

func (e *epochs) keep(r standings) {
	if len(r.accounts)+len(r.tenants) == 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.known.accounts == nil {
		e.known = newStandings()
	}
	for user, s := range r.accounts {
		if s.version >= e.known.accounts[user].version {
			e.known.accounts[user] = s
		}
	}
	for tenant, n := range r.tenants {
		e.known.tenants[tenant] = max(n, e.known.tenants[tenant])
	}
}
