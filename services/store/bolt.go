package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

var bucket = []byte("causeway")

const (
	lockTimeout = 2 * time.Second
	revSize     = 8
	maxQueue    = 1024
)

// A boltEngine keeps everything in one bucket of a bbolt file. A value is its revision and the bytes; revisions come from the bucket's sequence and
// never repeat, also for a key that was deleted.
//
// Commits are made in groups: while one is being written to disk, others queue, and the first of them then commits them all with one sync. He is told so
// before those whose commits are on disk, so that the disk waits for none of them to wake up.
type boltEngine struct {
	bolt *bbolt.DB

	mu      sync.Mutex // guards the rest
	queue   []*waiting
	writing bool      // somebody commits, or was told to
	idle    sync.Cond // nobody does
	broken  error     // a write failed in a way that leaves the file's state unknown: nothing is acknowledged any more
}

type waiting struct {
	commit Commit
	turn   chan struct{} // told when it is done, or to be done by its owner with all that wait
	done   bool
	err    error
}

// OpenBolt opens the engine that [Open] uses, for those who put something between it and the store with [OpenEngine].
func OpenBolt(path string, o Options) (Engine, error) {
	e, err := openBolt(path, o)
	if err != nil {
		return nil, err
	}
	return e, nil
}

func openBolt(path string, o Options) (*boltEngine, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := createBolt(path); err != nil {
			return nil, fmt.Errorf("create store %q: %w", path, err)
		}
	}
	e := new(boltEngine)
	e.idle.L = &e.mu
	err := guard(func() (err error) {
		e.bolt, err = bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockTimeout, NoSync: o.NoSync, FreelistType: bbolt.FreelistMapType})
		return err
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("open store %q: another process holds it", path)
	}
	if err != nil {
		return nil, fmt.Errorf("open store %q: %w", path, err)
	}
	if err := e.view(func(*bbolt.Bucket) error { return nil }); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %q: %w", path, err), e.Close())
	}
	return e, nil
}

// guard turns what bbolt does about a damaged file, a panic or a fault of the memory that maps it, into an error.
func guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrCorrupt, p)
		}
	}()
	return do()
}

// view reads in one of bbolt's transactions.
func (e *boltEngine) view(do func(*bbolt.Bucket) error) error {
	return guard(func() error {
		return e.bolt.View(func(tx *bbolt.Tx) error {
			b := tx.Bucket(bucket)
			if b == nil {
				return fmt.Errorf("%w: it is not a store of this program", ErrCorrupt)
			}
			return do(b)
		})
	})
}

// createBolt makes the file under another name and links it into place once it is on disk: bbolt may leave a broken file when the power fails while
// it initialises one.
func createBolt(path string) error {
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := f.Close(); err != nil {
		return err
	}
	b, err := bbolt.Open(f.Name(), 0o600, &bbolt.Options{Timeout: lockTimeout})
	if err != nil {
		return err
	}
	err = b.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket(bucket); return err })
	if err := errors.Join(err, b.Sync(), b.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, os.ErrExist) { // a link never replaces what another process just made
		return err
	}
	return syncFolder(folder)
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (e *boltEngine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for e.writing {
		e.idle.Wait()
	}
	return e.bolt.Close()
}

// Get implements [Engine].
func (e *boltEngine) Get(ctx context.Context, key []byte) (value []byte, rev int64, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	err = e.view(func(b *bbolt.Bucket) error {
		stored := b.Get(key)
		if stored == nil {
			return ErrNotFound
		}
		value, rev, err = unpack(stored)
		return err
	})
	return value, rev, err
}

