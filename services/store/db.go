package store

import (
	"context"
	"io"
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

// A DB is an open store.
type DB struct {
	engine Engine
}

// Open opens the bbolt file at path, or creates it: under another name first, so that a crash leaves either no file or a whole one.
// A file that another process holds is an error after two seconds.
func Open(path string, o Options) (*DB, error) { panic("store: Open is not written yet") }

// OpenEngine is [Open] for any engine; the DB closes it.
func OpenEngine(ctx context.Context, e Engine, o Options) (*DB, error) {
	panic("store: OpenEngine is not written yet")
}

// Close waits for the running commits and releases the file.
func (db *DB) Close() error { return db.engine.Close() }

// View runs fn with read access. Each read is the newest committed value at its moment.
func (db *DB) View(ctx context.Context, s Scope, fn func(*Tx) error) error {
	panic("store: View is not written yet")
}

// Update runs fn and commits what it wrote, if all that it read is still so; else it runs fn again. An error of fn undoes everything.
func (db *DB) Update(ctx context.Context, s Scope, fn func(*Tx) error) error {
	panic("store: Update is not written yet")
}

// Ready reports whether the store can serve: it opens its own first record and no write has failed for good.
func (db *DB) Ready(ctx context.Context) error { panic("store: Ready is not written yet") }

// Check opens every record and returns how many there are, and an error that names each damaged one.
func (db *DB) Check(ctx context.Context) (records int, err error) {
	panic("store: Check is not written yet")
}

// A Tx is the scope's view of the store for the length of one closure.
type Tx struct {
	ctx   context.Context
	db    *DB
	scope Scope
}
