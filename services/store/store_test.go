package store_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/causeway-gateway/causeway/services/store"
)

type person struct {
	Name, Phone string
	Emails      []string
	Count       int
}

var (
	people = store.SystemCollection("people",
		store.Unique("phone", func(p *person) string { return p.Phone }),
		store.UniqueEach("email", func(p *person) []string { return p.Emails }))
	counters = store.SystemCollection[person]("counters")
	notes    = store.TenantCollection[person]("notes")
)

var key = bytes.Repeat([]byte{7}, 32)

func open(t *testing.T, path string, o store.Options) *store.DB {
	t.Helper()
	if o.Key == nil {
		o.Key = key
	}
	db, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func fresh(t *testing.T) *store.DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "db"), store.Options{})
}

var (
	system = store.Scope{System: "foundry"}
	org1   = store.Scope{System: "foundry", Tenant: "org1"}
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, db *store.DB, s store.Scope, c store.Collection[person], id string, p person) {
	t.Helper()
	must(t, db.Update(t.Context(), s, func(tx *store.Tx) error { return c.Put(tx, id, &p) }))
}

func get(t *testing.T, db *store.DB, s store.Scope, c store.Collection[person], id string) (p *person, err error) {
	t.Helper()
	err = db.View(t.Context(), s, func(tx *store.Tx) error {
		p, err = c.Get(tx, id)
		return err
	})
	return p, err
}

func TestRecordsSurviveReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	db := open(t, path, store.Options{})
	want := person{Name: "Ann", Phone: "1", Emails: []string{"a@x", "b@x"}}
	put(t, db, system, people, "ann", want)
	put(t, db, org1, notes, "n", person{Name: "note"})
	must(t, db.Close())
	db = open(t, path, store.Options{})
	got, err := get(t, db, system, people, "ann")
	if diff := cmp.Diff(&want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	must(t, db.View(t.Context(), system, func(tx *store.Tx) error {
		id, _, err := people.Find(tx, "email", "b@x")
		if id != "ann" {
			t.Errorf("Find(b@x) = %q, want ann", id)
		}
		return err
	}))
	must(t, db.Ready(t.Context()))
	if n, err := db.Check(t.Context()); n != 6 || err != nil { // itself, two records, three unique values
		t.Errorf("Check() = %d, %v, want 6", n, err)
	}
}

func TestUniqueValues(t *testing.T) {
	db := fresh(t)
	put(t, db, system, people, "ann", person{Phone: "1", Emails: []string{"a@x", "b@x"}})
	err := db.Update(t.Context(), system, func(tx *store.Tx) error {
		return people.Put(tx, "bob", &person{Emails: []string{"b@x"}})
	})
	if !errors.Is(err, store.ErrTaken) {
		t.Errorf("a taken address: %v, want ErrTaken", err)
	}
	put(t, db, system, people, "ann", person{Phone: "1", Emails: []string{"a@x"}})
	put(t, db, system, people, "bob", person{Emails: []string{"b@x"}}) // b@x was let go
	put(t, db, store.Scope{System: "antel"}, people, "eve", person{Phone: "1"})
	must(t, db.Update(t.Context(), system, func(tx *store.Tx) error { return people.Delete(tx, "ann") }))
	put(t, db, system, people, "cid", person{Phone: "1", Emails: []string{"a@x"}})
	must(t, db.Update(t.Context(), system, func(tx *store.Tx) error { return people.Delete(tx, "nobody") }))
}

// Two closures that want one unique value at once: one has it, whatever the order.
func TestUniqueUnderConcurrency(t *testing.T) {
	db := fresh(t)
	var won atomic.Int32
	atOnce(50, func(i int) {
		err := db.Update(context.Background(), system, func(tx *store.Tx) error {
			return people.Put(tx, fmt.Sprint("p", i), &person{Phone: "1"})
		})
		switch {
		case err == nil:
			won.Add(1)
		case !errors.Is(err, store.ErrTaken):
			t.Error(err)
		}
	})
	if won.Load() != 1 {
		t.Errorf("%d have the number, want 1", won.Load())
	}
}

func atOnce(n int, do func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() { <-start; do(i) })
	}
	close(start)
	wg.Wait()
}

