package server

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gorilla/mux"
)

// A Mux gives each request to the host whose name it was sent to. The port and the case of the name do not count.
// What is for no known name goes to the handlers of [Mux.Beside], then to the only host there is; where there are several it is 421.
// Among several hosts, one without Hosts is reached by the handlers of [Mux.Beside] alone.
type Mux struct {
	named  map[string]*Host
	only   *Host
	beside *mux.Router
}

// NewMux refuses two hosts of one name.
func NewMux(hosts ...*Host) (*Mux, error) {
	m := &Mux{named: make(map[string]*Host)}
	for _, h := range hosts {
		for _, name := range h.Hosts {
			name = hostName(name)
			if other, taken := m.named[name]; taken {
				return nil, fmt.Errorf("host name %q is that of both %s and %s", name, other.Name, h.Name)
			}
			m.named[name] = h
		}
	}
	if len(hosts) == 1 {
		m.only = hosts[0]
	}
	return m, nil
}

// Beside returns the router for handlers beside the hosts: path prefixes, pages and endpoints of a team's own.
// It is asked for requests to names that no host has. Add handlers before the first request. Paths reach it as they were sent.
//
//	m.Beside().PathPrefix("/old/").Handler(http.StripPrefix("/old", host))
func (m *Mux) Beside() *mux.Router {
	if m.beside == nil {
		m.beside = mux.NewRouter().SkipClean(true).UseEncodedPath()
		m.beside.NotFoundHandler = http.HandlerFunc(m.unknown)
		m.beside.MethodNotAllowedHandler = m.beside.NotFoundHandler
	}
	return m.beside
}

// ServeHTTP finds the host and lets it answer.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h, ok := m.named[r.Host]
	if !ok {
		h, ok = m.named[hostName(r.Host)]
	}
	if ok {
		h.ServeHTTP(w, r)
		return
	}
	if m.beside != nil {
		m.beside.ServeHTTP(w, r)
		return
	}
	m.unknown(w, r)
}

func (m *Mux) unknown(w http.ResponseWriter, r *http.Request) {
	if m.only != nil {
		m.only.ServeHTTP(w, r)
		return
	}
	w.Header()["Content-Type"] = nil
	w.Header().Set("Content-Length", "0")
	w.WriteHeader(http.StatusMisdirectedRequest)
}

// hostName takes the port off and folds the case: "[::1]:8080" is "[::1]". The dot of an absolute name does not count either.
func hostName(name string) string {
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, ']') {
		name = name[:i]
	}
	return strings.ToLower(strings.TrimSuffix(name, "."))
}
