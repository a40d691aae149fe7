package foundry

import (
	"context"
	"errors"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// session issues the tokens of a sign-in.
func (s *Service) session(a *account.Account) (*servicestack.AuthenticateResponse, error) {
	now := s.core.Now()
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

// getAccessToken gives a new bearer token for a refresh token. Its refusals are no 401: clients answer that by asking for an access token.
//
// Errors: ArgumentException for a token that is not good, TokenException for one whose time is over.
func (s *Service) getAccessToken(ctx context.Context, req *servicestack.GetAccessToken) (*services.Result[servicestack.GetAccessTokenResponse], error) {
	claim, err := s.tokens.VerifyRefresh(ctx, req.RefreshToken)
	switch {
	case errors.Is(err, auth.ErrExpired):
		return nil, expiredRefresh
	case errors.Is(err, auth.ErrUnauthenticated):
		return nil, badRefresh
	case err != nil:
		return nil, err
	}
	var a *account.Account
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		a, err = account.Maybe(tx.ByID(claim.Subject))
		return err
	})
	if err != nil {
		return nil, err
	}
	if a == nil || a.Inactive || claim.Epoch < a.Epoch() { // revoked since it was verified
		return nil, badRefresh
	}
	token, err := s.tokens.Issue(claims(a, s.core.Now().Add(s.options.Access)))
	if err != nil {
		return nil, err
	}
	return &services.Result[servicestack.GetAccessTokenResponse]{
		Body:  &servicestack.GetAccessTokenResponse{AccessToken: token},
		Reply: secret,
	}, nil
}
