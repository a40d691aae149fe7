package account

import (
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
)

// A Key is an API key or access key. The core keeps a keyed hash of it.
type Key struct {
	ID          string
	Account     string // whose it is; empty for a key that admits an application
	Tenant      string // the file or organisation that it opens; empty: no particular one
	Environment string // of a key that a person makes for programs, see [Directory.Regenerate]
	Description string
	Created     time.Time
	Expires     time.Time // zero: never
	Revoked     bool
	Cancelled   time.Time // when it was revoked, where that is known
	Generation  int64     // of the account when a key with an Environment was made
	Tenants     int64     // as in a [Session]
	Hash        string
}

var keys = store.SystemCollection("keys", store.Unique("id", func(k *Key) string { return k.ID }))

// NewKey draws a key. ID and Created are filled in.
func (tx *Tx) NewKey(k Key) (secret string, created *Key, err error) {
	if secret, err = auth.NewToken(tx.core.random, tx.core.policy.TokenBytes); err != nil {
		return "", nil, err
	}
	created, err = tx.PutKey(k, secret)
	return secret, created, err
}

// PutKey is [Tx.NewKey] with a known secret. For seeding and import.
func (tx *Tx) PutKey(k Key, secret string) (_ *Key, err error) {
	if k.ID == "" {
		if k.ID, err = tx.core.policy.NewID(tx.core.random); err != nil {
			return nil, err
		}
	}
	k.Hash, k.Created = tx.keyHash(secret), tx.now
	return &k, keys.Put(tx.store, k.Hash, &k)
}

// Key finds a live key by its secret, or [ErrNotFound]. A key of an inactive account is not live.
func (tx *Tx) Key(secret string) (*Key, error) {
	k, err := keys.Get(tx.store, tx.keyHash(secret))
	if err != nil {
		return nil, err
	}
	if k.Revoked || tx.expired(k.Expires) {
		return nil, ErrNotFound
	}
	if k.Account == "" {
		return k, nil
	}
	a, err := tx.ByID(k.Account)
	if err != nil || !a.Inactive {
		return k, err
	}
	return nil, ErrNotFound
}

// RevokeKey ends a key by its id. [ErrNotFound] where there is none.
func (tx *Tx) RevokeKey(id string) error {
	hash, k, err := keys.Find(tx.store, "id", id)
	if err != nil {
		return err
	}
	k.Revoked, k.Cancelled = true, tx.now
	return keys.Put(tx.store, hash, k)
}

func (tx *Tx) keyHash(secret string) string {
	return tx.core.pepper.Hash("key", tx.core.system, secret)
}
