package servicestack_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// A host whose accounts and sessions are kept in the embedded file, and whose clients show signed tokens. Signing out ends these at once, because the
// core says which epoch they must carry.
func ExampleIdentity_directory() {
	folder, err := os.MkdirTemp("", "shop")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	db, err := store.Open(filepath.Join(folder, "shop.db"), store.Options{Key: newKey()})
	if err != nil {
		panic(err)
	}
	defer db.Close()
	identity, err := shopIdentity(db)
	if err != nil {
		panic(err)
	}
	dialect := servicestack.Defaults()
	dialect.Identity = identity
	greet := func(ctx context.Context, _ *Greet) (*GreetResponse, error) {
		return &GreetResponse{Result: "Hello, " + auth.From(ctx).Username + "!"}, nil
	}
	host, err := server.New(server.Host{
		Name:       "shop",
		Dialect:    dialect,
		Operations: append(identity.Operations(), services.Op(greet, servicestack.Authenticated(), "GET /greet")),
	})
	if err != nil {
		panic(err)
	}
	s := httptest.NewServer(host)
	defer s.Close()
	var signedIn dto.AuthenticateResponse
	answer := call(http.MethodPost, s.URL+"/auth/credentials", "", `{"userName":"ann","password":"correct horse battery"}`)
	if err := codec.JSON(codec.TextOptions{}).Decode([]byte(answer), &signedIn); err != nil {
		panic(err)
	}
	fmt.Println(call(http.MethodGet, s.URL+"/greet", signedIn.BearerToken, ""))
	fmt.Println(call(http.MethodPost, s.URL+"/auth/logout", signedIn.BearerToken, ""))
	fmt.Println(call(http.MethodGet, s.URL+"/greet", signedIn.BearerToken, ""))
	// Output:
	// {"result":"Hello, ann!"}
	// {}
	// {"responseStatus":{"errorCode":"Unauthorized","message":"Not Authenticated","errors":[]}}
}

// shopIdentity knows the accounts in db, of which it makes one. A program reads its keys from where they are kept, and calls core.Sweep now and then.
func shopIdentity(db *store.DB) (*servicestack.Identity, error) {
	ctx := context.Background()
	core, err := account.Open(ctx, db, "shop", account.Options{
		Policy: account.Policy{
			Limits:   map[account.Purpose][]account.Limit{account.SignIn: {{Tries: 10, Within: 5 * time.Minute}}},
			Sessions: map[account.Kind]time.Duration{account.Login: 28 * 24 * time.Hour},
		},
		Passwords: auth.NewPasswords(auth.PasswordOptions{}),
		Pepper:    newKey(),
	})
	if err != nil {
		return nil, err
	}
	people := core.Directory(account.DirectoryOptions{})
	if _, err := people.Register(ctx, auth.User{Name: "ann", Email: "ann@x.test"}, "correct horse battery"); err != nil {
		return nil, err
	}
	tokens, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{Secret: newKey()}}, Epoch: core.Epoch})
	if err != nil {
		return nil, err
	}
	return &servicestack.Identity{
		Providers: []string{servicestack.JWT, servicestack.Credentials},
		Users:     people,
		Sessions:  people,
		SignOut:   people.SignOut,
		Tokens:    &servicestack.TokenPolicy{Tokens: tokens, Lifetime: time.Hour, Insecure: true}, // Insecure: the example has no TLS
	}, nil
}

func newKey() []byte {
	key := make([]byte, 32)
	rand.Read(key) // never fails
	return key
}

// call answers with the body of an answer, or with why there is none.
func call(method, url, token, body string) string {
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
