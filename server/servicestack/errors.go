package servicestack

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// names are the error codes of failures that have none of their own: the names of .NET's status codes.
var names = map[services.Code]string{
	services.Internal:        "InternalServerError",
	services.Invalid:         "BadRequest",
	services.Unauthenticated: "Unauthorized",
	services.Forbidden:       "Forbidden",
	services.NotFound:        "NotFound",
	services.NotSupported:    "MethodNotAllowed",
	services.Conflict:        "Conflict",
	services.TooMany:         "TooManyRequests",
	services.Unavailable:     "ServiceUnavailable",
}

// A [services.Error] may say more to a ServiceStack host than to others: its Details may be a [dto.Meta] that goes with the status, or the whole
// [dto.ResponseStatus]; its Response may be a [services.Outcome], whose headers and cookies are sent too.

// renderFault answers a failure. Those that a path or a demand explains have answers of their own; all others have a ResponseStatus.
func (d *Dialect) renderFault(x *server.Exchange, f *server.Fault) {
	_, wrongVerb := errors.AsType[*server.ErrVerb](f.Cause)
	switch {
	case errors.Is(f.Cause, errTarget):
		x.Status = http.StatusBadRequest
		return
	case errors.Is(f.Cause, errLong):
		x.Status = http.StatusRequestURITooLong
		return
	case errors.Is(f.Cause, errHead):
		x.Status = http.StatusRequestHeaderFieldsTooLarge
		return
	case errors.Is(f.Cause, server.ErrNoRoute), wrongVerb:
		x.Status = http.StatusNotFound
		return
	case errors.Is(f.Cause, auth.ErrUnauthenticated):
		d.renderChallenge(x)
		return
	case errors.Is(f.Cause, auth.ErrForbidden):
		d.renderForbidden(x)
		return
	}
	d.renderStatus(x, f)
}

// renderStatus answers with a ResponseStatus: in the operation's own response where the operation itself failed, else in an ErrorResponse.
func (d *Dialect) renderStatus(x *server.Exchange, f *server.Fault) {
	c := of(x)
	status := f.Status
	if own, ok := x.Host.Status[errorCode(f)]; ok {
		status = own
	}
	x.Status = status
	if !d.operations(f) {
		d.renderOutside(x, c, f)
		return
	}
	d.common(x)
	if f.Step == "Validate" && d.wraps(c) {
		c.reply.callback = "" // the original does not wrap what its validators say
	}
	counted(x, c)
	body := f.Response
	if o, ok := body.(services.Outcome); ok {
		d.replied(x, services.Reply{Header: o.Header, Cookies: o.Cookies})
		x.Status, body = status, o.Body
	}
	if d.Identity != nil && d.sentAway(x, c, f) {
		return
	}
	retryAfter(x, f)
	d.renderFailure(x, c, failed(x.Op, body, d.status(c, f)), f)
}

// operations reports whether it is the operation that failed, and not what is around it.
func (d *Dialect) operations(f *server.Fault) bool {
	_, told := errors.AsType[errOutside](f.Cause)
	_, inside := errors.AsType[errInside](f.Cause)
	return inside || (f.Step == "Validate" || f.Step == "Invoke") && !told
}

// renderOutside answers a failure that no operation answers for. A script that is loaded with an error status never runs, so it gets 200.
func (d *Dialect) renderOutside(x *server.Exchange, c *call, f *server.Fault) {
	if d.Mute {
		x.Status = http.StatusOK
		return
	}
	d.common(x)
	counted(x, c)
	switch {
	case f.Status == http.StatusUnauthorized && f.Step == "Authorize" && d.redirects(x, c):
		return
	case d.wraps(c):
		x.Status = http.StatusOK
		x.Header["Content-Type"] = script
	}
	if !d.Plain {
		retryAfter(x, f)
	}
	d.renderFailure(x, c, &dto.ErrorResponse{ResponseStatus: d.status(c, f)}, f)
}

// counted tells how many requests of a batch are done.
func counted(x *server.Exchange, c *call) {
	if !c.runs {
		return
	}
	done := len(c.batch)
	if c.at > 0 {
		done = c.at - 1
	}
	x.Header["X-Autobatch-Completed"] = []string{strconv.Itoa(done)}
}

// renderFailure writes the body of a failure. The original has no page for what was not found, nor for what is forbidden.
func (d *Dialect) renderFailure(x *server.Exchange, c *call, body any, f *server.Fault) {
	switch bare := d.Plain && c.reply.isPage(); {
	case bare && x.Status == http.StatusForbidden:
		d.renderForbidden(x)
	case bare && x.Status == http.StatusNotFound:
		x.Header.Set("Content-Type", "text/plain; charset=utf-8")
		x.Out = append(x.Out[:0], "Error"+aside(errorCode(f), f.Message)+": "+sanitized(f.Message)+"\n\n404"...)
	default:
		d.renderDTO(x, c, body)
	}
}

// aside is the code of a failure between brackets, where the message does not say the same.
func aside(code, message string) string {
	if code == message {
		return ""
	}
	return " (" + code + ")"
}

func retryAfter(x *server.Exchange, f *server.Fault) {
	if f.After > 0 {
		x.Header.Set("Retry-After", strconv.Itoa(int((f.After+time.Second-1)/time.Second)))
	}
}

