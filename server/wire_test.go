package server

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestWire sends every probe over TCP to a handler that reads the body and says 400 where it could not.
func TestWire(t *testing.T) {
	list := probes()
	refused := 0
	var smuggled atomic.Int32
	addr := serveTest(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/smuggled" {
			smuggled.Add(1)
		}
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusBadRequest)
		}
	}))
	for _, p := range list {
		if strings.Contains(p.want, "4") {
			refused++
		}
		if got := exchange(t, addr, p.send); got != p.want {
			t.Errorf("%s: answered %q, want %q", p.name, got, p.want)
		}
	}
	if n := smuggled.Load(); n > 0 {
		t.Errorf("%d requests ran that nobody sent", n)
	}
	if refused < 200 {
		t.Errorf("%d probes are refused, want 200 or more", refused)
	}
}

// TestWireIsNeeded shows that the probes tell something: without the scanner net/http lets some through.
func TestWireIsNeeded(t *testing.T) {
	l := listenTest(t)
	s := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	for _, p := range probes() {
		switch p.name {
		case "an encoding behind a length", "two equal lengths", "a folded field", "bare line ends", `target "http://evil/"`:
			if got := exchange(t, l.Addr().String(), p.send); !strings.HasPrefix(got, "200") {
				t.Errorf("%s: net/http alone answers %q: is the scanner still needed for it?", p.name, got)
			}
		}
	}
}

// TestScannerSplits checks that the judgement does not depend on how the bytes arrive. What is refused may be so earlier.
func TestScannerSplits(t *testing.T) {
	for _, p := range probes() {
		whole, wholeStatus := scanIn(p.send, len(p.send)+1)
		for _, size := range []int{1, 2, 3, 7} {
			if got, status := scanIn(p.send, size); got > whole || status != wholeStatus || status == 0 && got != whole {
				t.Errorf("%s: in pieces of %d passes %d, %d; whole %d, %d", p.name, size, got, status, whole, wholeStatus)
			}
		}
	}
}

// TestScannerForgets checks what a head that does not end makes the scanner remember.
func TestScannerForgets(t *testing.T) {
	var s scanner
	for _, piece := range []string{"GET / HTTP/1.1\r\nHost: a\r\nX-Long: ", strings.Repeat("x", 10_000), strings.Repeat("y", 10_000)} {
		if _, status := s.pass([]byte(piece)); status != 0 {
			t.Fatalf("refused with %d", status)
		}
	}
	if len(s.line) > 100 || s.held() < 20_000 {
		t.Errorf("remembers %d bytes of a head of %d, want next to none of 20,000 and more", len(s.line), s.held())
	}
	if _, status := s.pass([]byte(strings.Repeat("z", 15_000))); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("35,000 bytes = %d, want 431", status)
	}
}

// TestBigHeads takes every place for big heads: the next one is refused, a small one is not, and one that ends gives its place back.
func TestBigHeads(t *testing.T) {
	l := &wireListener{Listener: listenTest(t)}
	s := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	addr := l.Addr().String()
	big := "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + strings.Repeat("x", 5000)
	l.heads.taken.Store(maxBigHeads - 1)
	first := send(t, addr, big)
	for end := time.Now().Add(10 * time.Second); l.heads.taken.Load() < maxBigHeads && time.Now().Before(end); {
		runtime.Gosched()
	}
	if got := exchange(t, addr, big+"\r\n\r\n"); got != "503" {
		t.Errorf("a big head without a place = %s, want 503", got)
	}
	if got := exchange(t, addr, ok); got != "200" {
		t.Errorf("a small head = %s, want 200", got)
	}
	_, _ = io.WriteString(first, "\r\n\r\n")
	if res, err := http.ReadResponse(bufio.NewReader(first), nil); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("the big head with a place = %v, %v, want 200", res, err)
	}
	if got := exchange(t, addr, big+"\r\n\r\n"); got != "200" {
		t.Errorf("the next big head = %s, want 200", got)
	}
}

