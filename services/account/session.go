package account

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
)

// A Session is a token that the core keeps: a login, an access token, a refresh token, a personal access token.
type Session struct {
	ID         string // the hash of the token
	Kind       Kind
	Account    string
	Tenant     string // where it is good for one only
	Name       string // of a personal access token
	Family     string // of refresh tokens that descend from one sign-in
	Child      string // ID of the access token that belongs to a refresh token
	Bypass     bool   // asks for no second factor (personal access tokens)
	Created    time.Time
	Expires    time.Time // zero: never
	Generation int64
	Logins     int64
	Tenants    int64 // how often those of the account's organisations were ended
	Spent      bool  // a refresh token that was rotated; showing it again ends the family
	Data       map[string]string
}

// A family is the refresh tokens of one sign-in, once it was ended.
type family struct{ Expires time.Time }

var (
	sessions = store.SystemCollection[Session]("sessions")
	ended    = store.SystemCollection[family]("ended-families")
)

// OpenSession opens a session of a kind for an account and returns its token, which is kept as a hash only. The caller may set Tenant, Name, Bypass, Data and Expires;
// the rest is filled in.
func (tx *Tx) OpenSession(a *Account, kind Kind, s Session) (token string, opened *Session, err error) {
	if token, err = auth.NewToken(tx.core.random, tx.core.policy.TokenBytes); err != nil {
		return "", nil, err
	}
	opened, err = tx.PutSession(a, kind, s, token)
	return token, opened, err
}

// PutSession is [Tx.OpenSession] with a token that the caller has: for dialects that draw their own ids, and for seeding.
func (tx *Tx) PutSession(a *Account, kind Kind, s Session, token string) (_ *Session, err error) {
	life, ok := tx.core.policy.Sessions[kind]
	if !ok {
		return nil, fmt.Errorf("account: the policy of %s knows no session of kind %s", tx.core.system, kind)
	}
	if s.Expires.IsZero() && life > 0 {
		s.Expires = tx.now.Add(life)
	}
	s.ID, s.Kind, s.Account, s.Created = auth.HashToken(token), kind, a.ID, tx.now
	s.Generation, s.Logins, s.Spent = a.Generation, a.Logins, false
	if s.Tenants, err = tx.tenantsRaised(a); err != nil {
		return nil, err
	}
	if kind == Refresh {
		s.Family = cmp.Or(s.Family, s.ID)
	}
	return &s, tx.SaveSession(&s)
}

// Session finds a live session of one of the kinds (none named: of any) and its account. [ErrNotFound] for an unknown, expired, revoked or spent one, and for an
// inactive account.
func (tx *Tx) Session(token string, kinds ...Kind) (*Session, *Account, error) {
	s, err := sessions.Get(tx.store, auth.HashToken(token))
	if err != nil {
		return nil, nil, err
	}
	if len(kinds) > 0 && !slices.Contains(kinds, s.Kind) || s.Spent || tx.expired(s.Expires) {
		return nil, nil, ErrNotFound
	}
	a, err := tx.ByID(s.Account)
	if err != nil {
		return nil, nil, err
	}
	if a.Inactive || s.Generation != a.Generation || s.Kind != Personal && s.Logins != a.Logins {
		return nil, nil, ErrNotFound
	}
	if over, err := tx.familyEnded(s); err != nil || over {
		return nil, nil, cmp.Or(err, ErrNotFound)
	}
	if tenants, err := tx.tenantsRaised(a); err != nil || tenants != s.Tenants {
		return nil, nil, cmp.Or(err, ErrNotFound)
	}
	return s, a, nil
}

func (tx *Tx) expired(at time.Time) bool { return !at.IsZero() && !tx.now.Before(at) }

func (tx *Tx) familyEnded(s *Session) (bool, error) {
	if s.Family == "" {
		return false, nil
	}
	f, err := Maybe(ended.Get(tx.store, s.Family))
	return f != nil, err
}

// SaveSession writes a session whose Data the caller changed.
func (tx *Tx) SaveSession(s *Session) error { return sessions.Put(tx.store, s.ID, s) }

// CloseSession ends one session, and the access token that belongs to it; an unknown token is no error.
func (tx *Tx) CloseSession(token string) error {
	s, err := Maybe(sessions.Get(tx.store, auth.HashToken(token)))
	if err != nil || s == nil {
		return err
	}
	if s.Child != "" {
		if err := sessions.Delete(tx.store, s.Child); err != nil {
			return err
		}
	}
	return sessions.Delete(tx.store, s.ID)
}

// Rotate spends a refresh token and returns its successor of the same family. A token that was spent before ends the whole family and is Wrong, as is any other that
// [Tx.Session] would not find.
func (tx *Tx) Rotate(token string) (next string, s *Session, a *Account, check Check, err error) {
	old, a, err := tx.Session(token, Refresh)
	if errors.Is(err, ErrNotFound) {
		return "", nil, nil, Check{Verdict: Wrong}, tx.punish(token)
	}
	if err != nil {
		return "", nil, nil, Check{}, err
	}
	old.Spent = true
	if err := tx.SaveSession(old); err != nil {
		return "", nil, nil, Check{}, err
	}
	next, s, err = tx.OpenSession(a, Refresh, Session{Tenant: old.Tenant, Family: old.Family, Child: old.Child, Name: old.Name, Data: old.Data})
	return next, s, a, Check{Verdict: Right}, err
}

// punish ends the family of a refresh token that was spent before: one of the two who showed it is a thief.
func (tx *Tx) punish(token string) error {
	s, err := Maybe(sessions.Get(tx.store, auth.HashToken(token)))
	if err != nil || s == nil || !s.Spent {
		return err
	}
	life := tx.core.policy.Sessions[Refresh] // the newest of the family is gone by then
	return ended.Put(tx.store, s.Family, &family{Expires: tx.now.Add(max(life, 24*time.Hour))})
}

// OpenChild opens an access token that belongs to a refresh token; the one before it is closed.
func (tx *Tx) OpenChild(parent *Session, a *Account, s Session) (token string, err error) {
	if parent.Child != "" {
		if err := sessions.Delete(tx.store, parent.Child); err != nil {
			return "", err
		}
	}
	s.Family, s.Tenant = parent.Family, cmp.Or(s.Tenant, parent.Tenant)
	token, opened, err := tx.OpenSession(a, Access, s)
	if err != nil {
		return "", err
	}
	parent.Child = opened.ID
	return token, tx.SaveSession(parent)
}
