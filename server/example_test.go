package server_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"time"

	"github.com/gorilla/mux"

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

// A listener with its guards: strict framing, 32 KiB for the head, times, and as many connections as one address may have.
func ExampleServer() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTimes}))
	host, err := server.New(server.Host{
		Name: "example", Dialect: servicestack.Defaults(), Log: log,
		Operations: []services.Operation{services.Op(hello, auth.Anyone, "POST /hello")},
		Limits:     server.Limits{Body: 64 << 10, Rate: 100},
		Observe:    []server.Observer{server.AccessLog(log)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	done := make(chan error)
	ctx, stop := context.WithCancel(context.Background()) // a program has signal.NotifyContext
	defer stop()
	go func() {
		s := server.Server{Conns: server.ConnLimits{PerAddress: 50}, Timeouts: server.Timeouts{Read: 5 * time.Second}, Log: log}
		done <- s.Serve(ctx, server.Endpoint{Listener: l, Handler: host}) // TLS: a certificate of server.LoadCertificate
	}()
	res, err := http.PostForm("http://"+l.Addr().String()+"/hello?key=secret", url.Values{"Name": {"World"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	fmt.Println(string(body), err)
	stop()
	fmt.Println(<-done)
	// Unordered output:
	// {"result":"Hello, World!"} <nil>
	// level=INFO msg=request host=example operation=Hello method=POST path=/hello status=200 bytes=26 address=127.0.0.1
	// <nil>
}

// withoutTimes leaves out what is another at each run.
func withoutTimes(_ []string, a slog.Attr) slog.Attr {
	switch a.Key {
	case slog.TimeKey, "duration", "request", "trace":
		return slog.Attr{}
	}
	return a
}

// Two hosts by name, and beside them what is no host: handlers of a team's own, by gorilla/mux.
func ExampleMux() {
	named := func(name string) *server.Host {
		h, err := server.New(server.Host{
			Name: name, Hosts: []string{name + ".test"}, Dialect: servicestack.Defaults(),
			Operations: []services.Operation{services.Op(hello, auth.Anyone, "GET /hello/{Name}")},
		})
		if err != nil {
			panic(err)
		}
		return h
	}
	shop := named("shop")
	m, err := server.NewMux(shop, named("desk"))
	if err != nil {
		fmt.Println(err)
		return
	}
	m.Beside().HandleFunc("/files/{name}", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "the file ", mux.Vars(r)["name"]) })
	m.Beside().PathPrefix("/old/").Handler(http.StripPrefix("/old", shop))
	for _, url := range []string{"http://desk.test:8080/hello/Ann", "http://other.test/files/a.txt", "http://other.test/old/hello/Bob", "http://other.test/hello/Eve"} {
		answer := httptest.NewRecorder()
		m.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, url, nil))
		fmt.Println(answer.Code, answer.Body)
	}
	// Output:
	// 200 {"result":"Hello, Ann!"}
	// 200 the file a.txt
	// 200 {"result":"Hello, Bob!"}
	// 421
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
