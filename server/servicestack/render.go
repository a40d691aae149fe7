package servicestack

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

var vary = []string{"Accept"}

// Render implements [server.Dialect].
func (d *Dialect) Render(x *server.Exchange, f *server.Fault) {
	if x.Local == nil { // it ended before the first step of ours: a limit, a panic
		_ = d.negotiate(x) // what is wrong with the request is told already
	}
	switch f {
	case nil:
		d.renderAnswer(x)
	default:
		d.renderFault(x, f)
	}
	d.finish(x)
	d.give(x)
}

// finish sees to what no status or method may have.
func (d *Dialect) finish(x *server.Exchange) {
	if d.Plain && x.Request.Method == http.MethodHead && !of(x).sized {
		unsent(x.Stream)
		x.Stream = http.NoBody // the original does not count what it does not send
	}
	if x.Status != http.StatusNoContent && x.Status != http.StatusNotModified {
		return
	}
	x.Out = x.Out[:0]
	if t := x.Header["Content-Type"]; d.Plain && t != nil && x.Status == http.StatusNotModified {
		x.Header["content-type"] = t // net/http takes the canonical name out of a 304; the original sends it
	}
}

func (d *Dialect) renderAnswer(x *server.Exchange) {
	d.common(x)
	c := of(x)
	switch {
	case d.preflight(x):
		x.Status = http.StatusOK
		return
	case c.away != "":
		x.Status = http.StatusFound
		x.Header.Set("Location", c.away)
		return
	case c.name.kind == toIndex:
		x.Header.Set("Content-Type", c.reply.format.media)
	}
	counted(x, c)
	d.renderOutcome(x, c, x.Outcome)
	d.compress(x)
}

// common sets the headers of every answer that a ServiceStack host gives; what it does not claim has none.
func (d *Dialect) common(x *server.Exchange) {
	x.Header["Vary"] = vary // full, so that nobody appends to it
	d.cors(x)
}

// renderOutcome writes what an operation answered.
func (d *Dialect) renderOutcome(x *server.Exchange, c *call, o services.Outcome) {
	d.disposition(x, c, o)
	d.replied(x, o.Reply)
	if x.Header["Content-Encoding"] != nil {
		c.reply.callback = "" // what is packed cannot be wrapped
	}
	if d.Identity != nil && d.Identity.sendBack(x, c) {
		return
	}
	if d.unchanged(x, o.Reply) {
		x.Status = http.StatusNotModified
		x.Header.Del("Content-Type")
		if isDocument(o) {
			x.Header.Set("Accept-Ranges", "bytes")
		}
		unsent(o.Body)
		return
	}
	switch body := o.Body.(type) {
	case nil:
		d.renderNothing(x, o)
	case string:
		if shaped(o.Reply) && o.ContentType == "" {
			d.renderValue(x, c, body)
			break
		}
		d.renderText(x, c, body)
	case []byte:
		d.renderBytes(x, c, body)
	case io.Reader:
		d.renderStream(x, c, body)
	default:
		d.renderDTO(x, c, body)
	}
}

// renderNothing answers 204, unless the handler chose a status.
func (d *Dialect) renderNothing(x *server.Exchange, o services.Outcome) {
	c := of(x)
	switch {
	case shaped(o.Reply):
		d.typed(x, c)
		x.Out = d.wrapped(x.Out[:0], c, nil)
	case x.Status == 0 && c.verb != http.MethodHead && c.verb != http.MethodOptions:
		x.Status = http.StatusNoContent
	}
}

func (d *Dialect) renderDTO(x *server.Exchange, c *call, body any) {
	if c.reply.format == nil {
		if _, failure := body.(*dto.ErrorResponse); !failure { // of which the status is told even where nothing can be written
			x.Status = http.StatusMethodNotAllowed
		}
		x.Header["Content-Type"] = c.reply.header
		return
	}
	if c.reply.isPage() {
		d.renderPage(x, c, body)
		return
	}
	d.typed(x, c)
	out, err := d.append(x.Out[:0], c, body)
	if err != nil {
		d.renderUnwritable(x, c, err)
		return
	}
	x.Out = out
}

// append appends the wire form of body, wrapped in the call of a JSONP callback where there is one.
func (d *Dialect) append(dst []byte, c *call, body any) ([]byte, error) {
	codec := c.reply.codec(d)
	switch {
	case d.wraps(c):
	case c.reply.format.name == "csv" && isBlank(body):
		return dst, nil
	default:
		dst, err := codec.Append(dst, body)
		if c.reply.format.rows() && isScalar(body) {
			dst = bytes.TrimRight(dst, "\r\n") // a value alone is no row
		}
		return dst, err
	}
	dst = append(append(dst, c.reply.callback...), '(')
	dst, err := codec.Append(dst, body)
	return append(dst, ')'), err
}

func (d *Dialect) wraps(c *call) bool { return c.reply.callback != "" }

// wrapped appends what is written already, in the call of a JSONP callback where there is one.
func (d *Dialect) wrapped(dst []byte, c *call, body []byte) []byte {
	if !d.wraps(c) {
		return append(dst, body...)
	}
	dst = append(append(dst, c.reply.callback...), '(')
	return append(append(dst, body...), ')')
}

// script is the type of JSON in a call.
var script = []string{"text/javascript"}

// typed sets the Content-Type of a negotiated answer, unless the handler chose another. JSON in a call is script, whoever chose it.
func (d *Dialect) typed(x *server.Exchange, c *call) {
	if x.Header["Content-Type"] == nil {
		x.Header["Content-Type"] = c.reply.header
	}
	if d.wraps(c) && strings.HasPrefix(line(x.Header, "Content-Type"), "application/json") {
		x.Header["Content-Type"] = script
	}
}
