package servicestack

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// accepted returns the format for the request's Accept header, and the Content-Type to send with it. It always finds one: never 406.
func (d *Dialect) accepted(h http.Header) (*format, []string) {
	if d.StrictAccept {
		return d.acceptedStrictly(h)
	}
	lines := h["Accept"]
	if len(lines) == 1 {
		if f := d.formats.direct[lines[0]]; f != nil { // most clients name one type
			return f, f.as(lines[0])
		}
	}
	entries := parseAccept(lines)
	for len(entries) > 0 && entries[0].q > 0 {
		equals := 1
		for equals < len(entries) && entries[equals].q == entries[0].q {
			equals++
		}
		if f, header := d.best(entries[:equals], h.Get("Content-Type")); f != nil {
			return f, header
		}
		entries = entries[equals:]
	}
	return d.formats.standard, d.formats.standard.header
}

// An entry is one part of an Accept header.
type entry struct {
	media string
	q     float64
}

// parseAccept returns the entries of an Accept header, best first, those of one q as they were sent.
func parseAccept(lines []string) []entry {
	var all []entry
	for _, line := range lines {
		for part := range strings.SplitSeq(line, ",") {
			media, parameters, _ := strings.Cut(part, ";")
			if media = strings.ToLower(strings.TrimSpace(media)); media != "" {
				all = append(all, entry{media, quality(parameters)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		switch {
		case a.q > b.q:
			return -1
		case a.q < b.q:
			return 1
		}
		return 0
	})
	return all
}

func quality(parameters string) float64 {
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if !strings.EqualFold(name, "q") {
			continue
		}
		if q, err := strconv.ParseFloat(value, 64); err == nil {
			return q
		}
	}
	return 1
}

// best returns the format among entries of one rank: a page for those who name it first, else what the host prefers.
func (d *Dialect) best(entries []entry, contentType string) (*format, []string) {
	if html := d.formats.byName["html"]; entries[0].media == html.media {
		return html, html.header
	}
	for _, f := range d.formats.preferred {
		for _, e := range entries {
			if d.names(e.media, f) {
				return f, f.as(e.media)
			}
		}
	}
	if !slices.ContainsFunc(entries, func(e entry) bool { return strings.HasSuffix(e.media, "/*") }) {
		return nil, nil
	}
	if f := d.formats.reader(contentType); f != nil {
		return f, f.as(mediaType(contentType))
	}
	return d.formats.standard, d.formats.standard.header
}

func (d *Dialect) names(media string, f *format) bool {
	return media == f.media || d.formats.readers[media] == f
}

// as returns the Content-Type of an answer that was asked for under a name of the client's. JSV is answered under that name.
func (f *format) as(media string) []string {
	if f.name == "jsv" && media != f.media {
		return []string{media}
	}
	return f.header
}

// acceptedStrictly is the original's algorithm, servicestack-http.md 1.4.
func (d *Dialect) acceptedStrictly(h http.Header) (*format, []string) {
	own := h.Get("Content-Type")
	compared := own
	if isForm(mediaType(own)) {
		compared, own = d.formats.standard.media, d.formats.standard.media
	}
	var hit *format
	best, anything := len(d.formats.ranked), false
	for _, line := range h["Accept"] {
		media := mediaType(line)
		anything = anything || media == "*/*"
		for rank, f := range d.formats.ranked {
			if !strings.HasPrefix(media, f.media) {
				continue
			}
			if f.media == compared {
				return f, f.header
			}
			if rank < best {
				hit, best = f, rank
			}
		}
	}
	switch {
	case hit != nil:
		return hit, hit.header
	case anything && own != "":
		return d.echo(own)
	case anything:
		return d.formats.standard, d.formats.standard.header
	}
	if f := d.custom(h["Accept"]); f != nil {
		return f, f.header
	}
	if media := mediaType(own); media == "application/soap+xml" {
		return nil, []string{media}
	}
	return d.formats.standard, d.formats.standard.header
}

// echo answers in the request's own type, whatever that is. The type of SOAP 1.1, which is one of XML with a parameter, is read and not written.
func (d *Dialect) echo(own string) (*format, []string) {
	if own == "text/xml; charset=utf-8" {
		return nil, []string{own}
	}
	for _, f := range d.formats.list {
		if own == f.media {
			return f, f.header
		}
	}
	return d.formats.reader(own), []string{own}
}

// custom finds a format that is registered beside the preferred ones, or nil.
func (d *Dialect) custom(lines []string) *format {
	for _, line := range lines {
		for _, f := range d.formats.list {
			if strings.HasPrefix(strings.ToLower(line), f.media) {
				return f
			}
		}
	}
	return nil
}
