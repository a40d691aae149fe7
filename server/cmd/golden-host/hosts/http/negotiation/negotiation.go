package negotiation

import (
	"context"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Host is the recorded host http/negotiation.
func Host() server.Host { return host("http/negotiation", servicestack.Recorded()) }

// JSON is the recorded host http/negotiation-json.
func JSON() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	return host("http/negotiation-json", d)
}

// Pascal is the recorded host http/negotiation-pascal.
func Pascal() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	d.Text.Case = codec.DeclaredCase
	return host("http/negotiation-pascal", d)
}

// CORS is the recorded host http/cors.
func CORS() server.Host {
	d := servicestack.Recorded()
	d.CORS = servicestack.AnyOrigin()
	d.CORS.Recorded = true
	return host("http/cors", d)
}

// Origins is the recorded host http/cors-origins.
func Origins() server.Host {
	d := servicestack.Recorded()
	d.CORS = servicestack.AnyOrigin()
	d.CORS.Recorded = true
	d.CORS.Origins = []string{"http://localhost:3000", "https://app.example.com"}
	d.CORS.Credentials = true
	d.CORS.Headers = []string{"Content-Type", "Authorization"}
	d.CORS.Exposed = []string{"X-AutoBatch-Completed"}
	d.CORS.MaxAge = time.Minute
	return host("http/cors-origins", d)
}

func host(name string, d *servicestack.Dialect) server.Host {
	d.Service = func(operation string) string {
		if operation == "OnlyGet" {
			return "OnlyGetService"
		}
		return "HelloService"
	}
	d.Methods = map[string][]string{"OnlyGet": {"GET"}}
	return server.Host{
		Name:    name,
		Dialect: d,
		Operations: []services.Operation{
			services.Op(hello, auth.Anyone, "ANY /hello", "ANY /hello/{Name}"),
			services.Op(same[Echo], auth.Anyone, "ANY /echo", "ANY /echo/{Name}"),
			services.Op(same[Files], auth.Anyone, "ANY /files/{Path*}"),
			services.Op(same[Thing], auth.Anyone, "PUT /things/{Id}", "GET,POST /things"),
			services.Op(ping, auth.Anyone, "GET /ping"),
			services.Op(str, auth.Anyone, "ANY /str").Returns("string"),
			services.Op(bytes, auth.Anyone, "ANY /bytes").Returns("byte[]"),
			services.Op(onlyGet, auth.Anyone, "ANY /onlyget"),
			services.Op(create, auth.Anyone, "POST /make"),
			services.Op(same[CsvThing], auth.Anyone, "ANY /csv/{Id}"),
		},
	}
}

func hello(_ context.Context, r *Hello) (*HelloResponse, error) {
	return &HelloResponse{Result: new("Hello, " + r.Name + "!")}, nil
}

// same answers with the request.
func same[T any](_ context.Context, r *T) (*T, error) { return r, nil }

func ping(context.Context, *Ping) (*services.Void, error) { return &services.Void{}, nil }

func str(context.Context, *Str) (*services.Any, error) { return &services.Any{Value: "abc"}, nil }

func bytes(context.Context, *Bytes) (*services.Any, error) {
	return &services.Any{Value: []byte{1, 2, 3}}, nil
}

func onlyGet(context.Context, *OnlyGet) (*HelloResponse, error) {
	return &HelloResponse{Result: new("got")}, nil
}

func create(_ context.Context, r *Make) (*services.Result[HelloResponse], error) {
	return &services.Result[HelloResponse]{Body: &HelloResponse{Result: &r.Name}, Reply: services.Reply{Status: 201}}, nil
}
