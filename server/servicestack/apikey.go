package servicestack

import (
	"context"
	"errors"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// Keys are the keys that programs act with.
type Keys interface {
	// Key returns the key with that text, cancelled or not, or [auth.ErrUnauthenticated].
	Key(ctx context.Context, text string) (auth.APIKey, error)

	// Keys returns a user's keys of an environment, cancelled or not.
	Keys(ctx context.Context, user, environment string) ([]auth.APIKey, error)

	// Regenerate cancels a user's keys of an environment and returns new ones in their place.
	Regenerate(ctx context.Context, user, environment string) ([]auth.APIKey, error)
}

// A KeyPolicy is how a host takes keys.
type KeyPolicy struct {
	Keys Keys

	// InParameters also takes a key from a parameter apikey. URLs end up in logs.
	InParameters bool

	// Insecure takes keys over connections that others can read.
	Insecure bool
}

// proveKey takes a key as the user of a Basic header without a password, as a bearer, or from a parameter.
// A bearer that is no key may be something else.
func (i *Identity) proveKey(x *server.Exchange, c *call) (*proof, error) {
	name, password, err := basicOf(x)
	if err != nil {
		return nil, err
	}
	if name != "" && password == "" {
		return i.keyCaller(x, name, true)
	}
	if text := bearerOf(x); text != "" {
		if p, err := i.keyCaller(x, text, false); p != nil || err != nil {
			return p, err
		}
	}
	if text := i.parameter(c, "apikey"); text != "" && i.Keys.InParameters {
		return i.keyCaller(x, text, true)
	}
	return nil, nil
}

// keyCaller returns whom a key stands for: nobody where it is none, which is an error where it can be nothing else.
func (i *Identity) keyCaller(x *server.Exchange, text string, must bool) (*proof, error) {
	forbidden := func(text string) error { return services.Errorf(services.Forbidden, "Forbidden", "%s", text) }
	k, err := i.Keys.Keys.Key(x.Context(), text)
	unknown := errors.Is(err, auth.ErrUnauthenticated)
	switch {
	case unknown && !must:
		return nil, nil
	case err != nil && !unknown:
		return nil, err
	case !i.Keys.Insecure && !secure(x):
		return nil, forbidden("Sending API Key over insecure connection forbidden when RequireSecureConnection=true")
	case unknown:
		return nil, services.Errorf(services.NotFound, "NotFound", "API Key does not exist")
	case !k.Cancelled.IsZero():
		return nil, forbidden("API Key has been cancelled")
	case expired(k, x.Host.Now()):
		return nil, forbidden("API Key has expired")
	}
	return i.keyUser(x, k)
}

func expired(k auth.APIKey, now time.Time) bool { return !k.Expires.IsZero() && !now.Before(k.Expires) }

func (i *Identity) keyUser(x *server.Exchange, k auth.APIKey) (*proof, error) {
	u, err := i.Users.User(x.Context(), k.User)
	switch {
	case errors.Is(err, auth.ErrNoUser):
		return nil, services.Errorf(services.Unauthenticated, "Unauthorized", "User for API Key does not exist")
	case err != nil:
		return nil, err
	case u.Locked:
		return nil, lockedError()
	}
	i.markUser(x, u)
	return &proof{caller: principal(u), kind: auth.Bearer, provider: APIKey, token: k.Key, epoch: u.Epoch}, nil
}

func (i *Identity) apiKeys(ctx context.Context, r *dto.GetApiKeys) (*dto.GetApiKeysResponse, error) {
	if r.Environment == "" {
		return nil, missingArgument("Environment")
	}
	keys, err := i.Keys.Keys.Keys(ctx, auth.From(ctx).User, r.Environment)
	if err != nil {
		return nil, err
	}
	return &dto.GetApiKeysResponse{Results: running(keys, exchangeOf(ctx).Host.Now())}, nil
}

func (i *Identity) regenerate(ctx context.Context, r *dto.RegenerateApiKeys) (*dto.RegenerateApiKeysResponse, error) {
	if r.Environment == "" {
		return nil, missingArgument("Environment")
	}
	keys, err := i.Keys.Keys.Regenerate(ctx, auth.From(ctx).User, r.Environment)
	if err != nil {
		return nil, err
	}
	return &dto.RegenerateApiKeysResponse{Results: running(keys, exchangeOf(ctx).Host.Now())}, nil
}

// running returns the keys that can still be used, as their owner sees them.
func running(keys []auth.APIKey, now time.Time) []dto.UserApiKey {
	shown := []dto.UserApiKey{}
	for _, k := range keys {
		if !k.Cancelled.IsZero() || expired(k, now) {
			continue
		}
		key := dto.UserApiKey{Key: k.Key, KeyType: k.Kind}
		if !k.Expires.IsZero() {
			key.ExpiryDate = &k.Expires
		}
		shown = append(shown, key)
	}
	return shown
}
