package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

func boltIn(t *testing.T) *boltEngine {
	t.Helper()
	e, err := openBolt(filepath.Join(t.TempDir(), "db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestEngineCompares(t *testing.T) {
	e, ctx, k := boltIn(t), t.Context(), []byte("k")
	putIf := func(rev int64) error {
		return e.Commit(ctx, Commit{Compares: []Compare{{k, rev}}, Puts: []Entry{{Key: k, Value: []byte("v")}, {Key: []byte("other"), Value: []byte("w")}}})
	}
	if err := putIf(1); !errors.Is(err, ErrConflict) {
		t.Errorf("absent key, rev 1: %v, want ErrConflict", err)
	}
	if _, _, err := e.Get(ctx, []byte("other")); !errors.Is(err, ErrNotFound) {
		t.Errorf("a refused commit wrote: %v", err)
	}
	if err := putIf(0); err != nil {
		t.Fatal(err)
	}
	_, first, _ := e.Get(ctx, k)
	if err := putIf(0); !errors.Is(err, ErrConflict) {
		t.Errorf("present key, rev 0: %v, want ErrConflict", err)
	}
	if err := e.Commit(ctx, Commit{Deletes: [][]byte{k}}); err != nil {
		t.Fatal(err)
	}
	if err := putIf(0); err != nil {
		t.Fatal(err)
	}
	if _, again, _ := e.Get(ctx, k); again <= first {
		t.Errorf("a key made anew has revision %d, the deleted one had %d", again, first)
	}
}

// What Get returns is the caller's: it stays as it was while the file grows and moves.
func TestEngineCopies(t *testing.T) {
	e, ctx := boltIn(t), t.Context()
	if err := e.Commit(ctx, Commit{Puts: []Entry{{Key: []byte("k"), Value: []byte("value")}}}); err != nil {
		t.Fatal(err)
	}
	got, _, err := e.Get(ctx, []byte("k"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if err := e.Commit(ctx, Commit{Puts: []Entry{{Key: fmt.Appendf(nil, "big%d", i), Value: make([]byte, 1<<16)}, {Key: []byte("k"), Value: []byte("other")}}}); err != nil {
			t.Fatal(err)
		}
	}
	if string(got) != "value" {
		t.Errorf("the value became %q", got)
	}
}

func pageWrites(e *boltEngine) int64 {
	s := e.bolt.Stats()
	return s.TxStats.GetWrite()
}

// Commits that wait together share a sync.
func TestGroupCommit(t *testing.T) {
	e := boltIn(t)
	before := pageWrites(e)
	var wg sync.WaitGroup
	const n = 200
	e.writing = true // so that all queue up
	for i := range n {
		wg.Go(func() {
			if err := e.Commit(context.Background(), Commit{Puts: []Entry{{Key: fmt.Append(nil, i), Value: []byte("v")}}}); err != nil {
				t.Error(err)
			}
		})
	}
	for waiting := 0; waiting < n; {
		e.mu.Lock()
		waiting = len(e.queue)
		e.mu.Unlock()
	}
	e.handOn()
	wg.Wait()
	if entries, err := e.Range(t.Context(), nil, nil, 1000); len(entries) != n || err != nil {
		t.Errorf("%d records, %v, want %d", len(entries), err, n)
	}
	if writes := pageWrites(e) - before; writes > 40 {
		t.Errorf("%d page writes for %d commits, want those of one transaction", writes, n)
	}
}

// Close waits for those who were before it, and whoever comes after it is refused.
func TestCloseWaitsForCommits(t *testing.T) {
	e := boltIn(t)
	acknowledged := make(chan error, 50)
	for i := range cap(acknowledged) {
		go func() {
			acknowledged <- e.Commit(context.Background(), Commit{Puts: []Entry{{Key: fmt.Append(nil, i), Value: []byte("v")}}})
		}()
	}
	if err := <-acknowledged; err != nil {
		t.Fatal(err)
	}
	path := e.bolt.Path()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	good := 1
	for range cap(acknowledged) - 1 {
		if <-acknowledged == nil {
			good++
		}
	}
	again, err := openBolt(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if entries, err := again.Range(t.Context(), nil, nil, 100); len(entries) != good || err != nil {
		t.Errorf("%d records, %v, want the %d that were acknowledged", len(entries), err, good)
	}
}

// A crowd that waits for a slow disk is turned away beyond a bound.
func TestQueueIsBounded(t *testing.T) {
	e := boltIn(t)
	e.queue = make([]*waiting, maxQueue)
	err := e.Commit(t.Context(), Commit{Puts: []Entry{{Key: []byte("k"), Value: []byte("v")}}})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("Commit() = %v, want ErrBusy", err)
	}
}

// After a write that failed for an unknown reason nothing is acknowledged any more; a full disk is only busy.
func TestEngineStopsAfterFailure(t *testing.T) {
	e := boltIn(t)
	e.bolt.Close() // the next write fails
	put := func() error {
		return e.Commit(context.Background(), Commit{Puts: []Entry{{Key: []byte("k"), Value: []byte("v")}}})
	}
	if err := put(); err == nil || e.failed() == nil {
		t.Errorf("Commit() = %v, failed() = %v, want both", err, e.failed())
	}
	if err := put(); err == nil || errors.Is(err, ErrConflict) || errors.Is(err, ErrBusy) {
		t.Errorf("Commit() again = %v, want the failure", err)
	}
}

// faulty fails at the n-th call, once.
type faulty struct {
	Engine
	n    int
	done int
}

func (f *faulty) Get(ctx context.Context, key []byte) ([]byte, int64, error) {
	if f.done++; f.done == f.n {
		return nil, 0, syscall.EIO
	}
	return f.Engine.Get(ctx, key)
}

func (f *faulty) Commit(ctx context.Context, c Commit) error {
	if f.done++; f.done == f.n {
		return syscall.EIO
	}
	return f.Engine.Commit(ctx, c)
}

// L03: an engine that fails at any call makes Update fail, and what it would have written is not there.
func TestL03EngineFaults(t *testing.T) {
	c := SystemCollection("things", Unique("name", func(s *string) string { return *s }))
	for n := 1; ; n++ {
		e := boltIn(t)
		db, err := OpenEngine(t.Context(), e, Options{Key: bytes.Repeat([]byte{1}, 32)})
		if err != nil {
			t.Fatal(err)
		}
		f := &faulty{Engine: e, n: n}
		db.engine = f
		err = db.Update(t.Context(), Scope{System: "s"}, func(tx *Tx) error {
			name := "n"
			return c.Put(tx, "k", &name)
		})
		if f.done < n {
			if err != nil || n < 3 {
				t.Errorf("without a fault: %v after %d calls", err, f.done)
			}
			return
		}
		entries, _ := e.Range(t.Context(), nil, nil, 10)
		if !errors.Is(err, syscall.EIO) || len(entries) != 1 {
			t.Errorf("fault at call %d: %v, %d records, want the fault and the first record alone", n, err, len(entries))
		}
	}
}

// Any flipped bit of a sealed record, and any other key, is an error.
func TestBitFlips(t *testing.T) {
	s, err := newSealer(Options{Key: bytes.Repeat([]byte{1}, 32), Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	plain, key := []byte(`{"TOTP":"secret"}`), []byte("key")
	sealed, err := s.seal(key, plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.open(key, sealed); err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("open() = %q, %v", got, err)
	}
	for i := range len(sealed) * 8 {
		flipped := bytes.Clone(sealed)
		flipped[i/8] ^= 1 << (i % 8)
		if _, err := s.open(key, flipped); !errors.Is(err, ErrCorrupt) {
			t.Errorf("bit %d flipped: %v, want ErrCorrupt", i, err)
		}
	}
	for n := range sealed {
		if _, err := s.open(key, sealed[:n]); !errors.Is(err, ErrCorrupt) {
			t.Errorf("cut to %d bytes: %v, want ErrCorrupt", n, err)
		}
	}
	if _, err := s.open([]byte("kez"), sealed); !errors.Is(err, ErrCorrupt) {
		t.Errorf("moved to another key: %v, want ErrCorrupt", err)
	}
}

// The same in the file: a damaged record is an error for its reader, named by Check, and nothing else suffers.
func TestDamagedRecord(t *testing.T) {
	e := boltIn(t)
	db, err := OpenEngine(t.Context(), e, Options{Key: bytes.Repeat([]byte{1}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	c, s := SystemCollection[string]("things"), Scope{System: "s"}
	for _, k := range []string{"a", "b"} {
		if err := db.Update(t.Context(), s, func(tx *Tx) error { return c.Put(tx, k, &k) }); err != nil {
			t.Fatal(err)
		}
	}
	path := append(s.prefix("things", recordKind, false), "a"...)
	value, _, _ := e.Get(t.Context(), path)
	value[len(value)-1] ^= 1
	if err := e.Commit(t.Context(), Commit{Puts: []Entry{{Key: path, Value: value}}}); err != nil {
		t.Fatal(err)
	}
	read := func(k string) error {
		return db.Update(t.Context(), s, func(tx *Tx) error { _, err := c.Get(tx, k); return err })
	}
	if err := read("a"); !errors.Is(err, ErrCorrupt) {
		t.Errorf("the damaged record: %v, want ErrCorrupt", err)
	}
	if err := read("b"); err != nil {
		t.Errorf("the other record: %v", err)
	}
	if n, err := db.Check(t.Context()); n != 3 || !errors.Is(err, ErrCorrupt) {
		t.Errorf("Check() = %d, %v, want 3 records and ErrCorrupt", n, err)
	}
}

// FuzzTuple: two tuples have one key only when they are the same (Z08).
func FuzzTuple(f *testing.F) {
	f.Add("a/b", "c", "a", "b/c")
	f.Add("", "\x00", "\x00", "")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		left, right := Scope{a, b}.prefix("x", recordKind, true), Scope{c, d}.prefix("x", recordKind, true)
		if bytes.Equal(left, right) != (a == c && b == d) {
			t.Errorf("(%q, %q) and (%q, %q) have keys %x and %x", a, b, c, d, left, right)
		}
		if !bytes.Equal(left, right) && bytes.HasPrefix(left, right) {
			t.Errorf("the key of (%q, %q) begins with that of (%q, %q)", a, b, c, d)
		}
	})
}
