package auth_test

import (
	"testing"

	"github.com/causeway-gateway/causeway/auth"
)

func TestNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1":            "192.0.2.1",
		"::ffff:192.0.2.1":     "192.0.2.1",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::",
		"2001:db8:1:2::9":      "2001:db8:1:2::",
		"fe80::1%eth0":         "fe80::",
		"":                     "",
		"@":                    "@", // of a Unix socket
	} {
		if got := (auth.Via{Address: address}).Network(); got != want {
			t.Errorf("Network of %q = %q, want %q", address, got, want)
		}
	}
}
