// Package auth recreates the recorded hosts of area auth. Their handlers say nothing about any system; users and keys are published test values.
package auth

import (
	"context"
	"encoding/base64"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// The keys of the recorded hosts.
const (
	mainKey     = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	fallbackKey = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
)

// Creds is the recorded host auth/creds.
func Creds() server.Host {
	m := newMemory()
	i := identity(m, servicestack.Credentials)
	i.Register = &servicestack.Registration{Registrar: m}
	return host("auth/creds", i, base())
}

// Cookie is the recorded host auth/jwt-cookie.
func Cookie() server.Host {
	i := identity(newMemory(), servicestack.JWT, servicestack.Credentials)
	i.Tokens = &servicestack.TokenPolicy{Tokens: tokens(auth.TokenOptions{}), Cookies: true, Insecure: true}
	return host("auth/jwt-cookie", i, base())
}

// Body is the recorded host auth/jwt-body.
func Body() server.Host {
	i := identity(newMemory(), servicestack.Credentials, servicestack.JWT)
	i.Tokens = &servicestack.TokenPolicy{
		Tokens: tokens(auth.TokenOptions{}), Insecure: true, InQuery: true, InForm: true, ShowConverted: true,
	}
	return host("auth/jwt-body", i, base())
}

// Basic is the recorded host auth/basic.
func Basic() server.Host {
	return host("auth/basic", identity(newMemory(), servicestack.Basic, servicestack.Credentials), base())
}

// BasicTokens is the recorded host auth/basic-jwt.
func BasicTokens() server.Host {
	i := identity(newMemory(), servicestack.Basic, servicestack.JWT, servicestack.Credentials)
	i.Tokens = &servicestack.TokenPolicy{Tokens: tokens(auth.TokenOptions{}), Insecure: true}
	return host("auth/basic-jwt", i, base())
}

// Registering is the recorded host auth/register.
func Registering() server.Host {
	m := newMemory()
	i := identity(m, servicestack.Credentials, servicestack.JWT)
	i.Tokens = &servicestack.TokenPolicy{Tokens: tokens(auth.TokenOptions{}), Insecure: true}
	i.Register = &servicestack.Registration{Registrar: m, Checked: true}
	return host("auth/register", i, base())
}

// Keys is the recorded host auth/apikey.
func Keys() server.Host {
	m := withKeys(newMemory())
	i := identity(m, servicestack.APIKey, servicestack.Credentials)
	i.Keys = &servicestack.KeyPolicy{Keys: m, Insecure: true}
	i.Register = &servicestack.Registration{Registrar: m}
	return host("auth/apikey", i, base())
}

// KeyParameters is the recorded host auth/apikey-params.
func KeyParameters() server.Host {
	m := withKeys(newMemory())
	i := identity(m, servicestack.APIKey)
	i.Keys = &servicestack.KeyPolicy{Keys: m, InParameters: true}
	return host("auth/apikey-params", i, base())
}

// withKeys adds the recorded keys.
func withKeys(m *memory) *memory {
	past := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	m.keyed = true
	for _, k := range []auth.APIKey{
		{Key: "key-manager-live", User: "1"},
		{Key: "key-employee-live", User: "2"},
		{Key: "key-cancelled", User: "1", Cancelled: past},
		{Key: "key-expired", User: "1", Expires: past},
		{Key: "key-orphan", User: "999"},
		{Key: "key-locked", User: "4"},
	} {
		k.Environment, k.Kind = "live", "secret"
		m.keys = append(m.keys, k)
	}
	return m
}

func identity(m *memory, providers ...string) *servicestack.Identity {
	return &servicestack.Identity{
		Providers: providers, Users: m, Sessions: m, Roles: m, AllowUnnamedGet: true, Page: true, ProfileURL: "data:image/svg+xml,%3Csvg/%3E",
	}
}

// tokens signs with the recorded key. It panics where its options are wrong, which are ours.
func tokens(o auth.TokenOptions) *auth.Tokens {
	o.Lenient = true
	if len(o.Keys) == 0 {
		o.Keys = []auth.TokenKey{{Secret: decoded(mainKey)}}
	}
	made, err := auth.NewTokens(o)
	if err != nil {
		panic(err)
	}
	return made
}

func decoded(key string) []byte {
	b, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		panic(err) // the keys are ours
	}
	return b
}

func host(name string, i *servicestack.Identity, ops []services.Operation) server.Host {
	d := servicestack.Recorded()
	d.Title = "Auth Oracle"
	i.StrangerCookies = true
	d.Identity = i
	d.Service = func(string) string { return "AuthServices" }
	return server.Host{
		Name:       name,
		Dialect:    d,
		Operations: slices.Concat(ops, i.Operations()),
		Status:     map[string]int{"ValidationException": 500},
	}
}

// base are the operations of most recorded hosts.
func base() []services.Operation {
	return []services.Operation{
		services.Op(echo("Open", func(r *Open) *string { return r.Name }), auth.Anyone, "ANY /open", "ANY /open/{Name}"),
		services.Op(whoAmI, servicestack.Aware(), "ANY /whoami"),
		services.Op(echo("Secured", func(r *Secured) *string { return r.Name }), auth.SignedIn, "ANY /secured", "ANY /secured/{Name}"),
		services.Op(echo("ManagerOnly", func(r *ManagerOnly) *string { return r.Name }), servicestack.RequiredRole("Manager"), "ANY /manager-only"),
		services.Op(echo("AnyRole", func(r *AnyRole) *string { return r.Name }), servicestack.RequiresAnyRole("Manager", "Owner"), "ANY /any-role"),
		services.Op(echo("CanEdit", func(r *CanEdit) *string { return r.Name }), servicestack.RequiredPermission("CanEdit"), "ANY /can-edit"),
		services.Op(echo("AnyPerm", func(r *AnyPerm) *string { return r.Name }), servicestack.RequiresAnyPermission("CanEdit", "CanView"), "ANY /any-perm"),
		services.Op(echo("Validated", func(r *Validated) *string { return r.Name }), servicestack.Authenticated(), "ANY /validated").
			Rules(validate.NotEmpty("Name", func(r *Validated) *string { return r.Name })),
		services.Op(echo("ValidatedManager", func(r *ValidatedManager) *string { return r.Name }), servicestack.HasRole("Manager"), "ANY /validated-manager").
			Rules(validate.NotNull("Name", func(r *ValidatedManager) *string { return r.Name })),
		services.Op(echo("DtoToken", func(r *DtoToken) *string { return r.Name }), auth.SignedIn, "ANY /dto-token"),
	}
}

// echo answers with the name of the request and the one in it.
func echo[R any](name string, given func(*R) *string) func(context.Context, *R) (*EchoResponse, error) {
	return func(_ context.Context, r *R) (*EchoResponse, error) {
		res := &EchoResponse{Result: name + ":"}
		if s := given(r); s != nil {
			res.Result += *s
		}
		return res, nil
	}
}

func whoAmI(ctx context.Context, _ *WhoAmI) (*WhoAmIResponse, error) {
	p := auth.From(ctx)
	res := &WhoAmIResponse{
		IsAuthenticated: p.SignedIn(), FromToken: p.Via.Provider == servicestack.JWT, UserAuthId: p.User, UserAuthName: p.Username, UserName: p.Username,
		DisplayName: p.Name, FirstName: p.FirstName, LastName: p.LastName, Email: p.Email, AuthProvider: p.Via.Provider,
		Roles: append([]string{}, p.Roles...), Permissions: append([]string{}, p.Permissions...),
	}
	if res.UserAuthName == "" {
		res.UserAuthName = p.Email
	}
	return res, nil
}
