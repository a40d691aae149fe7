package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/causeway-gateway/causeway/services/store"
)

type bookmark struct{ Title string }

var bookmarks = store.TenantCollection("bookmarks", store.Unique("title", func(b *bookmark) string { return b.Title }))

func Example() {
	folder, err := os.MkdirTemp("", "store")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	db, err := store.Open(filepath.Join(folder, "db"), store.Options{Key: make([]byte, 32)}) // a real key is random and secret
	if err != nil {
		panic(err)
	}
	defer db.Close()

	ctx, scope := context.Background(), store.Scope{System: "demo", Tenant: "org1"}
	add := func(id, title string) error {
		return db.Update(ctx, scope, func(tx *store.Tx) error { return bookmarks.Put(tx, id, &bookmark{title}) })
	}
	fmt.Println(add("b1", "Go"))
	fmt.Println(add("b2", "Go"))

	scope.Tenant = "org2"
	err = db.View(ctx, scope, func(tx *store.Tx) error {
		_, err := bookmarks.Get(tx, "b1")
		return err
	})
	fmt.Println(err)
	// Output:
	// <nil>
	// store: value is taken: title of bookmarks
	// bookmarks: store: not found
}
