package server

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/services"
)

// An Exchange is one request on its way to becoming one response.
//
// A step reads what earlier steps wrote and writes its own fields; only [Dialect.Render] writes Status, Out and Stream. Nothing of an
// exchange may be kept when the request is answered: the next request gets the same one, emptied.
type Exchange struct {
	Host    *Host
	Request *http.Request
	ID      string // of the request, for logs and the audit trail
	Address string // of the client, without port
	Secure  bool   // the client came over TLS, to this server or to one of the host's Proxies

	Trace string // trace id of the request's traceparent, for logs; "" where there is none

	Path   string // to be routed, with the family's decorations taken off
	Op     *services.Operation
	Params []codec.Pair // path variables, decoded

	Codec codec.Codec // of the response; nil until negotiated
	Local any         // what the dialect keeps for itself between its steps

	Caller    auth.Principal
	CallerErr error // why the proof does not hold; only an operation with a demand reports it

	DTO     any // the bound request, a pointer
	Outcome services.Outcome

	Status int
	Header http.Header // of the response
	Out    []byte      // the response's body; its array is reused
	Stream io.Reader   // sent in place of Out where it is set

	w        http.ResponseWriter
	ctx      context.Context
	body     []byte // its array is reused
	bodyErr  error
	bodyRead bool
	reserved int64 // of the memory for bodies

	started time.Time // zero where nobody observes
	written bool      // the head of the answer is on its way
	sent    int64     // bytes of the answer's body
	record  Record    // for the observers
}

// Context is the request's, with the caller in it once the session is known.
func (x *Exchange) Context() context.Context { return x.ctx }

// Attach adds a value to the context. It is for what a dialect's own operations, such as signing in, have to see of their exchange;
// those of a host never look for it.
func (x *Exchange) Attach(key, value any) { x.ctx = context.WithValue(x.ctx, key, value) }

func (x *Exchange) run() (*Fault, error) {
	for _, step := range x.Host.steps {
		if err := step.Run(x); err != nil {
			return faultOf(err, step.Name, x.Host), err
		}
	}
	return nil, nil
}

func (x *Exchange) session() error {
	c := x.Host.Dialect.Credentials(x)
	c.Via.Address, c.Via.UserAgent, c.Via.RequestID, c.Via.Kind = x.Address, first(x.Request.Header["User-Agent"]), x.ID, c.Kind
	if x.Trace != "" {
		c.Via.Parent = first(x.Request.Header["Traceparent"])[:len(aParent)] // not what else a client says there
	}
	if x.Host.Verify != nil {
		x.Caller, x.CallerErr = x.Host.Verify(x.ctx, c)
	}
	if x.CallerErr != nil {
		x.Caller = auth.Principal{}
	}
	x.Caller.Via = c.Via
	x.Caller.Via.Token = c.Token
	x.ctx = auth.With(x.ctx, x.Caller)
	return nil
}

func (x *Exchange) authorize() error {
	err := x.Op.Need.Allow(x.Caller)
	if err != nil && x.CallerErr != nil {
		return x.CallerErr
	}
	return err
}

func (x *Exchange) validate() error { return x.Op.Validate(x.DTO) }

func (x *Exchange) invoke() (err error) {
	x.Outcome, err = x.Op.Invoke(x.ctx, x.DTO)
	return err
}

// Body returns the request's body, read whole and decoded from its Content-Encoding at the first call, within the host's limit.
// The request's own Body is used up then. Who keeps what it returns beyond the exchange keeps a copy.
func (x *Exchange) Body() ([]byte, error) {
	if !x.bodyRead {
		x.bodyRead = true
		x.body, x.bodyErr = x.readBody()
	}
	return x.body, x.bodyErr
}

// SetCookie adds a cookie to the response.
func (x *Exchange) SetCookie(c *http.Cookie) { x.Header.Add("Set-Cookie", c.String()) }
