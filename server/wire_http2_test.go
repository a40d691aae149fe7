package server

import (
	"net/http"
	"strings"
	"testing"
)

// What is refused of HTTP/1 is refused of HTTP/2.
func TestHTTP2Head(t *testing.T) {
	many := http.Header{}
	for range maxFields + 1 {
		many.Add("X-Many", "1")
	}
	const rest = maxRequestLine - len("GET / HTTP/1.1\r")
	for _, c := range []struct {
		name, method, target, host string
		header                     http.Header
		want                       int
	}{
		{"a request", "POST", "/a?b=[1]", "example.com:443", http.Header{"Content-Length": {"2"}, "Host": {"example.com:443"}}, 0},
		{"to all", "OPTIONS", "*", "example.com", nil, 0},
		{"to all, but no OPTIONS", "GET", "*", "example.com", nil, 400},
		{"a tunnel", "CONNECT", "example.com:80", "example.com:80", nil, 400},
		{"an absolute target", "GET", "http://evil.example/", "example.com", nil, 400},
		{"a blank in the target", "GET", "/a b", "example.com", nil, 400},
		{"a NUL in the target", "GET", "/a%00", "example.com", nil, 400},
		{"a method that is no token", "G ET", "/", "example.com", nil, 400},
		{"no host", "GET", "/", "", nil, 400},
		{"a host that is none", "GET", "/", "a@example.com", nil, 400},
		{"another host beside it", "GET", "/", "example.com", http.Header{"Host": {"evil.example"}}, 400},
		{"two hosts", "GET", "/", "example.com", http.Header{"Host": {"example.com", "example.com"}}, 400},
		{"two lengths", "POST", "/", "example.com", http.Header{"Content-Length": {"2", "2"}}, 400},
		{"a length by another name", "POST", "/", "example.com", http.Header{"Content_length": {"2"}}, 400},
		{"an encoding by another name", "POST", "/", "example.com", http.Header{"Transfer_encoding": {"chunked"}}, 400},
		{"too many fields", "GET", "/", "example.com", many, 431},
		{"as long a target as HTTP/1 takes", "GET", "/" + strings.Repeat("a", rest), "example.com", nil, 0},
		{"a longer target", "GET", "/" + strings.Repeat("a", rest+1), "example.com", nil, 414},
	} {
		r := &http.Request{Method: c.method, RequestURI: c.target, Host: c.host, Header: c.header, ProtoMajor: 2}
		if got := http2Head(r); got != c.want {
			t.Errorf("%s: http2Head = %d, want %d", c.name, got, c.want)
		}
	}
}
