package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/causeway-gateway/causeway/services"
)

// keepOut and keepBody are the largest arrays that an exchange keeps for the next answer and for the next request's body.
const (
	keepOut  = 64 << 10
	keepBody = 8 << 10
)

// heldBack is the length up to which net/http holds an answer back, and counts it itself. What is longer it would send in chunks.
const heldBack = 2 << 10

// begin makes x the exchange of r. What it keeps of its last one are the arrays of Out and of the body.
func (x *Exchange) begin(h *Host, w http.ResponseWriter, r *http.Request) {
	x.Host, x.Request, x.ID, x.Trace = h, r, h.ids.of(r), traceID(r)
	x.Address, x.Secure = h.Proxies.client(r)
	x.Header, x.w, x.ctx = w.Header(), w, r.Context()
	if len(h.Observe) > 0 {
		x.started = time.Now()
	}
	h.running.Add(1)
}

// end is deferred. It turns a panic into an answer where there is none yet, tells the observers, and gives x back.
func (x *Exchange) end() {
	v := recover()
	abort := v != nil && !x.rescue(v)
	x.Host.running.Add(-1)
	if x.reserved > 0 {
		x.Host.bodies.Add(-x.reserved)
	}
	x.tell()      // what is counted is counted before: an observer may panic
	if v == nil { // after a panic something may still hold x
		x.release()
	}
	if abort {
		panic(http.ErrAbortHandler) // net/http closes the connection, so that the client does not take a part for the whole
	}
}

// rescue answers 500 in the family's shape, with the text of the panic in the log alone. It reports whether the answer is complete.
func (x *Exchange) rescue(v any) (answered bool) {
	if v == http.ErrAbortHandler {
		return false
	}
	err := fmt.Errorf("panic: %v", v)
	x.Host.Log.ErrorContext(context.WithoutCancel(x.ctx), "request panicked",
		"host", x.Host.Name, "request", x.ID, "error", err, "stack", string(debug.Stack()))
	if x.written {
		return false
	}
	defer func() {
		if recover() != nil { // it is the family's shape that panics
			answered = x.bare()
		}
	}()
	x.clear()
	x.Host.Dialect.Render(x, faultOf(err, "Panic", x.Host))
	x.reply()
	return true
}

// clear takes back all that was said of the answer.
func (x *Exchange) clear() {
	clear(x.Header)
	x.Out, x.Stream, x.Status, x.Outcome = x.Out[:0], nil, 0, services.Outcome{}
	x.Header.Set("Connection", "close")
}

// bare answers 500 without a body.
func (x *Exchange) bare() (answered bool) {
	if x.written {
		return false
	}
	x.clear()
	x.Status = http.StatusInternalServerError
	x.reply()
	return true
}

func (x *Exchange) release() {
	pool := x.Host.pool
	*x = Exchange{Out: kept(x.Out, keepOut), body: kept(x.body, keepBody)}
	pool.Put(x)
}

// kept is the array of b, emptied of what somebody sent or was told; none where it is a large one.
func kept(b []byte, limit int) []byte {
	if cap(b) > limit {
		return nil
	}
	clear(b)
	return b[:0]
}

// reply is the only place that writes to a connection.
func (x *Exchange) reply() {
	x.settle()
	x.addHeaders()
	x.written = true
	x.w.WriteHeader(x.Status)
	if x.Request.Method == http.MethodHead || !hasBody(x.Status) {
		x.closeStream()
		return
	}
	if x.Stream != nil {
		x.stream()
		return
	}
	n, _ := x.w.Write(x.Out) // a client that went away is not our failure
	x.sent = int64(n)
}

// settle makes status, length and type such that net/http adds nothing of its own.
func (x *Exchange) settle() {
	switch {
	case x.Status == 0:
		x.Status = http.StatusOK
	case x.Status < 200 || x.Status > 999:
		x.Status = http.StatusInternalServerError // net/http panics at some of them
	}
	switch {
	case !hasBody(x.Status), x.Stream == nil && len(x.Out) <= heldBack && x.Request.Method != http.MethodHead:
		delete(x.Header, "Content-Length")
	case x.Stream == nil:
		x.Header["Content-Length"] = []string{strconv.Itoa(len(x.Out))}
	}
	if first(x.Header["Content-Type"]) == "" {
		x.Header["Content-Type"] = nil // keep net/http from guessing
	}
}

func hasBody(status int) bool {
	return status != http.StatusNoContent && status != http.StatusNotModified
}

// stream copies a body that is not in memory. One that breaks off ends the connection.
func (x *Exchange) stream() {
	defer x.closeStream()
	n, err := io.Copy(x.w, x.Stream)
	x.sent = n
	if err != nil {
		x.Host.Log.WarnContext(x.ctx, "answer broke off", "host", x.Host.Name, "request", x.ID, "error", err)
		panic(http.ErrAbortHandler)
	}
}

func (x *Exchange) closeStream() {
	if c, ok := x.Stream.(io.Closer); ok {
		_ = c.Close()
	}
}

const requestIDBytes = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// of is the id that a proxy in front gave, where it is harmless, else a new one.
func (g *ids) of(r *http.Request) string {
	id := first(r.Header["X-Request-Id"])
	if id != "" && len(id) <= 64 && strings.Trim(id, requestIDBytes) == "" {
		return id
	}
	return g.next()
}

// ids makes names for requests: random letters, drawn once, and a number that counts up, always of one length. They tell requests apart and guard nothing.
type ids struct {
	prefix string
	last   atomic.Uint64
}

func newIDs() *ids { return &ids{prefix: rand.Text()[:16]} }

func (g *ids) next() string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	var id [26]byte
	copy(id[:], g.prefix)
	for i, n := len(id)-1, g.last.Add(1); i >= len(g.prefix); i, n = i-1, n>>5 {
		id[i] = digits[n&31]
	}
	return string(id[:])
}

// first is the first line of a header that is looked up by its canonical name.
func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// aParent is what a W3C traceparent looks like: version, trace id, id of the parent, flags. What later versions add stands behind another dash.
const aParent = "00-00000000000000000000000000000000-0000000000000000-00"

// traceID is the trace id of a request's traceparent, or nothing where there is no good one.
func traceID(r *http.Request) string {
	parent := first(r.Header["Traceparent"])
	if len(parent) < len(aParent) || len(parent) > len(aParent) && parent[len(aParent)] != '-' {
		return ""
	}
	for i := range len(aParent) {
		if c := parent[i]; (c == '-') != (aParent[i] == '-') || c != '-' && strings.IndexByte("0123456789abcdef", c) < 0 {
			return ""
		}
	}
	return parent[3:35]
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
