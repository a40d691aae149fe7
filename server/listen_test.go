package server_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/server"
)

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// start serves endpoints. The returned function stops the server and waits for it; the test's end does so too.
func start(t testing.TB, s *server.Server, endpoints ...server.Endpoint) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	var err error
	go func() {
		defer close(done)
		err = s.Serve(ctx, endpoints...)
	}()
	t.Cleanup(func() { cancel(); <-done })
	return func() error { cancel(); <-done; return err }
}

// status asks for a path and returns the status and the body.
func status(t testing.TB, client *http.Client, url string) (int, string) {
	t.Helper()
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

var nothing = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func TestServeFinishesWhatRuns(t *testing.T) {
	running, finish := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(running)
		<-finish
		_, _ = io.WriteString(w, "done")
	})
	var admin server.Admin
	l, la := listen(t), listen(t)
	stop := start(t, new(server.Server), server.Endpoint{Listener: l, Handler: slow}, server.Endpoint{Listener: la, Handler: &admin})
	answer := make(chan string, 1)
	go func() {
		_, body := status(t, http.DefaultClient, "http://"+l.Addr().String())
		answer <- body
	}()
	<-running
	if code, _ := status(t, http.DefaultClient, "http://"+la.Addr().String()+"/readyz"); code != http.StatusOK {
		t.Errorf("readyz before the stop = %d, want 200", code)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	refusesSoon(t, l.Addr().String())
	if code, body := status(t, http.DefaultClient, "http://"+la.Addr().String()+"/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("readyz while leaving = %d %q, want 503", code, body)
	}
	close(finish)
	if got := <-answer; got != "done" {
		t.Errorf("the request that ran was answered %q, want %q", got, "done")
	}
	if err := <-stopped; err != nil {
		t.Errorf("Serve = %v, want nil", err)
	}
}

// TestServeLosesNoAnswer stops a server under load: whatever a handler has done, its client is told.
func TestServeLosesNoAnswer(t *testing.T) {
	for round := range 5 {
		var ran, told atomic.Int64
		busy := make(chan struct{}, 1)
		l := listen(t)
		stop := start(t, new(server.Server), server.Endpoint{Listener: l, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = io.WriteString(w, "done")
			if ran.Add(1) > 200 {
				select {
				case busy <- struct{}{}:
				default:
				}
			}
		})})
		var clients sync.WaitGroup
		for range 8 {
			clients.Go(func() { told.Add(askUntilRefused(l.Addr().String())) })
		}
		<-busy
		if err := stop(); err != nil {
			t.Errorf("round %d: Serve = %v", round, err)
		}
		clients.Wait()
		if ran.Load() != told.Load() {
			t.Errorf("round %d: %d requests ran, %d were answered", round, ran.Load(), told.Load())
		}
	}
}

// askUntilRefused posts over connections that are kept, until one fails, and returns how many answers came whole.
func askUntilRefused(addr string) (answers int64) {
	transport := new(http.Transport)
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for {
		res, err := client.Post("http://"+addr, "text/plain", strings.NewReader("hello"))
		if err != nil {
			return answers
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err == nil && string(body) == "done" {
			answers++
		}
	}
}

// refusesSoon waits until nobody accepts at addr.
func refusesSoon(t *testing.T, addr string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		_ = c.Close()
	}
	t.Fatalf("%s still accepts", addr)
}

func TestServeCutsOffAfterDrain(t *testing.T) {
	running, ended := make(chan struct{}), make(chan struct{})
	stuck := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(running)
		<-r.Context().Done()
		close(ended)
	})
	l := listen(t)
	stop := start(t, &server.Server{Drain: 20 * time.Millisecond}, server.Endpoint{Listener: l, Handler: stuck})
	go func() { _, _ = http.Get("http://" + l.Addr().String()) }() //nolint:bodyclose // it is cut off
	<-running
	if err := stop(); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("Serve = %v, want the address and %v", err, context.DeadlineExceeded)
	}
	<-ended
}

