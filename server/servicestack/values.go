package servicestack

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

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
	c.sized = true
	x.Out = d.wrapped(x.Out[:0], c, []byte(body))
}

// renderBytes sends bytes as they stand. They are of no known type where the client took the host's default one.
func (d *Dialect) renderBytes(x *server.Exchange, c *call, body []byte) {
	if x.Header["Content-Type"] == nil && c.reply.format == d.formats.standard && !d.wraps(c) {
		x.Header.Set("Content-Type", "application/octet-stream")
	}
	d.typed(x, c)
	c.sized = true
	x.Out = d.wrapped(x.Out[:0], c, body)
}

func (d *Dialect) wrapped(dst []byte, c *call, body []byte) []byte {
	if !d.wraps(c) {
		return append(dst, body...)
	}
	return append(dst, bytes.Join([][]byte{[]byte(c.reply.callback), []byte("("), body, []byte(")")}, nil)...)
}

// disposition names the file that a CSV answer is saved as. A handler that shapes its own answer does that itself.
func (d *Dialect) disposition(x *server.Exchange, c *call, o services.Outcome) {
	if c.reply.format == nil || c.reply.format.name != "csv" || x.Op == nil || c.name.batch || shaped(o.Reply) || d.wraps(c) {
		return
	}
	x.Header["Content-Disposition"] = []string{`attachment;filename="` + x.Op.Name + `.csv"`}
}

// shaped reports whether a handler said anything of its answer but the body.
func shaped(r services.Reply) bool {
	return r.Status != 0 || r.ContentType != "" || r.Header != nil || r.Cookies != nil || r.ETag != "" || !r.Modified.IsZero() || r.MaxAge != 0
}

// replied sets what a handler said of its answer.
func (d *Dialect) replied(x *server.Exchange, r services.Reply) {
	x.Status = r.Status
	if r.ContentType != "" {
		x.Header.Set("Content-Type", r.ContentType)
	}
	if r.ETag != "" {
		x.Header["ETag"] = []string{strconv.Quote(r.ETag)}
	}
	if !r.Modified.IsZero() {
		x.Header.Set("Last-Modified", r.Modified.UTC().Format(http.TimeFormat))
	}
	if r.MaxAge != 0 {
		x.Header.Set("Cache-Control", "max-age="+strconv.Itoa(int(r.MaxAge/time.Second)))
	}
	for _, h := range r.Header {
		x.Header.Set(h.Name, h.Value)
	}
	for _, c := range r.Cookies {
		setCookie(x, c)
	}
}
