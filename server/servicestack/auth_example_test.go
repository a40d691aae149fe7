package servicestack_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// A host with accounts and sessions of its own: a client signs in as it would at any ServiceStack host, and its cookies do the rest.
func ExampleIdentity() {
	identity := &servicestack.Identity{
		Providers: []string{servicestack.Credentials},
		Users:     people{},
		Sessions:  &running{all: map[string]auth.Login{}},
	}
	dialect := servicestack.Defaults()
	dialect.Identity = identity
	greet := func(ctx context.Context, _ *Greet) (*GreetResponse, error) {
		return &GreetResponse{Result: "Hello, " + auth.From(ctx).Name + "!"}, nil
	}
	host, err := server.New(server.Host{
		Name:       "example",
		Dialect:    dialect,
		Operations: append(identity.Operations(), services.Op(greet, servicestack.Authenticated(), "GET /greet")),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := httptest.NewServer(host)
	defer s.Close()
	jar, _ := cookiejar.New(nil) // never fails without options
	client := &http.Client{Jar: jar}
	show := func(res *http.Response, err error) {
		if err != nil {
			fmt.Println(err)
			return
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body) // the example prints what there is
		fmt.Println(res.StatusCode, string(body))
	}
	show(client.Get(s.URL + "/greet"))
	res, err := client.Post(s.URL+"/auth/credentials", "application/json", strings.NewReader(`{"userName":"ann","password":"right"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	res.Body.Close()
	show(client.Get(s.URL + "/greet"))
	show(client.Post(s.URL+"/auth/logout", "", nil))
	show(client.Get(s.URL + "/greet"))
	// Output:
	// 401 {"responseStatus":{"errorCode":"Unauthorized","message":"Not Authenticated","errors":[]}}
	// 200 {"result":"Hello, Ann!"}
	// 200 {}
	// 401 {"responseStatus":{"errorCode":"Unauthorized","message":"Not Authenticated","errors":[]}}
}
