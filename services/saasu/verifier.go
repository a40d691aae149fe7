package saasu

import (
	"context"
	"errors"
	"slices"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
)

// Verifier returns the host's judge of callers: an access token, or an access key, used for one file. Where the credentials name no file,
// a token is good for all that its user may open and a key for its own.
func (s *Service) Verifier() auth.Verifier {
	return func(ctx context.Context, c auth.Credentials) (auth.Principal, error) {
		var judge func(*account.Tx, auth.Credentials) (*account.Account, []string, error)
		switch c.Kind {
		case auth.Bearer:
			judge = byToken
		case auth.AccessKey:
			judge = byKey
		default:
			return auth.Principal{Via: c.Via}, nil
		}
		var p auth.Principal
		err := s.core.View(ctx, "", func(tx *account.Tx) error {
			a, files, err := judge(tx, c)
			if err != nil {
				return err
			}
			if c.File != "" && !slices.Contains(files, c.File) {
				return auth.ErrUnauthenticated
			}
			if c.File != "" {
				files = []string{c.File}
			}
			p = auth.Principal{User: a.ID, Name: a.Username, Email: a.Email(), Organisations: files, Via: c.Via}
			return nil
		})
		if errors.Is(err, account.ErrNotFound) {
			return auth.Principal{}, auth.ErrUnauthenticated
		}
		return p, err
	}
}

// byToken judges an access token; a refresh token is none.
func byToken(tx *account.Tx, c auth.Credentials) (*account.Account, []string, error) {
	_, a, err := tx.Session(c.Token, account.Access)
	if err != nil {
		return nil, nil, err
	}
	return a, a.Organisations, nil
}

// byKey judges an access key, which opens one file for one user as long as that user may.
func byKey(tx *account.Tx, c auth.Credentials) (*account.Account, []string, error) {
	k, err := tx.Key(c.Token)
	if err != nil {
		return nil, nil, err
	}
	a, err := tx.ByID(k.Account)
	if err != nil {
		return nil, nil, err
	}
	if a.Inactive || !slices.Contains(a.Organisations, k.Tenant) {
		return nil, nil, auth.ErrUnauthenticated
	}
	return a, []string{k.Tenant}, nil
}
