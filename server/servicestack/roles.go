package servicestack

import (
	"context"
	"errors"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// A RoleKeeper gives and takes what accounts may do. Both return the account as it is afterwards, or [auth.ErrNoUser].
type RoleKeeper interface {
	Assign(ctx context.Context, name string, roles, permissions []string) (auth.User, error)
	Unassign(ctx context.Context, name string, roles, permissions []string) (auth.User, error)
}

func (i *Identity) assign(ctx context.Context, r *dto.AssignRoles) (*dto.AssignRolesResponse, error) {
	roles, permissions, err := i.change(ctx, i.Roles.Assign, r.UserName, r.Roles, r.Permissions)
	if e, ok := errors.AsType[*services.Error](err); ok {
		e.Response = &dto.AssignRolesResponse{AllRoles: []string{}, AllPermissions: []string{}}
	}
	if err != nil {
		return nil, err
	}
	return &dto.AssignRolesResponse{AllRoles: roles, AllPermissions: permissions}, nil
}

func (i *Identity) unassign(ctx context.Context, r *dto.UnAssignRoles) (*dto.UnAssignRolesResponse, error) {
	roles, permissions, err := i.change(ctx, i.Roles.Unassign, r.UserName, r.Roles, r.Permissions)
	if e, ok := errors.AsType[*services.Error](err); ok {
		e.Response = &dto.UnAssignRolesResponse{AllRoles: []string{}, AllPermissions: []string{}}
	}
	if err != nil {
		return nil, err
	}
	return &dto.UnAssignRolesResponse{AllRoles: roles, AllPermissions: permissions}, nil
}

// change changes what an account may do, if the caller is an administrator.
func (i *Identity) change(ctx context.Context, by func(context.Context, string, []string, []string) (auth.User, error),
	name string, roles, permissions []string) (allRoles, allPermissions []string, err error) {
	if err := Held(ctx, Admin); err != nil {
		return nil, nil, err
	}
	if name == "" {
		return nil, nil, missingArgument("UserName")
	}
	u, err := by(ctx, name, roles, permissions)
	if errors.Is(err, auth.ErrNoUser) {
		return nil, nil, services.Errorf(services.NotFound, "NotFound", "%s", name)
	}
	if err != nil {
		return nil, nil, err
	}
	return append([]string{}, u.Roles...), append([]string{}, u.Permissions...), nil
}

// Held is for operations that look at the caller's roles themselves: it returns what ServiceStack tells those who lack one.
func Held(ctx context.Context, names ...string) error {
	switch err := RequiredRole(names...).Allow(auth.From(ctx)); {
	case errors.Is(err, auth.ErrUnauthenticated):
		return notAuthenticated()
	case err != nil:
		return services.Errorf(services.Forbidden, "Forbidden", "Invalid Role")
	}
	return nil
}
