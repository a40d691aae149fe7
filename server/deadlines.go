package server

import (
	"net"
	"os"
	"sync"
	"time"
)

// A deadlineListener accepts connections of the type [deadlineConn].
type deadlineListener struct {
	net.Listener
	slack time.Duration
}

// Accept returns the next connection.
func (l deadlineListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return newDeadlineConn(c, l.slack), nil
}

// A deadlineConn passes deadlines on when they matter. net/http sets five for each request, and most are gone before anybody waits.
//
// A deadline reaches the connection beneath when a call has to wait for it, and only where the one that is set there is not near enough.
// So it may end a call early, by slack at most, and never late.
type deadlineConn struct {
	net.Conn
	read, write deadline
}

func newDeadlineConn(c net.Conn, slack time.Duration) *deadlineConn {
	born := time.Now()
	return &deadlineConn{
		Conn: c,
		read: deadline{set: c.SetReadDeadline, slack: slack, born: born}, write: deadline{set: c.SetWriteDeadline, slack: slack, born: born},
	}
}

func (c *deadlineConn) Read(p []byte) (int, error) {
	if err := c.read.begin(); err != nil {
		return 0, err
	}
	defer c.read.end()
	return c.Conn.Read(p)
}

func (c *deadlineConn) Write(p []byte) (int, error) {
	if err := c.write.begin(); err != nil {
		return 0, err
	}
	defer c.write.end()
	return c.Conn.Write(p)
}

func (c *deadlineConn) SetReadDeadline(t time.Time) error  { return c.read.want(t) }
func (c *deadlineConn) SetWriteDeadline(t time.Time) error { return c.write.want(t) }

func (c *deadlineConn) SetDeadline(t time.Time) error {
	if err := c.read.want(t); err != nil {
		return err
	}
	return c.write.want(t)
}

// CloseWrite lets net/http end an answer without cutting it off.
func (c *deadlineConn) CloseWrite() error { return closeWrite(c.Conn) }

// A deadline is that of one direction.
type deadline struct {
	set   func(time.Time) error
	slack time.Duration
	born  time.Time

	mu     sync.Mutex
	calls  int // under way
	wanted time.Time
	armed  time.Time // what set was last called with
}

// want takes note of a deadline. Calls under way learn of it at once: that is how net/http ends a read of its own.
func (d *deadline) want(t time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wanted = t
	if d.calls > 0 {
		return d.arm()
	}
	return nil
}

// begin is for a call that may have to wait. Its error is that of a deadline which has passed.
func (d *deadline) begin() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.wanted.IsZero() && d.wanted.Before(d.born) {
		return os.ErrDeadlineExceeded
	}
	if !d.near() {
		if err := d.arm(); err != nil {
			return err
		}
	}
	d.calls++
	return nil
}

func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls--
}

func (d *deadline) near() bool {
	if d.wanted.IsZero() || d.armed.IsZero() {
		return d.wanted.IsZero() && d.armed.IsZero()
	}
	early := d.wanted.Sub(d.armed)
	return early >= 0 && early <= d.slack
}

func (d *deadline) arm() error {
	d.armed = d.wanted
	return d.set(d.wanted)
}
