package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/server"
)

func byName(hosts []*server.Host) http.Handler {
	named := make(map[string]http.Handler)
	for _, h := range hosts {
		for _, name := range h.Hosts {
			named[strings.ToLower(name)] = h
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			name = r.Host
		}
		h, ok := named[strings.ToLower(name)]
		switch {
		case ok:
			h.ServeHTTP(w, r)
		case len(hosts) == 1:
			hosts[0].ServeHTTP(w, r)
		default:
			w.WriteHeader(http.StatusMisdirectedRequest)
		}
	})
}

func admin(h *house) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := h.db.Ready(r.Context()); err != nil {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ready\n")
	})
	return mux
}

func serveListener(ctx context.Context, l net.Listener, handler http.Handler, drain time.Duration) error {
	s := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	err := s.Shutdown(last)
	if served := <-done; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}
