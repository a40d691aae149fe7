package servicestack_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

type Greet struct {
	_ struct{} `clr:"Example"`

	Name string
}

type GreetResponse struct {
	_ struct{} `clr:"Example"`

	Result string
}

// One operation answers in every format and under every form of URL that ServiceStack's clients use.
func Example() {
	greet := func(_ context.Context, r *Greet) (*GreetResponse, error) {
		return &GreetResponse{Result: "Hello, " + r.Name + "!"}, nil
	}
	host, err := server.New(server.Host{
		Name:       "example",
		Dialect:    servicestack.Defaults(),
		Operations: []services.Operation{services.Op(greet, auth.Anyone, "GET /greet/{Name}")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := httptest.NewServer(host)
	defer s.Close()
	for _, path := range []string{"/greet/World", "/greet/World.jsv", "/json/reply/Greet?name=World", "/api/Greet.xml?name=World"} {
		res, err := http.Get(s.URL + path)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(res.Body) // the example prints what there is
		res.Body.Close()
		fmt.Printf("%s: %s\n", path, body)
	}
	// Output:
	// /greet/World: {"result":"Hello, World!"}
	// /greet/World.jsv: {result:"Hello, World!"}
	// /json/reply/Greet?name=World: {"result":"Hello, World!"}
	// /api/Greet.xml?name=World: <?xml version="1.0" encoding="utf-8"?><GreetResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/Example"><Result>Hello, World!</Result></GreetResponse>
}

func read(t *testing.T, r *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
