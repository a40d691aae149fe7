// Package server answers HTTP for a host: it takes the operations that a service declares and the dialect that the host speaks.
//
// Start with [New]: a [Host] is an http.Handler. One request is one [Exchange], which runs through the dialect's steps.
// What happens is in package services; how it is spelled is in package codec.
package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	Log        *slog.Logger     // nil: slog.Default
	Now        func() time.Time // nil: time.Now

	routes Router
	steps  []Step
	pool   *sync.Pool
}

// Limits bound what one request may cost. The zero value is the safe default.
type Limits struct {
	Body int64 // bytes, after decoding; 0 is 1 MiB
}

// New checks h and compiles every DTO and route now, so that a mistake in a declaration stops the program before it listens.
// Its errors name the place of the declaration.
func New(h Host) (*Host, error) {
	if h.Log == nil {
		h.Log = slog.Default()
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	if h.Limits.Body == 0 {
		h.Limits.Body = 1 << 20
	}
	host := &h
	if err := h.Dialect.Prepare(host); err != nil {
		return nil, fmt.Errorf("%s: %w", h.Name, err)
	}
	for i := range host.Operations {
		if err := host.add(&host.Operations[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
	}
	host.steps = h.Dialect.Steps()
	host.pool = &sync.Pool{New: func() any { return new(Exchange) }}
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
	return h.routes.Add(op)
}

// Routes finds operations by path and by name.
func (h *Host) Routes() *Router { return &h.routes }

// ServeHTTP runs the dialect's steps and sends what it renders.
func (h *Host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := h.pool.Get().(*Exchange)
	*x = Exchange{Host: h, Request: r, ID: requestID(r), Address: address(r), Header: w.Header(), Out: x.Out[:0], w: w, ctx: r.Context()}
	defer h.pool.Put(x)
	defer x.recover()
	fault, cause := x.run()
	if fault != nil && fault.Code == services.Internal {
		h.Log.ErrorContext(x.ctx, "request failed", "host", h.Name, "request", x.ID, "step", fault.Step, "error", cause)
	}
	h.Dialect.Render(x, fault)
	x.reply()
}

// recover turns a panic into an answer: 500 in the family's shape, with the text in the log alone.
func (x *Exchange) recover() {
	v := recover()
	if v == nil || v == http.ErrAbortHandler {
		if v != nil {
			panic(v)
		}
		return
	}
	err := fmt.Errorf("panic: %v", v)
	x.Host.Log.ErrorContext(context.WithoutCancel(x.ctx), "request panicked", "host", x.Host.Name, "request", x.ID, "error", err, "stack", stack())
	x.Out, x.Stream, x.Outcome = x.Out[:0], nil, services.Outcome{}
	x.Header.Set("Connection", "close")
	x.Host.Dialect.Render(x, faultOf(err, "Panic", x.Host))
	x.reply()
}

// reply is the only place that writes to a connection.
func (x *Exchange) reply() {
	if x.Status == 0 {
		x.Status = http.StatusOK
	}
	if x.Stream != nil {
		x.stream()
		return
	}
	if x.Status != http.StatusNotModified && x.Status >= 200 {
		x.Header.Set("Content-Length", strconv.Itoa(len(x.Out)))
	}
	if x.Header.Get("Content-Type") == "" {
		x.Header["Content-Type"] = nil // keep net/http from guessing
	}
	x.w.WriteHeader(x.Status)
	if len(x.Out) > 0 && x.Request.Method != http.MethodHead {
		_, _ = x.w.Write(x.Out) // a client that went away is not our failure
	}
}

func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(c rune) bool {
		return !slices.Contains([]bool{c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-'}, true)
	}) {
		return id
	}
	return rand.Text()
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
