package account

import (
	"context"
	"log/slog"
	"time"
)

// An Account is a person or a machine that signs in.
type Account struct {
	ID            string
	Number        int    // small and unique: Antel's systemUserId
	Username      string // unique, ignoring the case of ASCII letters
	DisplayName   string
	FirstName     string
	LastName      string
	Emails        []Email // the first is the one that signs in; each is unique
	Mobile        string
	Password      string // its hash; empty: no password signs in
	Roles         []string
	Permissions   []string
	Inactive      bool
	Machine       bool
	Created       time.Time
	Organisations []string          // tenants it belongs to, the default one first; kept by [Tx.Join] and [Tx.Leave]
	Settings      map[string]string // what only one system knows about
	Generation    int64             // raised by [Tx.Revoke]: sessions, tokens and secrets of a lower one are dead
	Logins        int64             // raised by [Tx.EndLogins]
}

// An Email is an address of an account.
type Email struct {
	Address  string
	Verified bool
}

// LogValue implements [slog.LogValuer]: the log learns the id.
func (a *Account) LogValue() slog.Value { return slog.StringValue(a.ID) }

// Email returns the address that signs in, or nothing.
func (a *Account) Email() string {
	if len(a.Emails) == 0 {
		return ""
	}
	return a.Emails[0].Address
}

// VerifiedEmails returns the addresses that messages may go to.
func (a *Account) VerifiedEmails() []string { panic("account: VerifiedEmails is not written yet") }

// Epoch is what tokens issued now carry.
func (a *Account) Epoch() int64 { return a.Generation + a.Logins }

// Create writes a new account. ID, Number and Created are filled in where they are zero. [ErrTaken] when its username, an address or its number is.
func (tx *Tx) Create(a *Account) error { panic("account: Create is not written yet") }

// Save writes an account that the caller changed: names, addresses, roles, settings. It is not the way to revoke or to set a password.
func (tx *Tx) Save(a *Account) error { panic("account: Save is not written yet") }

// ByID returns an account, or [ErrNotFound].
func (tx *Tx) ByID(id string) (*Account, error) { panic("account: ByID is not written yet") }

// ByUsername finds an account, ignoring the case of ASCII letters and nothing else.
func (tx *Tx) ByUsername(name string) (*Account, error) {
	panic("account: ByUsername is not written yet")
}

// ByEmail finds an account by any of its addresses in canonical form: ASCII letters in lower case, everything else exact.
func (tx *Tx) ByEmail(address string) (*Account, error) {
	panic("account: ByEmail is not written yet")
}

// ByNumber finds an account by its number.
func (tx *Tx) ByNumber(n int) (*Account, error) { panic("account: ByNumber is not written yet") }

// SetPassword stores the hash that [Core.HashPassword] made, and revokes all sessions, tokens and outstanding secrets. Second factors stay.
func (tx *Tx) SetPassword(a *Account, hash string) error {
	panic("account: SetPassword is not written yet")
}

// Revoke ends all sessions, tokens, refresh families and outstanding one-time secrets of an account.
func (tx *Tx) Revoke(a *Account) error { panic("account: Revoke is not written yet") }

// EndLogins ends the sessions and tokens of an account but its personal access tokens and keep, which may be nil.
func (tx *Tx) EndLogins(a *Account, keep *Session) error {
	panic("account: EndLogins is not written yet")
}

// HashPassword hashes a new password for [Tx.SetPassword] or [Tx.Create]. Call it before the transaction: it takes its time.
func (c *Core) HashPassword(ctx context.Context, password string) (string, error) {
	panic("account: HashPassword is not written yet")
}

// CheckPassword reports whether it is the account's password. It costs the same for nil, the unknown account. Call it outside a transaction; a hash
// of another cost than today's is replaced on success. A full queue is a services.Unavailable error.
func (c *Core) CheckPassword(ctx context.Context, a *Account, password string) (bool, error) {
	panic("account: CheckPassword is not written yet")
}
