// Package nobody has the accounts of recorded hosts without any.
package nobody

import (
	"context"

	"github.com/causeway-gateway/causeway/auth"
)

// Accounts know no one.
type Accounts struct{}

// Login implements servicestack.Users.
func (Accounts) Login(context.Context, string, string) (auth.User, error) {
	return auth.User{}, auth.ErrUnauthenticated
}

// User implements servicestack.Users.
func (Accounts) User(context.Context, string) (auth.User, error) { return auth.User{}, auth.ErrNoUser }

// Assign implements servicestack.RoleKeeper.
func (Accounts) Assign(context.Context, string, []string, []string) (auth.User, error) {
	return auth.User{}, auth.ErrNoUser
}

// Unassign implements servicestack.RoleKeeper.
func (Accounts) Unassign(context.Context, string, []string, []string) (auth.User, error) {
	return auth.User{}, auth.ErrNoUser
}
