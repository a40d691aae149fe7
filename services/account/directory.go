package account

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
)

// DirectoryOptions are what a system decides about a [Directory].
type DirectoryOptions struct {
	// SecondFactor is asked, in the commit that lets somebody in whose password is right, for a code that may be empty. Nil: whoever has a second
	// factor is not let in.
	SecondFactor func(tx *Tx, a *Account, code string) error

	// TooMany is told to those who tried too often. Its result must be a [services.Error].
	TooMany func(Check) error

	// Environments are those that people can make keys for. None: nobody has such keys.
	Environments []string
}

// A Directory is the accounts of a core in the terms of package auth, for a dialect that signs people in, keeps their sessions, registers them and gives
// them keys and roles: it has the methods of servicestack's Users, Sessions, Keys, Registrar and RoleKeeper.
type Directory struct {
	core    *Core
	options DirectoryOptions
}

// Directory returns the directory of the core's accounts. The policy must know how long a session of the kind [Login] lives; how many wrong passwords
// a [SignIn] allows is ten in five minutes where it does not say. Tokens that a SignOut is to end need [Core.Epoch] as their [auth.TokenOptions] Epoch.
// ExampleIdentity_directory in server/servicestack has all of it in one host.
func (c *Core) Directory(o DirectoryOptions) *Directory {
	if o.SecondFactor == nil {
		o.SecondFactor = refuseFactor
	}
	if o.TooMany == nil {
		o.TooMany = tooMany
	}
	return &Directory{c, o}
}

func refuseFactor(tx *Tx, a *Account, _ string) error {
	has, err := tx.Factors(a)
	if err == nil && has.TOTP {
		err = badLogin
	}
	return err
}

func tooMany(check Check) error {
	return &services.Error{Code: services.TooMany, Name: "TooManyAttemptsException", Message: "Too many attempts", After: check.After}
}

// What a sign-in is refused with inside its commit, which has to last; outside, package auth has the words.
var (
	badLogin = services.Errorf(services.Unauthenticated, "Unauthorized", "Invalid Username or Password")
	inactive = services.Errorf(services.Unauthenticated, "AuthenticationException", "This account has been locked")
)

// Login is [Directory.LoginWithCode] without a code.
func (d *Directory) Login(ctx context.Context, name, password string) (auth.User, error) {
	return d.LoginWithCode(ctx, name, password, "")
}

// LoginWithCode proves who somebody is, by the name or an address of an account, its password and what [DirectoryOptions.SecondFactor] asks for. A try is
// counted before the password is looked at, and for the account, however it is named; an unknown name has a count of its own and costs as much time and
// as many writes, and so does a locked account.
//
// Errors: [auth.ErrUnauthenticated], [auth.ErrLocked] for the right proof of an inactive account, those of the options, and a services.Unavailable error.
func (d *Directory) LoginWithCode(ctx context.Context, name, password, code string) (auth.User, error) {
	turn, err := d.core.Turn(ctx)
	if err != nil {
		return auth.User{}, err
	}
	defer turn.End()
	s := &signIn{options: d.options, name: name, code: code}
	if err := d.core.Update(ctx, "", s.count); err != nil {
		return auth.User{}, err
	}
	right, err := turn.CheckPassword(ctx, s.account, password)
	if err != nil {
		return auth.User{}, err
	}
	err = d.core.Update(ctx, "", func(tx *Tx) error { return s.judge(tx, right) })
	switch {
	case errors.Is(err, badLogin):
		err = auth.ErrUnauthenticated
	case errors.Is(err, inactive):
		err = auth.ErrLocked
	}
	if err != nil {
		return auth.User{}, err
	}
	return s.user, nil
}

// A signIn is one on its way: its try is counted, its password looked at, and then it is judged.
type signIn struct {
	options    DirectoryOptions
	name, code string
	subject    string   // what it counts for
	check      Check    // whether it may be made
	account    *Account // nil: nobody has the name, or it is locked
	user       auth.User
}

// count finds whose sign-in it is, and counts it as failed until it is known to be none.
func (s *signIn) count(tx *Tx) (err error) {
	if s.account, err = Maybe(tx.Named(s.name)); err != nil {
		return err
	}
	s.subject = Nobody(s.name)
	if s.account != nil {
		s.subject = s.account.ID
	}
	if s.check, err = tx.Attempt(SignIn, s.subject); !s.check.OK() {
		s.account = nil
	}
	return err
}

