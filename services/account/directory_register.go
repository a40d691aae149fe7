package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// Lengths of new passwords, in characters (policy.md on P09), and of what strangers may say of themselves, in bytes. An address has 254 at most (RFC 5321).
const (
	minPassword = 8
	maxPassword = 128
	maxAddress  = 254
	maxName     = 256
)

// Taken reports whether an account has that user name or address.
func (d *Directory) Taken(ctx context.Context, name string) (taken bool, err error) {
	err = d.core.View(ctx, "", func(tx *Tx) error {
		a, err := Maybe(tx.Named(name))
		taken = a != nil
		return err
	})
	return taken, err
}

// Register makes an account that belongs to no organisation, and returns it with its id. Its address is not verified by that.
//
// Errors: PasswordTooShort, PasswordTooLong, InvalidEmail, NameTooLong, DuplicateUserName, and a services.Unavailable error.
func (d *Directory) Register(ctx context.Context, u auth.User, password string) (auth.User, error) {
	if err := registrable(u, password); err != nil {
		return auth.User{}, err
	}
	hash, err := d.core.HashPassword(ctx, password)
	if err != nil {
		return auth.User{}, err
	}
	a := &Account{Username: u.Name, FirstName: u.FirstName, LastName: u.LastName, DisplayName: u.DisplayName, Password: hash}
	if u.Email != "" {
		a.Emails = []Email{{Address: u.Email}}
	}
	err = d.core.Update(ctx, "", func(tx *Tx) error {
		tx.Audit("Register", "")
		fresh := *a
		if err := tx.Create(&fresh); err != nil {
			return err // not a refusal: nothing of it is to last
		}
		tx.Audit("Register", fresh.ID)
		u, err = tx.user(&fresh)
		return err
	})
	if errors.Is(err, ErrTaken) {
		err = refusal("DuplicateUserName", "UserName", "The user name or the address is already taken.")
	}
	return u, err
}

func registrable(u auth.User, password string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return refusal("PasswordTooShort", "Password", "Passwords must be at least 8 characters.")
	case n > maxPassword:
		return refusal("PasswordTooLong", "Password", "Passwords must be at most 128 characters.")
	case u.Email != "" && !isAddress(u.Email):
		return refusal("InvalidEmail", "Email", "Email is invalid.")
	}
	for _, n := range []struct{ field, text string }{
		{"UserName", u.Name}, {"FirstName", u.FirstName}, {"LastName", u.LastName}, {"DisplayName", u.DisplayName},
	} {
		if len(n.text) > maxName {
			return refusal("NameTooLong", n.field, "Names must be at most 256 bytes.")
		}
	}
	return nil
}

// isAddress reports whether a text may be an address of its own. With a blank or what nobody sees in it, it would look like that of another.
func isAddress(text string) bool {
	at := strings.IndexByte(text, '@')
	hidden := func(c rune) bool { return c == utf8.RuneError || !unicode.IsGraphic(c) || unicode.IsSpace(c) }
	return len(text) <= maxAddress && at > 0 && at < len(text)-1 && at == strings.LastIndexByte(text, '@') && !strings.ContainsFunc(text, hidden)
}

func refusal(code, field, message string) error {
	e := services.Errorf(services.Invalid, code, "%s", message)
	e.Fields = []validate.Failure{{Field: field, Code: code, Message: message}}
	return e
}

// Assign gives an account roles and permissions, and returns it as it is then, or [auth.ErrNoUser].
func (d *Directory) Assign(ctx context.Context, name string, roles, permissions []string) (auth.User, error) {
	return d.change(ctx, "AssignRoles", name, func(a *Account) {
		a.Roles, a.Permissions = union(a.Roles, roles), union(a.Permissions, permissions)
	})
}

// Unassign takes roles and permissions from an account and so, as tokens list them, ends its signed tokens.
func (d *Directory) Unassign(ctx context.Context, name string, roles, permissions []string) (auth.User, error) {
	return d.change(ctx, "UnAssignRoles", name, func(a *Account) {
		a.Roles, a.Permissions = without(a.Roles, roles), without(a.Permissions, permissions)
	})
}

func (d *Directory) change(ctx context.Context, operation, name string, by func(*Account)) (u auth.User, err error) {
	err = d.core.Update(ctx, "", func(tx *Tx) error {
		tx.Audit(operation, "")
		a, err := tx.Named(name)
		if err != nil {
			return err
		}
		tx.Audit(operation, a.ID)
		by(a)
		if err := tx.Save(a); err != nil {
			return err
		}
		u, err = tx.user(a)
		return err
	})
	return u, noUser(err)
}

func union(has, more []string) []string {
	has = slices.Clone(has)
	for _, one := range more {
		if !slices.Contains(has, one) {
			has = append(has, one)
		}
	}
	return has
}

func without(has, less []string) []string {
	return slices.DeleteFunc(slices.Clone(has), func(one string) bool { return slices.Contains(less, one) })
}
