package servicestack

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// bindBatch reads a list of requests, in the format of the URL. A form has none: to the original it is an empty batch.
func (d *Dialect) bindBatch(x *server.Exchange, c *call) error {
	list := x.Op.NewRequests()
	x.DTO = x.Op.NewRequest()
	body, err := x.Body()
	if err != nil {
		return err
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	f := c.name.format
	if isForm(c.media) && len(body) > 0 && !d.Plain {
		return services.Errorf(services.Invalid, "ArgumentException", "A batch is a list of requests in the format of its address, and no form.")
	}
	if d.Batch > 0 && f != nil && bytes.Count(body, f.mark()) > roomy*d.Batch {
		return d.tooMany()
	}
	overlooked := d.Plain && !takesBody(c.verb) && c.content == "" // as that of a single request
	if len(body) > 0 && f != nil && f.codec != nil && !isForm(c.media) && !overlooked {
		c.reader = f
		if err := f.codec.Decode(body, list); err != nil {
			array := codec.TypeName(x.DTO) + "[]" // the original reads one, not a list
			why := strings.Replace(d.why(err), codec.TypeName(list), array, 1)
			return &server.BindError{Message: unreadable(c.name.media(), array, why), Err: err}
		}
	}
	c.batch = x.Op.Requests(list)
	if d.Batch > 0 && len(c.batch) > d.Batch {
		return d.tooMany()
	}
	for _, req := range c.batch {
		if req == nil {
			return services.Errorf(services.Invalid, "ArgumentNullException", "A request of the batch is null.")
		}
	}
	return nil
}

// roomy is how many objects, tags or lines a request of a batch may have, on average, before the batch is refused unread. A body of a megabyte holds
// 350,000 empty requests, which would take a hundred megabytes before they could be counted.
const roomy = 64

// mark is what each request of a batch has at least one of.
func (f *format) mark() []byte {
	switch f.name {
	case "json", "jsv":
		return []byte("{")
	case "xml":
		return []byte("<")
	}
	return []byte("\n")
}

func (d *Dialect) tooMany() error {
	return services.Errorf(services.Invalid, "ArgumentException", "A batch may have %d requests.", d.Batch)
}

// validateBatch checks all requests before the first one runs.
func (d *Dialect) validateBatch(x *server.Exchange, c *call) error {
	for i, req := range c.batch {
		x.DTO, c.at = req, i+1
		if err := server.Validate.Run(x); err != nil {
			return err
		}
	}
	c.at = 0
	return nil
}

// invokeBatch runs the requests one after the other and stops at the first that fails, or once the caller is revoked. There is no transaction around
// them.
func (d *Dialect) invokeBatch(x *server.Exchange, c *call) error {
	if o, ok, err := x.Op.InvokeTogether(x.Context(), c.batch); ok {
		x.Outcome = o
		return together(err)
	}
	bodies := make([]any, len(c.batch))
	for i, req := range c.batch {
		x.DTO, c.at, c.runs = req, i+1, true
		if err := d.invokeOne(x, i); err != nil {
			return err
		}
		bodies[i] = x.Outcome.Body
	}
	c.at = 0
	x.Outcome = services.Outcome{}
	if d.Plain && mixed(bodies) {
		c.runs = false
		return outside(services.Errorf(services.Internal, "ArrayTypeMismatchException",
			"Attempted to access an element as a type incompatible with the array."))
	}
	x.Outcome.Body = d.answers(x.Op, bodies)
	return nil
}

// invokeOne runs a request of a batch. The first one's caller has just proved who he is.
func (d *Dialect) invokeOne(x *server.Exchange, i int) error {
	if i > 0 && d.Identity != nil {
		if err := d.Identity.current(x); err != nil {
			return err
		}
	}
	return server.Invoke.Run(x)
}

// answers returns those of a batch as one list. The original's has the type of its first element, and so no type without one.
func (d *Dialect) answers(op *services.Operation, bodies []any) any {
	if len(bodies) == 0 || d.Plain && bodies[0] == nil {
		return bodies
	}
	if texts, ok := allTexts(bodies); ok {
		return texts
	}
	list := op.Responses(bodies)
	if whatever, ok := list.([]any); ok {
		if typed := codec.ListOf(whatever); typed != nil {
			return typed
		}
	}
	return list
}

func allTexts(bodies []any) ([]*string, bool) {
	texts := make([]*string, len(bodies))
	for i, body := range bodies {
		s, ok := body.(string)
		if !ok {
			return nil, false
		}
		texts[i] = &s
	}
	return texts, true
}

// mixed reports whether the answers of a batch are of several types.
func mixed(bodies []any) bool {
	types := map[string]bool{}
	for _, body := range bodies {
		if body != nil {
			types[fmt.Sprintf("%T", body)] = true
		}
	}
	return len(types) > 1
}

// together makes the failure of an operation that takes its batch whole one that is told as an ErrorResponse: lists of requests have no response that
// belongs to them by its name.
func together(err error) error {
	e, ok := errors.AsType[*services.Error](err)
	if !ok || e.Response != nil {
		return err
	}
	told := *e
	told.Response = &dto.ErrorResponse{}
	return &told
}

// outside makes an error one that is told as from outside the operation.
func outside(err error) error {
	if e, ok := errors.AsType[*services.Error](err); ok {
		return errOutside{e}
	}
	return err
}
