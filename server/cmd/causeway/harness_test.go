package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// harness is one system on a real listener, over a real store in a folder of its own, with a clock that tests move.
type harness struct {
	*opened
	engine store.Engine // under the store, for tests that look at its bytes
	clock  *clock
	logs   *buffer
	demo   []demoLine
	t      *testing.T
	addr   string
}

// fresh opens sys over an empty store. Nobody listens yet.
func fresh(t *testing.T, sys system, o store.Options) *harness {
	t.Helper()
	h := &harness{t: t, clock: newClock(), logs: new(buffer)}
	h.open(sys, filepath.Join(t.TempDir(), "causeway.db"), o)
	return h
}

// start serves sys, seeded as its demonstration is.
func start(t *testing.T, sys system) *harness {
	t.Helper()
	h := fresh(t, sys, store.Options{})
	lines, err := sys.demo(t.Context(), h.opened)
	if err != nil {
		t.Fatalf("seed %s: %v", sys.name, err)
	}
	h.demo = lines
	h.listen()
	return h
}

func (h *harness) open(sys system, path string, o store.Options) {
	h.t.Helper()
	k, err := newKeys(rand.Reader)
	if err != nil {
		h.t.Fatal(err)
	}
	o.Key = k.records
	if h.engine, err = store.OpenBolt(path, o); err != nil {
		h.t.Fatal(err)
	}
	db, err := store.OpenEngine(h.t.Context(), h.engine, o)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		if err := db.Close(); err != nil {
			h.t.Errorf("close the store: %v", err)
		}
	})
	h.opened, err = sys.open(h.t.Context(), &parts{
		name: sys.name, db: db, keys: k, config: *defaults().Systems[sys.name], base: "http://" + sys.name + ".localhost",
		passwords: auth.NewPasswords(auth.PasswordOptions{Memory: 64, Time: 1}),
		now:       h.clock.now, rand: rand.Reader,
		log: slog.New(slog.NewJSONHandler(h.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		h.t.Fatalf("open %s: %v", sys.name, err)
	}
}

func (h *harness) listen() {
	s := httptest.NewServer(h.host)
	h.t.Cleanup(s.Close)
	h.addr = s.Listener.Addr().String()
}

// answer is what came back: the body is decoded from its framing, not from its format.
type answer struct {
	status int
	header http.Header
	body   string
}

// raw sends the bytes of one request over a connection of its own and reads the answer. A request without Content-Length gets one,
// and line ends may be written as \n in its head.
func (h *harness) raw(request string) answer {
	h.t.Helper()
	a, err := exchange(h.addr, request)
	if err != nil {
		h.t.Fatalf("send %.60q: %v", request, err)
	}
	return a
}

// send builds a request: a line such as "PUT /users/2fa/reset", headers such as "Accept: text/jsv", and a body.
func (h *harness) send(line, body string, headers ...string) answer {
	h.t.Helper()
	lines := append([]string{line + " HTTP/1.1", "Host: " + h.name + ".localhost"}, headers...)
	return h.raw(strings.Join(lines, "\n") + "\n\n" + body)
}

// outbox returns the messages that wait for delivery, oldest first.
func (h *harness) outbox() []account.Message {
	h.t.Helper()
	messages, err := h.core.Outbox(h.t.Context(), 1000)
	if err != nil {
		h.t.Fatalf("read the outbox: %v", err)
	}
	return messages
}

// view runs fn on the system's records.
func (h *harness) view(fn func(*account.Tx) error) {
	h.t.Helper()
	if err := h.core.View(h.t.Context(), "", fn); err != nil {
		h.t.Fatalf("read the records: %v", err)
	}
}

func exchange(addr, request string) (answer, error) {
	conn, err := net.DialTimeout("tcp", addr, 5*time.Second)
	if err != nil {
		return answer{}, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return answer{}, err
	}
	text := framed(request)
	if _, err := io.WriteString(conn, text); err != nil {
		return answer{}, err
	}
	verb, _, _ := strings.Cut(text, " ")
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: verb})
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(body)}, err
}

// framed ends the lines of a head as HTTP wants it and says how long the body is where the head does not.
func framed(request string) string {
	if strings.Contains(request, "\r\n\r\n") {
		return request
	}
	head, body, _ := strings.Cut(request, "\n\n")
	lines := strings.Split(head, "\n")
	lower := strings.ToLower(head)
	if body != "" && !strings.Contains(lower, "\ncontent-length:") && !strings.Contains(lower, "\ntransfer-encoding:") {
		lines = append(lines, "Content-Length: "+strconv.Itoa(len(body)))
	}
	return strings.Join(lines, "\r\n") + "\r\n\r\n" + body
}

// clock is a time that only tests move. It starts in the middle of a TOTP step.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 2, 10, 0, 15, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// advance moves the clock on.
func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// buffer collects what several goroutines write.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
