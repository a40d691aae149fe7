package server

import (
	"crypto/tls"
	"net/http"
	"testing"
)

func TestProxies(t *testing.T) {
	trusted, err := ParseProxies([]string{"10.0.0.0/8", "192.0.2.7", "2001:db8::/32"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, peer  string
		from, proto []string
		address     string
		secure      bool
	}{
		{"a stranger's word", "203.0.113.1:5", []string{"198.51.100.1"}, []string{"https"}, "203.0.113.1", false},
		{"a proxy's word", "10.1.2.3:5", []string{"198.51.100.1"}, []string{"https"}, "198.51.100.1", true},
		{"a proxy by its address", "192.0.2.7:5", []string{"198.51.100.1:99"}, nil, "198.51.100.1", false},
		{"its neighbour", "192.0.2.8:5", []string{"198.51.100.1"}, []string{"https"}, "192.0.2.8", false},
		{"a proxy in IPv6", "[2001:db8::1]:5", []string{"[2001:db9::5]:99"}, []string{"HTTPS"}, "2001:db9::5", true},
		{"IPv4 in IPv6", "[::ffff:10.1.2.3]:5", []string{"::ffff:198.51.100.1"}, nil, "198.51.100.1", false},
		{"what the client claims stands in front", "10.1.2.3:5", []string{"127.0.0.1, 198.51.100.1, 10.9.9.9"}, nil, "198.51.100.1", false},
		{"in several lines", "10.1.2.3:5", []string{"127.0.0.1", "198.51.100.1"}, nil, "198.51.100.1", false},
		{"no address ends the chain", "10.1.2.3:5", []string{"198.51.100.1, unknown, 10.9.9.9"}, nil, "10.9.9.9", false},
		{"nothing that is an address", "10.1.2.3:5", []string{"unknown"}, []string{"http"}, "10.1.2.3", false},
		{"two words about TLS", "10.1.2.3:5", nil, []string{"https", "http"}, "10.1.2.3", false},
		{"a list about TLS", "10.1.2.3:5", nil, []string{"https, http"}, "10.1.2.3", false},
		{"a Unix socket", "@", []string{"198.51.100.1"}, []string{"https"}, "@", false},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{"X-Forwarded-For": c.from, "X-Forwarded-Proto": c.proto}}
		if address, secure := trusted.client(r); address != c.address || secure != c.secure {
			t.Errorf("%s: client = %s, %t, want %s, %t", c.name, address, secure, c.address, c.secure)
		}
		r.TLS = &tls.ConnectionState{}
		if _, secure := trusted.client(r); !secure {
			t.Errorf("%s: a client over TLS is not secure", c.name)
		}
	}
}

func TestParseProxies(t *testing.T) {
	for _, text := range []string{"", "10.0.0.0/33", "proxy.example.com", "10.0.0.1:80", "fe80::1%eth0"} {
		if list, err := ParseProxies([]string{text}); err == nil {
			t.Errorf("ParseProxies(%q) = %v, want an error", text, list)
		}
	}
	if list, err := ParseProxies(nil); len(list) != 0 || err != nil {
		t.Errorf("ParseProxies of nothing = %v, %v", list, err)
	}
}