// judge lets in whose password is right, unless the account has changed since that was looked at.
func (s *signIn) judge(tx *Tx, right bool) error {
	tx.Audit("Authenticate", "")
	a, err := Maybe(tx.Named(s.name))
	switch {
	case err != nil:
		return err
	case !s.check.OK():
		return s.options.TooMany(s.check)
	case !right || a == nil || a.ID != s.account.ID || a.Generation != s.account.Generation:
		return badLogin
	}
	tx.Audit("Authenticate", a.ID)
	if a.Inactive {
		return inactive
	}
	if err := s.options.SecondFactor(tx, a, s.code); err != nil {
		return err
	}
	if s.user, err = tx.user(a); err != nil {
		return err
	}
	return tx.Forgive(SignIn, s.subject)
}

// Named finds an account by what somebody signs in with: an address where there is an @ in it, else a username.
func (tx *Tx) Named(name string) (*Account, error) {
	if strings.Contains(name, "@") {
		return tx.ByEmail(name)
	}
	return tx.ByUsername(name)
}

// user is an account in the terms of package auth.
func (tx *Tx) user(a *Account) (auth.User, error) {
	epoch, err := tx.Epoch(a)
	return auth.User{
		ID: a.ID, Name: a.Username, Email: a.Email(), FirstName: a.FirstName, LastName: a.LastName, DisplayName: a.DisplayName,
		Roles: a.Roles, Permissions: a.Permissions, Organisations: a.Organisations, Locked: a.Inactive, Epoch: epoch,
	}, err
}

// User returns the account with that id, or [auth.ErrNoUser].
func (d *Directory) User(ctx context.Context, id string) (u auth.User, err error) {
	err = d.core.View(ctx, "", func(tx *Tx) error {
		a, err := tx.ByID(id)
		if err != nil {
			return err
		}
		u, err = tx.user(a)
		return err
	})
	return u, noUser(err)
}

func noUser(err error) error {
	if errors.Is(err, ErrNotFound) {
		return auth.ErrNoUser
	}
	return err
}

// provider is the name under which a session's Data keeps how its user signed in.
const provider = "provider"

// Begin keeps a session, as a hash of its id, until it ends, expires or is revoked. [auth.ErrUnauthenticated] where the user was revoked since he signed in.
func (d *Directory) Begin(ctx context.Context, l auth.Login) error {
	err := d.core.Update(ctx, "", func(tx *Tx) error {
		a, err := tx.ByID(l.User)
		if err != nil {
			return err
		}
		if epoch, err := tx.Epoch(a); err != nil || epoch != l.Epoch || a.Inactive {
			return cmp.Or(err, ErrNotFound)
		}
		_, err = tx.PutSession(a, Login, Session{Name: l.Name, Expires: l.Expires, Data: map[string]string{provider: l.Provider}}, l.ID)
		return err
	})
	return strange(err)
}

// Session returns the running session with that id, or [auth.ErrUnauthenticated].
func (d *Directory) Session(ctx context.Context, id string) (l auth.Login, err error) {
	err = d.core.View(ctx, "", func(tx *Tx) error {
		s, a, err := tx.Session(id, Login)
		if err != nil {
			return err
		}
		epoch, err := tx.Epoch(a) // it runs on over changes that only end tokens
		l = auth.Login{ID: id, User: a.ID, Name: s.Name, Provider: s.Data[provider], Epoch: epoch, Expires: s.Expires}
		return err
	})
	return l, strange(err)
}

// End forgets a session. One that is not there is no error.
func (d *Directory) End(ctx context.Context, id string) error {
	return d.core.Update(ctx, "", func(tx *Tx) error { return tx.CloseSession(id) })
}

func strange(err error) error {
	if errors.Is(err, ErrNotFound) {
		return auth.ErrUnauthenticated
	}
	return err
}

// SignOut ends every session and signed token of the caller: a signed token has no record of its own that could be removed. A stranger signs out too.
func (d *Directory) SignOut(ctx context.Context) error {
	caller := auth.From(ctx)
	if !caller.SignedIn() {
		return nil
	}
	return d.core.Update(ctx, "", func(tx *Tx) error {
		tx.Audit("AuthenticateLogout", caller.User)
		a, err := tx.ByID(caller.User)
		if err != nil {
			return err
		}
		return tx.EndLogins(a, nil)
	})
}
