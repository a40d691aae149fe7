package servicestack

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// bind fills the request DTO. On a route of the host's own the request's Content-Type says how the body is read,
// and path, query and form are laid over it in this order. A predefined form reads the body in the format of the URL.
func (d *Dialect) bind(x *server.Exchange) error {
	c := of(x)
	if c.short {
		return nil
	}
	if c.name.batch {
		return d.bindBatch(x, c)
	}
	x.DTO = x.Op.NewRequest()
	if c.name.kind == byRoute {
		return d.bindRoute(x, c)
	}
	return d.bindNamed(x, c)
}

func (d *Dialect) bindRoute(x *server.Exchange, c *call) error {
	if f := d.formats.readers[c.media]; f != nil && !d.streams(x) {
		if err := d.decode(x, f, c.content); err != nil {
			return err
		}
	}
	values := pairs(x.Params).over(c.query)
	if takesBody(c.verb) {
		if err := d.readForm(x, c); err != nil {
			return err
		}
		values = values.over(c.posts)
	}
	return d.assign(x.DTO, values)
}

func (d *Dialect) bindNamed(x *server.Exchange, c *call) error {
	switch {
	case d.streams(x), !takesBody(c.verb) && (c.content == "" || x.Request.ContentLength == 0):
		return d.assign(x.DTO, c.query)
	case isForm(c.media):
		if err := d.readForm(x, c); err != nil {
			return err
		}
		if err := d.assign(x.DTO, c.query); err != nil { // whatever the form says
			return err
		}
		if err := d.assign(x.DTO, c.posts); err != nil {
			return err
		}
		return d.fillNamed(x, c)
	}
	f, media := c.name.format, ""
	if f != nil {
		media = c.name.media()
	}
	if named := d.formats.readers[c.media]; named != nil && c.name.kind == byAPI && !d.Plain {
		f, media = named, named.media // /api/{Op} says how to answer; the original reads JSON there whatever the type of the body is
	}
	if f != nil && f.codec != nil {
		if err := d.decode(x, f, media); err != nil {
			return err
		}
	}
	return d.fillNamed(x, c)
}

// fillNamed binds the query to the members that the body left at their defaults, a form too, where the verb has a body.
func (d *Dialect) fillNamed(x *server.Exchange, c *call) error {
	if !takesBody(c.verb) {
		return nil
	}
	return d.fill(x.DTO, c.query)
}

func (d *Dialect) streams(x *server.Exchange) bool { return slices.Contains(d.Streams, x.Op.Name) }

// takesBody reports whether a request with that verb is expected to have a body. Others may have one too.
func takesBody(verb string) bool {
	switch verb {
	case http.MethodGet, http.MethodDelete, http.MethodHead, http.MethodOptions:
		return false
	}
	return true
}

// errBody means that the body is too large, on a host that tells so as the original does.
var errBody = errors.New("servicestack: body too large")

// decode reads the body into the DTO. An empty one leaves it as it is.
func (d *Dialect) decode(x *server.Exchange, f *format, media string) error {
	body, err := x.Body()
	if errors.Is(err, server.ErrTooLarge) && d.Plain {
		text := fmt.Sprintf("Request body too large. The max request body size is %d bytes.", x.Host.Limits.Body)
		return &server.BindError{Message: unreadable(media, codec.TypeName(x.DTO), text), Err: errBody}
	}
	if e, ok := errors.AsType[*server.BindError](err); ok {
		return &server.BindError{Message: unreadable(media, codec.TypeName(x.DTO), e.Message), Err: e.Err}
	}
	if err != nil {
		return err
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if len(body) == 0 {
		return nil
	}
	of(x).reader = f
	if err := f.codec.Decode(body, x.DTO); err != nil {
		return &server.BindError{Message: unreadable(media, codec.TypeName(x.DTO), d.why(err)), Err: err}
	}
	return nil
}

// unreadable is the message about a body that could not be read. The apostrophe behind the type is the original's.
func unreadable(media, typeName, why string) string {
	return "Could not deserialize '" + media + "' request using " + typeName + "'\nError: " + why
}

// why tells what is wrong with a body. On a host that answers as recorded it says so in the original's words, which may repeat what the body holds;
// elsewhere no part of a body is ever told.
func (d *Dialect) why(err error) string {
	if e, ok := errors.AsType[*codec.Error](err); ok && d.Plain && e.Original() != "" {
		return e.Original()
	}
	return err.Error()
}

// assign binds texts to members, the last of several to one. All those that do not fit are told together.
func (d *Dialect) assign(dto any, values pairs) error {
	var failed *server.BindError
	for values = values.given(); len(values) > 0; {
		n := values.distinct()
		err := codec.Bind(dto, values[:n], d.Text)
		values = values[n:]
		if err == nil {
			continue
		}
		e, ok := errors.AsType[*codec.BindError](err)
		if !ok {
			return err
		}
		if failed == nil {
			failed = new(server.BindError)
		}
		failed.Message, failed.Err = e.Error(), err
		for _, f := range e.Fields {
			failed.Fields = append(failed.Fields, validate.Failure{Field: f.Name, Code: "SerializationException", Message: f.Message})
		}
	}
	if failed == nil {
		return nil
	}
	return failed
}

// fill binds texts to the members that the body left at their defaults.
func (d *Dialect) fill(dto any, values pairs) error {
	values = values.given()
	if len(values) == 0 {
		return nil
	}
	if err := codec.Fill(dto, values, d.Text); err != nil {
		return services.Errorf(services.Invalid, "FormatException", "Input string was not in a correct format.")
	}
	return nil
}
