// Package server answers HTTP for a host: it takes the operations that a service declares and the dialect that the host speaks.
//
// Start with [New]: a [Host] is an http.Handler. One request is one [Exchange], which runs through the dialect's steps.
// What happens is in package services; how it is spelled is in package codec.
//
// A [Mux] puts several hosts behind one listener, a [Server] owns the listeners and stops in good order, an [Admin] answers those who run
// the program. Files middleware_*.go have what every exchange gets besides; wire*.go refuse what is not plainly one HTTP message.
package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/services"
)

// A Host is one system on the wire. Fill in the exported fields and give it to [New].
type Host struct {
	Name       string   // "foundry", for logs, metrics and messages
	Hosts      []string // the Host names it answers to, without port; any where it is the only one
	Dialect    Dialect
	Verify     auth.Verifier // nil: everybody is a stranger
	Operations []services.Operation
	Status     map[string]int // HTTP status by error name, over the usual ones
	Limits     Limits
	Proxies    Proxies          // whose word about the client counts; empty: nobody's
	Log        *slog.Logger     // nil: slog.Default
	Now        func() time.Time // nil: time.Now
	Observe    []Observer       // told of every exchange after its end, in this order
	Bare       bool             // no headers but the dialect's, for a host that must answer as another was recorded

	routes  Router
	secret  []*route // that have a variable marked secret
	steps   []Step
	pool    *sync.Pool
	ids     *ids
	dates   *dates
	running *atomic.Int64 // exchanges
	bodies  *atomic.Int64 // bytes
}

// Limits bound what one request may cost. The zero value is the safe default.
type Limits struct {
	Body   int64   // bytes, after decoding; 0 is 1 MiB
	Bodies int64   // bytes of all bodies under way, those under 16 KiB not counted; 0 is 64 times Body. Over it is 503
	Rate   float64 // requests a second from one address, on average; 0 is as many as come
	Burst  int     // requests from one address at once; 0 is ten seconds' worth of Rate
}

// New checks h and compiles every DTO and route now, so that a mistake in a declaration stops the program before it listens.
// Its errors name the place of the declaration.
func New(h Host) (*Host, error) {
	if h.Dialect == nil {
		return nil, fmt.Errorf("%s: a Host needs a Dialect, such as servicestack.Defaults()", h.Name)
	}
	if h.Log == nil {
		h.Log = slog.Default()
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	orElse(&h.Limits.Body, 1<<20)
	orElse(&h.Limits.Bodies, 64*h.Limits.Body)
	host := &h
	for i, op := range h.Operations {
		if op.Source == "" {
			return nil, fmt.Errorf("%s: operation %d (%q) is not made by services.Op", h.Name, i, op.Name)
		}
	}
	if err := h.Dialect.Prepare(host); err != nil {
		return nil, fmt.Errorf("%s: %w", h.Name, err)
	}
	for i := range host.Operations {
		if err := host.add(&host.Operations[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
	}
	host.steps = withLimit(h.Dialect.Steps(), h.Limits)
	host.pool = &sync.Pool{New: func() any { return new(Exchange) }}
	host.ids, host.dates = newIDs(), new(dates)
	host.running, host.bodies = new(atomic.Int64), new(atomic.Int64)
	return host, nil
}

func (h *Host) add(op *services.Operation) error {
	for _, dto := range []any{op.NewRequest(), op.NewResponse()} {
		if dto == nil {
			continue
		}
		if err := codec.Compile(dto); err != nil {
			return fmt.Errorf("%s: %s: %w", op.Source, op.Name, err)
		}
	}
	if err := errors.Join(h.checkVariables(op), op.CheckRules(), checkSecrets(op)); err != nil {
		return fmt.Errorf("%s: %s: %w", op.Source, op.Name, err)
	}
	return h.routes.Add(op)
}

// checkVariables refuses a path variable that is no member of the request, because no request could ever bind it. It notes the routes that have
// a secret in their path.
func (h *Host) checkVariables(op *services.Operation) error {
	var members []codec.Member
	for _, text := range op.Routes {
		r, err := parseRoute(text, op)
		if err != nil {
			return fmt.Errorf("route %q: %w", text, err)
		}
		for _, name := range r.names() {
			if members == nil {
				if members, err = codec.Members(op.NewRequest(), codec.TextOptions{}); err != nil {
					return err
				}
			}
			i := slices.IndexFunc(members, func(m codec.Member) bool { return strings.EqualFold(m.Name, name) })
			if i < 0 {
				return fmt.Errorf("route %q: {%s} is no member of the request", text, name)
			}
			if members[i].Secret {
				h.secret = append(h.secret, r)
			}
		}
	}
	return nil
}

// Routes finds operations by path and by name.
func (h *Host) Routes() *Router { return &h.routes }

// InFlight is how many exchanges are under way.
func (h *Host) InFlight() int { return int(h.running.Load()) }

// ServeHTTP runs the dialect's steps and sends what it renders.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := h.pool.Get().(*Exchange)
	x.begin(h, w, r)
	defer x.end()
	fault, cause := x.run()
	if fault != nil && fault.Code == services.Internal {
		h.Log.ErrorContext(x.ctx, "request failed", "host", h.Name, "request", x.ID, "step", fault.Step, "error", cause)
	}
	h.Dialect.Render(x, fault)
	x.reply()
}
