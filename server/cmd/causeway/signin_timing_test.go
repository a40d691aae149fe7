package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"math"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// timingTries says how often each kind of sign-in is tried; 100 where it is not set. The bar is for 400 and more.
const timingTries = "CAUSEWAY_TIMING_TRIES"

// The kinds of failing sign-ins that a clock must not tell apart, and one that it must: a proof too long to be hashed shows that the
// measurement would see a hash that is left out.
const (
	unknown = iota
	wrong
	shut
	control
	kinds
)

// BenchmarkSignInTiming tries kinds of sign-ins in random order at hashes of today's cost, over one kept connection, and prints the greatest |t|
// of Welch's test between unknown user, wrong password and locked account, over all times and over the fastest 90 and 50 of 100. The bar
// is 4.5; t-control is that of the positive control, which is to be over 20. In µs/op is the time of a wrong password.
func BenchmarkSignInTiming(b *testing.B) {
	tries := number(b, timingTries, 100)
	for _, s := range signIns {
		b.Run(s.system.name, func(b *testing.B) {
			worst, least, middling := 0.0, math.Inf(1), 0.0
			for b.Loop() {
				times := newTimingRig(b, s).times(tries)
				worst = max(worst, greatest(times[unknown], times[wrong]), greatest(times[wrong], times[shut]), greatest(times[unknown], times[shut]))
				least = min(least, greatest(times[wrong], times[control]))
				middling = times[wrong][tries/2]
			}
			b.ReportMetric(worst, "t")
			b.ReportMetric(least, "t-control")
			b.ReportMetric(middling, "µs/op")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// number reads a setting of a benchmark.
func number(b *testing.B, name string, usual int) int {
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// A timingRig is one system with hashes of today's cost, and a client on one connection.
type timingRig struct {
	signIn
	b       *testing.B
	core    *account.Core
	clock   *clock
	conn    net.Conn
	answers *bufio.Reader
}

func newTimingRig(b *testing.B, s signIn) *timingRig {
	k, err := newKeys(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(filepath.Join(b.TempDir(), "causeway.db"), store.Options{Key: k.records})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	r := &timingRig{signIn: s, b: b, clock: newClock()}
	o, err := s.system.open(b.Context(), &parts{
		name: s.system.name, db: db, keys: k, config: *defaults().Systems[s.system.name], base: "http://" + s.system.name + ".localhost",
		passwords: auth.NewPasswords(auth.PasswordOptions{}), now: r.clock.now, rand: rand.Reader, log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.system.demo(b.Context(), o); err != nil {
		b.Fatal(err)
	}
	r.core = o.core
	r.people()
	r.dial(o)
	return r
}

// people adds an account for each kind but the one that nobody has.
func (r *timingRig) people() {
	hash, err := r.core.HashPassword(r.b.Context(), r.hashed("right-one-1"))
	if err != nil {
		r.b.Fatal(err)
	}
	for _, id := range []string{"kim", "lou", "max"} {
		r.add(r.core, r.b, id, hash)
	}
}

func (r *timingRig) dial(o *opened) {
	s := httptest.NewServer(o.host)
	r.b.Cleanup(s.Close)
	var err error
	if r.conn, err = net.Dial("tcp", s.Listener.Addr().String()); err != nil {
		r.b.Fatal(err)
	}
	r.b.Cleanup(func() { r.conn.Close() })
	r.answers = bufio.NewReader(r.conn)
}

// times returns what each kind took in microseconds, fastest first.
func (r *timingRig) times(tries int) [kinds][]float64 {
	requests := [kinds]string{
		unknown: r.request("eve@x.test", "wrong-one-1"),
		wrong:   r.request("kim@x.test", "wrong-one-1"),
		shut:    r.request("lou@x.test", "wrong-one-1"),
		control: r.post(r.early("max@x.test", strings.Repeat("wrong-one-", 103))),
	}
	says := [kinds]int{r.bad, r.bad, r.locked, r.bad}
	var times [kinds][]float64
	for range tries {
		for _, kind := range mathrand.Perm(kinds) {
			r.clock.advance(61 * time.Minute) // opens every lock
			subject := "lou"
			if kind != shut {
				subject = "somebody else" // costs as much
			}
			fail(r.core, r.b, subject, allTries)
			times[kind] = append(times[kind], r.time(requests[kind], says[kind]))
		}
	}
	for kind := range times {
		slices.Sort(times[kind])
	}
	return times
}

func (r *timingRig) time(request string, status int) float64 {
	start := time.Now()
	_, err := io.WriteString(r.conn, framed(request))
	res, err2 := http.ReadResponse(r.answers, nil)
	if err := errors.Join(err, err2); err != nil {
		r.b.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	took := time.Since(start)
	res.Body.Close()
	if err != nil || res.StatusCode != status {
		r.b.Fatalf("sign-in = %d %s, %v, want %d", res.StatusCode, body, err, status)
	}
	return float64(took) / float64(time.Microsecond)
}

// greatest returns the greatest |t| over all values and over the fastest of them. The values are sorted.
func greatest(x, y []float64) (t float64) {
	for _, share := range []int{100, 90, 50} {
		t = max(t, math.Abs(welch(x[:len(x)*share/100], y[:len(y)*share/100])))
	}
	return t
}

// welch returns Welch's t.
func welch(x, y []float64) float64 {
	mx, vx := spread(x)
	my, vy := spread(y)
	return (mx - my) / math.Sqrt(vx/float64(len(x))+vy/float64(len(y)))
}

func spread(x []float64) (mean, variance float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, variance
}

// The value is of Python's statistics: (mean(x) - mean(y)) / sqrt(variance(x)/15 + variance(y)/15).
func TestWelch(t *testing.T) {
	x := []float64{27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4}
	y := []float64{27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4}
	if got, want := welch(x, y), -2.852954870171521; math.Abs(got-want) > 1e-9 {
		t.Errorf("welch() = %v, want %v", got, want)
	}
}
