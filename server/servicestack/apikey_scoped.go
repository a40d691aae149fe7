package servicestack

import (
	"cmp"
	"context"
	"crypto/subtle"
	"errors"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// ScopedKeys is how a host takes the keys of ServiceStack 8.3 and later (its ApiKeysFeature). Such a key does not say who calls: only [HasKey] asks for it. The
// exception is a key with the scope [Admin], whose bearer is an administrator to every demand that is told in a body.
//
// It is looked for in a header of its own, then as a bearer, then in the claim apikey of a token. A key that was cancelled or has expired is told to whoever
// brings it, whatever the operation demands.
type ScopedKeys struct {
	// Find returns the key with that text, cancelled or not, or [auth.ErrUnauthenticated]. It is asked for every request that has one: a cancelled key is
	// dead at once, where the original remembers it for ten minutes.
	Find func(ctx context.Context, text string) (auth.APIKey, error)

	// Prefix is what every key begins with; anything else is left to other proofs. Empty: ak-.
	Prefix string

	// Header is the header that keys are sent in. Empty: X-Api-Key.
	Header string
}

// HasKey demands a key with all the named scopes, or with the scope [Admin]. It is ServiceStack's [ValidateApiKey].
func HasKey(scopes ...string) auth.Need {
	return auth.Need{Kind: "API key", Names: scopes, Quiet: true, Check: func(p auth.Principal) error {
		switch {
		case p.Via.Provider == authSecret:
			return nil
		case p.Key != nil && (adminKey(p.Key) || !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(p.Key.Scopes, s) })):
			return nil
		}
		return services.Errorf(services.Unauthenticated, "Unauthorized", "Invalid API Key")
	}}
}

func adminKey(k *auth.APIKey) bool { return slices.Contains(k.Scopes, Admin) }

// withKey adds the key of a request, if it has one that is good for the operation, to what shows who calls.
func (i *Identity) withKey(x *server.Exchange, need auth.Need, p *proof) (*proof, error) {
	text := i.Scoped.text(x, p)
	if i.Secret != "" && need.Quiet && subtle.ConstantTimeCompare([]byte(text), []byte(i.Secret)) == 1 {
		return &proof{caller: administrator("0"), provider: authSecret}, nil
	}
	if !strings.HasPrefix(text, cmp.Or(i.Scoped.Prefix, "ak-")) {
		return p, nil
	}
	k, err := i.Scoped.Find(x.Context(), text)
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		return p, nil
	case err != nil:
		return p, err
	case !k.Cancelled.IsZero():
		return p, services.Errorf(services.Unauthenticated, "Unauthorized", "API Key has been cancelled")
	case expired(k, x.Host.Now()):
		return p, services.Errorf(services.Unauthenticated, "Unauthorized", "API Key has expired")
	}
	if p == nil {
		p = &proof{}
	}
	if adminKey(&k) && need.Quiet && !slices.Contains(p.caller.Roles, Admin) {
		*p = proof{caller: administrator(cmp.Or(k.User, "0")), provider: APIKey, token: k.Key}
	}
	if adminKey(&k) || len(k.Operations) == 0 || slices.Contains(k.Operations, x.Op.Name) {
		p.caller.Key = &k
	}
	if _, client := errors.AsType[*services.Error](x.CallerErr); client && need.Quiet {
		x.CallerErr = nil // of a proof that counts as none beside the key
	}
	return p, nil
}

// text is where a key would be.
func (s *ScopedKeys) text(x *server.Exchange, p *proof) string {
	sent := x.Request.Header.Values(cmp.Or(s.Header, "X-Api-Key"))
	switch {
	case len(sent) > 0 && sent[0] != "":
		return sent[0]
	case len(sent) == 0 && bearerOf(x) != "":
		return bearerOf(x)
	case p == nil:
		return ""
	}
	return p.caller.Claims.Text("apikey")
}