// failed returns the body of an operation's failure: its response with the status in it. A response that belongs to the operation by its name
// is sent even where it has no place for a status.
func failed(op *services.Operation, body any, status *dto.ResponseStatus) any {
	if body == nil && op != nil {
		body = op.NewResponse()
	}
	if body == nil {
		return &dto.ErrorResponse{ResponseStatus: status}
	}
	if codec.Assign(body, "ResponseStatus", status) || simpleName(codec.TypeName(body)) == op.Name+"Response" {
		return body
	}
	return &dto.ErrorResponse{ResponseStatus: status}
}

func simpleName(typeName string) string { return typeName[strings.LastIndexByte(typeName, '.')+1:] }

// status is what is told of a failure. Its details may be a [dto.Meta] to go with it, or the whole [dto.ResponseStatus].
func (d *Dialect) status(c *call, f *server.Fault) *dto.ResponseStatus {
	if own, ok := f.Details.(*dto.ResponseStatus); ok {
		told := *own
		told.Meta, told.Errors = indexed(own.Meta, c), slices.Clone(own.Errors)
		harmless(&told)
		c.writable(&told)
		return &told
	}
	message := f.Message
	status := &dto.ResponseStatus{ErrorCode: errorCode(f), Message: &message, Errors: fieldErrors(f.Fields)}
	own, _ := f.Details.(dto.Meta)
	status.Meta = indexed(own, c)
	if f.Step != "Validate" { // what validators say the original sends as it stands
		harmless(status)
	}
	c.writable(status)
	return status
}

// harmless takes scripts out of the messages of a status.
func harmless(s *dto.ResponseStatus) {
	s.Message = edited(s.Message, sanitized)
	for i := range s.Errors {
		s.Errors[i].Message = edited(s.Errors[i].Message, sanitized)
	}
}

// writable takes out of the texts of a status what the format of the answer cannot hold: they may be of the client's making.
func (c *call) writable(s *dto.ResponseStatus) {
	if c.reply.format == nil || c.reply.format.name != "xml" {
		return
	}
	s.Message, s.Meta = edited(s.Message, xmlText), xmlMeta(s.Meta)
	for i := range s.Errors {
		e := &s.Errors[i]
		e.FieldName, e.Message, e.Meta = xmlText(e.FieldName), edited(e.Message, xmlText), xmlMeta(e.Meta)
	}
}

func edited(text *string, edit func(string) string) *string {
	if text == nil {
		return nil
	}
	return new(edit(*text))
}

func xmlMeta(m dto.Meta) dto.Meta {
	m = slices.Clone(m)
	for i := range m {
		m[i].Key, m[i].Value = xmlText(m[i].Key), edited(m[i].Value, xmlText)
	}
	return m
}

func xmlText(s string) string { return strings.Map(xmlCharacter, s) }

// indexed says in the facts of a failure which request of a batch it is about.
func indexed(m dto.Meta, c *call) dto.Meta {
	if c.at == 0 {
		return m
	}
	index := strconv.Itoa(c.at - 1)
	return append(slices.Clip(m), dto.MetaEntry{Key: "AutoBatchIndex", Value: &index})
}

func errorCode(f *server.Fault) string {
	_, unbound := errors.AsType[*server.BindError](f.Cause)
	switch {
	case f.Name != "":
		return f.Name
	case errors.Is(f.Cause, server.ErrNoOperation):
		return "NotImplementedException"
	case errors.Is(f.Cause, auth.ErrExpired):
		return "TokenException"
	case errors.Is(f.Cause, server.ErrTooLarge), unbound:
		return "SerializationException"
	}
	return names[f.Code]
}

func fieldErrors(failures []validate.Failure) []dto.ResponseError {
	all := make([]dto.ResponseError, len(failures))
	for i, f := range failures {
		all[i] = dto.ResponseError{ErrorCode: f.Code, FieldName: f.Field, Message: &f.Message}
		if f.Meta == nil {
			continue
		}
		all[i].Meta = make(dto.Meta, len(f.Meta))
		for j, m := range f.Meta {
			all[i].Meta[j] = dto.MetaEntry{Key: m.Key, Value: m.Value}
		}
	}
	return all
}

// sanitized takes the brackets of markup out of a message that has a script in it.
func sanitized(message string) string {
	if !strings.Contains(strings.ToLower(message), "<script") {
		return message
	}
	return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(message)
}

// xmlCharacter replaces what no XML document can hold.
func xmlCharacter(c rune) rune {
	if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF {
		return utf8.RuneError
	}
	return c
}

// renderUnwritable answers what the format cannot write: a fault of the program, told without its text.
func (d *Dialect) renderUnwritable(x *server.Exchange, c *call, err error) {
	x.Host.Log.ErrorContext(x.Context(), "answer not written", "host", x.Host.Name, "request", x.ID, "error", err)
	x.Status = http.StatusInternalServerError
	message := "An error has occurred."
	failure := &dto.ErrorResponse{ResponseStatus: &dto.ResponseStatus{
		ErrorCode: names[services.Internal], Message: &message, Errors: []dto.ResponseError{},
	}}
	if c.reply.isPage() {
		_ = d.showPage(x, c, failure) // without it the status says enough
		return
	}
	if out, err := d.append(x.Out[:0], c, failure); err == nil {
		x.Out = out
	}
}
