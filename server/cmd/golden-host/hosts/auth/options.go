package auth

import (
	"context"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// VPerm wants the permission CanEdit.
type VPerm struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// VAnyRole wants the role Manager or Owner.
type VAnyRole struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// VRoles wants the roles Employee and Manager.
type VRoles struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// VAdmin wants the role Admin.
type VAdmin struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// VSecret wants the host's secret.
type VSecret struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// VRule wants a caller, a role and a permission by one rule.
type VRule struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// VTwoRoles wants two roles by an attribute each.
type VTwoRoles struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// ATwoRoles wants two roles by one [RequiredRole].
type ATwoRoles struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// PostSecured wants a caller for POST alone.
type PostSecured struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// Programmatic looks for the role in its handler.
type Programmatic struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// Options is the recorded host auth/creds-options.
func Options() server.Host {
	m := newMemory()
	m.attempts = 3
	i := identity(m, servicestack.Credentials)
	i.Secret = "s3cr3t-admin"
	i.HideRoles, i.AllowGet, i.Aliases, i.PathOnly, i.SessionParameters, i.StrictCookies = true, true, true, true, true, true
	i.Roles, i.Page, i.AfterLogout = nil, false, "/bye"
	h := host("auth/creds-options", i, optional())
	h.Dialect.(*servicestack.Dialect).Login = "/signin"
	return h
}

func optional() []services.Operation {
	posted := echo("PostSecured", func(r *PostSecured) *string { return r.Name })
	return []services.Operation{
		services.Op(echo("VPerm", func(r *VPerm) *string { return r.Name }), servicestack.HasPermission("CanEdit"), "ANY /v-perm"),
		services.Op(echo("VAnyRole", func(r *VAnyRole) *string { return r.Name }), servicestack.HasAnyRole("Manager", "Owner"), "ANY /v-any-role"),
		services.Op(echo("VRoles", func(r *VRoles) *string { return r.Name }), servicestack.HasRole("Employee", "Manager"), "ANY /v-roles"),
		services.Op(echo("VAdmin", func(r *VAdmin) *string { return r.Name }), servicestack.HasRole(servicestack.Admin), "ANY /v-admin"),
		services.Op(echo("VSecret", func(r *VSecret) *string { return r.Name }), servicestack.HasSecret(), "ANY /v-secret"),
		services.Op(echo("VRule", func(r *VRule) *string { return r.Name }),
			servicestack.Every(servicestack.Authenticated(), servicestack.HasRole("Manager"), servicestack.HasPermission("CanEdit")), "ANY /v-rule"),
		services.Op(echo("VTwoRoles", func(r *VTwoRoles) *string { return r.Name }),
			servicestack.Every(servicestack.HasRole("Manager"), servicestack.HasRole("Owner")), "ANY /v-two-roles"),
		services.Op(echo("ATwoRoles", func(r *ATwoRoles) *string { return r.Name }), servicestack.RequiredRole("Manager", "Owner"), "ANY /a-two-roles"),
		services.Op(posted, auth.Anyone, "GET /post-secured"),
		services.Op(posted, auth.SignedIn, "POST /post-secured"),
		services.Op(programmatic, servicestack.Aware(), "ANY /programmatic"),
	}
}

func programmatic(ctx context.Context, r *Programmatic) (*EchoResponse, error) {
	if err := servicestack.Held(ctx, "Manager"); err != nil {
		return nil, err
	}
	return echo("Programmatic", func(r *Programmatic) *string { return r.Name })(ctx, r)
}
