package main

import (
	"fmt"
	"math"
	"net"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/server"
)

// check finds what is wrong with a configuration though each value by itself could be read. given says where each key was set.
func (c *config) check(given map[string]string) []mistake {
	at := func(key, format string, args ...any) mistake {
		return mistake{given[key], key, fmt.Sprintf(format, args...)}
	}
	return slices.Concat(c.checkPlaces(at), c.checkListeners(at), c.checkSystems(at), c.checkNotify(at))
}

type complaint func(key, format string, args ...any) mistake

func (c *config) checkPlaces(at complaint) (m []mistake) {
	if c.Data == "" {
		m = append(m, at("data", `name the folder of the database with --data or CAUSEWAY_DATA, or try "causeway serve --demo"`))
	}
	if c.Drain <= 0 {
		m = append(m, at("drain", "%s is no time at all", c.Drain))
	}
	if _, err := server.ParseProxies(c.Proxies); err != nil {
		m = append(m, at("proxies", "%v", err))
	}
	switch {
	case c.TLS.Cert == "" && c.TLS.Key != "":
		m = append(m, at("tls.cert", "is missing beside tls.key"))
	case c.TLS.Cert != "" && c.TLS.Key == "":
		m = append(m, at("tls.key", "is missing beside tls.cert"))
	case c.TLS.Cert != "":
		if _, err := server.LoadCertificate(c.TLS.Cert, c.TLS.Key); err != nil {
			m = append(m, at("tls.cert", "%v", err))
		}
	}
	return m
}

func (c *config) checkListeners(at complaint) (m []mistake) {
	taken := make(map[string]string)
	for _, l := range c.listeners() {
		switch other := taken[l.addr]; {
		case !addressable(l.addr):
			m = append(m, at(l.key, "%q is not host:port", l.addr))
		case other != "" && !strings.HasSuffix(l.addr, ":0"):
			m = append(m, at(l.key, "%s is already the address of %s", l.addr, other))
		}
		taken[l.addr] = l.key
	}
	if len(c.enabled()) > 0 && c.Listen == "" && !slices.ContainsFunc(c.enabled(), func(name string) bool { return c.Systems[name].Listen != "" }) {
		m = append(m, at("listen", "nothing listens: give an address here or to a system"))
	}
	return m
}

// A place is an address that the configuration names, and the key that names it.
type place struct{ key, addr string }

// listeners are all the addresses that the program will listen on.
func (c *config) listeners() (list []place) {
	all := []place{{"listen", c.Listen}, {"admin", c.Admin}}
	for _, name := range c.enabled() {
		all = append(all, place{name + ".listen", c.Systems[name].Listen})
	}
	return slices.DeleteFunc(all, func(p place) bool { return p.addr == "" })
}

// enabled are the names of the systems to be served.
func (c *config) enabled() (names []string) {
	for _, name := range systemNames {
		if c.Systems[name].Enabled {
			names = append(names, name)
		}
	}
	return names
}

func (c *config) checkSystems(at complaint) (m []mistake) {
	if len(c.enabled()) == 0 {
		m = append(m, at(systemNames[0]+".enabled", "every system is switched off"))
	}
	taken := make(map[string]string)
	for _, name := range c.enabled() {
		s := c.Systems[name]
		if len(s.Hosts) == 0 && s.Listen == "" && len(c.enabled()) > 1 {
			m = append(m, at(name+".hosts", "nobody can reach it: name a host, or give it a listener of its own"))
		}
		for _, host := range s.Hosts {
			if strings.TrimSpace(host) == "" {
				m = append(m, at(name+".hosts", "a host without a name"))
			}
			if other, ok := taken[strings.ToLower(host)]; ok {
				m = append(m, at(name+".hosts", "%s is already a host of %s", host, other))
			}
			taken[strings.ToLower(host)] = name
		}
		if s.Body <= 0 {
			m = append(m, at(name+".body", "%d is not a size", s.Body))
		}
		if !(s.Rate >= 0) || math.IsInf(s.Rate, 1) { // NaN is neither
			m = append(m, at(name+".rate", "%v is not a rate", s.Rate))
		}
		if s.Token < 0 || s.Token == 0 && defaults().Systems[name].Token != 0 {
			m = append(m, at(name+".token", "%s is not a lifetime", s.Token))
		}
	}
	return m
}

// checkNotify repeats no address: a name and a password may stand in it.
func (c *config) checkNotify(at complaint) (m []mistake) {
	if c.Notify.SMTP != "" && !addressable(c.Notify.SMTP) {
		m = append(m, at("notify.smtp", "is not host:port"))
	}
	if _, err := mail.ParseAddress(c.Notify.From); c.Notify.From != "" && err != nil {
		m = append(m, at("notify.from", "is not an address"))
	}
	if u, err := url.Parse(c.Notify.SMS); c.Notify.SMS != "" && (err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http")) {
		m = append(m, at("notify.sms", "is not a URL of http or https"))
	}
	return m
}

// addressable reports whether addr is host:port; the host may be empty.
func addressable(addr string) bool {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n <= 65535
}