func TestServeReportsABrokenListener(t *testing.T) {
	l, other := listen(t), listen(t)
	addr := l.Addr().String()
	_ = l.Close()
	err := new(server.Server).Serve(t.Context(), server.Endpoint{Listener: l, Handler: nothing}, server.Endpoint{Listener: other, Handler: nothing})
	if err == nil || !strings.Contains(err.Error(), addr) {
		t.Errorf("Serve = %v, want an error that names %s", err, addr)
	}
	refusesSoon(t, other.Addr().String())
}

func TestConnLimits(t *testing.T) {
	for _, c := range []struct {
		name   string
		limits server.ConnLimits
	}{
		{"all", server.ConnLimits{All: 2}},
		{"all of a proxy", server.ConnLimits{All: 2, PerAddress: 1, Proxies: loopback(t)}},
		{"per address", server.ConnLimits{PerAddress: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := listen(t)
			start(t, &server.Server{Conns: c.limits}, server.Endpoint{Listener: l, Handler: nothing})
			first, second := keep(t, l.Addr().String()), keep(t, l.Addr().String())
			third := dial(t, l.Addr().String())
			res, err := http.ReadResponse(bufio.NewReader(third), nil)
			if err != nil || res.StatusCode != http.StatusServiceUnavailable || !res.Close {
				t.Fatalf("the third connection got %v, %v, want 503 and the end", res, err)
			}
			_ = first.Close()
			admittedSoon(t, l.Addr().String())
			_ = second.Close()
		})
	}
}

// A proxy in front has as many connections as there may be.
func TestConnLimitsOfAProxy(t *testing.T) {
	l := listen(t)
	start(t, &server.Server{Conns: server.ConnLimits{PerAddress: 1, Proxies: loopback(t)}}, server.Endpoint{Listener: l, Handler: nothing})
	for range 3 {
		keep(t, l.Addr().String())
	}
}

func loopback(t *testing.T) server.Proxies {
	t.Helper()
	p, err := server.ParseProxies([]string{"127.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func dial(t testing.TB, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	return c
}

// keep opens a connection that has been answered on and stays open.
func keep(t testing.TB, addr string) net.Conn {
	t.Helper()
	c := dial(t, addr)
	if got := ask(c); got != http.StatusOK {
		t.Fatalf("status = %d, want 200", got)
	}
	return c
}

func ask(c net.Conn) int {
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0
	}
	return res.StatusCode
}

// admittedSoon waits until the server has seen that a connection ended.
func admittedSoon(t *testing.T, addr string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		if ask(dial(t, addr)) == http.StatusOK {
			return
		}
	}
	t.Fatal("a place that came free is not given again")
}

// TestConnectionsLeaveNothing opens many connections in every state and checks that their end leaves no goroutine behind.
func TestConnectionsLeaveNothing(t *testing.T) {
	l := listen(t)
	start(t, new(server.Server), server.Endpoint{Listener: l, Handler: nothing})
	keep(t, l.Addr().String())
	before := runtime.NumGoroutine()
	var open []net.Conn
	for i := range 300 {
		c := dial(t, l.Addr().String())
		switch i % 3 {
		case 0:
			fmt.Fprint(c, "GET / HT")
		case 1:
			ask(c)
		}
		open = append(open, c)
	}
	for _, c := range open {
		_ = c.Close()
	}
	for end := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
		}
		runtime.Gosched()
	}
}

func TestEveryMethodReachesTheHandler(t *testing.T) {
	l := listen(t)
	start(t, new(server.Server), server.Endpoint{Listener: l, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	})})
	for _, line := range []string{"OPTIONS * HTTP/1.1", "TRACE / HTTP/1.1", "BREW / HTTP/1.1", "get / HTTP/1.1"} {
		if got := raw(t, l.Addr().String(), line+"\r\nHost: a\r\nConnection: close\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 418 ") {
			t.Errorf("%s: answered %.40q, want 418", line, got)
		}
	}
}

