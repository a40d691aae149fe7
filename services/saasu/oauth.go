package saasu

import (
	"context"
	"errors"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/dto/saasu"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// refuse is how everything under authorisation/ fails: 401 with a code and a text.
func refuse(code, text string) *services.Error {
	return &services.Error{
		Code: services.Unauthenticated, Name: code, Message: text,
		Response: &saasu.OAuthError{Error: code, ErrorDescription: text},
	}
}

var (
	noBody       = refuse("invalid_request", "The request body is missing.")
	wrongGrant   = refuse("unsupported_grant_type", "The grant type is not supported.")
	wrongUser    = refuse("invalid_grant", "The user name or password is incorrect.")
	wrongRefresh = refuse("invalid_grant", "The refresh token is invalid.")
	codeRequired = refuse("2fa_code_required", "A verification code is required. It has been sent to your mobile.")
	wrongCode    = refuse("invalid_2fa_code", "The verification code is invalid or has expired.")
)

// token trades a password for tokens. Whoever opted in is first refused, while a code goes out to his mobile, and let in with that code.
func (s *Service) token(ctx context.Context, req *saasu.OAuthPasswordCredentialsGrantRequest) (*saasu.OAuthGrantResponse, error) {
	switch {
	case req == nil:
		return nil, noBody
	case req.GrantType != "password":
		return nil, wrongGrant
	}
	a, right, err := s.identify(ctx, req.Username, req.Password)
	if err != nil {
		return nil, err
	}
	var g *saasu.OAuthGrantResponse
	err = s.core.Update(ctx, "", func(tx *account.Tx) (err error) {
		tx.Audit("OAuthPasswordCredentialsGrantRequest", target(a))
		if !right {
			return wrongUser
		}
		fresh, err := tx.ByID(a.ID)
		if err != nil {
			return err
		}
		if fresh.Generation != a.Generation || fresh.Inactive { // another password since it was checked
			return wrongUser
		}
		if err := s.secondFactor(tx, fresh, req.VerificationCode); err != nil {
			return err
		}
		if err := tx.Forgive(account.SignIn, subject(a, req.Username)); err != nil {
			return err
		}
		g, err = open(tx, fresh)
		return err
	})
	return g, err
}

// identify returns the account of a user name, or nil, and whether it is its password. An unknown name costs as much as a known one, and a locked
// account, whose password is not looked at, as much as a wrong password: the answers are one.
func (s *Service) identify(ctx context.Context, name, password string) (a *account.Account, right bool, err error) {
	turn, err := s.core.Turn(ctx)
	if err != nil {
		return nil, false, err
	}
	defer turn.End()
	err = s.core.View(ctx, "", func(tx *account.Tx) (err error) {
		a, err = find(tx, name)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	check, err := s.core.Attempt(ctx, account.SignIn, subject(a, name))
	if err != nil {
		return a, false, err
	}
	if !check.OK() {
		_, err = turn.CheckPassword(ctx, nil, password)
		return a, false, err
	}
	right, err = turn.CheckPassword(ctx, a, password)
	return a, right && a != nil && !a.Inactive, err
}

// find returns the account of a user name, which may be a mail address, or nil.
func find(tx *account.Tx, name string) (*account.Account, error) {
	if _, err := mail.ParseAddress(name); err == nil {
		return account.Maybe(tx.ByEmail(name))
	}
	return account.Maybe(tx.ByUsername(name))
}

// subject is what attempts are counted against: an account under whatever name, else the name.
func subject(a *account.Account, name string) string {
	if a != nil {
		return a.ID
	}
	return account.Nobody(name)
}

// target is whom the audit trail says that a call is about.
func target(a *account.Account) string {
	if a == nil {
		return ""
	}
	return a.ID
}

// secondFactor asks those who opted in for the code that is sent to their mobile.
func (s *Service) secondFactor(tx *account.Tx, a *account.Account, code string) error {
	phone, err := account.Maybe(tx.PhoneOf(a))
	switch {
	case err != nil || phone == nil:
		return err
	case strings.TrimSpace(code) == "":
		err := s.send(tx, account.PhoneCode, a, phone, "verification code", strconv.Itoa(phone.Number))
		if err != nil && !errors.Is(err, account.ErrTooSoon) {
			return err
		}
		return codeRequired
	}
	return spend(tx, account.PhoneCode, a, code, wrongCode, strconv.Itoa(phone.Number))
}

// open opens a refresh token and its first access token.
func open(tx *account.Tx, a *account.Account) (*saasu.OAuthGrantResponse, error) {
	token, session, err := tx.OpenSession(a, account.Refresh, account.Session{})
	if err != nil {
		return nil, err
	}
	return child(tx, a, session, token)
}

// child opens an access token that belongs to a refresh token; the one before it dies.
func child(tx *account.Tx, a *account.Account, session *account.Session, refresh string) (*saasu.OAuthGrantResponse, error) {
	access, err := tx.OpenChild(session, a, account.Session{})
	if err != nil {
		return nil, err
	}
	return &saasu.OAuthGrantResponse{
		AccessToken: access, TokenType: "Bearer", ExpiresIn: int32(AccessLife / time.Second), RefreshToken: refresh, Scope: scope(a),
	}, nil
}

// scope says what a token is good for. Clients look for the number after "fileid:".
func scope(a *account.Account) string {
	words := "full"
	for _, file := range a.Organisations {
		words += " fileid:" + file
	}
	return words
}

// refresh trades a refresh token, which stays, for a new access token.
func (s *Service) refresh(ctx context.Context, req *saasu.OAuthRefreshRequest) (*saasu.OAuthGrantResponse, error) {
	switch {
	case req == nil:
		return nil, noBody
	case req.GrantType != "refresh_token":
		return nil, wrongGrant
	}
	var g *saasu.OAuthGrantResponse
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("OAuthRefreshRequest", "")
		session, a, err := tx.Session(req.RefreshToken, account.Refresh)
		if errors.Is(err, account.ErrNotFound) {
			return wrongRefresh
		}
		if err != nil {
			return err
		}
		tx.Audit("OAuthRefreshRequest", a.ID)
		g, err = child(tx, a, session, req.RefreshToken)
		return err
	})
	return g, err
}

// ping answers when the caller's token is good.
func (s *Service) ping(context.Context, *saasu.PingRequest) (*services.Result[services.Void], error) {
	return &services.Result[services.Void]{Reply: services.Reply{Status: 200}}, nil
}
