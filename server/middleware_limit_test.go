package server

import (
	"net/netip"
	"testing"
	"time"
)

func TestLimiterForgets(t *testing.T) {
	l := newLimiter(Limits{Rate: 1, Burst: 1})
	now := time.Now()
	ip := netip.MustParseAddr("10.0.0.0")
	first := ip
	for range 2 * maxBuckets {
		l.take(ip, now)
		l.take(first, now) // one that goes on asking
		ip = ip.Next()
	}
	if n := len(l.young) + len(l.old); n > maxBuckets {
		t.Errorf("%d addresses are remembered, want at most %d", n, maxBuckets)
	}
	if _, ok := l.take(first, now); ok {
		t.Error("an address that goes on asking was forgotten")
	}
}

func TestNetworkOf(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"192.0.2.1", "192.0.2.1"},
		{"::ffff:192.0.2.1", "192.0.2.1"},
		{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
		{"fe80::1%eth0", "fe80::"},
	} {
		if got := networkOf(netip.MustParseAddr(c.in)); got != netip.MustParseAddr(c.want) {
			t.Errorf("networkOf(%s) = %s, want %s", c.in, got, c.want)
		}
	}
}
