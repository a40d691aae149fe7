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
	"slices"
	"syscall"
	"testing"
	"time"
)

// costConns is how many connections the load has, each with one request under way.
const costConns = 16

// A load asks a server one thing over and over, on connections that it keeps.
type load struct {
	child   *costChild
	conns   []*loadConn
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
		raw, err := conn.(*net.TCPConn).SyscallConn()
		if err != nil {
			b.Fatal(err)
		}
		l.conns = append(l.conns, &loadConn{Conn: conn, raw: raw})
		if err := l.first(conn); err != nil {
			b.Fatalf("%q: %v", request, err)
		}
	}
	for _, conn := range l.conns {
		conn.got = make([]byte, 0, l.size)
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
	res.Header.Del("Date") // which net/http adds itself, as it does the length of what it holds back
	if len(body) <= 2<<10 {
		res.Header.Del("Content-Length")
	}
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
	n = n / len(l.conns)
	before := l.child.used(b)
	if err := onCores(loadCores, func() error { return l.ask(n) }); err != nil {
		b.Fatal(err)
	}
	after := l.child.used(b)
	n *= len(l.conns)
	after.CPU = (after.CPU - before.CPU) / time.Duration(n)
	after.Allocs = (after.Allocs - before.Allocs) / uint64(n)
	return after
}

// ask asks n times on each connection. It never sleeps: a server would pay for waking it, the more often the slower it answers.
func (l *load) ask(n int) error {
	waiting := slices.Clone(l.conns)
	for _, c := range waiting {
		c.left = n
		if _, err := c.Write(l.request); err != nil {
			return err
		}
	}
	for len(waiting) > 0 {
		waiting = slices.DeleteFunc(waiting, func(c *loadConn) bool { return c.left == 0 })
		for _, c := range waiting {
			whole, err := c.read()
			if err == nil && whole {
				err = l.again(c)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// again looks at an answer and asks for the next one.
func (l *load) again(c *loadConn) error {
	if !bytes.HasPrefix(c.got, []byte("HTTP/1.1 200 OK\r\n")) || !bytes.HasSuffix(c.got, l.answer.Body) {
		return fmt.Errorf("answer = %q, want 200 and %q", c.got, l.answer.Body)
	}
	c.got = c.got[:0]
	if c.left--; c.left == 0 {
		return nil
	}
	_, err := c.Write(l.request)
	return err
}

// A loadConn is a connection that waits for an answer of cap(got) bytes.
type loadConn struct {
	net.Conn
	raw  syscall.RawConn
	got  []byte
	left int // answers still to come
}

// read takes what there is, and reports whether the answer is whole.
func (c *loadConn) read() (whole bool, err error) {
	failed := c.raw.Read(func(fd uintptr) (done bool) {
		n, errno := syscall.Read(int(fd), c.got[len(c.got):cap(c.got)])
		switch {
		case n > 0:
			c.got = c.got[:len(c.got)+n]
		case errno == nil:
			err = io.ErrUnexpectedEOF
		case errno != syscall.EAGAIN:
			err = errno
		}
		return true
	})
	return len(c.got) == cap(c.got), errors.Join(failed, err)
}
