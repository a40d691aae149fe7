package main

import (
	"context"
	"fmt"
	"net"
	"strings"

	"github.com/causeway-gateway/causeway/server"
)

// doors are the open listeners.
type doors struct {
	shared, admin net.Listener
	own           map[string]net.Listener // by system
}

// listen opens every listener of the configuration, or none.
func listen(c *config) (*doors, error) {
	d := &doors{own: make(map[string]net.Listener)}
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
	if l, ok := d.own[name]; ok {
		return "http://" + l.Addr().String()
	}
	if d.shared == nil || len(c.Hosts) == 0 {
		return ""
	}
	_, port, _ := net.SplitHostPort(d.shared.Addr().String()) // a TCP address has a port
	return "http://" + net.JoinHostPort(c.Hosts[0], port)
}

func (d *doors) adminAddress() string {
	if d.admin == nil {
		return ""
	}
	return d.admin.Addr().String()
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
	var open []server.Door
	var hosts []*server.Host
	for _, r := range h.systems {
		hosts = append(hosts, r.host)
		if l, ok := d.own[r.system.name]; ok {
			open = append(open, server.Door{Listener: l, Handler: r.host})
		}
	}
	mux, err := server.NewMux(hosts...)
	if err != nil {
		return err
	}
	if d.shared != nil {
		open = append(open, server.Door{Listener: d.shared, Handler: mux})
	}
	if d.admin != nil {
		open = append(open, server.Door{Listener: d.admin, Handler: &server.Admin{Ready: h.db.Ready}})
	}
	s := server.Server{Drain: h.config.Drain, Log: h.log}
	return s.Serve(ctx, open...)
}
