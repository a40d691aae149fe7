package account_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// A person registers, signs in, and signs out, which ends the session. A servicestack.Identity makes these calls where it is given the directory as its
// Users, Sessions and Registrar, and its SignOut.
func ExampleDirectory() {
	folder, err := os.MkdirTemp("", "directory")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	key, pepper := make([]byte, 32), make([]byte, 32)
	rand.Read(key)
	rand.Read(pepper)
	db, err := store.Open(filepath.Join(folder, "db"), store.Options{Key: key})
	if err != nil {
		panic(err)
	}
	defer db.Close()
	ctx := context.Background()
	core, err := account.Open(ctx, db, "demo", account.Options{
		Policy: account.Policy{
			Limits:   map[account.Purpose][]account.Limit{account.SignIn: {{Tries: 10, Within: 5 * time.Minute}}},
			Sessions: map[account.Kind]time.Duration{account.Login: 24 * time.Hour},
		},
		Passwords: auth.NewPasswords(auth.PasswordOptions{}),
		Pepper:    pepper,
	})
	if err != nil {
		panic(err)
	}

	people := core.Directory(account.DirectoryOptions{})
	if _, err := people.Register(ctx, auth.User{Name: "ann", Email: "ann@x.test"}, "correct horse battery"); err != nil {
		panic(err)
	}
	_, err = people.Login(ctx, "ann", "wrong")
	fmt.Println("wrong password:", errors.Is(err, auth.ErrUnauthenticated))
	ann, err := people.Login(ctx, "ANN@x.test", "correct horse battery")
	fmt.Println("right password:", ann.Name, err)

	err = people.Begin(ctx, auth.Login{ID: "an id that nobody guesses", User: ann.ID, Epoch: ann.Epoch})
	fmt.Println("session begun:", err)
	session, err := people.Session(ctx, "an id that nobody guesses")
	fmt.Println("session of ann:", session.User == ann.ID, err)
	err = people.SignOut(auth.With(ctx, auth.Principal{User: ann.ID}))
	fmt.Println("signed out:", err)
	_, err = people.Session(ctx, "an id that nobody guesses")
	fmt.Println("session over:", errors.Is(err, auth.ErrUnauthenticated))
	// Output:
	// wrong password: true
	// right password: ann <nil>
	// session begun: <nil>
	// session of ann: true <nil>
	// signed out: <nil>
	// session over: true
}
