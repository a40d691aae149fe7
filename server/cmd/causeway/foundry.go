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

// foundrySystem serves Foundry: a ServiceStack host with bearer tokens, whose documents call JSV text/jsv.
var foundrySystem = system{name: "foundry", open: openFoundry, demo: demoFoundry}

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
	service := foundry.New(core, tokens, foundry.Options{Issuer: p.config.Issuer, Access: p.config.Token})
	dialect := servicestack.Defaults()
	dialect.JSV, dialect.Challenge = "text/jsv", `jwt realm="/auth/jwt"`
	dialect.Single = []string{"OrganisationId"}
	host, err := p.serve(server.Host{
		Dialect: dialect,
		Verify:  service.Verifier(),
		Operations: slices.Concat(service.Operations(), servicestack.AuthOperations(servicestack.AuthOptions{
			SignIn: service.SignIn, SignOut: service.SignOut, Refresh: service.Refresh, Describe: service.Describe,
		})),
	})
	if err != nil {
		return nil, err
	}
	return &opened{host: host, core: core, parts: p}, nil
}
