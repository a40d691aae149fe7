package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Options are what a store needs beside its file.
type Options struct {
	Key     []byte    // 32 bytes that seal the records
	OldKeys [][]byte  // keys that may still open records, after a change of Key
	Rand    io.Reader // crypto/rand where nil
	NoSync  bool      // for tests of what is lost without it; acknowledged writes then do not survive a power cut
}

// A Scope is the part of the store that a transaction may name.
type Scope struct {
	System string // "foundry"
	Tenant string // empty: only the system's own collections
}

// A DB is an open store. It is safe for concurrent use.
type DB struct {
	engine   Engine
	sealer   *sealer
	indexKey []byte // blinds unique values; it is drawn once and stays when the sealing key changes
	turns    [64]sync.Mutex
}

// Open opens the bbolt file at path, or creates it: under another name first, so that a crash leaves either no file or a whole one.
// A file that another process holds is an error after two seconds.
func Open(path string, o Options) (*DB, error) {
	if _, err := newSealer(o); err != nil {
		return nil, fmt.Errorf("open store %q: %w", path, err) // before there is a file
	}
	e, err := openBolt(path, o)
	if err != nil {
		return nil, err
	}
	db, err := OpenEngine(context.Background(), e, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %q: %w", path, err), e.Close())
	}
	return db, nil
}

// OpenEngine is [Open] for any engine; the DB closes it.
func OpenEngine(ctx context.Context, e Engine, o Options) (*DB, error) {
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	s, err := newSealer(o)
	if err != nil {
		return nil, err
	}
	db := &DB{engine: e, sealer: s}
	first, err := db.first(ctx)
	if errors.Is(err, ErrNotFound) {
		if err := db.found(ctx); err != nil {
			return nil, err
		}
		first, err = db.first(ctx)
	}
	if isUnknownKey(err) {
		return nil, fmt.Errorf("%w: the sealing key is not this store's", ErrCorrupt)
	}
	if err != nil {
		return nil, err
	}
	db.indexKey = first.IndexKey
	return db, nil
}

// A firstRecord is what a store knows about itself.
type firstRecord struct{ IndexKey []byte }

var firstKey = append(tuple("", "", "store", recordKind), "first"...)

func (db *DB) first(ctx context.Context) (*firstRecord, error) {
	sealed, _, err := db.engine.Get(ctx, firstKey)
	if err != nil {
		return nil, err
	}
	plain, err := db.sealer.open(firstKey, sealed)
	if err != nil {
		return nil, err
	}
	r := new(firstRecord)
	return r, json.Unmarshal(plain, r)
}

// found writes the first record of an empty store. When another process did so in the same moment, its record stands.
func (db *DB) found(ctx context.Context) error {
	entries, err := db.engine.Range(ctx, nil, nil, 1)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("%w: the first record is missing", ErrCorrupt)
	}
	r := firstRecord{IndexKey: make([]byte, 32)}
	if _, err := io.ReadFull(db.sealer.random, r.IndexKey); err != nil {
		return err
	}
	plain, err := json.Marshal(r)
	if err != nil {
		return err
	}
	sealed, err := db.sealer.seal(firstKey, plain)
	if err != nil {
		return err
	}
	err = db.engine.Commit(ctx, Commit{Compares: []Compare{{Key: firstKey}}, Puts: []Entry{{Key: firstKey, Value: sealed}}})
	if errors.Is(err, ErrConflict) {
		return nil
	}
	return err
}

// Close waits for the running commits and releases the file.
func (db *DB) Close() error { return db.engine.Close() }

// Ready reports whether the store can serve: it opens its own first record and no write has failed for good.
func (db *DB) Ready(ctx context.Context) error {
	if e, ok := db.engine.(interface{ failed() error }); ok && e.failed() != nil {
		return e.failed()
	}
	_, err := db.first(ctx)
	return err
}

const page = 256

// Check opens every record and returns how many there are, and an error that names each damaged one.
func (db *DB) Check(ctx context.Context) (records int, err error) {
	var damaged []error
	err = db.each(ctx, func(e Entry) error {
		records++
		if _, err := db.sealer.open(e.Key, e.Value); err != nil {
			damaged = append(damaged, fmt.Errorf("record %q: %w", e.Key, err))
		}
		return nil
	})
	return records, errors.Join(append(damaged, err)...)
}

// Reseal seals with the current key what an old one sealed, while the store is in use, and returns how many records that were. When it returns
// without an error, the old keys are not needed any more.
func (db *DB) Reseal(ctx context.Context) (records int, err error) {
	err = db.each(ctx, func(e Entry) error {
		if !db.sealer.stale(e.Value) {
			return nil
		}
		plain, err := db.sealer.open(e.Key, e.Value)
		if err != nil {
			return fmt.Errorf("record %q: %w", e.Key, err)
		}
		sealed, err := db.sealer.seal(e.Key, plain)
		if err != nil {
			return err
		}
		err = db.engine.Commit(ctx, Commit{Compares: []Compare{{e.Key, e.Rev}}, Puts: []Entry{{Key: e.Key, Value: sealed}}})
		if errors.Is(err, ErrConflict) { // somebody wrote it meanwhile, with the current key
			return nil
		}
		records++
		return err
	})
	return records, err
}

func (db *DB) each(ctx context.Context, do func(Entry) error) error {
	var after []byte
	for {
		entries, err := db.engine.Range(ctx, nil, after, page)
		if err != nil || len(entries) == 0 {
			return err
		}
		for _, e := range entries {
			if err := do(e); err != nil {
				return err
			}
		}
		after = entries[len(entries)-1].Key
	}
}
