package server

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/causeway-gateway/causeway/services"
)

// maxBuckets is how many addresses a limiter remembers. Where more come, those that asked least of late are forgotten first.
const maxBuckets = 1 << 16

// withLimit puts the host's rate limit behind the negotiation, so that a refusal has the format that was asked for.
func withLimit(steps []Step, l Limits) []Step {
	if l.Rate <= 0 {
		return steps
	}
	limit := Step{"Limit", newLimiter(l).step}
	if len(steps) == 0 || steps[0].Name != "Negotiate" {
		return append([]Step{limit}, steps...)
	}
	return append([]Step{steps[0], limit}, steps[1:]...)
}

// A limiter has a bucket of tokens for each address. IPv6 networks of /64 share one.
//
// It keeps two generations: an address that asks is moved to the young one, and when that is full the old one is dropped.
// A forgotten address starts with a full bucket, so a table that overflows lets through more, never less.
type limiter struct {
	rate  rate.Limit
	burst int

	mu         sync.Mutex
	young, old map[netip.Addr]*rate.Limiter
}

func newLimiter(l Limits) *limiter {
	burst := l.Burst
	if burst <= 0 {
		burst = max(1, int(10*l.Rate))
	}
	return &limiter{rate: rate.Limit(l.Rate), burst: burst, young: make(map[netip.Addr]*rate.Limiter)}
}

func (l *limiter) step(x *Exchange) error {
	ip, _ := netip.ParseAddr(x.Address) // what is none, such as a Unix socket, shares a bucket
	wait, ok := l.take(networkOf(ip), x.Host.Now())
	if ok {
		return nil
	}
	return &services.Error{Code: services.TooMany, Message: "Too many requests", After: wait}
}

// take returns how long to wait for the next token where there is none.
func (l *limiter) take(from netip.Addr, now time.Time) (wait time.Duration, ok bool) {
	r := l.bucket(from).ReserveN(now, 1)
	wait = r.DelayFrom(now)
	if wait <= 0 {
		return 0, true
	}
	r.CancelAt(now)
	return wait, false
}

func (l *limiter) bucket(from netip.Addr) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.young[from]
	if ok {
		return b
	}
	if b = l.old[from]; b == nil {
		b = rate.NewLimiter(l.rate, l.burst)
	}
	if len(l.young) >= maxBuckets/2 {
		l.young, l.old = make(map[netip.Addr]*rate.Limiter), l.young
	}
	l.young[from] = b
	return b
}
