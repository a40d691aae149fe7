package rocketchat

import (
	"cmp"
	"context"
	"net/url"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services/account"
)

// me says who the caller is.
func (s *Service) me(ctx context.Context, _ *dto.Me) (me *dto.User, err error) {
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		_, a, err := caller(ctx, tx)
		if err != nil {
			return err
		}
		if me, err = s.user(tx, a); err != nil {
			return err
		}
		me.Success, me.IsOAuthUser = new(true), new(false)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return me, nil
}

// user is an account as its owner may see it.
func (s *Service) user(tx *account.Tx, a *account.Account) (*dto.User, error) {
	have, err := tx.Factors(a)
	if err != nil {
		return nil, err
	}
	u := s.profile(a)
	u.Services = &dto.Services{
		Password: &dto.PasswordService{Exists: a.Password != ""},
		Email2fa: &dto.FactorService{Enabled: have.Email},
	}
	if have.TOTP || have.Pending {
		u.Services.Totp = &dto.FactorService{Enabled: have.TOTP}
	}
	return u, nil
}

// profile is an account as an administrator may see it.
func (s *Service) profile(a *account.Account) *dto.User {
	u := &dto.User{
		Id: a.ID, Name: cmp.Or(a.DisplayName, a.Username), Username: a.Username,
		Status: "online", StatusConnection: "online", Active: !a.Inactive, Roles: append([]string{}, a.Roles...),
		Settings:  &dto.Settings{Profile: &dto.Nothing{}, Preferences: &dto.Nothing{}, Calendar: &dto.Nothing{}},
		AvatarUrl: s.Site + "/avatar/" + url.PathEscape(a.Username),
	}
	for _, e := range a.Emails {
		u.Emails = append(u.Emails, dto.Email{Address: e.Address, Verified: e.Verified})
	}
	if verified := a.VerifiedEmails(); len(verified) > 0 {
		u.Email = verified[0]
	}
	return u
}

// usersInfo looks a user up. Who may not see others in full gets no addresses of theirs.
func (s *Service) usersInfo(ctx context.Context, req *dto.UsersInfo) (*dto.UsersInfoResponse, error) {
	var u *dto.User
	err := s.core.View(ctx, "", func(tx *account.Tx) error {
		_, me, err := caller(ctx, tx)
		if err != nil {
			return err
		}
		a, err := looked(tx, me, req)
		if err != nil {
			return err
		}
		switch u = s.profile(a); {
		case a.ID == me.ID:
			u, err = s.user(tx, a)
		case !may(me, viewFullOther):
			u.Emails, u.Email = nil, ""
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &dto.UsersInfoResponse{User: u, Success: true}, nil
}

// looked finds the user that a request names. Who may not see addresses finds only himself by one. Nobody is imported or has a telephone.
func looked(tx *account.Tx, me *account.Account, req *dto.UsersInfo) (a *account.Account, err error) {
	given := func(s *string) bool { return s != nil && *s != "" }
	switch {
	case given(req.UserId):
		a, err = account.Maybe(tx.ByID(*req.UserId))
	case given(req.Username):
		a, err = account.Maybe(tx.ByUsername(*req.Username))
	case given(req.Email):
		a, err = account.Maybe(tx.ByEmail(*req.Email))
		if a != nil && a.ID != me.ID && !may(me, viewFullOther) {
			a = nil
		}
	case given(req.ImportId), given(req.FreeSwitchExtension):
	default:
		return nil, errInvalidSearch
	}
	if err == nil && a == nil {
		return nil, errUserNotFound
	}
	return a, err
}

// usersLogout ends every login of the caller or, by permission, of another user.
func (s *Service) usersLogout(ctx context.Context, req *dto.UsersLogout) (*dto.UsersLogoutResponse, error) {
	id := auth.From(ctx).User
	if req.UserId != nil && *req.UserId != "" {
		id = *req.UserId
	}
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("UsersLogout", id)
		_, me, err := caller(ctx, tx)
		if err != nil {
			return err
		}
		if id != me.ID && !may(me, logoutOther) {
			return errUnauthorized
		}
		a, err := account.Maybe(tx.ByID(id))
		if err != nil {
			return err
		}
		if a == nil {
			return errNoUser
		}
		return tx.Revoke(a)
	})
	if err != nil {
		return nil, err
	}
	return &dto.UsersLogoutResponse{Message: "User " + id + " has been logged out!", Success: true}, nil
}

// usersLogoutOtherClients ends the caller's logins but the one that he calls with.
func (s *Service) usersLogoutOtherClients(ctx context.Context, _ *dto.UsersLogoutOtherClients) (*dto.UsersLogoutOtherClientsResponse, error) {
	return own(ctx, s, "UsersLogoutOtherClients", func(tx *account.Tx, session *account.Session, a *account.Account) (*dto.UsersLogoutOtherClientsResponse, error) {
		if err := tx.EndLogins(a, session); err != nil {
			return nil, err
		}
		res := &dto.UsersLogoutOtherClientsResponse{Token: auth.From(ctx).Via.Token, Success: true}
		if !session.Expires.IsZero() {
			res.TokenExpires = javaScript(session.Expires)
		}
		return res, nil
	})
}
