package clients

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/andybalholm/brotli"
)

// rawBytes undoes the notation of what is not UTF-8.
func rawBytes(text string) ([]byte, error) {
	if coded, ok := strings.CutPrefix(text, "base64:"); ok {
		return base64.StdEncoding.DecodeString(coded)
	}
	return []byte(text), nil
}

// A request is a recorded request taken apart by the standard library.
type request struct {
	raw   []byte
	verb  string
	path  []string // decoded segments
	media string
	pairs [][2]string // of the query and of forms
	body  []byte      // decoded
	want  string      // the media type that the client takes
	batch bool
}

func parseRequest(raw []byte) (*request, error) {
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, err
	}
	q := &request{raw: raw, verb: r.Method, want: r.Header.Get("Accept")}
	target := strings.TrimPrefix(strings.SplitN(r.RequestURI, "?", 2)[0], "/")
	for _, segment := range strings.Split(target, "/") {
		plain, err := segmentText(segment)
		if err != nil {
			return nil, err
		}
		q.path = append(q.path, plain)
	}
	q.batch = strings.HasSuffix(target, "[]")
	q.pairs = pairsOf(r.URL.RawQuery)
	if q.body, err = decodedBody(r); err != nil {
		return nil, err
	}
	media, parameters, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	q.media = media
	switch media {
	case "application/x-www-form-urlencoded":
		q.pairs = append(q.pairs, pairsOf(string(q.body))...)
		q.body = nil
	case "multipart/form-data":
		err := q.parts(parameters["boundary"])
		return q, err
	}
	return q, nil
}

// segmentText decodes a segment as hosts do (recorded: http/negotiation 403 and 406), and not as clients mean it: an escaped slash stays,
// a plus is a blank.
func segmentText(segment string) (string, error) {
	plain, err := url.PathUnescape(strings.ReplaceAll(segment, "%2F", "%252F"))
	return strings.ReplaceAll(plain, "+", " "), err
}

func pairsOf(query string) (pairs [][2]string) {
	for _, one := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(one, "=")
		name, e1 := url.QueryUnescape(name)
		value, e2 := url.QueryUnescape(value)
		if e1 == nil && e2 == nil && value != "" {
			pairs = append(pairs, [2]string{name, value})
		}
	}
	return pairs
}

// parts takes the fields out of a multipart form. Its files are no members.
func (q *request) parts(boundary string) error {
	form := multipart.NewReader(bytes.NewReader(q.body), boundary)
	q.body = nil
	for {
		part, err := form.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" && part.FormName() != "" {
			q.pairs = append(q.pairs, [2]string{part.FormName(), string(value)})
		}
	}
}

func decodedBody(r *http.Request) ([]byte, error) {
	body := io.Reader(r.Body)
	var err error
	switch r.Header.Get("Content-Encoding") {
	case "gzip":
		body, err = gzip.NewReader(body)
	case "deflate":
		body, err = zlib.NewReader(body)
	case "br":
		body = brotli.NewReader(body)
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(body)
}
