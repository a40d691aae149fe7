package servicestack

import (
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
)

// Aware demands nothing, and lets the operation know who calls.
func Aware() auth.Need {
	return auth.Need{Quiet: true, Check: func(auth.Principal) error { return nil }}
}

// RequiredRole demands a signed-in caller with all the named roles, or an administrator. It is ServiceStack's [RequiredRole]:
// strangers get a challenge, others an answer in plain text.
func RequiredRole(names ...string) auth.Need {
	return required("role", names, all(names, roles), nil)
}

// RequiresAnyRole demands a signed-in caller with one of the named roles, or an administrator.
func RequiresAnyRole(names ...string) auth.Need {
	return required("any role", names, some(names, roles), nil)
}

// RequiredPermission demands a signed-in caller with all the named permissions, or an administrator.
func RequiredPermission(names ...string) auth.Need {
	return required("permission", names, all(names, permissions), nil)
}

// RequiresAnyPermission demands a signed-in caller with one of the named permissions, or an administrator.
func RequiresAnyPermission(names ...string) auth.Need {
	return required("any permission", names, some(names, permissions), nil)
}

// Authenticated demands a signed-in caller, as [auth.SignedIn] does, and tells a stranger so in a body instead of a challenge.
// It is ServiceStack's [ValidateIsAuthenticated].
func Authenticated() auth.Need {
	return auth.Need{Kind: auth.SignedIn.Kind, Check: authenticated, Quiet: true}
}

// HasRole demands a signed-in caller with all the named roles, or an administrator, and tells others so in a body.
// It is ServiceStack's [ValidateHasRole].
func HasRole(names ...string) auth.Need {
	return required("role", names, all(names, roles), lacks(names, "", "Role"))
}

// HasAnyRole demands a signed-in caller with one of the named roles, or an administrator. It is ServiceStack's [ValidateHasAnyRole].
func HasAnyRole(names ...string) auth.Need {
	return required("any role", names, some(names, roles), lacks(names, "Any of ", "Role"))
}

// HasPermission demands a signed-in caller with all the named permissions, or an administrator. It is ServiceStack's [ValidateHasPermission].
func HasPermission(names ...string) auth.Need {
	return required("permission", names, all(names, permissions), lacks(names, "", "Permission"))
}

// RequiredClaim demands a signed-in caller whose token says value under name, or an administrator. It is ServiceStack's [RequiredClaim].
func RequiredClaim(name, value string) auth.Need {
	return required("claim", []string{name, value}, claims(name, value), nil)
}

// HasClaim demands a signed-in caller whose token says value under name, or an administrator, and tells others so in a body.
// It is ServiceStack's [ValidateHasClaim].
func HasClaim(name, value string) auth.Need {
	text := name + " Claim with '" + value + "' is Required"
	if name == "perm" {
		text = value + " Permission Required"
	}
	return required("claim", []string{name, value}, claims(name, value), services.Errorf(services.Forbidden, "Forbidden", "%s", text))
}

// HasScope demands a signed-in caller whose token has a scope, or an administrator. It is ServiceStack's [ValidateHasScope].
func HasScope(scope string) auth.Need {
	return required("claim", []string{"scope", scope}, claims("scope", scope), services.Errorf(services.Forbidden, "Forbidden", "'%s' scope is Required", scope))
}

const secretDemand = "secret"

// HasSecret demands a caller who knows the host's secret, which he may also bring as a bearer. It is ServiceStack's [ValidateAuthSecret].
func HasSecret() auth.Need {
	return auth.Need{Kind: secretDemand, Quiet: true, Check: func(p auth.Principal) error {
		if p.Via.Provider == authSecret {
			return nil
		}
		return notAuthenticated()
	}}
}

// Every demands all of several demands, and tells the first that is not met.
func Every(needs ...auth.Need) auth.Need {
	whole := auth.Need{Quiet: true}
	for _, n := range needs {
		whole.Kind, whole.Names, whole.Quiet = n.Kind, append(whole.Names, n.Names...), whole.Quiet && n.Quiet
	}
	whole.Check = func(p auth.Principal) error {
		for _, n := range needs {
			if err := n.Allow(p); err != nil {
				return err
			}
		}
		return nil
	}
	return whole
}

// required makes a demand. Its refusal is told in a body, or as [auth.ErrForbidden] where there is none.
func required(kind string, names []string, met func(auth.Principal) bool, refusal *services.Error) auth.Need {
	return auth.Need{Kind: kind, Names: names, Quiet: refusal != nil, Check: func(p auth.Principal) error {
		switch {
		case !p.SignedIn() && refusal == nil:
			return auth.ErrUnauthenticated
		case !p.SignedIn():
			return notAuthenticated()
		case slices.Contains(p.Roles, Admin), met(p):
			return nil
		case refusal == nil:
			return auth.ErrForbidden
		}
		return refusal
	}}
}

func roles(p auth.Principal) []string       { return p.Roles }
func permissions(p auth.Principal) []string { return p.Permissions }

func all(names []string, of func(auth.Principal) []string) func(auth.Principal) bool {
	return func(p auth.Principal) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(of(p), n) })
	}
}

func some(names []string, of func(auth.Principal) []string) func(auth.Principal) bool {
	return func(p auth.Principal) bool {
		return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(of(p), n) })
	}
}

// claims looks for a claim in the token, and for roles and permissions, which ServiceStack writes as role and perm where a caller has claims
// and no token, in what is known of him.
func claims(name, value string) func(auth.Principal) bool {
	return func(p auth.Principal) bool {
		switch {
		case name == "role" && slices.Contains(p.Roles, value), name == "perm" && slices.Contains(p.Permissions, value):
			return true
		}
		return p.Claims.Has(name, value)
	}
}

// lacks is the original's sentence about what is missing.
func lacks(names []string, before, what string) *services.Error {
	if len(names) > 1 {
		what += "s"
	}
	return services.Errorf(services.Forbidden, "Forbidden", "%s%s %s Required", before, strings.Join(names, ", "), what)
}

func authenticated(p auth.Principal) error {
	if p.SignedIn() {
		return nil
	}
	return notAuthenticated()
}

func notAuthenticated() error {
	return services.Errorf(services.Unauthenticated, "Unauthorized", "Not Authenticated")
}
