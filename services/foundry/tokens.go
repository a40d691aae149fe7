package foundry

import (
	"context"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services/account"
)

// session issues the tokens of a sign-in.
func (s *Service) session(a *account.Account, now time.Time) (*servicestack.AuthenticateResponse, error) {
	expiry := now.Add(s.options.Refresh).UTC().Truncate(time.Second)
	bearer, err := s.tokens.Issue(claims(a, now.Add(s.options.Access)))
	if err != nil {
		return nil, err
	}
	refresh, err := s.tokens.Issue(auth.Claims{Subject: a.ID, Expires: expiry, Refresh: true, Epoch: a.Epoch()})
	if err != nil {
		return nil, err
	}
	return &servicestack.AuthenticateResponse{
		UserId: a.ID, UserName: a.Username, DisplayName: a.DisplayName, Roles: a.Roles, Permissions: a.Permissions,
		BearerToken: bearer, RefreshToken: refresh, RefreshTokenExpiry: &expiry,
	}, nil
}

// claims is what a bearer token says of an account.
func claims(a *account.Account, expires time.Time) auth.Claims {
	return auth.Claims{
		Subject: a.ID, Expires: expires, Epoch: a.Epoch(),
		Email: a.Email(), Name: a.DisplayName, FirstName: a.FirstName, LastName: a.LastName, Username: a.Username,
		Roles: a.Roles, Permissions: a.Permissions, Organisations: a.Organisations,
	}
}

// Refresh gives a new bearer token for a refresh token.
//
// Errors: auth.ErrUnauthenticated for a token that is not good or was revoked, auth.ErrExpired for one whose time is over.
func (s *Service) Refresh(ctx context.Context, token string) (string, error) {
	claim, err := s.tokens.VerifyRefresh(ctx, token)
	if err != nil {
		return "", err
	}
	var a *account.Account
	var now time.Time
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		now = tx.Now()
		a, err = account.Maybe(tx.ByID(claim.Subject))
		return err
	})
	switch {
	case err != nil:
		return "", err
	case a == nil || a.Inactive || claim.Epoch < a.Epoch(): // revoked since it was verified
		return "", auth.ErrUnauthenticated
	}
	return s.tokens.Issue(claims(a, now.Add(s.options.Access)))
}
