//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// stormSeconds is how long the storm lasts; 3 where it is not set. The bars are for 30.
const stormSeconds = "CAUSEWAY_STORM_SECONDS"

// BenchmarkSignInStorm sends ten times as many sign-ins as passwords can be hashed, evenly, to the real program, and meanwhile asks for other things. The
// load comes from this process, the server is one of its own, both on the same cores; latencies count from when a request was due. Capacity is
// what this process hashes alone before, with as many at once as the server's gate lets in. Bars: %-served 80 or more, p99-refused-ms 50,
// p99-read-ms and p99-write-ms 20, peak-MB 300, on a machine that does nothing else: load is how many processes wanted to run in the minute before.
func BenchmarkSignInStorm(b *testing.B) {
	seconds := time.Duration(number(b, stormSeconds, 3)) * time.Second
	for b.Loop() {
		b.StopTimer()
		capacity := hashesPerSecond(b)
		p, load := launch(b, filepath.Join(b.TempDir(), "data")), loadAverage(b)
		s := newStorm(b, p)
		b.StartTimer()
		var signIns, reads, writes []reply
		var group sync.WaitGroup
		group.Go(func() { signIns = s.evenly(10*capacity, seconds, s.signIn) })
		group.Go(func() { reads = s.evenly(50, seconds, s.read) })
		group.Go(func() { writes = s.evenly(20, seconds, s.write) })
		group.Wait()
		served, refused := s.sort(signIns, seconds)
		b.ReportMetric(100*float64(served)/(capacity*seconds.Seconds()), "%-served")
		b.ReportMetric(float64(len(signIns))/(capacity*seconds.Seconds()), "x-capacity")
		b.ReportMetric(percentile(refused, 50), "p50-refused-ms")
		b.ReportMetric(percentile(refused, 99), "p99-refused-ms")
		b.ReportMetric(percentile(s.all(reads, http.StatusOK), 99), "p99-read-ms")
		b.ReportMetric(percentile(s.all(writes, http.StatusOK), 99), "p99-write-ms")
		b.ReportMetric(peakMB(b, p.cmd.Process.Pid), "peak-MB")
		b.ReportMetric(capacity, "hashes/s")
		b.ReportMetric(load, "load")
		p.kill()
	}
	b.ReportMetric(0, "ns/op")
}

// hashesPerSecond is what the gate of this machine lets through.
func hashesPerSecond(b *testing.B) float64 {
	width := max(1, runtime.GOMAXPROCS(0)-1)
	passwords, end := auth.NewPasswords(auth.PasswordOptions{}), time.Now().Add(time.Second)
	counts := make([]int, width)
	var group sync.WaitGroup
	start := time.Now()
	for i := range width {
		group.Go(func() {
			for time.Now().Before(end) {
				if _, err := passwords.Hash(b.Context(), "correct horse"); err != nil {
					b.Error(err)
				}
				counts[i]++
			}
		})
	}
	group.Wait()
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return float64(sum) / time.Since(start).Seconds()
}

// A storm is the program under load.
type storm struct {
	b      *testing.B
	client *http.Client
	base   string
	token  string
}

// A reply is what became of a request: how long after it was due it came, and how long after the storm began.
type reply struct {
	status     int
	after      string // Retry-After
	body       string
	took, done time.Duration
	err        error
}

func newStorm(b *testing.B, p *process) *storm {
	nick := demoPeople[2]
	a := p.call("foundry", "POST /auth", signInBody(nick, ""))
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 1000}}
	b.Cleanup(client.CloseIdleConnections)
	return &storm{b, client, "http://" + p.address("foundry"), a.member(b, "bearerToken")}
}

// evenly sends so many requests a second, whether or not those before have been answered.
func (s *storm) evenly(rate float64, length time.Duration, request func(i int) *http.Request) []reply {
	replies := make([]reply, int(rate*length.Seconds()))
	var group sync.WaitGroup
	begun := time.Now()
	for i := range replies {
		due := begun.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		<-time.After(time.Until(due))
		group.Go(func() {
			replies[i] = s.send(request(i))
			replies[i].took, replies[i].done = time.Since(due), time.Since(begun)
		})
	}
	group.Wait()
	return replies
}

func (s *storm) send(r *http.Request) reply {
	res, err := s.client.Do(r)
	if err != nil {
		return reply{err: err}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return reply{status: res.StatusCode, after: res.Header.Get("Retry-After"), body: string(body), err: err}
}

func (s *storm) request(verb, path, body string) *http.Request {
	r, err := http.NewRequest(verb, s.base+path, strings.NewReader(body))
	if err != nil {
		panic(err) // of constants
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	return r
}

func (s *storm) signed(r *http.Request) *http.Request {
	r.Header.Set("Authorization", "Bearer "+s.token)
	return r
}

// signIn is one of somebody whom nobody knows, which costs what any other does.
func (s *storm) signIn(i int) *http.Request {
	return s.request("POST", "/auth", credentials(fmt.Sprintf("u%d@x.test", i), "wrong-one-1"))
}

func (s *storm) read(int) *http.Request { return s.signed(s.request("GET", "/auth", "")) }

// write asks for a new key of an authenticator: a commit.
func (s *storm) write(int) *http.Request {
	return s.signed(s.request("PUT", "/users/2fa/generate-key", `{"organisationId":"org1"}`))
}

// sort counts the sign-ins that were judged while the storm lasted, and returns how long the others waited to be sent away, in milliseconds.
func (s *storm) sort(replies []reply, length time.Duration) (served int, refused []float64) {
	for _, r := range replies {
		switch {
		case r.err != nil:
			s.b.Fatal(r.err)
		case r.status == http.StatusUnauthorized:
			if r.done <= length {
				served++
			}
		case r.status == http.StatusServiceUnavailable && r.after != "" && strings.Contains(r.body, `"errorCode":"ServiceUnavailable"`):
			refused = append(refused, milliseconds(r.took))
		default:
			s.b.Fatalf("sign-in = %d, Retry-After %q, %s, want 401 or 503", r.status, r.after, r.body)
		}
	}
	if len(refused) == 0 {
		s.b.Fatal("nobody was sent away")
	}
	return served, refused
}

// all returns how long the replies took in milliseconds, which have to be of a status.
func (s *storm) all(replies []reply, status int) (took []float64) {
	for _, r := range replies {
		if r.err != nil || r.status != status {
			s.b.Fatalf("answer = %d %s, %v, want %d", r.status, r.body, r.err, status)
		}
		took = append(took, milliseconds(r.took))
	}
	return took
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func percentile(values []float64, p int) float64 {
	slices.Sort(values)
	return values[(len(values)-1)*p/100]
}

// loadAverage is that of the last minute.
func loadAverage(b *testing.B) float64 {
	text, err := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	load, err2 := strconv.ParseFloat(first, 64)
	if err := errors.Join(err, err2); err != nil {
		b.Fatal(err)
	}
	return load
}

// peakMB is the most memory that a process has had.
func peakMB(b *testing.B, pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	text, _, _ := strings.Cut(peak, "kB")
	kb, err2 := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err := errors.Join(err, err2); err != nil {
		b.Fatal(err)
	}
	return kb / 1000
}
