package main

import (
	"context"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services/foundry"
)

// foundrySystem serves Foundry: a ServiceStack host with every way to sign in, whose documents call JSV text/jsv.
var foundrySystem = system{name: "foundry", open: openFoundry, demo: demoFoundry}

// refreshLifetime is how long a refresh token is good.
const refreshLifetime = 30 * 24 * time.Hour

func openFoundry(ctx context.Context, p *parts) (*opened, error) {
	core, err := p.accounts(ctx, foundry.Policy())
	if err != nil {
		return nil, err
	}
	tokens, err := auth.NewTokens(auth.TokenOptions{
		Keys: p.keys.tokens(p.name), Issuer: p.config.Issuer, Leeway: 5 * time.Second, Now: p.now, Epoch: core.Epoch,
	})
	if err != nil {
		return nil, err
	}
	service := foundry.New(core, p.config.Issuer)
	identity := foundryIdentity(p, service, tokens)
	for _, op := range service.Operations() {
		identity.Outside = append(identity.Outside, op.Name) // recorded so: the demand is that of the whole class
	}
	dialect := servicestack.Defaults()
	dialect.JSV, dialect.Identity = "text/jsv", identity
	dialect.Single = []string{"OrganisationId"}
	host, err := p.serve(server.Host{Dialect: dialect, Operations: slices.Concat(service.Operations(), identity.Operations())})
	if err != nil {
		return nil, err
	}
	return &opened{host: host, core: core, parts: p}, nil
}

// foundryIdentity is how Foundry knows its callers. What its owner has not switched on is left out.
func foundryIdentity(p *parts, service *foundry.Service, tokens *auth.Tokens) *servicestack.Identity {
	people, wanted := service.People(), p.config.SignIn
	i := &servicestack.Identity{
		Providers: []string{servicestack.Credentials, servicestack.JWT, servicestack.APIKey, servicestack.Basic},
		Users:     people, SignIn: service.SignIn, SignOut: people.SignOut, Sessions: people,
		Tokens: &servicestack.TokenPolicy{
			Tokens: tokens, Lifetime: p.config.Token, RefreshLifetime: refreshLifetime, Cookies: wanted.Cookies, Claims: organisations,
			Insecure: true, // whether others can read a connection is the listener's affair: a proxy in front may be the one that speaks TLS
		},
		Keys:    &servicestack.KeyPolicy{Keys: people, Insecure: true},
		Aliases: true,
	}
	if wanted.Register {
		i.Register = &servicestack.Registration{Registrar: people, Checked: true}
	}
	if wanted.Roles {
		i.Roles = people
	}
	return i
}

// organisations lists the tenants that an access token is good for.
func organisations(c *auth.Claims, u auth.User) {
	if !c.Refresh {
		c.Organisations = u.Organisations
	}
}
