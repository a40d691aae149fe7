package auth

import "net/netip"

// Network is what failures and calls of a client are counted for: its address, or where that is one of IPv6 the network of /64, of which a client has
// every address to choose from.
func (v Via) Network() string {
	ip, err := netip.ParseAddr(v.Address)
	if err != nil {
		return v.Address
	}
	ip = ip.Unmap().WithZone("")
	if !ip.Is6() {
		return ip.String()
	}
	network, _ := ip.Prefix(64) // 64 bits fit any IPv6 address
	return network.Addr().String()
}
