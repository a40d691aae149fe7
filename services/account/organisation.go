package account

import "time"

// An Organisation is a tenant. Its record lies in the tenant's own scope.
type Organisation struct {
	ID       string
	Name     string
	Created  time.Time
	Settings map[string]string // what only one system knows about, such as "force-two-factor"
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

// Owns reports whether the member is a confirmed owner.
func (m *Member) Owns() bool { panic("account: Owns is not written yet") }

// SaveOrganisation creates or changes the organisation of the transaction's tenant, whose id is the tenant.
func (tx *Tx) SaveOrganisation(o *Organisation) error {
	panic("account: SaveOrganisation is not written yet")
}

// Organisation returns the organisation of the transaction's tenant, or [ErrNotFound].
func (tx *Tx) Organisation() (*Organisation, error) {
	panic("account: Organisation is not written yet")
}

// Member returns an account's membership of the transaction's tenant, confirmed or not, or [ErrNotFound].
func (tx *Tx) Member(account string) (*Member, error) { panic("account: Member is not written yet") }

// Members returns the members of the transaction's tenant.
func (tx *Tx) Members() ([]*Member, error) { panic("account: Members is not written yet") }

// Join makes an account a member of the transaction's tenant, or changes its roles. Tokens issued before do not list a new organisation.
func (tx *Tx) Join(a *Account, m Member) error { panic("account: Join is not written yet") }

// Leave ends a membership and, as tokens list it, all sessions and tokens of the account.
func (tx *Tx) Leave(a *Account) error { panic("account: Leave is not written yet") }
