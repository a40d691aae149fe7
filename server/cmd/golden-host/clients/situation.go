package clients

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// A reply is an answer, recorded or ours.
type reply struct {
	status    int
	media     string
	challenge string
	body      []byte
}

func parseReply(raw []byte, verb string) (*reply, error) {
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), &http.Request{Method: verb})
	if err != nil {
		return nil, err
	}
	return replyOf(res)
}

func replyOf(res *http.Response) (*reply, error) {
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.Header.Get("Content-Encoding") != "" {
		return nil, fmt.Errorf("compressed")
	}
	media, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	return &reply{res.StatusCode, media, res.Header.Get("WWW-Authenticate"), body}, nil
}

// A situation is what makes a host answer as recorded.
type situation struct {
	scene
	statuses map[string]int
	failure  bool
}

// situationOf returns the situation in which a host of ours gives a recorded answer to q, or nil where none of its own does: a page, a broken document,
// another format than the client asked for.
func situationOf(q *request, s *subject, r *reply) *situation {
	wanted := q.want
	if wanted == "*/*" {
		wanted = "application/json"
	}
	format := codecs[r.media]
	switch {
	case r.status == http.StatusUnauthorized && len(r.body) == 0 && r.challenge != "":
		refuse := func(auth.Principal) error { return auth.ErrUnauthenticated }
		return &situation{scene: scene{need: auth.Need{Kind: "signed in", Check: refuse}}}
	case r.status == http.StatusNoContent:
		return silent(s)
	case r.status == http.StatusOK && r.media == wanted || r.status == http.StatusOK && format == nil && r.media != "text/html" && r.media != "text/json":
		return success(q, s, format, r)
	case r.status >= 400 && r.media == wanted && format != nil:
		return failing(s, format, r)
	}
	return nil
}

// silent is an operation without an answer.
func silent(s *subject) *situation {
	if !s.void {
		return nil
	}
	return &situation{}
}

func success(q *request, s *subject, format codec.Codec, r *reply) *situation {
	if len(r.body) == 0 || s.empty() != nil && (format == nil || !wellFormed(format, r.body)) {
		return nil
	}
	if q.batch {
		if s.readList == nil || format == nil {
			return nil
		}
		bodies, err := s.readList(format, r.body)
		if err != nil {
			return nil
		}
		return &situation{scene: scene{bodies: bodies}}
	}
	body, err := s.read(format, r.body)
	if err != nil || format != nil && format.Name() == "json" && !holds(body, r.body) {
		return nil
	}
	t := &situation{scene: scene{bodies: []any{body}}}
	if r.media != q.want {
		t.media = r.media
	}
	return t
}

// holds reports whether an answer holds all that a document says, as a text always does. Answers of other operations do not fit.
func holds(body any, text []byte) bool {
	if value, ok := body.(*services.Any); ok {
		if _, plain := value.Value.(string); plain {
			return true
		}
		body = value.Value
	}
	v, e1 := tree(body)
	all, e2 := parsed(text)
	return e1 == nil && e2 == nil && same(v, all, false)
}

// wellFormed reports whether a body is a document of an object or a list. The readers take more.
func wellFormed(format codec.Codec, body []byte) bool {
	switch format.Name() {
	case "json":
		v, err := parsed(body)
		_, text := v.(string)
		return err == nil && !text
	case "xml":
		return bytes.HasPrefix(body, []byte("<"))
	}
	return true
}

var codes = map[int]services.Code{
	400: services.Invalid, 401: services.Unauthenticated, 403: services.Forbidden, 404: services.NotFound, 405: services.NotSupported,
	409: services.Conflict, 429: services.TooMany, 503: services.Unavailable,
}

// failing is an operation that fails with the recorded ResponseStatus. One without a code, or with members that no host writes, is not a host's.
func failing(s *subject, format codec.Codec, r *reply) *situation {
	if !shows(s) {
		return nil
	}
	status := statusIn(format, r.body)
	if status == nil || status.StackTrace != "" || status.ErrorCode == "" || status.Message == nil || !wellFormed(format, r.body) {
		return nil
	}
	e := &services.Error{Code: codes[r.status], Name: status.ErrorCode, Message: *status.Message}
	for _, one := range status.Errors {
		f := validate.Failure{Field: one.FieldName, Code: one.ErrorCode}
		if one.Message != nil {
			f.Message = *one.Message
		}
		for _, m := range one.Meta {
			f.Meta = append(f.Meta, validate.Meta{Key: m.Key, Value: m.Value})
		}
		e.Fields = append(e.Fields, f)
	}
	if len(status.Meta) > 0 {
		e.Details = status.Meta
	}
	return &situation{scene: scene{err: e}, statuses: map[string]int{status.ErrorCode: r.status}, failure: true}
}

