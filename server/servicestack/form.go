package servicestack

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// readForm reads a form in the body, once; what was wrong with it is told to each who asks. A body of another type is no form and no error.
func (d *Dialect) readForm(x *server.Exchange, c *call) error {
	if !c.formed {
		c.formed = true
		c.posts, c.unread = c.form(x)
	}
	return c.unread
}

func (c *call) form(x *server.Exchange) (pairs, error) {
	if !isForm(c.media) {
		return nil, nil
	}
	body, err := x.Body()
	if err != nil {
		return nil, err
	}
	if c.media != "multipart/form-data" {
		return parsePairs(legible(body)), nil
	}
	fields, files, err := multiparts(c.content, body)
	if len(files) > 0 {
		x.Attach(services.FilesKey{}, files)
	}
	return fields, err
}

// multiparts reads a multipart form: its fields, and the files, which are bound to no member.
func multiparts(header string, body []byte) (fields pairs, files []services.File, err error) {
	_, parameters, err := mime.ParseMediaType(header)
	if err != nil || parameters["boundary"] == "" {
		return nil, nil, services.Errorf(services.Invalid, "InvalidDataException", "Missing content-type boundary.")
	}
	var g gathering
	parts := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	for {
		part, err := parts.NextPart()
		if err == io.EOF || len(body) == 0 { //nolint:errorlint // a wrapped one is an end that came too early
			return g.all(), files, nil
		}
		if err != nil {
			return nil, nil, errParts()
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, errParts()
		}
		if part.FileName() == "" {
			g.add(part.FormName(), legible(value))
			continue
		}
		files = append(files, services.File{Field: part.FormName(), Name: part.FileName(), ContentType: part.Header.Get("Content-Type"), Data: value})
	}
}

// legible is a text of UTF-8, with U+FFFD for each byte that is none, as .NET reads it.
func legible(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	return string([]rune(string(text)))
}

func errParts() error {
	return services.Errorf(services.Invalid, "IOException", "Unexpected end of the multipart body.")
}
