package results

import (
	"bytes"
	"compress/zlib"
	"net/http"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/services"
)

// A result is an answer with more to it than a body.
type result struct {
	body any
	services.Reply
}

func five() *Row { return &Row{Id: 5} }

func typed(body any, contentType string) result {
	return result{body, services.Reply{ContentType: contentType}}
}

func status(body any, code int) result { return result{body, services.Reply{Status: code}} }

func headers(body any, code int, pairs ...string) result {
	r := status(body, code)
	for i := 0; i < len(pairs); i += 2 {
		r.Header = append(r.Header, services.Header{Name: pairs[i], Value: pairs[i+1]})
	}
	return r
}

// results returns the answers that have a status, a type or headers of their own.
func results() map[string]result {
	ten := func() *strings.Reader { return strings.NewReader("0123456789") }
	all := map[string]result{
		"hr-text": typed("result text", "text/plain"), "hr-text-charset": typed("result text", "text/plain; charset=utf-8"),
		"hr-html": typed("<i>x</i>", "text/html"), "hr-json-text": typed(`{"a":1}`, "application/json"), "hr-string": status("as object", 200),
		"hr-bytes": typed([]byte("bytes"), "application/pdf"), "hr-stream": typed(ten(), "application/pdf"),
		"hr-null": status(nil, 200), "hr-null-201": status(nil, 201), "hr-null-202": status(nil, 202), "hr-int": status(int32(42), 200),
		"hr-dto": status(rows(1), 200), "hr-dto-201": status(five(), 201), "hr-dto-201-location": headers(five(), 201, "Location", "http://localhost/rows/5"),
		"hr-dto-202": status(five(), 202), "hr-dto-400": status(five(), 400), "hr-dto-500": status(five(), 500), "hr-dto-204": status(five(), 204),
		"hr-desc": status(five(), 200), "hr-desc-status": status(five(), 299),
		"hr-ctype-xml": typed(five(), "application/xml"), "hr-ctype-jsv": typed(five(), "text/jsv"), "hr-ctype-unknown": typed(five(), "application/x-unknown"),
		"hr-headers":      headers(five(), 200, "X-One", "1", "x-two", "b, c", "Cache-Control", "no-store", "Vary", "Origin"),
		"hr-header-ctype": headers(five(), 200, "Content-Type", "application/vnd.x+json"),
		"hr-redirect":     headers(nil, 302, "Location", "http://localhost/elsewhere"), "hr-redirect-301": headers(nil, 301, "Location", "/moved"),
		"hr-soft-redirect": headers(&Row{Id: 1}, 200, "X-Location", "/soft"), "hr-304": status(nil, 304),
		"hr-etag": {five(), services.Reply{ETag: "v1"}}, "hr-lastmod": {five(), services.Reply{Modified: day()}},
		"hr-etag-stream": {ten(), services.Reply{ETag: "s1", ContentType: "text/plain"}},
		"hr-maxage":      {five(), services.Reply{MaxAge: 30 * time.Second}}, "hr-filter": status(rows(1), 200), "hr-view": status(five(), 200),
		"hr-disposition": headers([]byte("a,b\r\n"), 0, "Content-Disposition", `attachment; filename="x.csv"`),
		"hr-compressed":  headers(deflated(`{"id":1}`), 0, "Content-Encoding", "deflate"),
		// Each cookie takes the header of the one before.
		"hr-cookie": headers(five(), 0, "Set-Cookie", "old=;expires="+time.Now().UTC().AddDate(0, 0, -1).Format(http.TimeFormat)+";path=/"),
	}
	cached := headers(five(), 0, "Age", "7", "Cache-Control", "max-age=300, public, must-revalidate", "Expires", "Fri, 02 Jan 2026 03:04:05 GMT")
	cached.ETag, cached.Modified = "v2", day()
	all["hr-cache"] = cached
	withType(all, "hr-disposition", "text/csv")
	withType(all, "hr-compressed", "application/json")
	return all
}

func withType(all map[string]result, kind, contentType string) {
	r := all[kind]
	r.ContentType = contentType
	all[kind] = r
}

func deflated(text string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // into memory
	_ = w.Close()
	return b.Bytes()
}
