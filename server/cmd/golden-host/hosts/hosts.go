// Package hosts lists the recreated hosts.
package hosts

import (
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/auth"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/antel"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/batch"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/failing"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/foundry"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/negotiation"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/results"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/routing"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/validation"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/webapi"
)

// An Entry is one recreated host. Its name is that of its recordings, area/host.
type Entry struct {
	Name string
	New  func() server.Host
}

// All returns the recreated hosts.
func All() []Entry {
	return []Entry{
		{"auth/apikey", auth.Keys},
		{"auth/apikey-params", auth.KeyParameters},
		{"auth/basic", auth.Basic},
		{"auth/basic-jwt", auth.BasicTokens},
		{"auth/creds", auth.Creds},
		{"auth/creds-options", auth.Options},
		{"auth/jwt-body", auth.Body},
		{"auth/jwt-cookie", auth.Cookie},
		{"auth/jwt-hooks", auth.Hooks},
		{"auth/jwt-rs256", auth.RSA},
		{"auth/jwt-strict", auth.Strict},
		{"auth/register", auth.Registering},
		{"auth/tenant", auth.Tenant},
		{"http/antel", antel.Host},
		{"http/batch", batch.Host},
		{"http/cors", negotiation.CORS},
		{"http/cors-origins", negotiation.Origins},
		{"http/errors", failing.Host},
		{"http/errors-inner", failing.InnerFirst},
		{"http/errors-map", failing.Mapped},
		{"http/errors-nowrite", failing.Mute},
		{"http/foundry", foundry.Host},
		{"http/negotiation", negotiation.Host},
		{"http/negotiation-json", negotiation.JSON},
		{"http/negotiation-pascal", negotiation.Pascal},
		{"http/results", results.Host},
		{"http/routes", routing.Host},
		{"http/routes-fallback", routing.WithFallback},
		{"http/validation", validation.Host},
		{"webapi/dcs", webapi.DCS},
		{"webapi/details", webapi.Details},
		{"webapi/saasu", webapi.Saasu},
		{"webapi/strict", webapi.Strict},
	}
}

// Find returns the host of that name, or nil.
func Find(name string) *Entry {
	for _, e := range All() {
		if e.Name == name {
			return &e
		}
	}
	return nil
}
