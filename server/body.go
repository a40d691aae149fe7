package server

import (
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// A BindError means that the request does not fit its DTO.
type BindError struct {
	Message string
	Fields  []validate.Failure
	Err     error
}

func (e *BindError) Error() string { return e.Message }
func (e *BindError) Unwrap() error { return e.Err }

// readBody reads the request's body whole. The limit holds for what comes out of the decoder, so that a small body cannot grow large.
func (x *Exchange) readBody() ([]byte, error) {
	r, limit := x.Request, x.Host.Limits.Body
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	if r.ContentLength > limit {
		return nil, ErrTooLarge
	}
	from, err := decoder(r)
	if err != nil {
		return nil, &BindError{Message: "The request body could not be decoded.", Err: err}
	}
	body, err := x.readAll(from, limit)
	switch {
	case errors.Is(err, ErrTooLarge), errors.Is(err, errBusy), errors.Is(err, os.ErrDeadlineExceeded):
		return nil, err
	case err != nil:
		return nil, &BindError{Message: "The request body could not be read.", Err: fmt.Errorf("read body: %w", err)}
	}
	return body, nil
}

// believed is the most that is set aside for a body on its word alone. What a body takes beyond that counts towards [Limits.Bodies].
const believed = 16 << 10

// errBusy means that the bodies under way take all the memory that they may.
var errBusy = &services.Error{Code: services.Unavailable, Message: "The server is busy", After: time.Second}

// readAll reads from whole, into an array of the length that the body is said to have where that is not much.
func (x *Exchange) readAll(from io.Reader, limit int64) ([]byte, error) {
	said := x.Request.ContentLength
	if said < 0 {
		said = 512
	}
	body := slices.Grow(x.body[:0], int(min(said, believed))+1) // and a byte, so that the end is seen without growing
	for {
		n, err := from.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > limit:
			return nil, ErrTooLarge
		case err == io.EOF:
			if from == io.Reader(x.Request.Body) {
				_ = x.Request.Body.Close() // or net/http looks once more for what may be left
			}
			return body, nil
		case err != nil:
			return nil, err
		}
		if len(body) == cap(body) {
			if !x.reserve(int64(2*cap(body)) - believed) {
				return nil, errBusy
			}
			body = slices.Grow(body, cap(body))
		}
	}
}

// reserve sets memory aside until the exchange ends: total bytes, with what it has already.
func (x *Exchange) reserve(total int64) bool {
	more := total - x.reserved
	if more <= 0 {
		return true
	}
	if x.Host.bodies.Add(more) > x.Host.Limits.Bodies {
		x.Host.bodies.Add(-more)
		return false
	}
	x.reserved = total
	return true
}

// decoder returns the reader of r's Content-Encoding. An unknown one is read as it stands, as the original does.
func decoder(r *http.Request) (io.Reader, error) {
	switch strings.ToLower(first(r.Header["Content-Encoding"])) {
	case "gzip":
		return gzip.NewReader(r.Body)
	case "deflate":
		return zlib.NewReader(r.Body)
	case "br":
		return brotli.NewReader(r.Body), nil
	}
	return r.Body, nil
}
