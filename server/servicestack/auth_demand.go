package servicestack

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// Admin is the role that meets every demand for roles and permissions.
const Admin = "Admin"

// An errInside is a failure from around an operation that is told in the operation's own response.
type errInside struct{ told *services.Error }

func (e errInside) Error() string { return e.told.Error() }
func (e errInside) Unwrap() error { return e.told }

// demandOf returns what the request has to show. For Authenticate that depends on the way to sign in that it names:
// those that come with each request are looked at before anything else.
func (i *Identity) demandOf(x *server.Exchange) auth.Need {
	if _, ok := x.DTO.(*dto.AuthenticateLogout); ok && i.SignOut != nil {
		return Aware()
	}
	r, ok := x.DTO.(*dto.Authenticate)
	if !ok {
		return x.Op.Need
	}
	provider := strings.ToLower(r.Provider)
	switch {
	case provider == "logout" && i.SignOut != nil:
		return Aware()
	case of(x).verb == http.MethodGet && i.offers(provider) && !i.AllowGet: // is refused, whoever asks
		return auth.Anyone
	case provider == "" && withRequest(i.Providers[0]), i.offers(provider) && withRequest(provider):
		return auth.SignedIn
	case provider == "" && r.UserName == nil:
		return Aware()
	}
	return auth.Anyone
}

// withRequest reports whether the proof of a provider comes with each request.
func withRequest(provider string) bool { return provider != Credentials && provider != "" }

// authorize checks the demand. A key that is not good is told before the demands that are told in a body, and after those that are not.
func (i *Identity) authorize(x *server.Exchange) error {
	need, keyErr := i.demandOf(x), of(x).keyErr
	if keyErr != nil && (need.Quiet || need.Check == nil) {
		return keyErr
	}
	if err := i.meets(x, need); err != nil {
		return err
	}
	return keyErr
}

// meets checks the demand. The roles of a token are looked at first; where they do not suffice those of the account count.
func (i *Identity) meets(x *server.Exchange, need auth.Need) error {
	if need.Check == nil {
		return nil
	}
	if _, client := errors.AsType[*services.Error](x.CallerErr); x.CallerErr != nil && (!need.Quiet || !client) {
		return i.told(x, x.CallerErr)
	}
	err := need.Allow(x.Caller)
	if err == nil || x.Caller.Via.Kind != auth.Bearer || x.Caller.Via.Provider != JWT {
		return err
	}
	known, lookup := i.Users.User(x.Context(), x.Caller.User)
	if lookup != nil {
		if errors.Is(lookup, auth.ErrNoUser) {
			return err
		}
		return lookup
	}
	p := x.Caller
	p.Roles, p.Permissions = slices.Concat(p.Roles, known.Roles), slices.Concat(p.Permissions, known.Permissions)
	return need.Allow(p)
}

// told makes a failure of a proof one of the operation's own, where the demand is the operation's own.
func (i *Identity) told(x *server.Exchange, err error) error {
	e, ok := errors.AsType[*services.Error](err)
	if !ok || i.outside(x.Op) {
		return err
	}
	return errInside{e}
}
