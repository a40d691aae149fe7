package main

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// A system is one of the documented products as this program serves it. There is one value for each, in foundry.go, antel.go, saasu.go and rocketchat.go.
type system struct {
	name string // "foundry": its scope in the store, its section in causeway.toml
	open func(context.Context, *parts) (*opened, error)
	demo func(context.Context, *opened) ([]demoLine, error) // adds what is missing of the demonstration data; returns what a person needs to try it
}

// The parts that every system is built from.
type parts struct {
	name      string // the system's
	db        *store.DB
	keys      *keys           // of the installation; keys.tokens(name) are the system's own
	passwords *auth.Passwords // one for the process, so that its gate counts all systems
	config    systemConfig
	proxies   server.Proxies
	base      string // of the URL at which a person reaches the system, such as http://127.0.0.1:8082
	now       func() time.Time
	rand      io.Reader
	log       *slog.Logger
}

// accounts opens the system's accounts under its policy.
func (p *parts) accounts(ctx context.Context, policy account.Policy) (*account.Core, error) {
	return account.Open(ctx, p.db, p.name, account.Options{
		Policy: policy, Passwords: p.passwords, Pepper: p.keys.pepper, Now: p.now, Rand: p.rand,
	})
}

// serve makes the system's host: what every host has is filled in, the rest is the caller's.
func (p *parts) serve(h server.Host) (*server.Host, error) {
	h.Name, h.Hosts, h.Log, h.Now = p.name, p.config.Hosts, p.log, p.now
	h.Limits.Body, h.Limits.Rate, h.Proxies = p.config.Body, p.config.Rate, p.proxies
	h.Observe = append(h.Observe, server.AccessLog(p.log))
	return server.New(h)
}

// An opened system is ready to be served.
type opened struct {
	host *server.Host
	core *account.Core
	*parts
}

// A demoLine is one thing to try: what it shows, and the command for it. Without a command it is a fact, such as a user and his password.
type demoLine struct{ title, command string }

// systems is every system that this program can serve, in the order of [systemNames].
var systems = []system{foundrySystem, antelSystem, saasuSystem, rocketChatSystem}

// systemNames are the sections of causeway.toml that describe a system.
var systemNames = []string{"foundry", "antel", "saasu", "rocketchat"}
