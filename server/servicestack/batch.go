package servicestack

import (
	"bytes"
	"errors"
	"strconv"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// bindBatch reads a list of requests. A body that is no list of the URL's format is an empty batch.
func (d *Dialect) bindBatch(x *server.Exchange, c *call) error {
	list := x.Op.NewRequests()
	x.DTO = x.Op.NewRequest()
	body, err := x.Body()
	if err != nil {
		return err
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	f := c.name.format
	if len(body) > 0 && f != nil && f.codec != nil && !isForm(mediaType(x.Request.Header.Get("Content-Type"))) {
		if err := f.codec.Decode(body, list); err != nil {
			return &server.BindError{Message: unreadable(f.media, codec.TypeName(x.DTO)+"[]", err), Err: err}
		}
	}
	c.batch = x.Op.Requests(list)
	for _, req := range c.batch {
		if req == nil {
			return services.Errorf(services.Invalid, "ArgumentNullException", "A request of the batch is null.")
		}
	}
	return nil
}

// validateBatch checks all requests before the first one runs.
func (d *Dialect) validateBatch(x *server.Exchange, c *call) error {
	for i, req := range c.batch {
		x.DTO = req
		if err := server.Validate.Run(x); err != nil {
			return indexed(err, i)
		}
	}
	return nil
}

// invokeBatch runs the requests one after the other and stops at the first that fails. There is no transaction around them.
func (d *Dialect) invokeBatch(x *server.Exchange, c *call) error {
	bodies := make([]any, len(c.batch))
	for i, req := range c.batch {
		x.DTO = req
		if err := server.Invoke.Run(x); err != nil {
			c.completed(i)
			return indexed(err, i)
		}
		bodies[i] = x.Outcome.Body
	}
	if len(bodies) > 0 {
		c.completed(len(bodies))
	}
	x.Outcome = services.Outcome{Body: x.Op.Responses(bodies)}
	return nil
}

// indexed says in an error which request of a batch it is about.
func indexed(err error, i int) error {
	index := strconv.Itoa(i)
	e, ok := errors.AsType[*services.Error](err)
	if !ok {
		return err
	}
	told := *e
	told.Details = dto.Meta{{Key: "AutoBatchIndex", Value: &index}}
	return &told
}
