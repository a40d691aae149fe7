package webapi

import (
	"net/http"
	"testing"

	"github.com/causeway-gateway/causeway/server"
)

// The rows are recorded (goldens/webapi/saasu 001 to 055) or follow from DefaultContentNegotiator's source.
func TestNegotiate(t *testing.T) {
	for _, c := range []struct{ name, accept, own, header, want string }{
		{"nothing said", "", "", "", "application/json"},
		{"anything", "*/*", "application/xml", "", "application/json"},
		{"equal quality is the formatters' order", "application/xml, application/json", "", "", "application/json"},
		{"quality", "application/json;q=0.3, text/xml;q=0.4", "", "", "text/xml"},
		{"quality 0 leaves the other", "application/json;q=0, application/xml", "", "", "application/xml"},
		{"quality 0 alone is the last resort", "application/json;q=0", "", "", "application/json"},
		{"any subtype", "text/*", "", "", "text/json"},
		{"any subtype of xml's", "application/*;q=0.1, application/xml", "", "", "application/xml"},
		{"a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", "", "application/xml"},
		{"unknown follows the body", "text/html", "text/xml", "", "text/xml"},
		{"none follows the body", "", "application/xml; charset=utf-8", "", "application/xml"},
		{"a form is answered in JSON", "", "application/x-www-form-urlencoded", "", "application/json"},
		{"an element that is no media type loses its header", "application/xml, garbage", "", "", "application/json"},
		{"the more exact of equal quality", "*/*, application/xml", "", "", "application/xml"},
		{"a range before everything", "*/*, text/*, image/png", "", "", "text/json"},
		{"a quality beyond 1", "application/json, application/xml;q=1.5", "", "", "application/xml"},
		{"a quality that is none is 1", "application/json;q=abc, application/xml", "", "", "application/json"},
		{"a parameter in quotes with a comma", `application/xml;a="b,c"`, "", "", "application/xml"},
		{"a semicolon with nothing behind it", "application/xml;", "", "", "application/json"},
		{"a body of any text", "", "text/*", "", "text/json"},
		{"a script among others", "", "application/xml", "x, XMLHttpRequest", "application/json"},
		{"a script without Accept", "", "application/xml", "XMLHttpRequest", "application/json"},
		{"a script that takes anything", "*/*", "application/xml", "xmlhttprequest", "application/json"},
		{"a script that says what it takes", "application/xml", "", "XMLHttpRequest", "application/xml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := http.Header{}
			for name, value := range map[string]string{"Accept": c.accept, "Content-Type": c.own, "X-Requested-With": c.header} {
				if value != "" {
					h.Set(name, value)
				}
			}
			if got := prepared(t, &Dialect{}).match(h).best().mediaType; got != c.want {
				t.Errorf("match(%v) = %s, want %s", h, got, c.want)
			}
		})
	}
}

// prepared returns the dialect of a host without operations.
func prepared(t *testing.T, d *Dialect) *Dialect {
	t.Helper()
	if _, err := server.New(server.Host{Name: "x", Dialect: d}); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCharset(t *testing.T) {
	for _, c := range []struct {
		accept, own string
		want        bool
	}{
		{"", "", false},
		{"utf-16", "", true},
		{"utf-8;q=0.5, UTF-16", "", true},
		{"utf-16;q=0", "", false},
		{"*", "application/json; charset=utf-16", false},
		{"iso-8859-1", "application/json; charset=utf-16", true},
		{"", `application/json; charset="utf-16"`, false},
		{"utf-16, ", "", true},
		{"", "application/json; charset=nope", false},
	} {
		h := http.Header{"Accept-Charset": {c.accept}, "Content-Type": {c.own}}
		if got := wantsUTF16(h); got != c.want {
			t.Errorf("wantsUTF16(%q, %q) = %t, want %t", c.accept, c.own, got, c.want)
		}
	}
}

func FuzzUTF16(f *testing.F) {
	f.Add("a\u20ac\U0001f600")
	f.Fuzz(func(t *testing.T, text string) {
		text = string([]rune(text)) // what is no UTF-8 cannot come back
		got, err := decodeUTF16(encodeUTF16([]byte(text)))
		if err != nil || string(got) != text && text[:min(3, len(text))] != "\ufeff" {
			t.Errorf("decodeUTF16(encodeUTF16(%q)) = %q, %v", text, got, err)
		}
	})
}
