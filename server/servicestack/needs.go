package servicestack

import (
	"slices"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
)

// Authenticated demands a signed-in caller, as [auth.SignedIn] does, and tells a stranger so in a body instead of a challenge.
// It is ServiceStack's [ValidateIsAuthenticated].
func Authenticated() auth.Need {
	return auth.Need{Kind: auth.SignedIn.Kind, Check: authenticated}
}

// HasRole demands a signed-in caller with all the named roles, and tells others so in a body. It is ServiceStack's [ValidateHasRole].
func HasRole(names ...string) auth.Need {
	return auth.Need{Kind: "role", Names: names, Check: func(p auth.Principal) error {
		if err := authenticated(p); err != nil {
			return err
		}
		for _, name := range names {
			if !slices.Contains(p.Roles, name) {
				return services.Errorf(services.Forbidden, "Forbidden", "`%s` Role Required", name)
			}
		}
		return nil
	}}
}

func authenticated(p auth.Principal) error {
	if p.SignedIn() {
		return nil
	}
	return services.Errorf(services.Unauthenticated, "Unauthorized", "Not Authenticated")
}
