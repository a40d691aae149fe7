package webapi

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// renderFault shapes a failure. Its status is set last, so that a body that cannot be written may change it.
func (d *Dialect) renderFault(x *server.Exchange, f *server.Fault) {
	x.Status = f.Status
	if f.After > 0 {
		x.Header.Set("Retry-After", strconv.Itoa(int((f.After+time.Second-1)/time.Second)))
	}
	if refusal, ok := errors.AsType[*server.ErrVerb](f.Cause); ok {
		x.Header.Set("Allow", strings.Join(refusal.Allow, ","))
	}
	if body := d.faultBody(x, f); body != nil {
		d.write(x, body)
	}
}

// faultBody returns what a failure says, or nil where it says nothing.
func (d *Dialect) faultBody(x *server.Exchange, f *server.Fault) any {
	unread, unreadable := errors.AsType[*unsupported](f.Cause)
	_, verb := errors.AsType[*server.ErrVerb](f.Cause)
	switch {
	case errors.Is(f.Cause, server.ErrNoRoute):
		return d.notFound(x)
	case verb:
		return Message("The requested resource does not support http method '%s'.", x.Request.Method)
	case f.Step == server.Authorize.Name:
		return d.denied(x, f)
	case unreadable:
		x.Status = http.StatusUnsupportedMediaType
		return d.unread(x, unread)
	case errors.Is(f.Cause, errModelState):
		x.Status = http.StatusBadRequest
		return &local(x).state
	case errors.Is(f.Cause, errLost):
		x.Status = http.StatusBadRequest
		return d.withoutValue(x)
	}
	return d.told(x, f)
}

// notFound says that nothing answers the URI; with details, whether it was the path or a parameter.
func (d *Dialect) notFound(x *server.Exchange) HTTPError {
	e := Message("No HTTP resource was found that matches the request URI '%s'.", d.uri(x))
	if !d.Details {
		return e
	}
	if d.WhyNotFound != nil {
		if why := d.WhyNotFound(x.Path); why != "" {
			return append(e, Member{"MessageDetail", why})
		}
	}
	if _, _, err := x.Host.Routes().Find(strings.ToUpper(x.Request.Method), x.Path); errors.Is(err, server.ErrNoRoute) {
		return append(e, Member{"MessageDetail", "No route data was found for this request."})
	}
	controller, _, _ := strings.Cut(strings.Trim(x.Path, "/"), "/")
	return append(e, Member{"MessageDetail", fmt.Sprintf("No action was found on the controller '%s' that matches the request.", controller)})
}

// withoutValue says that a parameter got no value; with details, which.
func (d *Dialect) withoutValue(x *server.Exchange) HTTPError {
	e := Message("The request is invalid.")
	if !d.Details || d.WhyLost == nil {
		return e
	}
	if why := d.WhyLost(x.Op, local(x).lost); why != "" {
		e = append(e, Member{"MessageDetail", why})
	}
	return e
}

// unread says that no formatter reads the body.
func (d *Dialect) unread(x *server.Exchange, u *unsupported) HTTPError {
	mediaType, text := u.mediaType, "The request entity's media type '%s' is not supported for this resource."
	if mediaType == "" {
		mediaType = "application/octet-stream"
		text = "The request contains an entity body but no Content-Type header. The inferred media type '%s' is not supported for this resource."
	}
	e := Message(text, mediaType)
	if !d.Details {
		return e
	}
	name := codec.TypeName(x.DTO)
	name = name[strings.LastIndexByte(name, '.')+1:]
	text = fmt.Sprintf("No MediaTypeFormatter is available to read an object of type '%s' from content with media type '%s'.", name, mediaType)
	thrown := &Exception{Class: "System.Net.Http.UnsupportedMediaTypeException", Message: text, At: at(x)}
	return append(e, thrown.members()...)
}

// exception is a failure of the server.
func (d *Dialect) exception(x *server.Exchange, f *server.Fault) any {
	e, ok := errors.AsType[*services.Error](f.Cause)
	if !ok {
		e = &services.Error{Name: "System.Exception", Message: f.Cause.Error()}
	}
	thrown := &Exception{Class: e.Name, Message: e.Message, At: at(x)}
	if inner, ok := e.Details.(*services.Error); ok {
		thrown.Inner = &Exception{Class: inner.Name, Message: inner.Message}
	}
	return thrown
}

// at is where an operation fails, as far as a client may know: where it is declared.
func at(x *server.Exchange) string {
	if x.Op == nil {
		return "   at the host"
	}
	return "   at " + x.Op.Source
}

// denied is what [Authorize] says, whatever is the matter with the caller.
func (d *Dialect) denied(x *server.Exchange, f *server.Fault) any {
	if f.Code == services.Internal {
		return d.exception(x, f)
	}
	if d.Challenge != "" && !errors.Is(f.Cause, auth.ErrForbidden) {
		x.Header.Set("WWW-Authenticate", d.Challenge)
	}
	x.Status = http.StatusUnauthorized
	return Message("Authorization has been denied for this request.")
}

// told is the body of an error that a handler returned.
func (d *Dialect) told(x *server.Exchange, f *server.Fault) any {
	switch {
	case f.Response != nil:
		return f.Response
	case len(f.Fields) > 0:
		var state ModelState
		state.blame(f.Error, d.plans[x.Op].own)
		state.blame(f.Error, d.plans[x.Op].bodies)
		return &state
	case f.Code == services.Internal:
		return d.exception(x, f)
	case f.Message == "":
		return nil
	case f.Status == http.StatusBadRequest && f.Step == server.Invoke.Name:
		return f.Message // a bare string
	}
	return HTTPError{{"Message", f.Message}}
}