// Range implements [Engine].
func (e *boltEngine) Range(ctx context.Context, prefix, after []byte, limit int) (entries []Entry, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err = e.view(func(b *bbolt.Bucket) error {
		c := b.Cursor()
		from := prefix
		if bytes.Compare(after, prefix) > 0 {
			from = after
		}
		for k, v := c.Seek(from); k != nil && bytes.HasPrefix(k, prefix) && len(entries) < limit; k, v = c.Next() {
			if bytes.Equal(k, after) {
				continue
			}
			value, rev, err := unpack(v)
			if err != nil {
				return err
			}
			entries = append(entries, Entry{bytes.Clone(k), value, rev})
		}
		return nil
	})
	return entries, err
}

// unpack copies: bbolt's own bytes are only good within its transaction.
func unpack(stored []byte) (value []byte, rev int64, err error) {
	if len(stored) < revSize {
		return nil, 0, ErrCorrupt
	}
	return bytes.Clone(stored[revSize:]), int64(binary.BigEndian.Uint64(stored)), nil
}

// Commit implements [Engine].
func (e *boltEngine) Commit(ctx context.Context, c Commit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &waiting{commit: c, turn: make(chan struct{}, 1)}
	if err := e.enqueue(w); err != nil {
		return err
	}
	<-w.turn
	if !w.done { // else the one before us committed it along with his own
		e.flush()
	}
	return w.err
}

// enqueue refuses when the disk is so slow that a crowd waits for it. Who finds nobody before him has the turn at once.
func (e *boltEngine) enqueue(w *waiting) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.queue) >= maxQueue {
		return fmt.Errorf("%w: %d commits wait for the disk", ErrBusy, maxQueue)
	}
	e.queue = append(e.queue, w)
	if !e.writing {
		e.writing = true
		w.turn <- struct{}{}
	}
	return nil
}

// flush commits all that wait, of whom the caller is the first.
func (e *boltEngine) flush() {
	e.mu.Lock()
	group, broken := e.queue, e.broken
	e.queue = nil
	e.mu.Unlock()
	if broken == nil {
		broken = e.write(group)
	}
	e.handOn()
	for _, w := range group {
		w.done = true
		if broken != nil {
			w.err = broken
		}
		if w != group[0] {
			w.turn <- struct{}{}
		}
	}
}

// handOn gives the turn to the first who came meanwhile.
func (e *boltEngine) handOn() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.queue) > 0 {
		e.queue[0].turn <- struct{}{}
		return
	}
	e.writing = false
	e.idle.Broadcast()
}

// write applies the group in one bbolt transaction. A commit whose compares fail is left out; an error is one of the disk and fails them all.
func (e *boltEngine) write(group []*waiting) error {
	err := guard(func() error {
		return e.bolt.Update(func(tx *bbolt.Tx) error { return applyAll(tx.Bucket(bucket), group) })
	})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, bolterrors.ErrMaxSizeReached):
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	err = fmt.Errorf("store: a write failed and the file must be opened anew: %w", err)
	e.mu.Lock()
	e.broken = err
	e.mu.Unlock()
	return err
}

func applyAll(b *bbolt.Bucket, group []*waiting) error {
	for _, w := range group {
		if w.err = compare(b, w.commit.Compares); w.err != nil {
			continue
		}
		if err := apply(b, w.commit); err != nil {
			return err
		}
	}
	return nil
}

func compare(b *bbolt.Bucket, compares []Compare) error {
	for _, c := range compares {
		var rev int64
		if stored := b.Get(c.Key); len(stored) >= revSize {
			rev = int64(binary.BigEndian.Uint64(stored))
		}
		if rev != c.Rev {
			return ErrConflict
		}
	}
	return nil
}

func apply(b *bbolt.Bucket, c Commit) error {
	rev, err := b.NextSequence()
	if err != nil {
		return err
	}
	for _, key := range c.Deletes {
		if err := b.Delete(key); err != nil {
			return err
		}
	}
	for _, p := range c.Puts {
		if err := b.Put(p.Key, append(binary.BigEndian.AppendUint64(nil, rev), p.Value...)); err != nil {
			return err
		}
	}
	return nil
}

// failed returns why nothing is written any more, or nil.
func (e *boltEngine) failed() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.broken
}
