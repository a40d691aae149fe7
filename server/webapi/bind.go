package webapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// An unsupported body is one that no formatter reads. MediaType is empty where the request does not say what its body is.
type unsupported struct{ mediaType string }

func (e *unsupported) Error() string { return "webapi: unsupported media type" }

// bind makes the operation's request from the URI and the body, and collects what is wrong with them: first with the URI, then with the body, each with what
// the rules find after what could not be read. It fails only where there is nothing to collect: a body that no formatter reads, or that is too large.
func (d *Dialect) bind(x *server.Exchange) error {
	l, plan := local(x), d.plans[x.Op]
	x.DTO = x.Op.NewRequest()
	d.bindURI(x)
	if plan.body {
		if err := d.bindBody(x); err != nil {
			return err
		}
	}
	if l.null {
		d.withoutBody(x)
	}
	if !l.null || plan.model {
		l.judge(x.Op.Validate(x.DTO), plan)
	}
	l.state.join(&l.body)
	return nil
}

// judge adds what the rules find: of a body, only where there is one.
func (l *exchange) judge(found error, plan *requestPlan) {
	e, ok := errors.AsType[*services.Error](found)
	if !ok {
		return
	}
	l.state.blame(e, plan.own)
	if !l.null {
		l.body.blame(e, plan.bodies)
	}
}

// withoutBody leaves nothing of a request whose body is null, but for the model that the URI fills.
func (d *Dialect) withoutBody(x *server.Exchange) {
	l, plan := local(x), d.plans[x.Op]
	x.DTO = x.Op.NoRequest()
	if plan.value {
		l.lose(parameter)
	}
	if !plan.model {
		return
	}
	said := l.state
	x.DTO, l.state = x.Op.NewRequest(), ModelState{}
	d.bindURI(x)
	l.state = said
}

// bindBody reads the body with the formatter of its Content-Type.
func (d *Dialect) bindBody(x *server.Exchange) error {
	l := local(x)
	body, err := x.Body()
	if err != nil {
		return err
	}
	chunked := x.Request.ContentLength < 0
	if len(body) == 0 && !chunked {
		l.null = !d.plans[x.Op].value
		return nil
	}
	mediaType, known := parseMediaType(x.Request.Header.Get("Content-Type"))
	if !known {
		return refused(&unsupported{})
	}
	if mediaType.typ+"/"+mediaType.subtype == "application/x-www-form-urlencoded" {
		d.bindForm(x, body)
		return nil
	}
	for i := range d.formatters {
		f := &d.formatters[i]
		if _, ok := f.reads(mediaType); ok {
			d.decode(x, f.codec, mediaType.charset, body)
			return nil
		}
	}
	return refused(&unsupported{mediaType.typ + "/" + mediaType.subtype})
}

func refused(u *unsupported) error { return &server.BindError{Message: u.Error(), Err: u} }

// decode reads a body into the request; what does not fit is blamed by its path.
func (d *Dialect) decode(x *server.Exchange, c codec.Codec, charset string, body []byte) {
	l, value := local(x), d.plans[x.Op].value
	text, err := d.text(c, charset, body)
	switch {
	case err != nil:
		l.body.AddCause(parameter, err.Error())
		l.null = !value
		return
	case d.isNull(c, text, x.DTO):
		l.null = true
		return
	}
	err = c.Decode(text, x.DTO)
	for _, problem := range problems(err) {
		key := parameter // of XML the original blames the whole document
		if c != d.XML {
			key = memberKey(problem)
		}
		l.body.AddCause(key, cause(problem))
	}
	switch {
	case c == d.XML:
		l.null = !value && (err != nil || nilRoot.Match(text))
	case err != nil:
		l.null = errors.Is(err, codec.ErrNull)
	}
}

// nilRoot finds xsi:nil in the first tag of a document that could be read.
var nilRoot = regexp.MustCompile(`^(?s:\s*<[?!].*?[?-]>)*\s*<\w[^>]*:nil\s*=\s*["'](?:true|1)["']`)