func TestPanicOfAHandlerIsLogged(t *testing.T) {
	var b bytes.Buffer
	l := listen(t)
	s := &server.Server{Log: slog.New(slog.NewTextHandler(&b, nil))}
	stop := start(t, s, server.Endpoint{Listener: l, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") })})
	exchanged := dial(t, l.Addr().String())
	fmt.Fprint(exchanged, "BAD\r\n\r\n")
	_, _ = io.Copy(io.Discard, exchanged)
	ask(dial(t, l.Addr().String()))
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if log := b.String(); strings.Count(log, "level=") != 1 || !strings.Contains(log, "level=ERROR") || !strings.Contains(log, "boom") {
		t.Errorf("the log is %q, want the panic alone", log)
	}
}

func TestTimeouts(t *testing.T) {
	reads := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) })
	brief := server.Timeouts{Head: 50 * time.Millisecond, Read: 50 * time.Millisecond, Write: 100 * time.Millisecond, Idle: 50 * time.Millisecond}
	for _, c := range []struct{ name, send string }{
		{"half a head", "GET / HTTP/1.1\r\nHo"},
		{"nothing", ""},
		{"half a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf"},
		{"idle", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := listen(t)
			start(t, &server.Server{Timeouts: brief}, server.Endpoint{Listener: l, Handler: reads})
			conn := dial(t, l.Addr().String())
			fmt.Fprint(conn, c.send)
			if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("the connection stays open: %v", err)
			}
		})
	}
}

func TestTLS(t *testing.T) {
	first, second := newPair(t, "first.test"), newPair(t, "second.test")
	files := first.write(t, t.TempDir())
	cert, err := server.LoadCertificate(files.cert, files.key)
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %v", r.Proto, r.TLS != nil)
	})
	start(t, new(server.Server), server.Endpoint{Listener: l, Handler: echo, TLS: cert})
	for _, c := range []struct {
		protocols []string
		want      string
	}{
		{[]string{"h2"}, "HTTP/2.0 true"},
		{[]string{"http/1.1"}, "HTTP/1.1 true"},
		{nil, "HTTP/1.1 true"},
	} {
		client := first.client(c.protocols)
		if _, got := status(t, client, "https://"+l.Addr().String()); got != c.want {
			t.Errorf("ALPN %v: answered %q, want %q", c.protocols, got, c.want)
		}
	}
	crowded, err := http.NewRequest(http.MethodGet, "https://"+l.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 101 {
		crowded.Header.Add("X-Many", "1")
	}
	res, err := first.client([]string{"h2"}).Do(crowded)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge || res.ProtoMajor != 2 {
		t.Errorf("101 fields over %s = %d, want 431 over HTTP/2", res.Proto, res.StatusCode)
	}
	if got := probeTLS(t, l.Addr().String()); got != http.StatusBadRequest {
		t.Errorf("an ambiguous message over TLS = %d, want 400", got)
	}
	second.writeTo(t, files)
	if err := cert.Reload(); err != nil {
		t.Fatal(err)
	}
	status(t, second.client(nil), "https://"+l.Addr().String())
	files.breakKey(t)
	if err := cert.Reload(); err == nil {
		t.Error("Reload of a broken key succeeds")
	}
	status(t, second.client([]string{"h2"}), "https://"+l.Addr().String()) // the old pair serves on
}

func probeTLS(t *testing.T, addr string) int {
	t.Helper()
	c, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode
}

func TestTLSStopsWithHandshakesUnderWay(t *testing.T) {
	pair := newPair(t, "first.test")
	files := pair.write(t, t.TempDir())
	cert, err := server.LoadCertificate(files.cert, files.key)
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	stop := start(t, new(server.Server), server.Endpoint{Listener: l, Handler: nothing, TLS: cert})
	for range 10 {
		fmt.Fprint(dial(t, l.Addr().String()), "\x16\x03\x01")
	}
	status(t, pair.client(nil), "https://"+l.Addr().String())
	if err := stop(); err != nil {
		t.Errorf("Serve = %v, want nil", err)
	}
}
