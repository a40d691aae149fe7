package server

import (
	"context"
	"errors"
	"net/http"
	"os"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
)

// A Fault is any failure, stripped of where it came from. Dialects render faults; nothing else does.
type Fault struct {
	*services.Error        // never nil; of an error that is none of package services, the message is not the cause's
	Status          int    // HTTP status that most families use for it
	Step            string // the step that failed, such as "Bind"; faults of "Validate" and "Invoke" are the operation's own
	Cause           error  // for errors.As by the dialect and for the log; its text is never sent
}

// The failures of the pipeline itself.
var (
	// ErrNoRoute means that no operation has the path.
	ErrNoRoute = errors.New("server: no route")

	// ErrNoOperation means that the URL names an operation that the host does not have.
	ErrNoOperation = errors.New("server: no such operation")

	// ErrTooLarge means that the body is over the host's limit.
	ErrTooLarge = errors.New("server: body too large")
)

// ErrVerb means that the path is known and the verb is not one of its own.
type ErrVerb struct{ Allow []string }

func (e *ErrVerb) Error() string { return "server: verb not allowed" }

var statusOf = map[services.Code]int{
	services.Internal:        http.StatusInternalServerError,
	services.Invalid:         http.StatusBadRequest,
	services.Unauthenticated: http.StatusUnauthorized,
	services.Forbidden:       http.StatusForbidden,
	services.NotFound:        http.StatusNotFound,
	services.NotSupported:    http.StatusMethodNotAllowed,
	services.Conflict:        http.StatusConflict,
	services.TooMany:         http.StatusTooManyRequests,
	services.Unavailable:     http.StatusServiceUnavailable,
}

// faultOf is the only place that knows every package's errors.
func faultOf(err error, step string, h *Host) *Fault {
	f := &Fault{Error: errorOf(err), Step: step, Cause: err}
	f.Status = statusOf[f.Code]
	switch {
	case errors.Is(err, ErrTooLarge):
		f.Status = http.StatusRequestEntityTooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		f.Status = http.StatusRequestTimeout
	}
	if status, ok := h.Status[f.Name]; ok {
		f.Status = status
	}
	return f
}

func errorOf(err error) *services.Error {
	if e, ok := errors.AsType[*services.Error](err); ok && statusOf[e.Code] != 0 {
		return e
	}
	class := func(code services.Code, message string) *services.Error {
		return &services.Error{Code: code, Message: message}
	}
	_, verb := errors.AsType[*ErrVerb](err)
	switch {
	case errors.Is(err, ErrNoRoute):
		return class(services.NotFound, "Not Found")
	case errors.Is(err, ErrNoOperation):
		return class(services.NotSupported, "The operation does not exist for this service")
	case verb:
		return class(services.NotSupported, "Method Not Allowed")
	case errors.Is(err, ErrTooLarge):
		return class(services.Invalid, "The request body is too large")
	case errors.Is(err, auth.ErrUnauthenticated):
		return class(services.Unauthenticated, "Not Authenticated")
	case errors.Is(err, auth.ErrExpired):
		return class(services.Unauthenticated, "Token has expired")
	case errors.Is(err, auth.ErrForbidden):
		return class(services.Forbidden, "Forbidden")
	case errors.Is(err, os.ErrDeadlineExceeded): // of the connection
		return class(services.Invalid, "The request did not arrive in time")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return class(services.Unavailable, "The request was not finished in time")
	}
	if e, ok := errors.AsType[*BindError](err); ok {
		return &services.Error{Code: services.Invalid, Message: e.Message, Fields: e.Fields}
	}
	return class(services.Internal, "An error has occurred.")
}
