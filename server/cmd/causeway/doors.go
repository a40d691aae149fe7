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

// doors are the open listeners.
type doors struct {
	shared, admin net.Listener
	own           map[string]net.Listener // by system
	certificate   *server.Certificate     // of all but the admin's; nil: plain HTTP
}

// listen opens every listener of the configuration, or none.
func listen(c *config) (*doors, error) {
	d := &doors{own: make(map[string]net.Listener)}
	if c.TLS.Cert != "" {
		var err error
		if d.certificate, err = server.LoadCertificate(c.TLS.Cert, c.TLS.Key); err != nil {
			return nil, mistake{key: "tls.cert", text: err.Error()}
		}
	}
	for _, p := range c.listeners() {
		l, err := net.Listen("tcp", p.addr)
		if err != nil {
			d.close()
			return nil, fmt.Errorf("%s: %w", p.key, err)
		}
		d.keep(p.key, l)
	}
	return d, nil
}

func (d *doors) keep(key string, l net.Listener) {
	switch key {
	case "listen":
		d.shared = l
	case "admin":
		d.admin = l
	default:
		d.own[strings.TrimSuffix(key, ".listen")] = l
	}
}

// base is the URL at which a person reaches a system.
func (d *doors) base(name string, c *systemConfig) string {
	scheme := "http://"
	if d.certificate != nil {
		scheme = "https://"
	}
	if l, ok := d.own[name]; ok {
		return scheme + l.Addr().String()
	}
	if d.shared == nil || len(c.Hosts) == 0 {
		return ""
	}
	_, port, _ := net.SplitHostPort(d.shared.Addr().String()) // a TCP address has a port
	return scheme + net.JoinHostPort(c.Hosts[0], port)
}

func address(l net.Listener) string {
	if l == nil {
		return ""
	}
	return l.Addr().String()
}

func (d *doors) close() {
	for _, l := range d.all() {
		_ = l.Close() // one that a server has closed already
	}
}

func (d *doors) all() (list []net.Listener) {
	for _, l := range d.own {
		list = append(list, l)
	}
	for _, l := range []net.Listener{d.shared, d.admin} {
		if l != nil {
			list = append(list, l)
		}
	}
	return list
}

// serve answers at every listener until ctx ends, and then gives the requests that run the time to finish.
func (d *doors) serve(ctx context.Context, h *house) error {
	hosts := h.hosts()
	mux, err := server.NewMux(hosts...)
	if err != nil {
		return err
	}
	var open []server.Door
	add := func(l net.Listener, name string, handler http.Handler) {
		if l != nil {
			h.log.Info("listening", "address", l.Addr().String(), "for", name)
			open = append(open, server.Door{Listener: l, Handler: handler, TLS: d.certificate})
		}
	}
	add(d.shared, "every system", mux)
	for _, host := range hosts {
		add(d.own[host.Name], host.Name, host)
	}
	if d.admin != nil {
		h.log.Info("listening", "address", d.admin.Addr().String(), "for", "health and metrics")
		open = append(open, server.Door{Listener: d.admin, Handler: &server.Admin{Ready: h.db.Ready, Metrics: metrics.New(hosts...)}})
	}
	s := server.Server{Drain: h.config.Drain, Log: h.log}
	return s.Serve(ctx, open...)
}