func TestHeadPlaceComesBack(t *testing.T) {
	var places headPlaces
	for _, c := range []struct {
		name string
		end  func(*headPlace)
	}{
		{"the head ends", func(p *headPlace) { p.weigh(0) }},
		{"the connection ends", func(p *headPlace) { p.close() }},
		{"both", func(p *headPlace) { p.weigh(0); p.close() }},
		{"a closed one takes none", func(p *headPlace) { p.close(); p.weigh(bigHead) }},
	} {
		p := headPlace{of: &places}
		p.weigh(bigHead)
		c.end(&p)
		if n := places.taken.Load(); n != 0 {
			t.Errorf("%s: %d places are taken, want 0", c.name, n)
		}
	}
}

func scanIn(text string, size int) (passed, status int) {
	var s scanner
	for data := []byte(text); len(data) > 0; {
		n, status := s.pass(data[:min(size, len(data))])
		passed += n
		if status != 0 {
			return passed, status
		}
		data = data[n:]
	}
	return passed, 0
}

// FuzzScanner checks that what the scanner lets through net/http reads the same way: as many requests, with bodies as long.
func FuzzScanner(f *testing.F) {
	for _, p := range probes() {
		if len(p.send) < 4096 {
			f.Add([]byte(p.send))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s scanner
		n, _ := s.pass(data)
		ours := bodies(&s, data[:n])
		r := bufio.NewReader(bytes.NewReader(data[:n]))
		for i, want := range ours {
			req, err := http.ReadRequest(r)
			if err != nil {
				return // net/http is stricter still
			}
			body, err := io.ReadAll(req.Body)
			if err != nil || int64(len(body)) != want {
				t.Fatalf("request %d of %q: net/http reads a body of %d, %v, the scanner one of %d", i, data[:n], len(body), err, want)
			}
		}
	})
}

// bodies are the lengths of the bodies of the complete requests in data.
func bodies(s *scanner, data []byte) (list []int64) {
	*s = scanner{}
	var body int64
	for i := range data {
		before, left := s.place, s.left
		_, _ = s.pass(data[i : i+1])
		if before == inBody || before == inChunk && left > 0 {
			body++
		}
		if s.place == inRequestLine && before != inRequestLine {
			list, body = append(list, body), 0
		}
	}
	return list
}

func BenchmarkScanner(b *testing.B) {
	data := []byte("POST /user/password/reset HTTP/1.1\r\nHost: antel.localhost:8080\r\nUser-Agent: client/1.0\r\nAccept: application/json\r\n" +
		"Content-Type: application/json\r\nAuthorization: Bearer " + strings.Repeat("x", 200) + "\r\nContent-Length: 120\r\n\r\n" + strings.Repeat("b", 120))
	var s scanner
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if n, status := s.pass(data); n != len(data) || status != 0 {
			b.Fatal("refused")
		}
	}
}

func listenTest(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// serveTest serves h until the test ends and returns the address.
func serveTest(t testing.TB, h http.Handler) string {
	t.Helper()
	l := listenTest(t)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- new(Server).Serve(ctx, Endpoint{Listener: l, Handler: h}) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve = %v", err)
		}
	})
	return l.Addr().String()
}

func send(t testing.TB, addr, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

// exchange sends text on a connection of its own, and returns the statuses of what comes back.
func exchange(t testing.TB, addr, text string) string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	go func() { // beside the reading, because a server that refuses reads no more
		_, _ = io.WriteString(c, text)
		_ = c.(*net.TCPConn).CloseWrite()
	}()
	var statuses []string
	for r := bufio.NewReader(c); ; {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			return strings.Join(statuses, " ")
		}
		statuses = append(statuses, fmt.Sprint(res.StatusCode))
		if text, err := io.ReadAll(res.Body); err != nil || len(text) > 0 {
			return strings.Join(append(statuses, fmt.Sprintf("and %q, %v", text, err)), " ")
		}
	}
}