// 100 writers add to one record: none is lost, and all are done soon.
func TestConflictsRunAgain(t *testing.T) {
	db, begun := fresh(t), time.Now()
	atOnce(100, func(int) {
		err := db.Update(context.Background(), system, func(tx *store.Tx) error {
			p, err := counters.Get(tx, "c")
			if errors.Is(err, store.ErrNotFound) {
				p, err = &person{}, nil
			}
			if err != nil {
				return err
			}
			p.Count++
			return counters.Put(tx, "c", p)
		})
		if err != nil {
			t.Error(err)
		}
	})
	if p, err := get(t, db, system, counters, "c"); err != nil || p.Count != 100 {
		t.Errorf("count = %v, %v, want 100", p, err)
	}
	if d := time.Since(begun); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestFailedClosureLeavesNothing(t *testing.T) {
	db, refused := fresh(t), errors.New("refused")
	err := db.Update(t.Context(), system, func(tx *store.Tx) error {
		if err := counters.Put(tx, "c", &person{Count: 1}); err != nil {
			return err
		}
		if p, err := counters.Get(tx, "c"); err != nil || p.Count != 1 {
			t.Errorf("its own write: %v, %v", p, err)
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("Update() = %v, want the closure's error", err)
	}
	if _, err := get(t, db, system, counters, "c"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Get() = %v, want ErrNotFound", err)
	}
	if err := db.View(t.Context(), system, func(tx *store.Tx) error { return counters.Put(tx, "c", &person{}) }); err == nil {
		t.Error("a view wrote")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.Update(ended, system, func(tx *store.Tx) error { return counters.Put(tx, "c", &person{}) }); !errors.Is(err, context.Canceled) {
		t.Errorf("Update(ended) = %v, want context.Canceled", err)
	}
}

// A tenant's records can be reached neither from another tenant, nor from the system alone, nor by names that run into each other (Z08).
func TestScopes(t *testing.T) {
	db := fresh(t)
	scopes := []store.Scope{org1, {System: "foundry", Tenant: "org"}, {System: "foundry", Tenant: "1/org1"}, {System: "found", Tenant: "ryorg1"}, {System: "foundry\x04", Tenant: "org1"}}
	put(t, db, org1, notes, "1n", person{Name: "mine"})
	for _, s := range scopes[1:] {
		for _, id := range []string{"1n", "n", "11n", "/1n", "org11n"} {
			if _, err := get(t, db, s, notes, id); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("Get(%q, %q) = %v, want ErrNotFound", s, id, err)
			}
		}
	}
	if _, err := get(t, db, system, notes, "1n"); err == nil || errors.Is(err, store.ErrNotFound) {
		t.Errorf("a tenant's collection without a tenant: %v, want an error", err)
	}
	put(t, db, org1, people, "ann", person{Name: "Ann"}) // a tenant's scope opens the system's collections too
	if p, err := get(t, db, system, people, "ann"); err != nil || p.Name != "Ann" {
		t.Errorf("Get() = %v, %v", p, err)
	}
}

func TestAll(t *testing.T) {
	db := fresh(t)
	const n = 600 // more than two pages
	for from := 0; from < n; from += 100 {
		must(t, db.Update(t.Context(), org1, func(tx *store.Tx) error {
			for i := from; i < from+100; i++ {
				if err := notes.Put(tx, fmt.Sprintf("%03d", i), &person{Count: i}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	put(t, db, store.Scope{System: "foundry", Tenant: "org2"}, notes, "000", person{})
	for after, want := range map[string]int{"": n, "299": 300, "599": 0} {
		got, last := 0, after
		must(t, db.View(t.Context(), org1, func(tx *store.Tx) error {
			for r, err := range notes.All(tx, after) {
				if err != nil {
					return err
				}
				if r.Key <= last && got > 0 || fmt.Sprintf("%03d", r.Value.Count) != r.Key {
					t.Errorf("All(%q) yields %q after %q", after, r.Key, last)
				}
				got, last = got+1, r.Key
			}
			return nil
		}))
		if got != want {
			t.Errorf("All(%q) yields %d, want %d", after, got, want)
		}
	}
}

func TestTooLarge(t *testing.T) {
	db := fresh(t)
	err := db.Update(t.Context(), system, func(tx *store.Tx) error {
		for i := range store.MaxOps + 1 {
			if err := counters.Put(tx, fmt.Sprint(i), &person{}); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("%d writes: %v, want ErrTooLarge", store.MaxOps+1, err)
	}
	err = db.Update(t.Context(), system, func(tx *store.Tx) error {
		return counters.Put(tx, "big", &person{Name: strings.Repeat("x", store.MaxValue)})
	})
	if !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("a big record: %v, want ErrTooLarge", err)
	}
}

func TestSecondProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	open(t, path, store.Options{})
	begun := time.Now()
	_, err := store.Open(path, store.Options{Key: key})
	if err == nil || !strings.Contains(err.Error(), "another process") || time.Since(begun) > 4*time.Second {
		t.Errorf("Open() = %v after %v, want a clear refusal after 2s", err, time.Since(begun))
	}
}

func TestCreation(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "db")
	if _, err := store.Open(path, store.Options{Key: key[:31]}); err == nil {
		t.Error("a short key: no error")
	}
	open(t, path, store.Options{})
	files, err := os.ReadDir(folder)
	must(t, err)
	if len(files) != 1 {
		t.Errorf("%d files, want the store alone", len(files))
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode())
	}
	if _, err := store.Open(filepath.Join(folder, "no", "db"), store.Options{Key: key}); err == nil {
		t.Error("no such folder: no error")
	}
}

// K02, P03, O06: nothing of a record or a unique value can be read in the file, in any spelling.
func TestNothingReadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	db := open(t, path, store.Options{})
	const canary = "canary-3fd1a9c2@example.com"
	put(t, db, system, people, "id", person{Name: canary, Emails: []string{canary}})
	must(t, db.Close())
	data, err := os.ReadFile(path)
	must(t, err)
	for _, form := range []string{canary, hex.EncodeToString([]byte(canary)), canary[:12]} {
		if bytes.Contains(bytes.ToLower(data), []byte(form)) {
			t.Errorf("the file contains %q", form)
		}
	}
}

func TestWrongKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	must(t, open(t, path, store.Options{}).Close())
	other := bytes.Repeat([]byte{8}, 32)
	if _, err := store.Open(path, store.Options{Key: other}); !errors.Is(err, store.ErrCorrupt) || !strings.Contains(err.Error(), "sealing key") {
		t.Errorf("Open(other key) = %v, want a clear refusal", err)
	}
}

// L09: a new sealing key re-seals while the store is in use; then the old one is not needed, and unique values still hold.
func TestReseal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	db := open(t, path, store.Options{})
	put(t, db, system, people, "ann", person{Phone: "1"})
	must(t, db.Close())
	other := bytes.Repeat([]byte{8}, 32)
	db = open(t, path, store.Options{Key: other, OldKeys: [][]byte{key}})
	put(t, db, system, people, "bob", person{Phone: "2"})
	if n, err := db.Reseal(t.Context()); n != 3 || err != nil {
		t.Errorf("Reseal() = %d, %v, want 3", n, err)
	}
	must(t, db.Close())
	db = open(t, path, store.Options{Key: other})
	if _, err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	err := db.Update(t.Context(), system, func(tx *store.Tx) error { return people.Put(tx, "cid", &person{Phone: "1"}) })
	if !errors.Is(err, store.ErrTaken) {
		t.Errorf("a taken number after resealing: %v, want ErrTaken", err)
	}
}

func TestHas(t *testing.T) {
	db := fresh(t)
	err := db.Update(t.Context(), system, func(tx *store.Tx) error { return counters.Put(tx, "c", &person{Count: 1}) })
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]bool{"c": true, "d": false, "": false, strings.Repeat("k", 5000): false} {
		err := db.View(t.Context(), system, func(tx *store.Tx) error {
			got, err := counters.Has(tx, key)
			if got != want {
				t.Errorf("Has(%.9q) = %v, want %v", key, got, want)
			}
			return err
		})
		if err != nil {
			t.Errorf("Has(%.9q) = %v, want nil", key, err)
		}
	}
}
