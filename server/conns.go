package server

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// ConnLimits bound the open connections of one listener. Zero values are the defaults.
type ConnLimits struct {
	All        int // 10,000
	PerAddress int // 1,000; an IPv6 network of /64 counts as one address

	// Proxies are who passes requests on for others: their connections count towards All alone.
	Proxies Proxies
}

func (c *ConnLimits) fill() {
	orElse(&c.All, 10_000)
	orElse(&c.PerAddress, 1_000)
}

// busy is what a connection over a limit is told before it is closed.
const busy = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"

func (c ConnLimits) guard(l net.Listener) net.Listener {
	return &guarded{Listener: l, limits: c, open: make(map[netip.Addr]int)}
}

// guarded is a listener that counts.
type guarded struct {
	net.Listener
	limits ConnLimits

	mu   sync.Mutex
	all  int
	open map[netip.Addr]int // only addresses that have a connection
}

// Accept returns the next connection within the limits. One over them is turned away at once, so that nobody waits behind it.
func (g *guarded) Accept() (net.Conn, error) {
	for {
		c, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := g.limits.network(c.RemoteAddr())
		if g.admit(from) {
			return &counted{Conn: c, from: from, guard: g}, nil
		}
		turnAway(c)
	}
}

func (g *guarded) admit(from netip.Addr) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.all >= g.limits.All || from != trusted && g.open[from] >= g.limits.PerAddress {
		return false
	}
	g.all++
	g.open[from]++
	return true
}

func (g *guarded) release(from netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.all--
	if g.open[from]--; g.open[from] == 0 {
		delete(g.open, from)
	}
}

// turnAway answers without reading. The socket's buffer is empty, so writing to it does not wait.
func turnAway(c net.Conn) {
	_ = c.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = c.Write([]byte(busy))
	_ = c.Close()
}

// counted is a connection that gives its place back.
type counted struct {
	net.Conn
	from  netip.Addr
	guard *guarded
	once  sync.Once
}

func (c *counted) Close() error {
	c.once.Do(func() { c.guard.release(c.from) })
	return c.Conn.Close()
}

// CloseWrite lets net/http end an answer without cutting it off.
func (c *counted) CloseWrite() error { return closeWrite(c.Conn) }

// trusted stands for the addresses of all proxies.
var trusted = netip.IPv4Unspecified()

// network is the address that limits are kept for: that of a client, or of its network where IPv6 gives out many to each.
// What has no IP address, such as a Unix socket, shares one.
func (c ConnLimits) network(a net.Addr) netip.Addr {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	ip := tcp.AddrPort().Addr()
	if c.Proxies.has(ip.Unmap()) {
		return trusted
	}
	return networkOf(ip)
}

func networkOf(ip netip.Addr) netip.Addr {
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		prefix, _ := ip.Prefix(64) // 64 bits fit any IPv6 address
		return prefix.Addr()
	}
	return ip
}
