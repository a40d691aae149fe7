package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Hello asks for a greeting.
type Hello struct {
	_    struct{} `clr:"Example"`
	Name string
}

// HelloResponse is a greeting.
type HelloResponse struct {
	_      struct{} `clr:"Example"`
	Result string
}

func hello(_ context.Context, r *Hello) (*HelloResponse, error) {
	return &HelloResponse{Result: "Hello, " + r.Name + "!"}, nil
}

func ExampleNew() {
	host, err := server.New(server.Host{
		Name:    "example",
		Dialect: servicestack.Defaults(),
		Operations: []services.Operation{
			services.Op(hello, auth.Anyone, "GET /hello/{Name}"),
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range []string{"/hello/World", "/hello/World.xml", "/jsv/reply/Hello?Name=World"} {
		answer := httptest.NewRecorder()
		host.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		fmt.Println(answer.Body)
	}
	// Output:
	// {"result":"Hello, World!"}
	// <?xml version="1.0" encoding="utf-8"?><HelloResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/Example"><Result>Hello, World!</Result></HelloResponse>
	// {result:"Hello, World!"}
}

func ExampleRouter() {
	var rt server.Router
	user := services.Op(hello, auth.Anyone, "GET /users/{Name}", "PUT,PATCH /users/{Name}")
	me := services.Op(hello, auth.Anyone, "GET /users/me")
	for _, op := range []*services.Operation{&user, &me} {
		if err := rt.Add(op); err != nil {
			fmt.Println(err)
		}
	}
	_, params, err := rt.Find("GET", "/Users/Pat/")
	fmt.Println(params, err)
	op, _, _ := rt.Find("GET", "/users/me")
	fmt.Println(op.Routes)
	_, _, err = rt.Find("DELETE", "/users/Pat")
	fmt.Println(err)
	// Output:
	// [{Name Pat}] <nil>
	// [GET /users/me]
	// server: verb not allowed
}
