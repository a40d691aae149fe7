package server

import (
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/andybalholm/brotli"

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

// readBody reads r's body whole. The limit holds for what comes out of the decoder, so that a small body cannot grow large.
func readBody(r *http.Request, limit int64) ([]byte, error) {
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
	body, err := io.ReadAll(io.LimitReader(from, limit+1))
	switch {
	case int64(len(body)) > limit:
		return nil, ErrTooLarge
	case err != nil:
		return nil, &BindError{Message: "The request body could not be read.", Err: fmt.Errorf("read body: %w", err)}
	}
	return body, nil
}

// decoder returns the reader of r's Content-Encoding. An unknown one is read as it stands, as the original does.
func decoder(r *http.Request) (io.Reader, error) {
	switch strings.ToLower(r.Header.Get("Content-Encoding")) {
	case "gzip":
		return gzip.NewReader(r.Body)
	case "deflate":
		return zlib.NewReader(r.Body)
	case "br":
		return brotli.NewReader(r.Body), nil
	}
	return r.Body, nil
}

func stack() string { return string(debug.Stack()) }

// stream copies a body that is not in memory.
func (x *Exchange) stream() {
	x.w.WriteHeader(x.Status)
	if x.Request.Method != http.MethodHead {
		_, _ = io.Copy(x.w, x.Stream)
	}
	if c, ok := x.Stream.(io.Closer); ok {
		_ = c.Close()
	}
}
