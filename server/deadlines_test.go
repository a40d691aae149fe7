package server

import (
	"errors"
	"net"
	"os"
	"runtime"
	"testing"
	"time"
)

func TestDeadline(t *testing.T) {
	born := time.Now()
	at := func(s int) time.Time { return born.Add(time.Duration(s) * time.Second) }
	var none time.Time
	for _, c := range []struct {
		name   string
		armed  time.Time
		wanted time.Time
		set    []time.Time
		err    error
	}{
		{name: "none", wanted: none},
		{name: "the first", wanted: at(100), set: []time.Time{at(100)}},
		{name: "one a little later", armed: at(100), wanted: at(104)},
		{name: "one much later", armed: at(100), wanted: at(105), set: []time.Time{at(105)}},
		{name: "a sooner one", armed: at(100), wanted: at(99), set: []time.Time{at(99)}},
		{name: "none any more", armed: at(100), wanted: none, set: []time.Time{none}},
		{name: "one from before the connection", armed: at(100), wanted: at(-1), err: os.ErrDeadlineExceeded},
	} {
		t.Run(c.name, func(t *testing.T) {
			var set []time.Time
			d := deadline{slack: 4 * time.Second, born: born, set: func(t time.Time) error { set = append(set, t); return nil }}
			d.armed.Store(d.count(c.armed))
			if err := d.want(c.wanted); err != nil || set != nil {
				t.Errorf("want = %v, and set %v while nobody waits", err, set)
			}
			if err := d.begin(); !errors.Is(err, c.err) {
				t.Errorf("begin = %v, want %v", err, c.err)
			}
			if len(set) != len(c.set) || len(set) > 0 && !set[0].Equal(c.set[0]) {
				t.Errorf("set %v, want %v", set, c.set)
			}
		})
	}
}

// TestDeadlineConn holds what net/http relies on: a deadline ends a call that is under way, and one that is taken back ends none.
func TestDeadlineConn(t *testing.T) {
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	c := newDeadlineConn(near, time.Second)
	failed := make(chan error, 1)
	go func() {
		_, err := c.Read(make([]byte, 1))
		failed <- err
	}()
	for c.read.calls.Load() == 0 {
		runtime.Gosched()
	}
	_ = c.SetReadDeadline(time.Unix(1, 0))
	if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Read under way = %v, want %v", err, os.ErrDeadlineExceeded)
	}
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Read after the deadline = %v, want %v", err, os.ErrDeadlineExceeded)
	}
	_ = c.SetReadDeadline(time.Time{})
	go func() { _, _ = far.Write([]byte("x")) }()
	if n, err := c.Read(make([]byte, 1)); n != 1 || err != nil {
		t.Errorf("Read without a deadline = %d %v, want 1 byte", n, err)
	}
	_ = c.SetDeadline(time.Now().Add(20 * time.Millisecond))
	if _, err := c.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Write that nobody reads = %v, want %v", err, os.ErrDeadlineExceeded)
	}
}
