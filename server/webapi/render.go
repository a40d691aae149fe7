package webapi

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// Render implements [server.Dialect].
func (d *Dialect) Render(x *server.Exchange, f *server.Fault) {
	l := local(x)
	if l.format == nil { // it ended before or in Negotiate
		l.format, l.mediaType = &d.formatters[0], d.formatters[0].types[0]
	}
	if f != nil {
		d.renderFault(x, f)
		return
	}
	reply(x, x.Outcome.Reply)
	d.renderOutcome(x, x.Outcome)
}

// reply sets what a handler says of its answer apart from the body.
func reply(x *server.Exchange, r services.Reply) {
	x.Status = r.Status
	for _, h := range r.Header {
		x.Header.Add(h.Name, h.Value)
	}
	for _, c := range r.Cookies {
		x.SetCookie(&http.Cookie{
			Name: c.Name, Value: c.Value, Path: c.Path, Expires: c.Expires, Secure: c.Secure, HttpOnly: c.HTTPOnly, SameSite: sameSite(c.SameSite),
		})
	}
	if r.ETag != "" {
		x.Header.Set("ETag", r.Tag())
	}
	if !r.Modified.IsZero() {
		x.Header.Set("Last-Modified", r.Modified.UTC().Format(http.TimeFormat))
	}
	if r.MaxAge > 0 {
		x.Header.Set("Cache-Control", "max-age="+strconv.Itoa(int(r.MaxAge/time.Second)))
	}
}

func sameSite(name string) http.SameSite {
	switch name {
	case "lax":
		return http.SameSiteLaxMode
	case "strict":
		return http.SameSiteStrictMode
	case "none":
		return http.SameSiteNoneMode
	}
	return 0
}

func (d *Dialect) renderOutcome(x *server.Exchange, o services.Outcome) {
	if d.raw(x, o) {
		return
	}
	switch {
	case o.Body != nil:
		d.write(x, o.Body)
	case x.Status != 0: // a status says enough
	case x.Op.NewResponse() == nil:
		x.Status = http.StatusNoContent
	default:
		d.write(x, nil)
	}
}

// raw sends a body under a content type of the handler's own.
func (d *Dialect) raw(x *server.Exchange, o services.Outcome) bool {
	if o.ContentType == "" {
		return false
	}
	if m, ok := parseMediaType(o.ContentType); ok {
		for i := range d.formatters {
			f := &d.formatters[i]
			if _, ok := f.reads(m); ok && m.breadth() == literal {
				l := local(x)
				l.format, l.mediaType, l.utf16 = f, m.typ+"/"+m.subtype, false
				return false
			}
		}
	}
	x.Header.Set("Content-Type", o.ContentType)
	switch body := o.Body.(type) {
	case string:
		x.Out = append(x.Out, body...)
	case []byte:
		x.Out = append(x.Out, body...)
	case io.Reader:
		x.Stream = body
	default:
		return false
	}
	return true
}

// write appends body in the negotiated format. A type that XML cannot carry goes out as JSON; a value that cannot be written at all is a 500.
func (d *Dialect) write(x *server.Exchange, body any) {
	l := local(x)
	if l.refused {
		x.Status = http.StatusNotAcceptable
		return
	}
	out, err := d.encode(x.Out, l.format, body)
	if err != nil && errors.Is(err, codec.ErrUnsupported) {
		l.format, l.mediaType = &d.formatters[0], d.formatters[0].types[0]
		out, err = d.encode(x.Out, l.format, body)
	}
	if err != nil {
		x.Host.Log.ErrorContext(x.Context(), "answer not written", "host", x.Host.Name, "request", x.ID, "error", err)
		x.Status = http.StatusInternalServerError
		out, _ = d.encode(x.Out[:0], l.format, Message(hidden))
	}
	charset := "; charset=utf-8"
	if l.utf16 {
		out, charset = encodeUTF16(out), "; charset=utf-16"
	}
	x.Out = out
	x.Header.Set("Content-Type", l.mediaType+charset)
}

func (d *Dialect) encode(dst []byte, f *formatter, body any) ([]byte, error) {
	switch b := body.(type) {
	case *ModelState:
		body = b.httpError(d.Details)
	case *Exception:
		body = b.httpError(d.Details)
	}
	if e, ok := body.(HTTPError); ok {
		if f == &d.formatters[0] {
			return e.appendJSON(dst, d.JSON)
		}
		return e.appendXML(dst, "Error")
	}
	return f.codec.Append(dst, body)
}
