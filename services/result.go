package services

import (
	"strings"
	"time"
)

// Void is the response of an operation that answers with nothing.
type Void struct{}

// Any is the response of an operation whose answer is not one documented DTO: a scalar, a list, a string that is sent as it stands,
// []byte, or an [io.Reader] that is copied and, if it can be, closed. A string in a [Result] without a ContentType is a value of the answer's format,
// on ServiceStack hosts: new HttpResult("x") answers "x" in JSON.
//
// A file, ServiceStack's HttpResult of a FileInfo, is a [Result] of Any with a ContentType and, to be saved under a name, a Header
// Content-Disposition. Clients may ask for parts of one that is an [io.ReadSeeker] or []byte.
type Any struct{ Value any }

// A Result is a response with more to it than its body.
type Result[T any] struct {
	Body *T
	Reply
}

// A Reply is what a handler says of the answer apart from its body. The zero value is the usual answer.
type Reply struct {
	Status      int    // zero: the family's usual status
	ContentType string // empty: the negotiated format
	Header      []Header
	Cookies     []Cookie
	ETag        string    // without quotes, or W/"..." with them
	Modified    time.Time // zero: not said
	MaxAge      time.Duration
}

// Tag returns the ETag as its header has it: between quotes, unless it has quotes already.
func (r Reply) Tag() string {
	if strings.Contains(r.ETag, `"`) {
		return r.ETag
	}
	return `"` + r.ETag + `"`
}

// A Header is one response header.
type Header struct{ Name, Value string }

// A Cookie is one cookie to set. The zero Expires makes it last as long as the browser's session.
type Cookie struct {
	Name, Value, Path string
	Expires           time.Time
	Secure, HTTPOnly  bool
	SameSite          string // "lax", "strict", "none" or empty
}

// An Outcome is what came of an operation: the body (a pointer to a DTO, or the value of an [Any]; nil for none) and the rest of the answer.
type Outcome struct {
	Body any
	Reply
}

// wrapped is implemented by every [Result].
type wrapped interface {
	unwrap() Outcome
	empty() any
	list([]any) any
}

func (r *Result[T]) unwrap() Outcome {
	if r.Body == nil {
		return Outcome{Reply: r.Reply}
	}
	o := outcome(r.Body)
	o.Reply = r.Reply
	return o
}

func (r *Result[T]) empty() any { return bare(new(T)) }

func (r *Result[T]) list(bodies []any) any { return listOf(new(T), bodies) }

func outcome[T any](res *T) Outcome {
	if res == nil {
		return Outcome{}
	}
	switch r := any(res).(type) {
	case wrapped:
		return r.unwrap()
	case *Void:
		return Outcome{}
	case *Any:
		return Outcome{Body: r.Value}
	}
	return Outcome{Body: res}
}

// bare returns the DTO that res stands for: nil for [Void] and [Any].
func bare(res any) any {
	switch r := res.(type) {
	case wrapped:
		return r.empty()
	case *Void, *Any:
		return nil
	}
	return res
}
