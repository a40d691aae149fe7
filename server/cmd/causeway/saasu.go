package main

import (
	"context"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services/saasu"
)

// saasuSystem serves Saasu: an ASP.NET Web API host with OAuth tokens and access keys, each used for one file.
var saasuSystem = system{name: "saasu", open: openSaasu, demo: demoSaasu}

func openSaasu(ctx context.Context, p *parts) (*opened, error) {
	core, err := p.accounts(ctx, saasu.Policy())
	if err != nil {
		return nil, err
	}
	service := saasu.New(core, saasu.Options{Issuer: p.config.Issuer, Base: p.base})
	host, err := p.serve(server.Host{
		Dialect:    &webapi.Dialect{AccessKey: "WsAccessKey", Tenant: "FileId"},
		Verify:     service.Verifier(),
		Operations: service.Operations(),
	})
	if err != nil {
		return nil, err
	}
	return &opened{host: host, core: core, parts: p}, nil
}
