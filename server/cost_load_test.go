//go:build linux

package server_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// costConns is how many connections the load has, each with one request under way.
const costConns = 16

// A load asks a server one thing over and over, on connections that it keeps.
type load struct {
	child   *costChild
	conns   []net.Conn
	request []byte
	answer  costAnswer
	size    int // of a whole answer; that is always the same, because dates and ids are of one length
}

// newLoad opens n connections and asks once on each.
func newLoad(b *testing.B, c *costChild, request []byte, n int) *load {
	b.Helper()
	l := &load{child: c, request: request}
	for range n {
		conn, err := net.Dial("tcp", c.address)
		if err != nil {
			b.Fatal(err)
		}
		l.conns = append(l.conns, conn)
		if err := l.first(conn); err != nil {
			b.Fatalf("%q: %v", request, err)
		}
	}
	return l
}

// first learns what the answer is.
func (l *load) first(c net.Conn) error {
	if _, err := c.Write(l.request); err != nil {
		return err
	}
	var whole bytes.Buffer
	res, err := http.ReadResponse(bufio.NewReader(io.TeeReader(c, &whole)), nil)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("answer = %s %s, want 200", res.Status, body)
	}
	res.Header.Del("Date") // net/http's own
	l.size, l.answer = whole.Len(), costAnswer{res.Header, body}
	return nil
}

// close closes the connections.
func (l *load) close() {
	for _, c := range l.conns {
		_ = c.Close()
	}
}

// run asks n times on all connections together and returns what one answer took.
func (l *load) run(b *testing.B, n int) costReport {
	b.Helper()
	before := l.child.used(b)
	errs := make([]error, len(l.conns))
	var group sync.WaitGroup
	for i, c := range l.conns {
		group.Go(func() { errs[i] = l.ask(c, n/len(l.conns)) })
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		b.Fatal(err)
	}
	after := l.child.used(b)
	n = n / len(l.conns) * len(l.conns)
	after.CPU = (after.CPU - before.CPU) / time.Duration(n)
	after.Allocs = (after.Allocs - before.Allocs) / uint64(n)
	return after
}

func (l *load) ask(c net.Conn, n int) error {
	got := make([]byte, l.size)
	for range n {
		if _, err := c.Write(l.request); err != nil {
			return err
		}
		if _, err := io.ReadFull(c, got); err != nil {
			return err
		}
		if !bytes.HasPrefix(got, []byte("HTTP/1.1 200 OK\r\n")) || !bytes.HasSuffix(got, l.answer.Body) {
			return fmt.Errorf("answer = %q, want 200 and %q", got, l.answer.Body)
		}
	}
	return nil
}
