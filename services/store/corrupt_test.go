package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/causeway-gateway/causeway/services/store"
)

// Promise 3: a file that is damaged anywhere is refused, or serves what is whole; it never serves something else, and never brings the process down.
func TestDamagedFiles(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "db")
	db := open(t, path, store.Options{})
	const records = 60
	for from := 0; from < records; from += 20 {
		must(t, db.Update(t.Context(), system, func(tx *store.Tx) error {
			for i := from; i < from+20; i++ {
				if err := counters.Put(tx, fmt.Sprint("c", i), &person{Count: i, Name: string(bytes.Repeat([]byte{'x'}, 300))}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	must(t, db.Close())
	whole, err := os.ReadFile(path)
	must(t, err)
	refused, damaged, vanished := 0, 0, 0
	for i := range 150 {
		at := len(whole) / 150 * i
		broken := bytes.Clone(whole)
		switch i % 3 {
		case 0:
			broken[at] ^= 1 << (i % 8)
		case 1:
			clear(broken[at&^4095 : min(at&^4095+4096, len(broken))])
		case 2:
			broken = broken[:max(at, 1)]
		}
		path := filepath.Join(folder, fmt.Sprint("broken", i))
		must(t, os.WriteFile(path, broken, 0o600))
		db, err := store.Open(path, store.Options{Key: key})
		if err != nil {
			refused++
			continue
		}
		for n := range records {
			err := db.View(context.Background(), system, func(tx *store.Tx) error {
				p, err := counters.Get(tx, fmt.Sprint("c", n))
				if err == nil && p.Count != n {
					t.Errorf("damage %d: record %d says %d", i, n, p.Count)
				}
				return err
			})
			switch {
			case errors.Is(err, store.ErrNotFound):
				vanished++
			case err != nil:
				damaged++
			}
		}
		_, _ = db.Check(context.Background())
		db.Close()
	}
	t.Logf("150 damages: %d files refused, %d records reported, %d not found", refused, damaged, vanished)
}

// Not every bbolt file is a store, and neither is every file.
func TestForeignFiles(t *testing.T) {
	for name, data := range map[string][]byte{"empty": {}, "text": []byte("hello"), "noughts": make([]byte, 1<<16)} {
		path := filepath.Join(t.TempDir(), "db")
		must(t, os.WriteFile(path, data, 0o600))
		if db, err := store.Open(path, store.Options{Key: key}); err == nil {
			db.Close()
			t.Errorf("%s: Open() = nil error", name)
		}
	}
}
