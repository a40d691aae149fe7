package rocketchat

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services/account"
)

// A Service is one Rocket.Chat workspace.
type Service struct {
	core *account.Core
	json codec.Codec
	Options
}

// Options are the settings of a workspace. The zero value holds Rocket.Chat's defaults.
type Options struct {
	Site         string        // base of the URLs of avatars, such as "https://chat.example.com"
	Issuer       string        // the name that authenticator apps show; empty: Rocket.Chat
	Version      string        // what clients are told that they talk to; empty: 8.8, whose answers these are
	TwoFactorOff bool          // Accounts_TwoFactorAuthentication_Enabled is off: no call asks for a second factor, and nobody resets another's
	RememberFor  time.Duration // a second factor is not asked for again on the same token; 0: 30 minutes. Never for users.resetTOTP
}

// New returns the workspace whose users core keeps; core was opened with [Policy].
func New(core *account.Core, o Options) *Service {
	if o.Issuer == "" {
		o.Issuer = "Rocket.Chat"
	}
	if o.Version == "" {
		o.Version = "8.8"
	}
	if o.RememberFor == 0 {
		o.RememberFor = 30 * time.Minute
	}
	return &Service{core: core, json: codec.JSON(codec.TextOptions{Case: codec.CamelCase, ExcludeTypes: true}), Options: o}
}

// fromAddress counts failed sign-ins of one address.
const fromAddress account.Purpose = "sign-in-address"

// Policy is what Rocket.Chat decides about accounts: its TOTP window, its kind of secrets and tokens, and when it stops listening to guesses.
func Policy() account.Policy {
	return account.Policy{
		TOTP:      auth.TOTP{Back: 1, Ahead: 1},
		NewSecret: func(r io.Reader) ([]byte, error) { return auth.NewASCIISecret(r) },
		Secrets:   map[account.Purpose]account.SecretRule{account.EmailCode: {Length: 6, Life: time.Hour, Tries: 5}},
		Limits: map[account.Purpose][]account.Limit{
			account.SignIn:       {{Tries: 10, Within: 5 * time.Minute}},
			fromAddress:          {{Tries: 50, Within: 5 * time.Minute}},
			account.SecondFactor: {{Tries: 10, Within: time.Hour}, {Tries: 100}},
		},
		Sessions: map[account.Kind]time.Duration{account.Login: 90 * 24 * time.Hour, account.Personal: 0},
	}
}

// The permissions that this part of the API asks for.
const (
	editOtherTOTP   = "edit-other-user-totp"
	logoutOther     = "logout-other-user"
	viewFullOther   = "view-full-other-user-info"
	bypassRateLimit = "api-bypass-rate-limit"
)

// permissions are those of an account: Rocket.Chat's defaults for its roles, and what it was given itself.
func permissions(a *account.Account) []string {
	list := slices.Clone(a.Permissions)
	if slices.Contains(a.Roles, "admin") {
		return append(list, editOtherTOTP, logoutOther, viewFullOther, bypassRateLimit)
	}
	if slices.Contains(a.Roles, "bot") || slices.Contains(a.Roles, "app") {
		list = append(list, bypassRateLimit)
	}
	return list
}

func may(a *account.Account, permission string) bool {
	return slices.Contains(permissions(a), permission)
}

// Verifier returns the [auth.Verifier] of the pair X-Auth-Token and X-User-Id: the token must be a live one of that very user.
func (s *Service) Verifier() auth.Verifier {
	return func(ctx context.Context, c auth.Credentials) (p auth.Principal, err error) {
		if c.Kind != auth.TokenPair {
			return auth.Principal{}, nil
		}
		err = s.core.View(ctx, "", func(tx *account.Tx) error {
			_, a, err := tx.Session(c.Token, account.Login, account.Personal)
			if errors.Is(err, account.ErrNotFound) || err == nil && a.ID != c.User {
				return auth.ErrUnauthenticated
			}
			if err != nil {
				return err
			}
			p = auth.Principal{User: a.ID, Name: a.Username, Email: a.Email(), Roles: a.Roles, Permissions: permissions(a)}
			return nil
		})
		return p, err
	}
}

// info says what the server is.
func (s *Service) info(context.Context, *dto.Info) (*dto.InfoResponse, error) {
	return &dto.InfoResponse{Version: s.Version, Success: true}, nil
}

// caller returns the session and the account that the call came with, as they are now.
func caller(ctx context.Context, tx *account.Tx) (*account.Session, *account.Account, error) {
	session, a, err := tx.Session(auth.From(ctx).Via.Token, account.Login, account.Personal)
	if errors.Is(err, account.ErrNotFound) {
		return nil, nil, auth.ErrUnauthenticated
	}
	return session, a, err
}
