package codec

import (
	"errors"
	"fmt"
	"strings"
)

// What went wrong in an [Error], for errors.Is.
var (
	ErrMalformed   = errors.New("malformed document")
	ErrValue       = errors.New("value does not fit")
	ErrDepth       = errors.New("nested too deeply")
	ErrUnsupported = errors.New("not supported")
	ErrNull        = errors.New("nothing could be read") // of Web API's formats: the value is null, not partly filled
)

// An Error says where a document or a value could not be read or written. It never shows the value of a member.
type Error struct {
	Format   string // name of the format
	Offset   int64  // in the document; -1 where there is none
	Path     string // of the member: Lines[2].Amount
	Expected string // what should have been there; of a type that cannot be declared, why
	Err      error  // ErrMalformed, ErrValue, ErrDepth, ErrUnsupported, or what a custom scalar returned

	null     bool   // see ErrNull
	withheld bool   // Err is not what a custom scalar returned, because it is about a secret
	original string // see Original

	undeclared bool // Expected says why a type cannot be declared
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Format)
	if e.Path != "" {
		b.WriteString(": " + e.Path)
	}
	b.WriteString(": " + e.Err.Error())
	switch {
	case e.undeclared:
		b.WriteString(": " + e.Expected)
	case e.Expected != "":
		b.WriteString(", expected " + e.Expected)
	}
	if e.Offset >= 0 {
		fmt.Fprintf(&b, " at offset %d", e.Offset)
	}
	return b.String()
}

// Original is what .NET says of the same fault, or nothing. It repeats what the document holds: it is for hosts made to be compared with theirs.
func (e *Error) Original() string { return e.original }

// Unwrap makes errors.Is find the kind.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is find ErrNull.
func (e *Error) Is(target error) bool { return e.null && target == ErrNull }

// A ReadErrors lists all that Json.NET finds wrong with one document: it goes on behind a value that does not fit.
type ReadErrors struct {
	List []*Error
	null bool
}

func (e *ReadErrors) Error() string {
	texts := make([]string, len(e.List))
	for i, one := range e.List {
		texts[i] = one.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap returns the single errors.
func (e *ReadErrors) Unwrap() []error {
	errs := make([]error, len(e.List))
	for i, one := range e.List {
		errs[i] = one
	}
	return errs
}

// Is makes errors.Is find ErrNull.
func (e *ReadErrors) Is(target error) bool { return e.null && target == ErrNull }

// A BindFieldError is one value of a query string, path or form that its member cannot take. Value is empty for a
// secret member.
type BindFieldError struct {
	Name    string // as sent
	Value   string
	Message string
}

// A BindError lists all values that [Bind] could not use.
type BindError struct {
	Type   string // CLR name of the DTO
	Fields []BindFieldError
}

func (e *BindError) Error() string { return fmt.Sprintf("Unable to bind to request '%s'", e.Type) }

// Unwrap makes errors.Is find ErrValue.
func (e *BindError) Unwrap() error { return ErrValue }

// behind moves the place of err by what stands in data in front of the text that was read: a byte order mark, an XML
// declaration. A text that is not in data, because it was decoded or compacted, keeps its own places.
func behind(err error, data []byte, text string) error {
	front := len(data) - len(text)
	if err == nil || front <= 0 || string(data[front:]) != text {
		return err
	}
	return moved(err, front)
}

// moved is err with its places so many bytes further on.
func moved(err error, by int) error {
	switch e := err.(type) { //nolint:errorlint // only our own are moved
	case *Error:
		e.move(by)
	case *ReadErrors:
		for _, one := range e.List {
			one.move(by)
		}
	}
	return err
}

func (e *Error) move(by int) {
	if e.Offset >= 0 {
		e.Offset += int64(by)
	}
}

// locate puts name or index in front of the path of err.
func locate(err error, step string) error {
	e, ok := err.(*Error) //nolint:errorlint // only our own are located
	if !ok {
		return err
	}
	switch {
	case e.Path == "":
		e.Path = step
	case e.Path[0] == '[':
		e.Path = step + e.Path
	default:
		e.Path = step + "." + e.Path
	}
	return e
}
