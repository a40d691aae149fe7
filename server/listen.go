package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Server answers at listeners until it is told to stop, and then finishes what it has accepted. The zero value works.
//
// It reads HTTP/1 more strictly than net/http (wire.go says why), so a handler cannot take a connection over for another protocol.
type Server struct {
	Conns    ConnLimits
	Timeouts Timeouts
	Drain    time.Duration // for requests that run when the server is to stop; 0 is 10 s
	Log      *slog.Logger  // nil: slog.Default
}

// Timeouts bound how long a client may take. Zero values are the defaults. Each may end early, by a sixteenth of the shortest of them at most.
type Timeouts struct {
	Head  time.Duration // to send the head of a request, and to finish a TLS handshake; 10 s
	Read  time.Duration // to send the whole request; 15 s
	Write time.Duration // from the end of the head to the end of the answer; 60 s
	Idle  time.Duration // between two requests on a connection; 2 min
}

// slack is how much earlier a timeout may end than it was set to.
func (t *Timeouts) slack() time.Duration { return min(t.Head, t.Read, t.Write, t.Idle) / 16 }

// maxHead is the size of a request's head that is refused with 431.
const maxHead = 32 << 10

// An Endpoint is one open listener and who answers behind it.
type Endpoint struct {
	Listener net.Listener
	Handler  http.Handler // an [*Admin] is told when the server leaves, and goes on answering to the last
	TLS      *Certificate // nil: plain HTTP
}

// Serve answers at the endpoints until ctx ends. Then it stops accepting, lets the requests that run finish within s.Drain, and closes the rest.
// It returns nil after a stop in good order, else what made a listener fail or the drain run out. It may be called once.
//
// A program that wants a second signal to stop it at once lets go of the first: signal.NotifyContext's stop function, called when ctx ends.
func (s *Server) Serve(ctx context.Context, endpoints ...Endpoint) error {
	if err := whole(endpoints); err != nil {
		return err
	}
	s.fill()
	running := make([]*opened, len(endpoints))
	failed := make(chan error, len(endpoints))
	for i, e := range endpoints {
		running[i] = s.open(e, failed)
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.Drain)
	defer cancel()
	return errors.Join(err, s.leave(last, running))
}

// whole refuses endpoints at which nobody could be answered.
func whole(endpoints []Endpoint) error {
	if len(endpoints) == 0 {
		return errors.New("server: Serve needs an Endpoint")
	}
	for i, e := range endpoints {
		if e.Listener == nil || e.Handler == nil {
			return fmt.Errorf("server: endpoint %d needs a Listener and a Handler", i)
		}
	}
	return nil
}

func (s *Server) fill() {
	if s.Log == nil {
		s.Log = slog.Default()
	}
	orElse(&s.Drain, 10*time.Second)
	orElse(&s.Timeouts.Head, 10*time.Second)
	orElse(&s.Timeouts.Read, 15*time.Second)
	orElse(&s.Timeouts.Write, time.Minute)
	orElse(&s.Timeouts.Idle, 2*time.Minute)
	s.Conns.fill()
}

func orElse[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// An opened endpoint is being served.
type opened struct {
	Endpoint
	server *http.Server
	done   chan struct{} // closed when Serve of the http.Server has returned
}

func (s *Server) open(e Endpoint, failed chan<- error) *opened {
	addr := e.Listener.Addr()
	o := &opened{Endpoint: e, server: s.httpServer(e), done: make(chan struct{})}
	go func() {
		defer close(o.done)
		if err := o.server.Serve(s.wrap(e)); !errors.Is(err, http.ErrServerClosed) {
			failed <- fmt.Errorf("listener %s: %w", addr, err)
		}
	}()
	return o
}

func (s *Server) httpServer(e Endpoint) *http.Server {
	return &http.Server{
		Handler:           plainly(e.Handler),
		ReadHeaderTimeout: s.Timeouts.Head,
		ReadTimeout:       s.Timeouts.Read,
		WriteTimeout:      s.Timeouts.Write,
		IdleTimeout:       s.Timeouts.Idle,
		MaxHeaderBytes:    maxHead,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: 100},
		ErrorLog:          log.New(noise{s.Log}, "", 0),

		DisableGeneralOptionsHandler: true, // OPTIONS * is the host's to answer, like all else
	}
}

// noise takes what net/http logs: the faults of bad clients, and panics of handlers that are no host.
type noise struct{ log *slog.Logger }

func (n noise) Write(p []byte) (int, error) {
	level := slog.LevelDebug
	if bytes.HasPrefix(p, []byte("http: panic")) {
		level = slog.LevelError
	}
	n.log.Log(context.Background(), level, string(bytes.TrimSpace(p)))
	return len(p), nil
}

// wrap puts the guards between the listener and net/http, the first to see a connection first.
func (s *Server) wrap(e Endpoint) net.Listener {
	l := s.Conns.guard(deadlineListener{e.Listener, s.Timeouts.slack()})
	if e.TLS != nil {
		return newTLSListener(l, e.TLS, s.Timeouts.Head)
	}
	return &wireListener{Listener: l}
}

// leave ends the endpoints in two rounds: the hosts', then the administrators', who may watch the first.
func (s *Server) leave(ctx context.Context, endpoints []*opened) error {
	var hosts, admins []*opened
	for _, o := range endpoints {
		if a, ok := o.Handler.(*Admin); ok {
			a.leave()
			admins = append(admins, o)
			continue
		}
		hosts = append(hosts, o)
	}
	return errors.Join(shut(ctx, hosts), shut(ctx, admins))
}

// shut closes the endpoints at the same time and waits for all.
func shut(ctx context.Context, endpoints []*opened) error {
	errs := make([]error, len(endpoints))
	var group sync.WaitGroup
	for i, o := range endpoints {
		group.Go(func() { errs[i] = o.shut(ctx) })
	}
	group.Wait()
	return errors.Join(errs...)
}

func (o *opened) shut(ctx context.Context) error {
	err := o.server.Shutdown(ctx)
	if err != nil {
		err = fmt.Errorf("listener %s: requests were cut off: %w", o.Listener.Addr(), errors.Join(err, o.server.Close()))
	}
	<-o.done
	return err
}
