package main

import (
	"context"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services/antel"
)

// antelSystem serves Antel: a ServiceStack host where nobody signs in by a header; its API key is a member of each request.
var antelSystem = system{name: "antel", open: openAntel, demo: demoAntel}

func openAntel(ctx context.Context, p *parts) (*opened, error) {
	core, err := p.accounts(ctx, antel.Policy())
	if err != nil {
		return nil, err
	}
	service := antel.New(core, antel.Options{Issuer: p.config.Issuer})
	host, err := p.serve(server.Host{
		Dialect:    servicestack.Defaults(),
		Operations: service.Operations(),
	})
	if err != nil {
		return nil, err
	}
	return &opened{host: host, core: core, parts: p}, nil
}
