package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/metrics"
)

// listeners are the open listeners.
type listeners struct {
	shared, admin net.Listener
	own           map[string]net.Listener // by system
	certificate   *server.Certificate     // of all but the admin's; nil: plain HTTP
}

// listen opens every listener of the configuration, or none.
func listen(c *config) (*listeners, error) {
	ls := &listeners{own: make(map[string]net.Listener)}
	if c.TLS.Cert != "" {
		var err error
		if ls.certificate, err = server.LoadCertificate(c.TLS.Cert, c.TLS.Key); err != nil {
			return nil, mistake{key: "tls.cert", text: err.Error()}
		}
	}
	for _, p := range c.listeners() {
		l, err := net.Listen("tcp", p.addr)
		if err != nil {
			ls.close()
			return nil, fmt.Errorf("%s: %w", p.key, err)
		}
		ls.keep(p.key, l)
	}
	return ls, nil
}

func (ls *listeners) keep(key string, l net.Listener) {
	switch key {
	case "listen":
		ls.shared = l
	case "admin":
		ls.admin = l
	default:
		ls.own[strings.TrimSuffix(key, ".listen")] = l
	}
}

// base is the URL at which a person reaches a system.
func (ls *listeners) base(name string, c *systemConfig) string {
	scheme := "http://"
	if ls.certificate != nil {
		scheme = "https://"
	}
	if l, ok := ls.own[name]; ok {
		return scheme + l.Addr().String()
	}
	if ls.shared == nil || len(c.Hosts) == 0 {
		return ""
	}
	_, port, _ := net.SplitHostPort(ls.shared.Addr().String()) // a TCP address has a port
	return scheme + net.JoinHostPort(c.Hosts[0], port)
}

func address(l net.Listener) string {
	if l == nil {
		return ""
	}
	return l.Addr().String()
}

func (ls *listeners) close() {
	for _, l := range ls.all() {
		_ = l.Close() // one that a server has closed already
	}
}

func (ls *listeners) all() (list []net.Listener) {
	for _, l := range ls.own {
		list = append(list, l)
	}
	for _, l := range []net.Listener{ls.shared, ls.admin} {
		if l != nil {
			list = append(list, l)
		}
	}
	return list
}

// serve answers at every listener until ctx ends, and then gives the requests that run the time to finish.
func (ls *listeners) serve(ctx context.Context, g *gateway) error {
	hosts := g.hosts()
	mux, err := server.NewMux(hosts...)
	if err != nil {
		return err
	}
	var open []server.Endpoint
	add := func(l net.Listener, name string, handler http.Handler) {
		if l != nil {
			g.log.Info("listening", "address", l.Addr().String(), "for", name)
			open = append(open, server.Endpoint{Listener: l, Handler: handler, TLS: ls.certificate})
		}
	}
	add(ls.shared, "every system", mux)
	for _, host := range hosts {
		add(ls.own[host.Name], host.Name, host)
	}
	if ls.admin != nil {
		g.log.Info("listening", "address", ls.admin.Addr().String(), "for", "health and metrics")
		open = append(open, server.Endpoint{Listener: ls.admin, Handler: &server.Admin{Ready: g.db.Ready, Metrics: metrics.New(hosts...)}})
	}
	s := server.Server{Conns: server.ConnLimits{Proxies: g.proxies}, Drain: g.config.Drain, Log: g.log}
	return s.Serve(ctx, open...)
}
