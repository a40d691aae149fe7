package server

import "net/http"

// HTTP/2 frames its messages itself, and net/http refuses most of what is no request. This file refuses the rest of what wire_head.go refuses of HTTP/1,
// so that a proxy that turns one into the other finds no difference.

// plainly hands on only requests that mean the same over either version.
func plainly(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor < 2 {
			h.ServeHTTP(w, r)
			return
		}
		if status := http2Head(r); status != 0 {
			w.Header().Set("Content-Length", "0")
			w.WriteHeader(status)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// http2Head returns the status of the answer to a head that is refused, or 0.
func http2Head(r *http.Request) (status int) {
	line := []byte(r.Method + " " + r.RequestURI + " HTTP/1.1")
	switch {
	case len(line) >= maxRequestLine: // in HTTP/1 a CR comes with it
		return http.StatusRequestURITooLong
	case r.Method == http.MethodConnect:
		return http.StatusBadRequest
	}
	if status := new(head).requestLine(line); status != 0 {
		return status
	}
	if !inAddress.all([]byte(r.Host)) {
		return http.StatusBadRequest
	}
	return http2Fields(r)
}

func http2Fields(r *http.Request) (status int) {
	fields := 0
	for name, values := range r.Header {
		fields += len(values)
		switch framingOf([]byte(name)) {
		case "host":
			if len(values) > 1 || values[0] != r.Host {
				return http.StatusBadRequest
			}
		case "content-length":
			if len(values) > 1 || name != "Content-Length" {
				return http.StatusBadRequest
			}
		case "transfer-encoding":
			return http.StatusBadRequest
		}
	}
	if fields > maxFields {
		return http.StatusRequestHeaderFieldsTooLarge
	}
	return 0
}
