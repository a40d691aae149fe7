// Package batch recreates the recorded host http/batch: several requests in one call.
package batch

import (
	"context"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// The messages of the recorded host.
type (
	Item struct {
		_ struct{} `clr:"Batching"`

		Name *string
		N    int32
	}

	ItemResponse struct {
		_ struct{} `clr:"Batching" assembly:"http-oracle"`

		Result         string
		N              int32
		ResponseStatus *dto.ResponseStatus
	}

	ItemVoid struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemGet struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemValid struct {
		_ struct{} `clr:"Batching"`

		Name *string
	}

	ItemOwn struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemFilter struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemMixed struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemText struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemHttp struct {
		_ struct{} `clr:"Batching"`

		Name string
	}

	ItemList struct {
		_ struct{} `clr:"Batching"`

		Name string
	}
)

// Host is the recorded host.
func Host() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	d.Service = func(string) string { return "BatchService" }
	d.Methods = map[string][]string{"ItemGet": {"GET"}, "Item": {"ANY"}, "ItemOwn": {"ANY"}}
	d.Filters = []server.Step{{Name: "BatchFilter", Run: filter}}
	return server.Host{
		Name:    "http/batch",
		Dialect: d,
		Operations: []services.Operation{
			services.Op(item, auth.Anyone, "POST /item"),
			services.Op(itemVoid, auth.Anyone),
			services.Op(itemGet, auth.Anyone),
			services.Op(itemValid, auth.Anyone).Rules(validate.NotEmpty("Name", func(r *ItemValid) *string { return r.Name })),
			services.Together(services.Op(itemOwn, auth.Anyone, "POST /own"), itemsOwn),
			services.Op(itemFilter, auth.Anyone),
			services.Op(itemMixed, auth.Anyone).Returns("Object"),
			services.Op(itemText, auth.Anyone).Returns("string"),
			services.Op(itemHTTP, auth.Anyone),
			services.Op(itemList, auth.Anyone),
		},
	}
}

func check(name string) error {
	switch name {
	case "fail":
		return services.Errorf(services.Invalid, "ArgumentException", "Bad item")
	case "missing":
		return services.Errorf(services.NotFound, "NotFound", "No item")
	case "crash":
		return services.Errorf(services.Internal, "Exception", "Crash")
	}
	return nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func item(_ context.Context, r *Item) (*ItemResponse, error) {
	name := text(r.Name)
	if name == "null" {
		return nil, nil //nolint:nilnil // nothing is the answer
	}
	return &ItemResponse{Result: "Did " + name, N: r.N}, check(name)
}

func itemVoid(_ context.Context, r *ItemVoid) (*services.Void, error) { return nil, check(r.Name) }

func itemGet(_ context.Context, r *ItemGet) (*ItemResponse, error) {
	return &ItemResponse{Result: "Got " + r.Name}, check(r.Name)
}

func itemValid(_ context.Context, r *ItemValid) (*ItemResponse, error) {
	return &ItemResponse{Result: "Valid " + text(r.Name)}, check(text(r.Name))
}

func itemOwn(_ context.Context, r *ItemOwn) (*ItemResponse, error) {
	return &ItemResponse{Result: "one " + r.Name}, nil
}

func itemsOwn(_ context.Context, all []*ItemOwn) (*ItemResponse, error) {
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.Name
	}
	if len(names) > 0 && check(names[0]) != nil {
		return nil, check(names[0])
	}
	return &ItemResponse{Result: "own " + strings.Join(names, "+")}, nil
}

func filter(x *server.Exchange) error {
	if r, ok := x.DTO.(*ItemFilter); ok && r.Name == "filter" {
		return services.Errorf(services.Invalid, "ArgumentException", "Refused by filter")
	}
	return nil
}

func itemFilter(_ context.Context, r *ItemFilter) (*ItemResponse, error) {
	return &ItemResponse{Result: "Filtered " + r.Name}, check(r.Name)
}

func itemMixed(_ context.Context, r *ItemMixed) (*services.Any, error) {
	switch r.Name {
	case "text":
		return &services.Any{Value: "some text"}, nil
	case "int":
		return &services.Any{Value: int32(5)}, nil
	}
	return &services.Any{Value: &ItemResponse{Result: r.Name}}, nil
}

func itemText(_ context.Context, r *ItemText) (*services.Any, error) {
	return &services.Any{Value: "t:" + r.Name}, nil
}

func itemHTTP(_ context.Context, r *ItemHttp) (*services.Result[ItemResponse], error) {
	if r.Name == "error" {
		return nil, services.Errorf(services.Conflict, "Taken", "Returned error")
	}
	return &services.Result[ItemResponse]{
		Body:  &ItemResponse{Result: r.Name},
		Reply: services.Reply{Status: 201, Header: []services.Header{{Name: "X-Item", Value: r.Name}}},
	}, nil
}

type items []ItemResponse

func itemList(_ context.Context, r *ItemList) (*items, error) {
	return &items{{Result: r.Name}}, check(r.Name)
}
