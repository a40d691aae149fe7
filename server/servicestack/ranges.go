package servicestack

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/server"
)

// A span is a part of a document: from the first byte up to, and without, the end.
type span struct{ from, end int64 }

// part returns the part of a document that the request asks for: all of it, or one range. It answers 416 and returns false where there is none.
// The original gives parts to requests of every method, knows no If-Range, and answers 416 to what it does not understand.
func (d *Dialect) part(x *server.Exchange, size int64) (span, bool) {
	x.Header.Set("Accept-Ranges", "bytes")
	asked := x.Request.Header.Get("Range")
	if asked == "" || !d.Plain && !(reads(x) && understood(asked) && same(x)) || x.Status != 0 && x.Status != http.StatusOK {
		return span{0, size}, true
	}
	s, ok := parseRange(asked, size)
	if d.Plain && strings.HasPrefix(asked, "bytes=-") && s.from > 0 {
		s.from-- // the original counts from the last byte, not from the end
	}
	if !ok {
		x.Status = http.StatusRequestedRangeNotSatisfiable
		x.Out = x.Out[:0]
		if !d.Plain {
			x.Header.Set("Content-Range", fmt.Sprintf("bytes */%d", size))
		}
		return s, false
	}
	x.Status = http.StatusPartialContent
	x.Header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", s.from, s.end-1, size))
	return s, true
}

// understood reports whether a Range is one that a document can have or not have. Others, such as several at once, are as if they were not there.
func understood(header string) bool {
	text, ok := strings.CutPrefix(header, "bytes=")
	first, last, dash := strings.Cut(text, "-")
	return ok && dash && first+last != "" && strings.Trim(first+last, "0123456789") == ""
}

// same reports whether the document is still the one that the client has a part of, where it says which that was. A weak tag cannot say: documents
// that differ may share it.
func same(x *server.Exchange) bool {
	mark := x.Request.Header.Get("If-Range")
	if strings.HasPrefix(mark, "W/") {
		return false
	}
	return mark == "" || mark == x.Header.Get("ETag") || mark == x.Header.Get("Last-Modified")
}

// parseRange reads one range: "bytes=2-5", "bytes=2-" or "bytes=-3".
func parseRange(header string, size int64) (span, bool) {
	text, ok := strings.CutPrefix(header, "bytes=")
	first, last, dash := strings.Cut(text, "-")
	if !ok || !dash {
		return span{}, false
	}
	if first == "" {
		n, err := strconv.ParseInt(last, 10, 64)
		return span{max(size-n, 0), size}, err == nil && n > 0
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || from < 0 || from >= size {
		return span{}, false
	}
	if last == "" {
		return span{from, size}, true
	}
	to, err := strconv.ParseInt(last, 10, 64)
	return span{from, min(to, size-1) + 1}, err == nil && to >= from
}

func sized(x *server.Exchange, n int64) { x.Header.Set("Content-Length", strconv.FormatInt(n, 10)) }
