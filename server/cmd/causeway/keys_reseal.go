package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/causeway-gateway/causeway/services/store"
)

// reseal seals with the key of records what replaced ones have sealed, beside the requests. Without replaced keys there is nothing to do.
func (g *gateway) reseal(ctx context.Context) error {
	if g.replaced == 0 {
		return nil
	}
	n, err := g.db.Reseal(ctx)
	switch {
	case ctx.Err() != nil:
		return nil // the rest is done at the next start
	case err != nil:
		g.log.Error("seal records with the new key", "sealed", n, "error", err)
	default:
		g.log.Info(`every record is sealed with the new key; end the replaced ones with "causeway keys retire --sealing"`, "sealed", n)
	}
	return nil
}

// resealFile is a reseal of a database that no server has open.
func resealFile(ctx context.Context, path string, o store.Options) (records int, err error) {
	db, err := store.Open(path, o)
	if err != nil {
		return 0, fmt.Errorf("open the data, while no server runs: %w", err)
	}
	records, err = db.Reseal(ctx)
	return records, errors.Join(err, db.Close())
}
