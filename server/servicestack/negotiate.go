package servicestack

import (
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
)

// A reply is what an answer is written in.
type reply struct {
	format   *format // nil: a type that nothing can be written in
	header   []string
	callback string // of JSONP
	scope    string // ?jsconfig=
}

// codec returns how the answer is written, nil for html and for what cannot be written.
func (r *reply) codec(d *Dialect) codec.Codec {
	switch {
	case r.format == nil || r.format.codec == nil:
		return nil
	case r.scope != "" && r.format.scoped != nil:
		return r.format.scoped(d.Text.Scope(r.scope))
	}
	return r.format.codec
}

// is reports whether the answer is of a format's own type, to which the client's Content-Type has added nothing.
func (r *reply) is(f *format) bool {
	return r.format == f && len(r.header) > 0 && &r.header[0] == &f.header[0]
}

// isPage reports whether the answer is a page for people, which a suffix may ask for even in a call.
func (r *reply) isPage() bool { return r.format != nil && r.format.codec == nil }

// negotiate reads what the URL and the headers say of the answer's format. What the URL says counts first:
// a suffix, then ?callback=, then ?format=, then a first segment that is a format's name; then the Accept header.
func (d *Dialect) negotiate(x *server.Exchange) error {
	c := d.take(x)
	if d.AnyProxy && len(x.Host.Proxies) == 0 {
		x.Secure = x.Secure || line(x.Request.Header, "X-Forwarded-Proto") == "https"
	}
	c.query = parsePairs(x.Request.URL.RawQuery)
	switch {
	case !clean(x.Request):
		return errTarget
	case len(x.Request.Method)+len(x.Request.RequestURI)+len("  HTTP/1.1\r\n") > maxLine:
		return errLong
	case d.Plain && headSize(x.Request) > maxHead:
		return errHead
	}
	c.verb = d.verb(x, c)
	c.name = d.parse(pathOf(x.Request.URL), c.verb)
	x.Path = c.name.path
	d.choose(x, c)
	c.reply.scope = c.query.get("jsconfig")
	if d.JSONP {
		c.reply.callback = callback(c.query.get("callback"))
	}
	x.Codec = c.reply.codec(d)
	return nil
}

// maxLine is the longest request line; a longer one is refused with 414.
const maxLine = 8 << 10

// errLong means that the target is longer than a host reads.
var errLong = errors.New("servicestack: target too long")

// maxHead is the length of all headers together that the original refuses with 431. Elsewhere the listener sees to it.
const maxHead = 32 << 10

// errHead means that the headers are longer than a host reads.
var errHead = errors.New("servicestack: headers too long")

func headSize(r *http.Request) (n int) {
	if r.Host != "" {
		n = len("Host: \r\n") + len(r.Host)
	}
	for name, values := range r.Header {
		for _, v := range values {
			n += len(name) + len(v) + len(": \r\n")
		}
	}
	return n
}

// errTarget means that the request's target has bytes in it that no target may have.
var errTarget = errors.New("servicestack: raw or zero bytes in the target")

func clean(r *http.Request) bool {
	for i := range len(r.RequestURI) {
		if c := r.RequestURI[i]; c >= utf8.RuneSelf || c == 0 {
			return false
		}
	}
	return strings.IndexByte(r.URL.Path, 0) < 0
}

func (d *Dialect) choose(x *server.Exchange, c *call) {
	f := c.name.suffix
	if f == nil {
		f = d.asked(c)
	}
	if f == nil && d.Plain && c.name.isTextJSV() {
		c.reply.format, c.reply.header = c.name.format, textJSV
		return
	}
	if f == nil && c.name.kind != byRoute {
		f = c.name.format
	}
	if f != nil {
		c.reply.format, c.reply.header = f, f.header
		return
	}
	c.reply.format, c.reply.header = d.accepted(x.Request.Header)
}

// asked returns the format that the query or the path asks for, or nil.
func (d *Dialect) asked(c *call) *format {
	if d.JSONP && c.query.get("callback") != "" {
		return d.formats.byName["json"]
	}
	i := c.query.find("format")
	switch {
	case i < 0 && c.name.segment == "": // most routes
		return nil
	case i < 0:
		return d.formats.byName[strings.ToLower(c.name.segment)]
	}
	name, _, _ := strings.Cut(c.query[i].Value, ".")
	return d.formats.byName[strings.ToLower(name)]
}

// callback makes a name safe to be sent as script.
func callback(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' {
			return c
		}
		return '_'
	}, name)
}
