package rocketchat

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

const notLoggedIn = "You must be logged in to do this."

// Render implements [server.Dialect]. The Content-Type has no charset: Rocket.Chat's own tests compare it as a whole.
func (d *Dialect) Render(x *server.Exchange, f *server.Fault) {
	x.Header["Content-Type"] = []string{"application/json"}
	x.Header["Cache-Control"] = []string{"no-store"}
	x.Header["Pragma"] = []string{"no-cache"}
	body := x.Outcome.Body
	x.Status = x.Outcome.Status
	if f != nil {
		x.Status, body = f.Status, failure(x, f)
		if f.Code == services.Unavailable && f.After > 0 {
			x.Header.Set("Retry-After", strconv.Itoa(int((f.After+time.Second-1)/time.Second)))
		}
	}
	out, err := d.json.Append(x.Out[:0], body)
	if err != nil {
		x.Host.Log.ErrorContext(x.Context(), "write an answer", "host", x.Host.Name, "request", x.ID, "error", err)
		x.Status, out = http.StatusInternalServerError, append(x.Out[:0], `{"success":false,"error":"Internal server error"}`...)
	}
	x.Out = out
}

// failure is the body of a fault, in the shape that goes with its status.
//
// Nothing may be added to these bodies: the schemas of Rocket.Chat's clients refuse what they do not know.
func failure(x *server.Exchange, f *server.Fault) any {
	if body := refusedLogin(x, f); body != nil {
		return body
	}
	switch {
	case f.Status == http.StatusRequestEntityTooLarge:
		return &dto.Failure{Error: "The request body is too large"}
	case f.Code == services.Internal:
		return &dto.Failure{Error: "Internal server error"}
	case f.Code == services.Unauthenticated:
		return &dto.Unauthorized{Status: "error", Message: notLoggedIn, Error: notLoggedIn}
	case f.Code == services.Forbidden && f.Name == "":
		return &dto.Failure{Error: "unauthorized"}
	case f.Code == services.NotSupported:
		allow(x, f)
		return &dto.WrongMethod{Status: "error", Message: "API endpoint does not exist"}
	case errors.Is(f.Cause, server.ErrNoRoute):
		return &dto.Failure{Error: "Resource not found"}
	case f.Step == "Bind":
		return &dto.Failure{Error: f.Message, ErrorType: f.Name}
	case f.Code == services.TooMany:
		return &dto.Failure{Error: reason(f)}
	}
	details, _ := f.Details.(*dto.Details)
	return &dto.Failure{Error: reason(f), ErrorType: f.Name, Details: details}
}

// reason is the text of an error with its code in brackets; either may be missing.
func reason(f *server.Fault) string {
	switch {
	case f.Name == "":
		return f.Message
	case f.Message == "":
		return fmt.Sprintf("[%s]", f.Name)
	}
	return fmt.Sprintf("%s [%s]", f.Message, f.Name)
}

// allow tells which verbs a path takes.
func allow(x *server.Exchange, f *server.Fault) {
	if e, ok := errors.AsType[*server.ErrVerb](f.Cause); ok {
		x.Header.Set("Allow", strings.Join(e.Allow, ", "))
	}
}
