package server

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Proxies are the networks of those who pass requests on for others. Who connects from one of them is believed about the client: its address by
// X-Forwarded-For, and by X-Forwarded-Proto whether it speaks TLS. Nobody else is.
type Proxies []netip.Prefix

// ParseProxies reads networks, such as 10.0.0.0/8, and single addresses.
func ParseProxies(texts []string) (Proxies, error) {
	var list Proxies
	for _, text := range texts {
		if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
			list = append(list, netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a network", text)
		}
		list = append(list, network.Masked())
	}
	return list, nil
}

func (p Proxies) has(addr netip.Addr) bool {
	return slices.ContainsFunc(p, func(network netip.Prefix) bool { return network.Contains(addr) })
}

// client is the address of the client of a request, and whether the client came over TLS.
func (p Proxies) client(r *http.Request) (addr string, secure bool) {
	addr, secure = address(r), r.TLS != nil
	if len(p) == 0 {
		return addr, secure
	}
	peer, err := netip.ParseAddr(addr)
	if err != nil || !p.has(peer.Unmap()) {
		return addr, secure
	}
	if proto := r.Header["X-Forwarded-Proto"]; len(proto) == 1 && strings.EqualFold(proto[0], "https") {
		secure = true
	}
	if from, ok := p.origin(r.Header["X-Forwarded-For"]); ok {
		addr = from
	}
	return addr, secure
}

// origin is the last address of X-Forwarded-For that is no proxy's: those in front of it are the client's own words.
func (p Proxies) origin(lines []string) (from string, ok bool) {
	hops := strings.Split(strings.Join(lines, ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := parseHop(strings.TrimSpace(hop))
		if err != nil {
			return from, ok
		}
		if from, ok = addr.String(), true; !p.has(addr) {
			return from, ok
		}
	}
	return from, ok
}

// parseHop reads an address with or without a port.
func parseHop(text string) (netip.Addr, error) {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap().WithZone(""), nil
	}
	addr, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	return addr.Unmap().WithZone(""), err
}