// shows reports whether an operation's response has a place for a ResponseStatus. Hosts tell failures of the others by the status alone.
func shows(s *subject) bool {
	if s.empty() == nil {
		return true
	}
	response, err := tree(s.empty())
	object, ok := response.(map[string]any)
	_, there := object["ResponseStatus"]
	return err == nil && ok && there
}

// An xmlStatus is a ResponseStatus in XML, in whichever namespace.
type xmlStatus struct {
	ErrorCode  string
	Message    *string
	StackTrace string
	Errors     []struct {
		ErrorCode string
		FieldName string
		Message   *string
	} `xml:"Errors>ResponseError"`
}

// statusIn reads the ResponseStatus of an answer, whatever the answer is called.
func statusIn(format codec.Codec, body []byte) *dto.ResponseStatus {
	switch format.Name() {
	case "xml":
		return statusInXML(body)
	case "csv":
		return statusInCSV(body)
	}
	var e dto.ErrorResponse
	if err := format.Decode(body, &e); err != nil {
		return nil
	}
	return e.ResponseStatus
}

func statusInXML(body []byte) *dto.ResponseStatus {
	var answer struct {
		XMLName xml.Name
		Status  *xmlStatus `xml:"ResponseStatus"`
	}
	if err := xml.Unmarshal(body, &answer); err != nil || answer.Status == nil || answer.XMLName.Local == "ErrorResponse" {
		return nil // ErrorResponse is told from outside of operations
	}
	from := answer.Status
	status := &dto.ResponseStatus{ErrorCode: from.ErrorCode, Message: from.Message, StackTrace: from.StackTrace, Errors: []dto.ResponseError{}}
	for _, one := range from.Errors {
		status.Errors = append(status.Errors, dto.ResponseError{ErrorCode: one.ErrorCode, FieldName: one.FieldName, Message: one.Message})
	}
	return status
}

func statusInCSV(body []byte) *dto.ResponseStatus {
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(rows) != 2 {
		return nil
	}
	i := slices.Index(rows[0], "ResponseStatus")
	if i < 0 || rows[1][i] == "" {
		return nil
	}
	status := new(dto.ResponseStatus)
	if err := codecs["text/jsv"].Decode([]byte(rows[1][i]), status); err != nil {
		return nil
	}
	return status
}

// unlike returns in what our answer differs from the recorded one, or "".
func (t *situation) unlike(got, want *reply, letters bool) string {
	switch {
	case got.status != want.status && !(len(want.body) == 0 && got.status/100 == 2 && want.status/100 == 2):
		return fmt.Sprintf("status %d, want %d: %.200s", got.status, want.status, got.body)
	case got.challenge != want.challenge:
		return fmt.Sprintf("WWW-Authenticate %q, want %q", got.challenge, want.challenge)
	case len(want.body) > 0 && got.media != want.media:
		return fmt.Sprintf("Content-Type %q, want %q", got.media, want.media)
	case len(want.body) == 0 && len(got.body) > 0:
		return fmt.Sprintf("body %.200s, want none", got.body)
	case len(want.body) == 0:
		return ""
	}
	format := codecs[want.media]
	switch {
	case t.failure:
		g, w := statusIn(format, got.body), statusIn(format, want.body)
		if g == nil {
			return fmt.Sprintf("body %.300s has no ResponseStatus", got.body)
		}
		return unlikeTrees(g, w)
	case format == nil || format.Name() != "json":
		return unlikeText(got.body, want.body)
	}
	g, err := parsed(got.body)
	if err != nil {
		return fmt.Sprintf("body %.200s is no JSON", got.body)
	}
	w, err := parsed(want.body)
	if err != nil || !same(g, w, letters) {
		return fmt.Sprintf("body %.300s, want %.300s", got.body, want.body)
	}
	return ""
}

func unlikeTrees(got, want any) string {
	g, e1 := tree(got)
	w, e2 := tree(want)
	if e1 != nil || e2 != nil || !same(g, w, false) {
		return fmt.Sprintf("ResponseStatus %v, want %v", g, w)
	}
	return ""
}

// unlikeText compares documents byte for byte, but for the XML declaration and the case of names.
func unlikeText(got, want []byte) string {
	g := strings.TrimPrefix(string(got), `<?xml version="1.0" encoding="utf-8"?>`)
	if !strings.EqualFold(g, string(want)) {
		return fmt.Sprintf("body %.300s, want %.300s", g, want)
	}
	return ""
}
