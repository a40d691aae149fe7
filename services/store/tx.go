package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"time"
)

// maxRuns bounds how often Update runs a closure. Contenders for one record take turns after their first conflict, so that it is not reached
// by a crowd, only by a closure that cannot win.
const maxRuns = 100

// View runs fn with read access. Each read is the newest committed value at its moment.
func (db *DB) View(ctx context.Context, s Scope, fn func(*Tx) error) error {
	return fn(&Tx{ctx: ctx, db: db, scope: s, reads: map[string]read{}})
}

// Update runs fn and commits what it wrote, if all that it read is still so; else it runs fn again. An error of fn undoes everything.
// [ErrBusy] when it lost too often.
func (db *DB) Update(ctx context.Context, s Scope, fn func(*Tx) error) error {
	var turn *sync.Mutex
	defer func() {
		if turn != nil {
			turn.Unlock()
		}
	}()
	for run := range maxRuns {
		tx := &Tx{ctx: ctx, db: db, scope: s, reads: map[string]read{}, writes: map[string]*write{}}
		failure := fn(tx)
		if failure == nil {
			if err := tx.commit(); !errors.Is(err, ErrConflict) {
				return err
			}
		}
		moved, err := tx.moved()
		switch {
		case err != nil:
			return err
		case failure != nil && moved == "": // what fn judged by still stands, and so does its error
			return failure
		}
		if err := db.queueUp(ctx, &turn, moved, run); err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: %d conflicts in a row", ErrBusy, maxRuns)
}

var stripes = maphash.MakeSeed()

// queueUp makes those who lost over one record take turns in this process. It is for speed alone: what is right is decided by the compares.
func (db *DB) queueUp(ctx context.Context, turn **sync.Mutex, moved string, run int) error {
	if *turn != nil {
		(*turn).Unlock()
		*turn = nil
	}
	if run > 0 {
		pause := time.NewTimer(jitter(run))
		defer pause.Stop()
		select {
		case <-pause.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	*turn = &db.turns[maphash.String(stripes, moved)%uint64(len(db.turns))]
	(*turn).Lock()
	return ctx.Err()
}

// jitter returns up to one millisecond for each run that was lost, at most 20.
func jitter(run int) time.Duration {
	var b [1]byte
	rand.Read(b[:]) // never fails
	return time.Duration(b[0]) * time.Duration(min(run, 20)) * time.Millisecond / 256
}

// A Tx is the scope's view of the store for the length of one closure. It is not safe for concurrent use.
type Tx struct {
	ctx    context.Context
	db     *DB
	scope  Scope
	reads  map[string]read
	writes map[string]*write // nil in a view
	order  []string          // of the writes
}

type read struct {
	plain []byte // nil: there was none
	rev   int64
}

type write struct{ plain []byte } // nil: delete

var errReadOnly = errors.New("store: a view cannot write")

// get returns the newest value that the transaction may see: its own write, what it read before, or the committed one.
func (tx *Tx) get(key []byte) ([]byte, error) {
	if w, ok := tx.writes[string(key)]; ok {
		return found(w.plain)
	}
	if r, ok := tx.reads[string(key)]; ok {
		return found(r.plain)
	}
	sealed, rev, err := tx.db.engine.Get(tx.ctx, key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	r := read{rev: rev}
	if err == nil {
		if r.plain, err = tx.db.sealer.open(key, sealed); err != nil {
			return nil, err
		}
	}
	tx.reads[string(key)] = r
	return found(r.plain)
}

func found(plain []byte) ([]byte, error) {
	if plain == nil {
		return nil, ErrNotFound
	}
	return plain, nil
}

func (tx *Tx) put(key, plain []byte) error {
	if tx.writes == nil {
		return errReadOnly
	}
	if _, again := tx.writes[string(key)]; !again {
		tx.order = append(tx.order, string(key))
	}
	tx.writes[string(key)] = &write{plain}
	return nil
}

func (tx *Tx) delete(key []byte) error { return tx.put(key, nil) }

func (tx *Tx) commit() error {
	if len(tx.order) == 0 {
		return nil
	}
	if len(tx.order) > MaxOps || len(tx.reads) > MaxOps {
		return fmt.Errorf("%w: %d reads and %d writes", ErrTooLarge, len(tx.reads), len(tx.order))
	}
	var c Commit
	for key, r := range tx.reads {
		c.Compares = append(c.Compares, Compare{[]byte(key), r.rev})
	}
	for _, key := range tx.order {
		w := tx.writes[key]
		if w.plain == nil {
			c.Deletes = append(c.Deletes, []byte(key))
			continue
		}
		sealed, err := tx.db.sealer.seal([]byte(key), w.plain)
		if err != nil {
			return err
		}
		if len(sealed) > MaxValue {
			return fmt.Errorf("%w: a record of %d bytes", ErrTooLarge, len(sealed))
		}
		c.Puts = append(c.Puts, Entry{Key: []byte(key), Value: sealed})
	}
	return tx.db.engine.Commit(tx.ctx, c)
}

// moved returns a key that was written by somebody else since the transaction read it, or nothing.
func (tx *Tx) moved() (string, error) {
	for key, r := range tx.reads {
		_, rev, err := tx.db.engine.Get(tx.ctx, []byte(key))
		if err != nil && !errors.Is(err, ErrNotFound) {
			return "", err
		}
		if rev != r.rev {
			return key, nil
		}
	}
	return "", nil
}
