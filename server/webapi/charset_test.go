package webapi

import (
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// The rows are recorded (goldens/webapi/saasu 081 to 084, 166 to 170, 288 to 293) or follow from StreamReader, which looks at the first bytes.
func TestCharsets(t *testing.T) {
	d := prepared(t, &Dialect{})
	const little, big = "\xff\xfe1\x00", "\xfe\xff\x001"
	for _, c := range []struct {
		format        codec.Codec
		charset, body string
		want          string // empty: refused
	}{
		{d.JSON, "", "1", "1"},
		{d.JSON, "", "\ufeff1", "1"},
		{d.JSON, "", little, "1"},
		{d.JSON, "utf-8", big, "1"},
		{d.JSON, "utf-16", "1\x00", "1"},
		{d.JSON, "utf-16", big, "1"},
		{d.JSON, "utf-16", "\ufeff1", "1"},
		{d.JSON, "utf-16", "1", ""},
		{d.JSON, "iso-8859-1", "\xe9", ""},
		{d.XML, "", "\ufeff1", "1"},
		{d.XML, "utf-16", little, "1"},
		{d.XML, "utf-16", big, ""},
		{d.XML, "", little, ""},
	} {
		got, err := d.text(c.format, c.charset, []byte(c.body))
		if string(got) != c.want || (err == nil) != (c.want != "") {
			t.Errorf("text(%s, %q, %q) = %q, %v, want %q", c.format.Name(), c.charset, c.body, got, err, c.want)
		}
	}
}
