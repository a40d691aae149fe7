package rocketchat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// Rules of this file:
//
//   - A failed try counts for the account that was meant, however it was named, and for the address. It is counted before the password is looked at.
//   - The order of judgement: address and account blocked, password, state of the account, second factor.
//   - A success forgets the failures of the account. Rocket.Chat forgets those of the address as well, and so a guesser who signs in as himself now and then
//     is never blocked. Here they stay until they are old.
//   - A name that nobody has is treated like one that somebody has, and costs the same. So does a blocked account, but for a blocked address.

// HashedPassword is what a client may send in place of a password, and what the hash of an account is made of: the password's SHA-256 in lower-case hexadecimal.
func HashedPassword(password string) string {
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}

// An attempt is a login on its way.
type attempt struct {
	who     name
	proof   string           // the hashed password
	shown   proof            // of a second factor
	address string           // that it comes from
	subject string           // that failures count for
	account *account.Account // nil: nobody has the name, or it is blocked
	blocked bool             // the account is
}

// A name is how a user is called at login.
type name struct {
	text string
	mail bool
}

func (n name) find(tx *account.Tx) (*account.Account, error) {
	if n.mail {
		return account.Maybe(tx.ByEmail(n.text))
	}
	return account.Maybe(tx.ByUsername(n.text))
}

// login signs in by password, and by a second factor where the account has one.
func (s *Service) login(ctx context.Context, req *dto.Login) (*dto.LoginResponse, error) {
	if req.Resume != nil {
		return s.resume(ctx, *req.Resume)
	}
	t, err := s.attempt(auth.From(ctx).Via, req)
	if err != nil {
		return nil, err
	}
	turn, err := s.core.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer turn.End()
	if err := s.core.Update(ctx, "", t.count); err != nil {
		return nil, err
	}
	right, err := turn.CheckPassword(ctx, t.account, t.proof)
	if err != nil {
		return nil, err
	}
	var data *dto.LoginData
	err = s.core.Update(ctx, "", func(tx *account.Tx) (err error) {
		data, err = s.signIn(tx, t, right)
		return err
	})
	if err != nil {
		return nil, err
	}
	return loggedIn(data), nil
}

func loggedIn(data *dto.LoginData) *dto.LoginResponse {
	return &dto.LoginResponse{Status: "success", Data: data, Success: true}
}

func (s *Service) attempt(via auth.Via, req *dto.Login) (*attempt, error) {
	t := &attempt{address: via.Network(), shown: proof{code: via.Code, login: true}}
	switch {
	case req.User != nil:
		t.who = name{*req.User, strings.Contains(*req.User, "@")}
	case req.Username != nil:
		t.who = name{*req.Username, false}
	case req.Email != nil:
		t.who = name{*req.Email, true}
	}
	switch {
	case req.Digest != nil && req.Algorithm != nil && *req.Algorithm == "sha-256":
		t.proof = *req.Digest
	case req.Digest == nil && req.Password != nil:
		t.proof = HashedPassword(*req.Password)
	default:
		return nil, errMatch
	}
	if req.Code != nil {
		t.shown.code = *req.Code
	}
	return t, nil
}

// count finds whose login it is and counts it as failed until it is known to be none.
func (t *attempt) count(tx *account.Tx) (err error) {
	if t.account, err = t.who.find(tx); err != nil {
		return err
	}
	t.subject = account.Nobody(t.who.text)
	if t.account != nil {
		t.subject = t.account.ID
	}
	check, err := tx.Attempt(fromAddress, t.address)
	if err != nil {
		return err
	}
	if !check.OK() {
		audit(tx, t.account)
		return errIPLocked
	}
	check, err = tx.Attempt(account.SignIn, t.subject)
	if t.blocked = !check.OK(); t.blocked {
		t.account = nil
	}
	return err
}

func audit(tx *account.Tx, a *account.Account) {
	id := ""
	if a != nil {
		id = a.ID
	}
	tx.Audit("Login", id)
}

// signIn judges what was shown and opens a session.
func (s *Service) signIn(tx *account.Tx, t *attempt, right bool) (*dto.LoginData, error) {
	a, err := t.who.find(tx)
	if err != nil {
		return nil, err
	}
	audit(tx, a)
	if t.blocked {
		return nil, errUserLocked
	}
	if !right || a == nil || a.ID != t.account.ID || a.Generation != t.account.Generation {
		return nil, errLogin
	}
	if err := admitted(a); err != nil {
		return nil, err
	}
	if err := s.secondFactorAtLogin(tx, t, a); err != nil {
		return nil, err
	}
	if err := t.forgive(tx); err != nil {
		return nil, err
	}
	token, _, err := tx.OpenSession(a, account.Login, account.Session{})
	if err != nil {
		return nil, err
	}
	return s.loginData(tx, a, token)
}

// secondFactorAtLogin asks for a second factor. To be asked is no failed login, to be wrong is one, and too many guesses block the account like wrong passwords.
func (s *Service) secondFactorAtLogin(tx *account.Tx, t *attempt, a *account.Account) error {
	if s.TwoFactorOff {
		return nil
	}
	err := s.secondFactor(tx, a, t.shown)
	e, refused := errors.AsType[*services.Error](err)
	switch {
	case !refused:
		return err
	case e.Name == totpLocked && e.Details.(*dto.Details).Method == byTOTP:
		return errUserLocked
	case e.Name == totpRequired:
		if err := t.forgive(tx); err != nil {
			return err
		}
	}
	return err
}

// forgive takes the counts back that the attempt began with, and with the account's all that it had before.
func (t *attempt) forgive(tx *account.Tx) error {
	if err := tx.Forgive(account.SignIn, t.subject); err != nil {
		return err
	}
	return tx.Withdraw(fromAddress, t.address)
}

// admitted says why an account may not sign in though its password is right.
func admitted(a *account.Account) error {
	switch {
	case a.Machine:
		return errApp
	case a.Inactive:
		return errInactive
	case len(a.Roles) == 0:
		return errNoRoles
	}
	return nil
}

func (s *Service) loginData(tx *account.Tx, a *account.Account, token string) (*dto.LoginData, error) {
	me, err := s.user(tx, a)
	if err != nil {
		return nil, err
	}
	return &dto.LoginData{UserId: a.ID, AuthToken: token, Me: me}, nil
}

// resume answers for the holder of a token as a login does, with the same token.
func (s *Service) resume(ctx context.Context, token string) (*dto.LoginResponse, error) {
	var data *dto.LoginData
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("Login", "")
		_, a, err := tx.Session(token, account.Login)
		if errors.Is(err, account.ErrNotFound) {
			return errLoggedOut
		}
		if err != nil {
			return err
		}
		tx.Audit("Login", a.ID)
		data, err = s.loginData(tx, a, token)
		return err
	})
	if err != nil {
		return nil, err
	}
	return loggedIn(data), nil
}

// logout ends the token that the call came with and no other.
func (s *Service) logout(ctx context.Context, _ *dto.Logout) (*dto.LogoutResponse, error) {
	p := auth.From(ctx)
	err := s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("Logout", p.User)
		return tx.CloseSession(p.Via.Token)
	})
	if err != nil {
		return nil, err
	}
	return &dto.LogoutResponse{Status: "success", Data: &dto.LogoutData{Message: "You've been logged out!"}, Success: true}, nil
}