// text returns the body in UTF-8. The first bytes of JSON may show its charset, whatever is said of it; XML must say UTF-16 in its Content-Type.
// Other charsets are read as UTF-8, as the original does.
func (d *Dialect) text(c codec.Codec, charset string, body []byte) ([]byte, error) {
	marked := c == d.JSON && (bytes.HasPrefix(body, []byte(littleEndianMark)) || bytes.HasPrefix(body, []byte(bigEndianMark)))
	if c == d.JSON && bytes.HasPrefix(body, []byte(utf8Mark)) {
		charset = "utf-8"
	}
	switch {
	case c == d.XML && charset == "utf-16":
		if bytes.HasPrefix(body, []byte(bigEndianMark)) {
			return nil, errEncoding
		}
		text, err := decodeUTF16(body)
		if err != nil {
			return nil, err
		}
		return withoutUTF16(text)
	case charset == "utf-16", marked:
		return decodeUTF16(body)
	}
	if !utf8.Valid(body) {
		return nil, errEncoding
	}
	return bytes.TrimPrefix(body, []byte(utf8Mark)), nil
}

// isNull reports whether a document stands for null without being one: nothing, an empty string or a reference in JSON, four blanks and more in XML.
func (d *Dialect) isNull(c codec.Codec, text []byte, dto any) bool {
	if c != d.JSON {
		return len(bytes.Trim(text, blanks)) == 0 && len(text) >= 4
	}
	shape, _ := codec.ShapeAt(dto)
	first := string(behindComments(text))
	switch class := shape != codec.Scalar; {
	case first == "", standsAlone(first, "null"):
		return true
	case standsAlone(first, "undefined"), strings.HasPrefix(first, `""`):
		return class
	default:
		return class && isReference(text)
	}
}

// standsAlone reports whether text begins with a word that ends there; what follows, Json.NET does not read.
func standsAlone(text, word string) bool {
	rest, ok := strings.CutPrefix(text, word)
	return ok && (rest == "" || strings.ContainsRune(blanks+",}])/", rune(rest[0])))
}

// behindComments is JSON text without the comments and blanks before it, and the blanks behind it.
func behindComments(text []byte) []byte {
	for {
		text = bytes.Trim(text, blanks)
		end := ""
		switch {
		case bytes.HasPrefix(text, []byte("/*")):
			end = "*/"
		case bytes.HasPrefix(text, []byte("//")):
			end = "\n"
		default:
			return text
		}
		_, rest, ok := bytes.Cut(text[len("/*"):], []byte(end))
		if !ok && end == "*/" {
			return text // its fault is the codec's to tell
		}
		text = rest
	}
}

// isReference reports whether JSON is but a reference, as to an object that Json.NET has met before: it has met none.
func isReference(text []byte) bool {
	if !bytes.Contains(text, []byte(`"$ref"`)) {
		return false
	}
	var object map[string]*string
	err := json.Unmarshal(text, &object)
	return err == nil && len(object) == 1 && object["$ref"] != nil
}

const blanks = " \t\r\n"

// problems flattens what a codec says of a document.
func problems(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()
	}
	return []error{err}
}

// cause is what a host with [Dialect.Details] tells of a document that could not be read: the original's words, where we have them.
func cause(problem error) string {
	if e, ok := errors.AsType[*codec.Error](problem); ok && e.Original() != "" {
		return e.Original()
	}
	return problem.Error()
}

// memberKey is the key of the model state for a codec's problem.
func memberKey(err error) string {
	if e, ok := errors.AsType[*codec.Error](err); ok {
		return bodyKey(e.Path)
	}
	return parameter
}

// bodyKey is the key of the model state for a member of the body.
func bodyKey(path string) string {
	if path == "" || path[0] == '[' {
		return parameter + path
	}
	return parameter + "." + path
}
