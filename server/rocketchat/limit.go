package rocketchat

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A limiter counts calls in windows that begin with the first of them.
type limiter struct {
	calls int
	per   time.Duration

	mu      sync.Mutex
	windows map[caller]window
	swept   time.Time
}

// A caller is what calls are counted for.
type caller struct{ operation, verb, address string }

type window struct {
	ends  time.Time
	count int
}

// take counts a call at the time now, and returns the window that it falls into.
func (l *limiter) take(c caller, now time.Time) window {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	w, ok := l.windows[c]
	if !ok || !now.Before(w.ends) {
		w = window{ends: now.Add(l.per)}
	}
	w.count++
	l.windows[c] = w
	return w
}

// sweep forgets windows that are over, once in a while, so that addresses do not pile up.
func (l *limiter) sweep(now time.Time) {
	if l.windows != nil && now.Sub(l.swept) < l.per {
		return
	}
	l.swept = now
	if l.windows == nil {
		l.windows = make(map[caller]window)
	}
	for c, w := range l.windows {
		if !now.Before(w.ends) {
			delete(l.windows, c)
		}
	}
}

// count is the step that holds callers to the limit and tells them where they stand.
func (d *Dialect) count(x *server.Exchange) error {
	if d.limit.calls < 0 || slices.Contains(x.Caller.Permissions, BypassRateLimit) {
		return nil
	}
	now := x.Host.Now()
	w := d.limit.take(caller{x.Op.Name, x.Request.Method, auth.Via{Address: x.Address}.Network()}, now)
	x.Header.Set("X-RateLimit-Limit", strconv.Itoa(d.limit.calls))
	x.Header.Set("X-RateLimit-Remaining", strconv.Itoa(max(d.limit.calls-w.count, 0)))
	x.Header.Set("X-RateLimit-Reset", strconv.FormatInt(w.ends.UnixMilli(), 10))
	if w.count <= d.limit.calls {
		return nil
	}
	return &services.Error{
		Code: services.TooMany,
		Name: "error-too-many-requests",
		Message: fmt.Sprintf("Error, too many requests. Please slow down. You must wait %.0f seconds before trying this endpoint again.",
			math.Ceil(w.ends.Sub(now).Seconds())),
	}
}
