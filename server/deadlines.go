package server

import (
	"net"
	"os"
	"sync"
	"sync/atomic"
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

// A deadline is that of one direction. Times in it are counted from the connection's birth, 0 is none and what is negative is over.
//
// Who wants a deadline writes it down and then looks whether a call is under way; a call is counted and then reads what is wanted. So one of the two
// always knows of the other.
type deadline struct {
	set   func(time.Time) error
	slack time.Duration
	born  time.Time

	wanted atomic.Int64
	calls  atomic.Int32 // under way

	arming sync.Mutex
	armed  atomic.Int64 // what set was last called with
}

// want takes note of a deadline. Calls under way learn of it at once: that is how net/http ends a read of its own.
func (d *deadline) want(t time.Time) error {
	d.wanted.Store(d.count(t))
	if d.calls.Load() > 0 {
		return d.arm()
	}
	return nil
}

// begin is for a call that may have to wait. Its error is that of a deadline which has passed.
func (d *deadline) begin() error {
	d.calls.Add(1)
	wanted := d.wanted.Load()
	if wanted < 0 {
		d.end()
		return os.ErrDeadlineExceeded
	}
	if near(d.armed.Load(), wanted, d.slack) {
		return nil
	}
	if err := d.arm(); err != nil {
		d.end()
		return err
	}
	return nil
}

func (d *deadline) end() { d.calls.Add(-1) }

// near reports whether the deadline that is armed does for the one that is wanted.
func near(armed, wanted int64, slack time.Duration) bool {
	if armed <= 0 || wanted <= 0 {
		return armed == wanted
	}
	return armed <= wanted && wanted-armed <= int64(slack)
}

// arm sets what is wanted last, whoever comes last.
func (d *deadline) arm() error {
	d.arming.Lock()
	defer d.arming.Unlock()
	wanted := d.wanted.Load()
	d.armed.Store(wanted)
	if wanted == 0 {
		return d.set(time.Time{})
	}
	return d.set(d.born.Add(time.Duration(wanted)))
}

func (d *deadline) count(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	if after := t.Sub(d.born); after != 0 {
		return int64(after)
	}
	return -1
}
