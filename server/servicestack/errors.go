package servicestack

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// names are the error codes of failures that have none of their own: the names of .NET's status codes.
var names = map[services.Code]string{
	services.Internal:        "InternalServerError",
	services.Invalid:         "BadRequest",
	services.Unauthenticated: "Unauthorized",
	services.Forbidden:       "Forbidden",
	services.NotFound:        "NotFound",
	services.NotSupported:    "MethodNotAllowed",
	services.Conflict:        "Conflict",
	services.TooMany:         "TooManyRequests",
	services.Unavailable:     "ServiceUnavailable",
}

// renderFault answers a failure. Those that a path or a demand explains have answers of their own; all others have a ResponseStatus.
func (d *Dialect) renderFault(x *server.Exchange, f *server.Fault) {
	_, wrongVerb := errors.AsType[*server.ErrVerb](f.Cause)
	switch {
	case errors.Is(f.Cause, server.ErrNoRoute), wrongVerb:
		x.Status = http.StatusNotFound
		return
	case errors.Is(f.Cause, auth.ErrUnauthenticated):
		d.renderChallenge(x)
		return
	case errors.Is(f.Cause, auth.ErrForbidden):
		d.renderForbidden(x)
		return
	}
	d.renderStatus(x, f)
}

// renderStatus answers with a ResponseStatus: in the operation's own response where the operation itself failed, else in an ErrorResponse.
func (d *Dialect) renderStatus(x *server.Exchange, f *server.Fault) {
	c := of(x)
	d.common(x)
	own := f.Step == "Validate" || f.Step == "Invoke"
	if _, ok := errors.AsType[errNoMethod](f.Cause); ok {
		own = false
	}
	if f.After > 0 {
		x.Header.Set("Retry-After", strconv.Itoa(int((f.After+time.Second-1)/time.Second)))
	}
	if c.done != nil && own {
		x.Header["X-Autobatch-Completed"] = c.done
	}
	x.Status = f.Status
	if d.wraps(c) && !own {
		x.Status = http.StatusOK // a script that loads with an error never runs
	}
	status := d.status(f)
	if !own || x.Op == nil {
		d.renderDTO(x, c, &dto.ErrorResponse{ResponseStatus: status})
		return
	}
	d.renderDTO(x, c, failed(x.Op, f.Response, status))
}

// failed returns the body of an operation's failure: its response with the status in it. A response that belongs to the operation by its name
// is sent even where it has no place for a status.
func failed(op *services.Operation, body any, status *dto.ResponseStatus) any {
	if body == nil {
		body = op.NewResponse()
	}
	if body == nil {
		return &dto.ErrorResponse{ResponseStatus: status}
	}
	if codec.Assign(body, "ResponseStatus", status) || simpleName(codec.TypeName(body)) == op.Name+"Response" {
		return body
	}
	return &dto.ErrorResponse{ResponseStatus: status}
}

func simpleName(typeName string) string { return typeName[strings.LastIndexByte(typeName, '.')+1:] }

func (d *Dialect) status(f *server.Fault) *dto.ResponseStatus {
	message := sanitized(f.Message)
	status := &dto.ResponseStatus{ErrorCode: errorCode(f), Message: &message, Errors: fieldErrors(f.Fields)}
	if m, ok := f.Details.(dto.Meta); ok {
		status.Meta = m
	}
	return status
}

func errorCode(f *server.Fault) string {
	_, unbound := errors.AsType[*server.BindError](f.Cause)
	switch {
	case f.Name != "":
		return f.Name
	case errors.Is(f.Cause, server.ErrNoOperation):
		return "NotImplementedException"
	case errors.Is(f.Cause, auth.ErrExpired):
		return "TokenException"
	case errors.Is(f.Cause, server.ErrTooLarge), unbound:
		return "SerializationException"
	}
	return names[f.Code]
}

func fieldErrors(failures []validate.Failure) []dto.ResponseError {
	all := make([]dto.ResponseError, len(failures))
	for i, f := range failures {
		message := sanitized(f.Message)
		all[i] = dto.ResponseError{ErrorCode: f.Code, FieldName: f.Field, Message: &message}
		if f.Meta == nil {
			continue
		}
		all[i].Meta = make(dto.Meta, len(f.Meta))
		for j, m := range f.Meta {
			all[i].Meta[j] = dto.MetaEntry{Key: m.Key, Value: m.Value}
		}
	}
	return all
}

// sanitized takes the brackets of markup out of a message that has a script in it.
func sanitized(message string) string {
	if !strings.Contains(strings.ToLower(message), "<script") {
		return message
	}
	return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(message)
}

// renderUnwritable answers what the format cannot write: a fault of the program, told without its text.
func (d *Dialect) renderUnwritable(x *server.Exchange, c *call, err error) {
	x.Host.Log.ErrorContext(x.Context(), "answer not written", "host", x.Host.Name, "request", x.ID, "error", err)
	x.Status = http.StatusInternalServerError
	message := "An error has occurred."
	out, err := d.append(x.Out[:0], c, &dto.ErrorResponse{ResponseStatus: &dto.ResponseStatus{
		ErrorCode: names[services.Internal], Message: &message, Errors: []dto.ResponseError{},
	}})
	if err == nil {
		x.Out = out
	}
}
