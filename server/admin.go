package server

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// An Admin answers /healthz, /readyz and /metrics, for those who run the program. Give it a listener that the world does not reach.
type Admin struct {
	Ready   func(context.Context) error // whether the store answers; nil: nothing to ask
	Metrics http.Handler                // usually a metrics.Set; nil: no /metrics

	leaving atomic.Bool
}

// readyWithin is how long the check of readiness may take.
const readyWithin = 2 * time.Second

// ServeHTTP answers GET and HEAD.
func (a *Admin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	switch {
	case r.URL.Path == "/healthz":
		say(w, http.StatusOK, "ok\n")
	case r.URL.Path == "/readyz":
		a.ready(w, r)
	case r.URL.Path == "/metrics" && a.Metrics != nil:
		a.Metrics.ServeHTTP(w, r)
	default:
		say(w, http.StatusNotFound, "not found\n")
	}
}

func (a *Admin) ready(w http.ResponseWriter, r *http.Request) {
	if a.leaving.Load() {
		say(w, http.StatusServiceUnavailable, "leaving\n")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if a.Ready != nil && a.Ready(ctx) != nil {
		say(w, http.StatusServiceUnavailable, "not ready\n") // why is for the log of the one who failed
		return
	}
	say(w, http.StatusOK, "ready\n")
}

// leave makes the program unready for good.
func (a *Admin) leave() { a.leaving.Store(true) }

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
