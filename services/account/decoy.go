package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/services/store"
)

// decoys holds a record of an account's size that is nobody's. It is read where a name is looked for that no account has, so that looking takes
// as long for names of nobody (security.md P02).
var decoys = store.SystemCollection[Account]("decoys")

const decoy = "nobody"

// keepDecoy writes the record where there is none yet.
func (c *Core) keepDecoy(ctx context.Context) error {
	return c.db.Update(ctx, store.Scope{System: c.system}, func(s *store.Tx) error {
		there, err := decoys.Has(s, decoy)
		if err != nil || there {
			return err
		}
		return decoys.Put(s, decoy, &Account{
			ID: strings.Repeat("0", 20), Username: decoy, DisplayName: "Nobody At All", FirstName: "Nobody", LastName: "At All",
			Emails: []Email{{Address: "nobody@example.invalid"}}, Password: strings.Repeat("-", 97), // no hash of any password
			Inactive: true, Created: time.Unix(0, 0).UTC(), Generation: 1, Version: 1,
		})
	})
}

// find looks an account up by an index, or the decoy.
func (tx *Tx) find(index, value string) (*Account, error) {
	_, a, err := accounts.Find(tx.store, index, value)
	if !errors.Is(err, ErrNotFound) {
		return a, err
	}
	if _, decoyed := decoys.Get(tx.store, decoy); decoyed != nil {
		return nil, decoyed
	}
	return nil, err
}
