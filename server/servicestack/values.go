package servicestack

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// renderText sends a text as it stands, in whatever format was asked for.
func (d *Dialect) renderText(x *server.Exchange, c *call, body string) {
	chosen := x.Header["Content-Type"] != nil
	d.typed(x, c)
	if h := x.Header.Get("Content-Type"); !chosen && !strings.Contains(h, ";") {
		x.Header.Set("Content-Type", h+"; charset=utf-8")
	}
	d.renderRaw(x, c, []byte(body), chosen)
}

// renderValue writes a text that comes with a status or headers, but without a type of its own: a value of the answer's format, as in .NET. Pages
// and rows have it as it stands.
func (d *Dialect) renderValue(x *server.Exchange, c *call, body string) {
	if f := c.reply.format; f != nil && f.codec != nil && !f.rows() {
		d.renderDTO(x, c, body)
		return
	}
	d.typed(x, c)
	x.Out = append(x.Out[:0], body...)
}

// renderBytes sends bytes as they stand. They are of no known type where the client took the host's default one.
func (d *Dialect) renderBytes(x *server.Exchange, c *call, body []byte) {
	chosen := x.Header["Content-Type"] != nil
	if !chosen && c.reply.is(d.formats.standard) {
		x.Header.Set("Content-Type", "application/octet-stream")
	}
	d.typed(x, c)
	d.renderRaw(x, c, body, chosen)
}

// renderRaw sends a body that no format writes. One whose type the handler chose is a document, of which a client may ask for a part.
func (d *Dialect) renderRaw(x *server.Exchange, c *call, body []byte, document bool) {
	c.sized = true
	if document && x.Header.Get("Content-Encoding") == "" {
		part, ok := d.part(x, int64(len(body)))
		if !ok {
			return
		}
		body = body[part.from:part.end]
	}
	x.Out = d.wrapped(x.Out[:0], c, body)
}

// isScalar reports whether a value is one of .NET's value types.
func isScalar(v any) bool {
	switch v.(type) {
	case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64, decimal.Decimal, time.Time, uuid.UUID,
		codec.Char, codec.TimeSpan, codec.DateOnly, codec.TimeOnly, codec.DateTimeOffset,
		interface {
			Enum() (names []string, values []int64, flags bool)
		}:
		return true
	}
	return false
}

// isBlank reports whether a list has neither a type nor a value, and so no columns.
func isBlank(v any) bool {
	list, ok := v.([]any)
	return ok && !slices.ContainsFunc(list, func(item any) bool { return item != nil })
}

// renderStream copies what a handler has open. A part of it can be asked for where it is a document that can be sought in.
func (d *Dialect) renderStream(x *server.Exchange, c *call, body io.Reader) {
	document, seeks := body.(io.ReadSeeker)
	if x.Header["Content-Type"] != nil && seeks {
		d.renderDocument(x, c, document)
		return
	}
	d.typed(x, c)
	x.Stream = body
	if d.wraps(c) {
		x.Stream = wrappedStream{io.MultiReader(strings.NewReader(c.reply.callback+"("), body, strings.NewReader(")")), body}
	}
}

func (d *Dialect) renderDocument(x *server.Exchange, c *call, document io.ReadSeeker) {
	size, err := document.Seek(0, io.SeekEnd)
	if err != nil {
		unsent(document)
		d.renderUnwritable(x, c, err)
		return
	}
	part, ok := d.part(x, size)
	if !ok {
		unsent(document)
		return
	}
	if _, err := document.Seek(part.from, io.SeekStart); err != nil {
		unsent(document)
		d.renderUnwritable(x, c, err)
		return
	}
	c.sized = true
	sized(x, part.end-part.from)
	x.Stream = wrappedStream{io.LimitReader(document, part.end-part.from), document}
}

// isDocument reports whether a client may ask for a part of an answer.
func isDocument(o services.Outcome) bool {
	switch o.Body.(type) {
	case string, []byte, io.ReadSeeker:
		return o.ContentType != ""
	}
	return false
}

// unsent closes what a handler has open and nobody is sent.
func unsent(body any) {
	if c, ok := body.(io.Closer); ok {
		_ = c.Close()
	}
}

// A wrappedStream reads from one reader and closes the one behind it.
type wrappedStream struct {
	io.Reader
	behind io.Reader
}

func (w wrappedStream) Close() error {
	if c, ok := w.behind.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// disposition names the file that a CSV answer is saved as. A handler that shapes its own answer does that itself.
func (d *Dialect) disposition(x *server.Exchange, c *call, o services.Outcome) {
	if !c.reply.is(d.formats.byName["csv"]) || x.Op == nil || shaped(o.Reply) {
		return
	}
	name := x.Op.Name
	if c.name.batch {
		name += "[]"
	}
	x.Header["Content-Disposition"] = []string{`attachment;filename="` + name + `.csv"`}
}

// shaped reports whether a handler said anything of its answer but the body.
func shaped(r services.Reply) bool {
	return r.Status != 0 || r.ContentType != "" || r.Header != nil || r.Cookies != nil || r.ETag != "" || !r.Modified.IsZero() || r.MaxAge != 0
}

// replied sets what a handler said of its answer.
func (d *Dialect) replied(x *server.Exchange, r services.Reply) {
	if r.Status != 0 {
		x.Status = r.Status // else the one that a filter chose
	}
	d.chosenType(x, r.ContentType)
	replyHeaders(x.Header, r.Header)
	for _, c := range r.Cookies {
		setCookie(x, c)
	}
	cacheable(x, r)
}

// replyHeaders sets the headers of a handler in place of those that are there. What several may say something in is added, and so is what the
// handler says more than once.
func replyHeaders(to http.Header, headers []services.Header) {
	for i, h := range headers {
		same := func(other services.Header) bool { return strings.EqualFold(other.Name, h.Name) }
		switch {
		case slices.Contains(to.Values(h.Name), h.Value):
		case strings.EqualFold(h.Name, "Vary"), strings.EqualFold(h.Name, "Set-Cookie"), slices.ContainsFunc(headers[:i], same):
			to.Add(h.Name, h.Value)
		default:
			to.Set(h.Name, h.Value)
		}
	}
}

// chosenType sets the type that a handler chose. A DTO is written in the format of that type, if it is one.
func (d *Dialect) chosenType(x *server.Exchange, contentType string) {
	if contentType == "" {
		return
	}
	c := of(x)
	c.reply.format = d.formats.reader(contentType)
	i := slices.IndexFunc(d.formats.list, func(f *format) bool { return f.media == contentType })
	if i >= 0 {
		c.reply.format = d.formats.list[i]
		contentType = c.reply.format.header[0]
	}
	c.reply.header = []string{contentType}
	x.Header.Set("Content-Type", contentType)
}
