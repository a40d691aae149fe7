package account

import "time"

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
	Spent      bool // a refresh token that was rotated; showing it again ends the family
	Data       map[string]string
}

// OpenSession opens a session of a kind for an account and returns its token, which is kept as a hash only. The caller may set Tenant, Name, Bypass, Data and Expires;
// the rest is filled in.
func (tx *Tx) OpenSession(a *Account, kind Kind, s Session) (token string, opened *Session, err error) {
	panic("account: OpenSession is not written yet")
}

// PutSession is [Tx.OpenSession] with a known token. For seeding.
func (tx *Tx) PutSession(a *Account, kind Kind, s Session, token string) (*Session, error) {
	panic("account: PutSession is not written yet")
}

// Session finds a live session of one of the kinds and its account. [ErrNotFound] for an unknown, expired, revoked or spent one, and for an inactive account.
func (tx *Tx) Session(token string, kinds ...Kind) (*Session, *Account, error) {
	panic("account: Session is not written yet")
}

// SaveSession writes a session whose Data the caller changed.
func (tx *Tx) SaveSession(s *Session) error { panic("account: SaveSession is not written yet") }

// CloseSession ends one session; an unknown token is no error.
func (tx *Tx) CloseSession(token string) error { panic("account: CloseSession is not written yet") }

// Rotate spends a refresh token and returns its successor of the same family. A token that was spent before ends the whole family and is Wrong, as is any other that
// [Tx.Session] would not find.
func (tx *Tx) Rotate(token string) (next string, s *Session, a *Account, check Check, err error) {
	panic("account: Rotate is not written yet")
}

// OpenChild opens an access token that belongs to a refresh token; the one before it is closed.
func (tx *Tx) OpenChild(parent *Session, a *Account, s Session) (token string, err error) {
	panic("account: OpenChild is not written yet")
}
