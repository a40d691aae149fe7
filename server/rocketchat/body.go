package rocketchat

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// Rules of this file:
//
//   - JSON, forms (also multipart) and nothing else. No Content-Type means JSON. No body means an empty object.
//   - Rocket.Chat takes malformed JSON and unknown types for an empty object, which users.resetTOTP takes for "reset mine". Here both are refused.
//   - A query is read as browsers read one: a semicolon is a character like others, and what is no escape stands for itself.
//   - The JSON is strict, of repeated members the last counts. A form's values are texts; a repeated one is a list.

// The codes of a request that does not fit its schema. Unlike any other code they are not repeated in the text.
const (
	invalidBody  = "invalid-params"
	invalidQuery = "error-invalid-params"
)

// errSyntax means a body that cannot be read at all.
var errSyntax = services.Errorf(services.Invalid, invalidBody, "Invalid JSON body")

// members are an object of a request, its values not yet read.
type members map[string]json.RawMessage

// bodyOf reads the members of a request's body.
func bodyOf(x *server.Exchange) (members, error) {
	raw, err := x.Body()
	if err != nil || len(raw) == 0 {
		return members{}, err
	}
	kind, options, err := mime.ParseMediaType(x.Request.Header.Get("Content-Type"))
	switch {
	case x.Request.Header.Get("Content-Type") == "", err == nil && kind == "application/json":
		return objectOf(raw)
	case err == nil && kind == "application/x-www-form-urlencoded":
		values, err := url.ParseQuery(string(raw))
		if err != nil {
			return nil, errSyntax
		}
		return formOf(values), nil
	case err == nil && kind == "multipart/form-data":
		return partsOf(raw, options["boundary"])
	}
	return nil, services.Errorf(services.Invalid, invalidBody, "The body must be JSON or a form")
}

// membersOf reads a request where its verb has them, and says by what code they are refused.
func membersOf(x *server.Exchange) (m members, code string, err error) {
	if x.Request.Method == http.MethodGet {
		return queryOf(x), invalidQuery, nil
	}
	m, err = bodyOf(x)
	return m, invalidBody, err
}

// queryOf reads the members of a request's query.
func queryOf(x *server.Exchange) members {
	values := make(url.Values)
	for pair := range strings.SplitSeq(x.Request.URL.RawQuery, "&") {
		if name, value, _ := strings.Cut(pair, "="); pair != "" {
			values.Add(server.UnescapeQuery(name), server.UnescapeQuery(value))
		}
	}
	return formOf(values)
}

func objectOf(raw []byte) (members, error) {
	var m members
	err := json.Unmarshal(raw, &m)
	if _, mistyped := errors.AsType[*json.UnmarshalTypeError](err); mistyped || err == nil && m == nil {
		return nil, services.Errorf(services.Invalid, invalidBody, "must be object")
	}
	if err != nil {
		return nil, errSyntax
	}
	return m, nil
}

func formOf(values url.Values) members {
	m := make(members, len(values))
	for name, list := range values {
		var text any = list
		if len(list) == 1 {
			text = list[0]
		}
		m[name], _ = json.Marshal(text) // a text or a list of texts
	}
	return m
}

func partsOf(raw []byte, boundary string) (members, error) {
	values := make(url.Values)
	parts := multipart.NewReader(bytes.NewReader(raw), boundary)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return formOf(values), nil
		}
		if err != nil {
			return nil, errSyntax
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return nil, errSyntax
		}
		values.Add(part.FormName(), string(text))
	}
}
