package codec

import (
	"strings"
	"testing"
)

// A value of any length stands for itself unless one of its bytes, wherever it is, does not.
func TestPlainValue(t *testing.T) {
	for size := range 40 {
		plain := strings.Repeat("a", size)
		if !plainValue(plain) {
			t.Errorf("plainValue(%q) = false, want true", plain)
		}
		for at := range size {
			for _, odd := range []string{"<", "&", "\t", "\n", "\r", "\x00", "\x1f", "\x80", "\xff"} {
				if text := plain[:at] + odd + plain[at+1:]; plainValue(text) {
					t.Errorf("plainValue(%q) = true, want false", text)
				}
			}
		}
	}
}
