package account_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// A person enrols a second factor and signs in with it; the same code is good once.
func Example() {
	folder, err := os.MkdirTemp("", "account")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	key := make([]byte, 32)
	rand.Read(key)
	db, err := store.Open(filepath.Join(folder, "db"), store.Options{Key: key})
	if err != nil {
		panic(err)
	}
	defer db.Close()

	clock := time.Unix(1700000010, 0)
	ctx, codes := context.Background(), auth.TOTP{Back: 1}
	core, err := account.Open(ctx, db, "demo", account.Options{
		Policy:    account.Policy{TOTP: codes},
		Passwords: auth.NewPasswords(auth.PasswordOptions{}),
		Pepper:    key,
		Now:       func() time.Time { return clock },
	})
	if err != nil {
		panic(err)
	}

	var secret []byte
	ann := &account.Account{ID: "ann", Username: "ann"}
	err = core.Update(ctx, "", func(tx *account.Tx) (err error) {
		if err := tx.Create(ann); err != nil {
			return err
		}
		secret, err = tx.PendTOTP(ann)
		return err
	})
	fmt.Println("enrolled:", err)

	prove := func(with func(*account.Tx, *account.Account, string) (account.Check, error)) (check account.Check) {
		err := core.Update(ctx, "", func(tx *account.Tx) error {
			a, err := tx.ByID("ann")
			if err != nil {
				return err
			}
			check, err = with(tx, a, codes.Code(secret, clock))
			return err
		})
		if err != nil {
			panic(err)
		}
		return check
	}
	fmt.Println("confirmed:", prove((*account.Tx).ConfirmTOTP).OK())
	clock = clock.Add(30 * time.Second)
	fmt.Println("used:", prove((*account.Tx).SpendTOTP).OK())
	fmt.Println("used again:", prove((*account.Tx).SpendTOTP).OK())
	// Output:
	// enrolled: <nil>
	// confirmed: true
	// used: true
	// used again: false
}
