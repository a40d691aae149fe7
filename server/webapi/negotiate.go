package webapi

import (
	"net/http"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
)

// A formatter is a format with the media types that mean it, the usual one first.
type formatter struct {
	codec codec.Codec
	types []string
}

// A match says that a formatter may answer under a media type.
type match struct {
	format    *formatter
	mediaType string
	q         float64
}

// better returns the match of higher quality; the first among equals.
func better(a, b match) match {
	if a.format == nil || b.format != nil && a.q < b.q {
		return b
	}
	return a
}

// matches are the best ones of each rank that DefaultContentNegotiator knows.
type matches struct {
	mapping match    // X-Requested-With
	accept  [3]match // by breadth
	own     match    // the media type of the request's body
	any     match    // able to write the answer at all
}

// negotiate chooses format, media type and charset of the answer. Where a [Dialect.Strict] host finds none, the request runs all the same, and its answer is
// left out: that is what the original does.
func (d *Dialect) negotiate(x *server.Exchange) error {
	l := local(x)
	best := d.match(x.Request.Header).best()
	if l.refused = best.format == nil; l.refused {
		return nil
	}
	l.format, l.mediaType, l.utf16 = best.format, best.mediaType, wantsUTF16(x.Request.Header)
	x.Codec = best.format.codec
	return nil
}

// match ranks every formatter as DefaultContentNegotiator does.
func (d *Dialect) match(h http.Header) matches {
	accept := parseAccept(h["Accept"])
	own, hasOwn := parseMediaType(h.Get("Content-Type"))
	scripted := strings.Contains(strings.ToLower(strings.Join(h["X-Requested-With"], ",")), "xmlhttprequest") &&
		(len(accept) == 0 || len(accept) == 1 && accept[0].breadth() == everything)
	var m matches
	for i := range d.formatters {
		f := &d.formatters[i]
		if scripted && i == 0 {
			m.mapping = match{f, f.types[0], 1}
			continue
		}
		if rank, found, ok := f.accepted(accept); ok {
			m.accept[rank] = better(m.accept[rank], found)
			continue
		}
		if t, ok := f.reads(own); hasOwn && ok {
			m.own = better(m.own, match{f, t, 1})
			continue
		}
		if !d.Strict || len(accept) == 0 {
			m.any = better(m.any, match{f, f.types[0], 1})
		}
	}
	return m
}

// accepted finds the first range, best first, that includes one of the formatter's media types.
func (f *formatter) accepted(accept []mediaRange) (breadth, match, bool) {
	for _, r := range accept {
		for _, t := range f.types {
			if rank, ok := r.includes(t); ok && r.q > 0 {
				return rank, match{f, t, r.q}, true
			}
		}
	}
	return 0, match{}, false
}

// reads returns the formatter's first media type among those that a Content-Type means: a body may call itself text/* or anything.
func (f *formatter) reads(m mediaRange) (mediaType string, ok bool) {
	for _, t := range f.types {
		if _, ok := m.includes(t); ok {
			return t, true
		}
	}
	return "", false
}

func (m matches) best() match {
	var accept match
	for _, found := range m.accept {
		accept = better(accept, found)
	}
	switch {
	case m.mapping.format != nil && m.mapping.q >= accept.q:
		return m.mapping
	case accept.format != nil:
		return accept
	case m.own.format != nil:
		return m.own
	}
	return m.any
}

// wantsUTF16 says whether the answer goes out in UTF-16: by Accept-Charset, else by the charset of the request.
func wantsUTF16(h http.Header) bool {
	for _, charset := range parseCharsets(h["Accept-Charset"]) {
		switch charset {
		case "utf-16":
			return true
		case "utf-8", "*":
			return false
		}
	}
	m, ok := parseMediaType(h.Get("Content-Type"))
	return ok && m.charset == "utf-16"
}

// parseCharsets reads Accept-Charset headers, best first, without those of quality 0. A header with an element that is none counts for nothing.
func parseCharsets(headers []string) []string {
	var typed []string
	for _, h := range headers {
		for _, part := range strings.Split(h, ",") {
			if part = strings.Trim(part, " \t"); part != "" {
				typed = append(typed, "charset/"+part) // same grammar but for the slash
			}
		}
	}
	var names []string
	for _, m := range parseAccept(typed) {
		if m.q > 0 {
			names = append(names, m.subtype)
		}
	}
	return names
}
