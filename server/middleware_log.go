package server

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// An Observer is told of an exchange after its end. It must not keep the record, and must not be slow: the connection waits for it.
type Observer func(context.Context, *Record)

// A Record is what is told of one exchange. It holds no query, header or body, so no secret that stands in its place; of a path that has one, it holds
// the route.
type Record struct {
	Host      string // the host's Name
	Operation string // "" where none was found
	Method    string
	Path      string
	Status    int
	Bytes     int64 // of the answer's body
	Duration  time.Duration
	Request   string // its id
	Trace     string
	Address   string // of the client
}

func (x *Exchange) tell() {
	if len(x.Host.Observe) == 0 {
		return
	}
	r := &x.record
	*r = Record{
		Host: x.Host.Name, Method: x.Request.Method, Path: x.path(), Status: x.Status, Bytes: x.sent, Duration: time.Since(x.started),
		Request: x.ID, Trace: x.Trace, Address: x.Address,
	}
	if x.Op != nil {
		r.Operation = x.Op.Name
	}
	ctx := context.WithoutCancel(x.ctx)
	for _, observe := range x.Host.Observe {
		observe(ctx, r)
	}
}

// path is the request's as it may be told: in place of a secret, the variable of the route, even where no operation takes the verb.
func (x *Exchange) path() string {
	path := x.Request.URL.Path
	if len(x.Host.secret) == 0 {
		return path
	}
	var parts [16]string // as in Lookup
	folded := split(parts[:0], strings.ToLower(cmp.Or(x.Path, path)))
	for _, r := range x.Host.secret {
		if _, ok := r.consume(folded, 0); ok && (x.Op == nil || x.Op == r.op) {
			return strings.Fields(r.text)[1]
		}
	}
	return path
}

// AccessLog writes a line for every exchange: at level Info, or Error where the status is 500 or more.
func AccessLog(log *slog.Logger) Observer {
	return func(ctx context.Context, r *Record) {
		level := slog.LevelInfo
		if r.Status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		if !log.Enabled(ctx, level) {
			return
		}
		line := slog.NewRecord(time.Now(), level, "request", 0) // without the place in the program, which is always this one
		line.AddAttrs(
			slog.String("host", r.Host), slog.String("operation", r.Operation), slog.String("method", r.Method), slog.String("path", r.Path),
			slog.Int("status", r.Status), slog.Int64("bytes", r.Bytes), slog.Duration("duration", r.Duration),
			slog.String("request", r.Request), slog.String("address", r.Address),
		)
		if r.Trace != "" {
			line.AddAttrs(slog.String("trace", r.Trace))
		}
		_ = log.Handler().Handle(ctx, line) // as slog.Logger does
	}
}
