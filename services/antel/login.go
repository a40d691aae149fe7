package antel

import (
	"cmp"
	"context"
	"errors"

	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// notSignedIn is every reason for which a sign-in fails; the caller learns none of it.
var notSignedIn = services.Errorf(services.Unauthenticated, "LoginFailed", "the sign-in failed")

// userLogin signs in by address and password, or by a refresh token, which is replaced by the one in the answer.
//
// Errors: Unauthorized for the API key, TooManyRequests.
func (s *Service) userLogin(ctx context.Context, req *login) (*services.Result[antel.UserLoginResponse], error) {
	res := new(antel.UserLoginResponse)
	from, err := s.admit(ctx, "UserLogin", req.ApiKey, res, &res.ApiServiceResponse)
	if err != nil {
		return nil, err
	}
	var data *antel.LoginData
	if req.RefreshToken != "" {
		data, err = s.renew(ctx, from, req.RefreshToken)
	} else {
		data, err = s.signIn(ctx, from, req.EmailAddress, req.Password)
	}
	switch {
	case errors.Is(err, notSignedIn):
		res.Heading, res.Description = "Login failed", "The e-mail address or the password is wrong."
	case err != nil:
		return nil, err
	default:
		res.Data, res.WasSuccessful = data, true
		res.Heading, res.Description = "Welcome", "You are signed in."
	}
	return &services.Result[antel.UserLoginResponse]{Body: res, Reply: secret}, nil
}

// signIn checks a password, which is slow and so happens between two transactions: the first counts the try, the second makes sure that the
// account is still the one that was checked. Whose account is locked is told so in the second, when he has waited as long as for a wrong password.
func (s *Service) signIn(ctx context.Context, from, address, password string) (*antel.LoginData, error) {
	turn, err := s.core.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer turn.End()
	tries := tally{account.SignIn, address, from}
	var a *account.Account
	var check account.Check
	err = s.core.Update(ctx, "", func(tx *account.Tx) (err error) {
		if a, check, err = tries.count(tx); err != nil {
			tx.Audit("UserLogin", "")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	right, err := turn.CheckPassword(ctx, a, password)
	if err != nil {
		return nil, err
	}
	var data *antel.LoginData
	err = s.core.Update(ctx, "", func(tx *account.Tx) (err error) {
		data, err = judge(tx, tries, a, right, refused(check, nil))
		return err
	})
	return data, err
}

// judge opens a session for whose password is right. Whoever is locked out costs and counts what a wrong password does.
func judge(tx *account.Tx, tries tally, checked *account.Account, right bool, locked error) (*antel.LoginData, error) {
	tx.Audit("UserLogin", "")
	if err := tries.clientOpen(tx); err != nil {
		return nil, err
	}
	a, err := byAddress(tx, tries.address)
	switch {
	case err != nil:
		return nil, err
	case locked != nil:
		return nil, cmp.Or(tries.failed(tx), locked)
	case !right || a == nil || a.ID != checked.ID || a.Generation != checked.Generation:
		return nil, cmp.Or(tries.failed(tx), error(notSignedIn))
	}
	tx.Audit("UserLogin", a.ID)
	if err := tries.succeeded(tx, a); err != nil {
		return nil, err
	}
	token, _, err := tx.OpenSession(a, account.Refresh, account.Session{})
	return loginData(a, token), err
}

// renew spends a refresh token for the next one. A token that was spent before ends all that descend from its sign-in.
func (s *Service) renew(ctx context.Context, from, token string) (*antel.LoginData, error) {
	tries := tally{of: account.SignIn, client: from}
	var data *antel.LoginData
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("UserLogin", "")
		if err := tries.clientOpen(tx); err != nil {
			return err
		}
		next, _, a, check, err := tx.Rotate(token)
		switch {
		case err != nil:
			return err
		case !check.OK():
			return cmp.Or(tries.failed(tx), error(notSignedIn))
		}
		tx.Audit("UserLogin", a.ID)
		data = loginData(a, next)
		return nil
	})
	return data, err
}

func loginData(a *account.Account, token string) *antel.LoginData {
	return &antel.LoginData{SystemUserId: int32(a.Number), RefreshToken: token, FriendlyName: a.DisplayName}
}
