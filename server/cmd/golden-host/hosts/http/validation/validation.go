package validation

import (
	"context"
	"slices"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/nobody"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// Host is the recorded host.
func Host() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	d.Filters = []server.Step{{Name: "Condition", Run: condition}}
	d.Identity = &servicestack.Identity{Providers: []string{servicestack.Credentials}, Users: nobody.Accounts{}, Roles: nobody.Accounts{}, StrangerCookies: true}
	return server.Host{
		Name:       "http/validation",
		Dialect:    d,
		Status:     map[string]int{"NoName": 422},
		Operations: slices.Concat(operations(), sets(), d.Identity.Operations()),
	}
}

func operations() []services.Operation {
	return []services.Operation{
		services.Op(ok[Attrs], auth.Anyone, "POST /attrs").Rules(attrs()...),
		services.Op(ok[Fluent], auth.Anyone, "POST /fluent").Rules(slices.Concat(fluentTexts(), fluentNumbers(), fluentOthers())...),
		services.Op(ok[Cond], auth.Anyone, "POST /cond"),
		services.Op(ok[IsAuth], servicestack.Authenticated(), "ANY /isauth").Rules(
			validate.NotEmpty("Name", func(r *IsAuth) *string { return r.Name })),
		services.Op(ok[HasRole], servicestack.HasRole("Boss"), "ANY /hasrole"),
		services.Op(ok[ChildAttrs], auth.Anyone, "POST /childattrs").Rules(
			validate.Child("One", func(r *ChildAttrs) *AttrChild { return r.One }, attrChild()...),
			validate.EachChild("Many", func(r *ChildAttrs) []*AttrChild { return r.Many }, attrChild()...),
			validate.NotEmpty("Name", func(r *ChildAttrs) *string { return r.Name })),
		services.Op(plain, auth.Anyone, "POST /plain").Rules(validate.NotEmpty("Name", func(r *Plain) *string { return r.Name })).Returns("List<string>"),
		services.Op(manual, auth.Anyone, "POST /manual"),
	}
}

// sets declares one operation for each set of verbs that has rules of its own.
func sets() []services.Operation {
	return []services.Operation{
		services.Op(ok[Sets], auth.Anyone, "ANY /sets").Rules(setsRule()),
		services.Op(ok[Sets], auth.Anyone, "GET /sets").Rules(setsRule(), setsGet()),
		services.Op(ok[Sets], auth.Anyone, "POST /sets").Rules(setsRule(), setsPost()),
		services.Op(ok[Sets], auth.Anyone, "PUT /sets", "DELETE /sets").Rules(setsRule(), setsPut()),
	}
}

// condition refuses a Cond without a name, before the operation and outside of it.
func condition(x *server.Exchange) error {
	if r, ok := x.DTO.(*Cond); ok && r.Name == nil {
		return services.Errorf(services.Invalid, "NoName", "A name is needed")
	}
	return nil
}

func ok[T any](context.Context, *T) (*OkResponse, error) { return &OkResponse{Result: "ok"}, nil }

func plain(context.Context, *Plain) (*services.Any, error) {
	return &services.Any{Value: []string{"ok"}}, nil
}

// manual fails with failures that the handler made up.
func manual(_ context.Context, r *Manual) (*OkResponse, error) {
	bad := validate.Fail("Field", "is bad")
	switch r.Kind {
	case "throw":
		name := "toolong"
		failures := setsRule()(&Sets{Name: &name})
		return nil, failed(services.Internal, "ValidationException", "Validation failed: \n -- Name: "+failures[0].Message, failures...)
	case "exception":
		return nil, failed(services.Internal, "ValidationException", "by hand", bad)
	case "failure-code":
		bad.Code = "ByHand"
		return nil, failed(services.Internal, "ValidationException", "by hand", bad)
	case "error":
		other := validate.Fail("B", "too")
		other.Code = "C2"
		return nil, failed(services.Invalid, "Custom", "\n\n  - is bad [Field]\n  - too [B]", bad, other)
	}
	return &OkResponse{Result: "ok"}, nil
}

func failed(code services.Code, name, message string, failures ...validate.Failure) error {
	return &services.Error{Code: code, Name: name, Message: message, Fields: failures}
}
