package servicestack

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"

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
	if c.media == "multipart/form-data" {
		return multiparts(c.content, body)
	}
	return parsePairs(string(body)), nil
}

// multiparts reads the fields of a multipart form. Files are left to handlers that read the body themselves.
func multiparts(header string, body []byte) (pairs, error) {
	_, parameters, err := mime.ParseMediaType(header)
	if err != nil || parameters["boundary"] == "" {
		return nil, services.Errorf(services.Invalid, "InvalidDataException", "Missing content-type boundary.")
	}
	var g gathering
	parts := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return g.all(), nil
		}
		if err != nil {
			return nil, services.Errorf(services.Invalid, "IOException", "Unexpected end of the multipart body.")
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, services.Errorf(services.Invalid, "IOException", "Unexpected end of the multipart body.")
		}
		if part.FileName() == "" {
			g.add(part.FormName(), string(value))
		}
	}
}
