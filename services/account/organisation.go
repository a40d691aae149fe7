package account

import (
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/services/store"
)

// An Organisation is a tenant. Its record lies in the tenant's own scope.
type Organisation struct {
	ID      string
	Name    string
	Created time.Time
}

// A Member is an account's place in an organisation.
type Member struct {
	Account   string
	Roles     []string // [Owner] and whatever a system adds
	Confirmed bool
	Since     time.Time
}

// Owner is the role that rules an organisation.
const Owner = "Owner"

var (
	organisations = store.TenantCollection[Organisation]("organisation")
	members       = store.TenantCollection[Member]("members")
)

const self = "self"

// Owns reports whether the member is a confirmed owner.
func (m *Member) Owns() bool { return m.Confirmed && slices.Contains(m.Roles, Owner) }

// SaveOrganisation creates or changes the organisation of the transaction's tenant, whose id is the tenant.
func (tx *Tx) SaveOrganisation(o *Organisation) error {
	o.ID = tx.tenant
	if o.Created.IsZero() {
		o.Created = tx.now
	}
	return organisations.Put(tx.store, self, o)
}

// Organisation returns the organisation of the transaction's tenant, or [ErrNotFound].
func (tx *Tx) Organisation() (*Organisation, error) { return organisations.Get(tx.store, self) }

// Member returns an account's membership of the transaction's tenant, confirmed or not, or [ErrNotFound].
func (tx *Tx) Member(account string) (*Member, error) { return members.Get(tx.store, account) }

// Members returns the members of the transaction's tenant, in the order of their account ids.
func (tx *Tx) Members() (all []*Member, err error) {
	for r, err := range members.All(tx.store, "") {
		if err != nil {
			return nil, err
		}
		all = append(all, r.Value)
	}
	return all, nil
}

// Join makes an account a member of the transaction's tenant, or changes its roles. Tokens issued before do not list a new organisation.
func (tx *Tx) Join(a *Account, m Member) error {
	m.Account = a.ID
	if m.Since.IsZero() {
		m.Since = tx.now
	}
	if err := members.Put(tx.store, a.ID, &m); err != nil {
		return err
	}
	if slices.Contains(a.Organisations, tx.tenant) {
		return nil
	}
	a.Organisations = append(a.Organisations, tx.tenant)
	return tx.save(a)
}

// Leave ends a membership and, as tokens list it, all sessions and tokens of the account.
func (tx *Tx) Leave(a *Account) error {
	if err := members.Delete(tx.store, a.ID); err != nil {
		return err
	}
	if slices.Contains(a.Organisations, tx.tenant) {
		raised, err := tx.tenantEpoch(tx.tenant)
		if err != nil {
			return err
		}
		a.Generation += raised // so that the account's epoch does not fall
	}
	a.Organisations = slices.DeleteFunc(slices.Clone(a.Organisations), func(o string) bool { return o == tx.tenant })
	return tx.Revoke(a)
}
