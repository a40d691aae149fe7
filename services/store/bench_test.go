package store_test

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/causeway-gateway/causeway/services/store"
)

// One writer waits for one sync each; many share it.
func BenchmarkUpdate(b *testing.B) {
	for _, writers := range []int{1, 64} {
		b.Run(fmt.Sprint(writers, " writers a core"), func(b *testing.B) {
			db, err := store.Open(filepath.Join(b.TempDir(), "db"), store.Options{Key: key})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			var n atomic.Int64
			b.SetParallelism(writers)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					id := fmt.Sprint(n.Add(1))
					err := db.Update(b.Context(), system, func(tx *store.Tx) error { return counters.Put(tx, id, &person{Count: 1}) })
					if err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

func BenchmarkGet(b *testing.B) {
	db, err := store.Open(filepath.Join(b.TempDir(), "db"), store.Options{Key: key})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(b.Context(), system, func(tx *store.Tx) error { return counters.Put(tx, "c", &person{Count: 1}) }); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		err := db.View(b.Context(), system, func(tx *store.Tx) error { _, err := counters.Get(tx, "c"); return err })
		if err != nil {
			b.Fatal(err)
		}
	}
}
