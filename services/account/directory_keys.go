package account

import (
	"cmp"
	"context"
	"slices"

	"github.com/causeway-gateway/causeway/auth"
)

// A person has at most two keys of an environment: the one that is good, and the one before it, whose bearers are told that it was cancelled. Their
// ids are made of environment and account, so that both are found without a search. Environments are the system's own, and have no blanks.

func keyID(environment, account string) string    { return environment + "/" + account }
func formerID(environment, account string) string { return "former " + keyID(environment, account) }

// shown is how many characters of a key are kept to tell it by.
const shown = 4

// Key returns the key with that text, cancelled or not, or [auth.ErrUnauthenticated]. Keys that were not made by [Directory.Regenerate] are none of its.
func (d *Directory) Key(ctx context.Context, text string) (k auth.APIKey, err error) {
	err = d.core.View(ctx, "", func(tx *Tx) error {
		kept, err := keys.Get(tx.store, tx.keyHash(text))
		if err != nil {
			return err
		}
		if kept.Environment == "" {
			return ErrNotFound
		}
		if good, err := tx.current(kept); err != nil || !good {
			return cmp.Or(err, ErrNotFound)
		}
		k = apiKey(kept)
		k.Key = text
		return nil
	})
	return k, strange(err)
}

// current reports whether nothing that a key depends on was revoked since it was made.
func (tx *Tx) current(k *Key) (bool, error) {
	a, err := tx.ByID(k.Account)
	if err != nil {
		return false, err
	}
	tenants, err := tx.tenantsRaised(a)
	return k.Generation == a.Generation && k.Tenants == tenants, err
}

// apiKey is a kept key in the terms of package auth: a few of its characters are all that is known of it.
func apiKey(k *Key) auth.APIKey {
	return auth.APIKey{Key: k.Description, User: k.Account, Environment: k.Environment, Kind: "secret", Expires: k.Expires, Cancelled: k.Cancelled}
}

// Keys returns a user's key of an environment, of which only the first characters are known any more.
func (d *Directory) Keys(ctx context.Context, user, environment string) (all []auth.APIKey, err error) {
	err = d.core.View(ctx, "", func(tx *Tx) error {
		_, k, err := keys.Find(tx.store, "id", keyID(environment, user))
		if k, err = Maybe(k, err); err != nil || k == nil {
			return err
		}
		if good, err := tx.current(k); err != nil || !good {
			return err
		}
		all = append(all, apiKey(k))
		return nil
	})
	return all, err
}

// Regenerate cancels a user's key of an environment and returns a new one in its place: the only time that it is told whole. With a key all signed tokens
// of the user end, since some may have been got with it. Of an environment that the options do not name there are none.
func (d *Directory) Regenerate(ctx context.Context, user, environment string) (made []auth.APIKey, err error) {
	if !slices.Contains(d.options.Environments, environment) {
		return nil, nil
	}
	err = d.core.Update(ctx, "", func(tx *Tx) error {
		tx.Audit("RegenerateApiKeys", user)
		a, err := tx.ByID(user)
		if err != nil {
			return err
		}
		if err := tx.cancelKey(a, environment); err != nil {
			return err
		}
		text, err := auth.NewToken(tx.core.random, tx.core.policy.TokenBytes)
		if err != nil {
			return err
		}
		k := Key{ID: keyID(environment, user), Account: user, Environment: environment, Description: text[:shown] + "***", Generation: a.Generation}
		if k.Tenants, err = tx.tenantsRaised(a); err != nil {
			return err
		}
		kept, err := tx.PutKey(k, text)
		if err != nil {
			return err
		}
		one := apiKey(kept)
		one.Key = text
		made = []auth.APIKey{one}
		return nil
	})
	return made, noUser(err)
}

// cancelKey makes the key of an environment, if there is one, the former one.
func (tx *Tx) cancelKey(a *Account, environment string) error {
	hash, k, err := keys.Find(tx.store, "id", keyID(environment, a.ID))
	if k, err = Maybe(k, err); err != nil || k == nil {
		return err
	}
	before, old, err := keys.Find(tx.store, "id", formerID(environment, a.ID))
	if old, err = Maybe(old, err); err != nil {
		return err
	}
	if old != nil {
		if err := keys.Delete(tx.store, before); err != nil {
			return err
		}
	}
	k.ID, k.Revoked, k.Cancelled = formerID(environment, a.ID), true, tx.now
	if err := keys.Put(tx.store, hash, k); err != nil {
		return err
	}
	a.Tokens++
	return tx.save(a)
}
