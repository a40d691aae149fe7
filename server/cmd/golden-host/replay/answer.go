package replay

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

type header struct{ name, value string } // the name in lower case

// An answer is a response taken apart.
type answer struct {
	status  int
	headers []header
	body    []byte // decoded
	wire    int    // length before decoding
	whole   bool   // false for a chunked body that is not finished
}

var (
	interim    = regexp.MustCompile(`^HTTP/1\.1 1\d\d`)
	statusLine = regexp.MustCompile(`^HTTP/\d\.\d (\d+)`)
)

func parseAnswer(raw []byte) *answer {
	for interim.Match(raw) {
		_, raw, _ = bytes.Cut(raw, []byte("\r\n\r\n"))
	}
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	lines := strings.Split(string(head), "\r\n")
	a := &answer{whole: true}
	if m := statusLine.FindStringSubmatch(lines[0]); m != nil {
		a.status, _ = strconv.Atoi(m[1])
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		a.headers = append(a.headers, header{strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)})
	}
	if strings.Contains(strings.ToLower(a.header("transfer-encoding")), "chunked") {
		body, a.whole = dechunked(body)
	}
	a.wire = len(body)
	a.body = decoded(body, strings.ToLower(a.header("content-encoding")))
	return a
}

func (a *answer) header(name string) string {
	for _, h := range a.headers {
		if h.name == name {
			return h.value
		}
	}
	return ""
}

func dechunked(body []byte) (out []byte, whole bool) {
	for len(body) > 0 {
		size, rest, _ := bytes.Cut(body, []byte("\r\n"))
		bare, _, _ := strings.Cut(string(size), ";")
		n, err := strconv.ParseInt(strings.TrimSpace(bare), 16, 32)
		if err != nil || int(n) > len(rest) {
			return out, false
		}
		if n == 0 {
			return out, true
		}
		out = append(out, rest[:n]...)
		body = rest[min(int(n)+2, len(rest)):]
	}
	return out, false
}

// decoded undoes a Content-Encoding. What cannot be decoded stays as it is, to be told as a difference.
func decoded(body []byte, encoding string) []byte {
	var from io.Reader
	var err error
	switch encoding {
	case "gzip":
		from, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		if from, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			from, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case "br":
		from = brotli.NewReader(bytes.NewReader(body))
	default:
		return body
	}
	if err != nil {
		return body
	}
	if out, err := io.ReadAll(from); err == nil {
		return out
	}
	return body
}
