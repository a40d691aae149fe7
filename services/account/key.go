package account

import "time"

// A Key is an API key or access key. The core keeps a keyed hash of it.
type Key struct {
	ID          string
	Account     string // whose it is; empty for a key that admits an application
	Tenant      string // the file or organisation that it opens; empty: no particular one
	Description string
	Created     time.Time
	Expires     time.Time // zero: never
	Revoked     bool
	Hash        string
}

// NewKey draws a key. ID and Created are filled in.
func (tx *Tx) NewKey(k Key) (secret string, created *Key, err error) {
	panic("account: NewKey is not written yet")
}

// PutKey is [Tx.NewKey] with a known secret. For seeding and import.
func (tx *Tx) PutKey(k Key, secret string) (*Key, error) { panic("account: PutKey is not written yet") }

// Key finds a live key by its secret, or [ErrNotFound].
func (tx *Tx) Key(secret string) (*Key, error) { panic("account: Key is not written yet") }

// RevokeKey ends a key by its id.
func (tx *Tx) RevokeKey(id string) error { panic("account: RevokeKey is not written yet") }
