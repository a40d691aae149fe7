package services

import (
	"fmt"
	"time"

	"github.com/causeway-gateway/causeway/services/validate"
)

// A Code classes an error. Each dialect renders each code its own way.
type Code int

// The codes that a service may return. Status numbers and class names are the dialect's affair;
// the comment says which HTTP status they mean where a family has no rule of its own.
const (
	Internal        Code = iota // 500; an Error's message is shown all the same, that of any other error stays in the log
	Invalid                     // 400
	Unauthenticated             // 401
	Forbidden                   // 403
	NotFound                    // 404
	NotSupported                // 405
	Conflict                    // 409
	TooMany                     // 429
	Unavailable                 // 503
)

// An Error is a failure that the caller should see. Any other error is [Internal] and its text stays in the log.
//
// It is what an HttpError or another exception is in .NET, whose class is its Name: what threw new ArgumentException("...") returns
// Errorf(Invalid, "ArgumentException", "..."). The Status of a server.Host
// says which HTTP status a Name has, as MapExceptionToStatusCode does.
type Error struct {
	Code     Code
	Name     string             // the error code on the wire, such as "TwoFactorCodeInvalid"; a dialect has a name for each Code where it is empty
	Message  string             // shown to the caller as it stands
	Fields   []validate.Failure // members that are to blame
	Details  any                // a DTO that goes with the error where the family has a place for one
	After    time.Duration      // when it makes sense to try again; zero: not said
	Response any                // an answer that is already in the operation's own shape; the dialect adds what it misses
}

// Errorf returns an [Error] with a code, a name and a formatted message.
func Errorf(code Code, name, format string, args ...any) *Error {
	return &Error{Code: code, Name: name, Message: fmt.Sprintf(format, args...)}
}

func (e *Error) Error() string {
	if e.Name == "" {
		return e.Message
	}
	return e.Name + ": " + e.Message
}
