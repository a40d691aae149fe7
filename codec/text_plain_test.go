package codec

import (
	"strings"
	"testing"
)

// No search passes a byte that its table does not, wherever it is, and each passes what texts are made of.
func TestPlainSets(t *testing.T) {
	const common = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./@'=+()?!%;#"
	for name, set := range map[string]*plainSet{"JSON": &plainJSON, "JSV": &plainJSV, "XML": &plainXML} {
		for size := range 40 {
			plain := strings.Repeat(common, 2)[size : 2*size]
			out := make([]byte, size)
			if !set.copy(out, plain) || string(out) != plain {
				t.Errorf("%s: copy(%q) = false or %q, want true", name, plain, out)
			}
			for at := range size {
				for c := range 256 {
					text := plain[:at] + string([]byte{byte(c)}) + plain[at+1:]
					got, usual := set.copy(out, text), strings.IndexByte(common, byte(c)) >= 0
					if got && !set.table[c] || usual && !got {
						t.Fatalf("%s: copy(%q) = %v, want %v", name, text, got, usual)
					}
				}
			}
		}
	}
}

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
