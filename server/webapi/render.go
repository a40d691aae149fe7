package webapi

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
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
		x.Header.Set("ETag", `"`+r.ETag+`"`)
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
	if o.Body == nil {
		if x.Status == 0 && x.Op.NewResponse() == nil {
			x.Status = http.StatusNoContent
		}
		return
	}
	d.write(x, o.Body)
}

// raw sends a body under a content type of the handler's own.
func (d *Dialect) raw(x *server.Exchange, o services.Outcome) bool {
	if o.ContentType == "" {
		return false
	}
	if m, ok := parseMediaType(o.ContentType); ok {
		for i := range d.formatters {
			if f := &d.formatters[i]; f.reads(m) {
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
	out, err := d.encode(x.Out, l.format, body)
	if err != nil && errors.Is(err, errNoType) {
		l.format, l.mediaType = &d.formatters[0], d.formatters[0].types[0]
		out, err = d.encode(x.Out, l.format, body)
	}
	if err != nil {
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
	if e, ok := body.(HTTPError); ok {
		if f == &d.formatters[0] {
			return e.appendJSON(dst, d.JSON)
		}
		return e.appendXML(dst, "Error")
	}
	return f.codec.Append(dst, body)
}

// renderFault shapes a failure. Its status is set last, so that a body that cannot be written may change it.
func (d *Dialect) renderFault(x *server.Exchange, f *server.Fault) {
	x.Status = f.Status
	if f.After > 0 {
		x.Header.Set("Retry-After", strconv.Itoa(int((f.After+time.Second-1)/time.Second)))
	}
	if refusal, ok := errors.AsType[*server.ErrVerb](f.Cause); ok {
		x.Header.Set("Allow", strings.Join(refusal.Allow, ","))
	}
	if body := d.faultBody(x, f); body != nil {
		d.write(x, body)
	}
}

// faultBody returns what a failure says, or nil where it says nothing.
func (d *Dialect) faultBody(x *server.Exchange, f *server.Fault) any {
	unread, unreadable := errors.AsType[*unsupported](f.Cause)
	_, verb := errors.AsType[*server.ErrVerb](f.Cause)
	switch {
	case errors.Is(f.Cause, errNotAcceptable):
		x.Status = http.StatusNotAcceptable
		return nil
	case errors.Is(f.Cause, server.ErrNoRoute):
		return Message("No HTTP resource was found that matches the request URI '%s'.", d.uri(x.Request))
	case verb:
		return Message("The requested resource does not support http method '%s'.", x.Request.Method)
	case f.Step == server.Authorize.Name:
		return d.denied(x, f)
	case unreadable:
		x.Status = http.StatusUnsupportedMediaType
		return unread.body()
	case errors.Is(f.Cause, errModelState):
		x.Status = http.StatusBadRequest
		return local(x).state.HTTPError()
	case errors.Is(f.Cause, errLost):
		x.Status = http.StatusBadRequest
		return Message("The request is invalid.")
	}
	return d.told(x, f)
}

func (e *unsupported) body() HTTPError {
	if e.mediaType == "" {
		return Message("The request contains an entity body but no Content-Type header. The inferred media type 'application/octet-stream' is not supported for this resource.")
	}
	return Message("The request entity's media type '%s' is not supported for this resource.", e.mediaType)
}

// denied is what [Authorize] says, whatever is the matter with the caller.
func (d *Dialect) denied(x *server.Exchange, f *server.Fault) any {
	if f.Code == services.Internal {
		return Message(hidden)
	}
	if d.Challenge != "" && !errors.Is(f.Cause, auth.ErrForbidden) {
		x.Header.Set("WWW-Authenticate", d.Challenge)
	}
	x.Status = http.StatusUnauthorized
	return Message("Authorization has been denied for this request.")
}

// told is the body of an error that a handler returned.
func (d *Dialect) told(x *server.Exchange, f *server.Fault) any {
	switch {
	case f.Response != nil:
		return f.Response
	case len(f.Fields) > 0:
		var state ModelState
		state.blame(f.Error, d.own(x.Op))
		return state.HTTPError()
	case f.Code == services.Internal:
		return Message(hidden)
	case f.Message == "":
		return nil
	case f.Status == http.StatusBadRequest && f.Step == server.Invoke.Name:
		return f.Message // a bare string
	}
	return HTTPError{{"Message", f.Message}}
}

// uri is the request's URI as a 404 repeats it: unescaped, and without secrets unless the host repeats them.
func (d *Dialect) uri(r *http.Request) string {
	text := "http://" + r.Host + r.URL.EscapedPath()
	if r.TLS != nil {
		text = "https" + strings.TrimPrefix(text, "http")
	}
	query := r.URL.RawQuery
	if !d.RepeatSecrets {
		query = withoutSecrets(query)
	}
	if query != "" {
		text += "?" + query
	}
	return unescapeURI(text)
}

func withoutSecrets(raw string) string {
	parts := strings.Split(raw, "&")
	for i, part := range parts {
		name, _, _ := strings.Cut(part, "=")
		if slices.ContainsFunc(Secrets, func(s string) bool { return strings.EqualFold(s, unescape(name)) }) {
			parts[i] = name + "="
		}
	}
	return strings.Join(parts, "&")
}

// unescapeURI decodes the escapes of characters that do not change what a URI means, as Uri.ToString does.
func unescapeURI(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		if text[0] == '%' && len(text) >= 3 {
			if c, err := url.PathUnescape(text[:3]); err == nil && !strings.Contains("%#?&=+;/:@$,[]!'()*", c) && c[0] >= ' ' && c[0] != 0x7f {
				b.WriteString(c)
				text = text[3:]
				continue
			}
		}
		b.WriteByte(text[0])
		text = text[1:]
	}
	return strings.ToValidUTF8(b.String(), "\ufffd")
}
