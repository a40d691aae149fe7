package account

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
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
	Password      string  // its hash; empty: no password signs in
	Roles         []string
	Permissions   []string
	Inactive      bool
	Machine       bool
	Created       time.Time
	Organisations []string          // tenants it belongs to, the default one first; kept by [Tx.Join] and [Tx.Leave]
	Settings      map[string]string // what only one system knows about
	Generation    int64             // raised by [Tx.Revoke]: sessions, tokens and secrets of a lower one are dead
	Logins        int64             // raised by [Tx.EndLogins]
	Tokens        int64             // raised where signed tokens end and sessions do not: a role is taken, which they list, or a key, by which they may have been got
	Factored      bool              // it has a record of factors, so that one that is gone from a damaged file is noticed
	Version       int64             // of the record; an account that was read before another wrote it is not written
}

// An Email is an address of an account.
type Email struct {
	Address  string
	Verified bool
}

var accounts = store.SystemCollection("accounts",
	store.Unique("username", func(a *Account) string { return fold(a.Username) }),
	store.UniqueEach("email", func(a *Account) []string { return a.addresses() }),
	store.Unique("number", func(a *Account) string { return strconv.Itoa(a.Number) }),
)

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
func (a *Account) VerifiedEmails() (addresses []string) {
	for _, e := range a.Emails {
		if e.Verified {
			addresses = append(addresses, e.Address)
		}
	}
	return addresses
}

func (a *Account) addresses() []string {
	folded := make([]string, len(a.Emails))
	for i, e := range a.Emails {
		folded[i] = fold(e.Address)
	}
	return folded
}

// fold is the form in which names and addresses are compared: ASCII letters in lower case, everything else exact. Any other folding makes
// two people's addresses one (the Kelvin sign is no k; security.md P12).
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// Create writes a new account. ID, Number and Created are filled in where they are zero. [ErrTaken] when its id, username, an address or its number is.
func (tx *Tx) Create(a *Account) (err error) {
	if a.ID == "" {
		if a.ID, err = tx.core.policy.NewID(tx.core.random); err != nil {
			return err
		}
	}
	if taken, err := Maybe(tx.ByID(a.ID)); err != nil || taken != nil {
		return orTaken(err)
	}
	if a.Number, err = tx.number("accounts", a.Number); err != nil {
		return err
	}
	if a.Created.IsZero() {
		a.Created = tx.now
	}
	a.Generation, a.Logins, a.Tokens, a.Version, a.Factored = 1, 0, 0, 0, false // a token without an epoch is below generation 1
	return tx.save(a)
}

func orTaken(err error) error {
	if err != nil {
		return err
	}
	return ErrTaken
}

// Save writes an account that the caller changed: names, addresses, roles, settings. It is not the way to revoke or to set a password, whose changes it
// ignores; making an account inactive revokes, and taking a role or a permission ends signed tokens.
func (tx *Tx) Save(a *Account) error {
	old, err := tx.ByID(a.ID)
	if err != nil {
		return err
	}
	a.Password, a.Generation, a.Logins, a.Tokens, a.Factored = old.Password, old.Generation, old.Logins, old.Tokens, old.Factored
	if lost(old.Roles, a.Roles) || lost(old.Permissions, a.Permissions) {
		a.Tokens++
	}
	if a.Inactive && !old.Inactive {
		return tx.Revoke(a)
	}
	return tx.save(a)
}

// lost reports whether something is had no more.
func lost(old, now []string) bool {
	return slices.ContainsFunc(old, func(one string) bool { return !slices.Contains(now, one) })
}

// save writes an account that is still as it was read: what was decided by an older one is not to be written over a newer.
func (tx *Tx) save(a *Account) error {
	stored, err := Maybe(tx.ByID(a.ID))
	if err != nil {
		return err
	}
	if stored == nil && a.Version != 0 || stored != nil && a.Version != stored.Version {
		return fmt.Errorf("%w: %s", errStale, a.ID)
	}
	a.Version++
	tx.written.accounts[a.ID] = standingOf(a)
	return accounts.Put(tx.store, a.ID, a)
}

// errStale is a mistake of the program: it took an account from one transaction into another.
var errStale = errors.New("account: it was changed since it was read")

// ByID returns an account, or [ErrNotFound].
func (tx *Tx) ByID(id string) (*Account, error) { return accounts.Get(tx.store, id) }

// ByUsername finds an account, ignoring the case of ASCII letters and nothing else.
func (tx *Tx) ByUsername(name string) (*Account, error) { return tx.find("username", fold(name)) }

// ByEmail finds an account by any of its addresses in canonical form: ASCII letters in lower case, everything else exact.
func (tx *Tx) ByEmail(address string) (*Account, error) { return tx.find("email", fold(address)) }

// ByNumber finds an account by its number.
func (tx *Tx) ByNumber(n int) (*Account, error) { return tx.find("number", strconv.Itoa(n)) }

// Revoke ends all sessions, tokens, refresh families and outstanding one-time secrets of an account.
func (tx *Tx) Revoke(a *Account) error {
	a.Generation++
	return tx.save(a)
}

// EndLogins ends the sessions and tokens of an account but its personal access tokens and keep, which may be nil.
func (tx *Tx) EndLogins(a *Account, keep *Session) error {
	a.Logins++
	if err := tx.save(a); err != nil || keep == nil {
		return err
	}
	keep.Generation, keep.Logins = a.Generation, a.Logins // its Tenants stay as they were
	return tx.SaveSession(keep)
}

type sequence struct{ Last int }

var sequences = store.SystemCollection[sequence]("sequences")

// number returns the next number of a sequence, or the wanted one, which the sequence then does not give again.
func (tx *Tx) number(name string, wanted int) (int, error) {
	s, err := Maybe(sequences.Get(tx.store, name))
	if err != nil {
		return 0, err
	}
	if s == nil {
		s = &sequence{}
	}
	if wanted == 0 {
		wanted = s.Last + 1
	}
	s.Last = max(s.Last, wanted)
	return wanted, sequences.Put(tx.store, name, s)
}

// text draws characters of an alphabet.
func (tx *Tx) text(n int, alphabet string) (string, error) {
	return auth.NewText(tx.core.random, n, alphabet)
}
