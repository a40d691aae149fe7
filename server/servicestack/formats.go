package servicestack

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
)

// A format is one way to write answers and, html apart, to read requests.
type format struct {
	name   string
	media  string   // as asked for and as told in Content-Type
	header []string // Content-Type, ready to be set
	codec  codec.Codec
	scoped func(codec.TextOptions) codec.Codec // the codec for ?jsconfig=; nil where it changes nothing
}

// formats is what a host speaks.
type formats struct {
	list      []*format          // in the order of registration
	byName    map[string]*format // by suffix and ?format=
	readers   map[string]*format // by a request's media type
	standard  *format
	ranked    []*format          // those that the original compares an Accept header with first, best first
	direct    map[string]*format // by the one type that most clients name
	preferred []*format          // all but html, best first
}

func (d *Dialect) compile() (formats, error) {
	fs := formats{byName: map[string]*format{}, readers: map[string]*format{}}
	jsv := newFormat("jsv", d.JSV, codec.JSV(d.Text), codec.JSV)
	for _, f := range []*format{
		newFormat("html", "text/html", nil, nil),
		newFormat("json", "application/json", codec.JSON(d.Text), codec.JSON),
		newFormat("xml", "application/xml", codec.XML(d.XML), nil),
		jsv,
		newFormat("csv", "text/csv", codec.CSV(d.Text), codec.CSV),
		newFormat("jsonl", "text/jsonl", codec.JSONL(d.Text), codec.JSONL),
	} {
		fs.list = append(fs.list, f)
		fs.byName[f.name] = f
	}
	fs.standard = fs.byName[d.Default]
	if fs.standard == nil {
		return fs, fmt.Errorf("servicestack: there is no format %q to be the default; begin with Defaults or Recorded", d.Default)
	}
	fs.ranked = append(fs.ranked, fs.standard)
	for _, name := range []string{"html", "json", "xml", "jsv"} {
		if f := fs.byName[name]; f != fs.standard {
			fs.ranked = append(fs.ranked, f)
		}
	}
	fs.read(d.StrictAccept)
	fs.prefer()
	return fs, nil
}

func (fs *formats) prefer() {
	fs.direct = maps.Clone(fs.readers)
	fs.direct["text/html"] = fs.byName["html"]
	for _, f := range slices.Concat(fs.ranked, fs.list) {
		if f.name != "html" && !slices.Contains(fs.preferred, f) {
			fs.preferred = append(fs.preferred, f)
		}
	}
}

func (fs *formats) read(strict bool) {
	media := map[string]string{
		"application/json": "json", "text/json": "json",
		"application/xml": "xml", "text/xml": "xml",
		"application/jsv": "jsv", "text/jsv": "jsv",
		"text/csv": "csv", "text/jsonl": "jsonl",
	}
	if !strict {
		media["text/x-jsv"], media["application/x-jsv"] = "jsv", "jsv"
	}
	for name, key := range media {
		fs.readers[name] = fs.byName[key]
	}
}

func newFormat(name, media string, c codec.Codec, scoped func(codec.TextOptions) codec.Codec) *format {
	header := media
	if media == "application/json" {
		header += "; charset=utf-8"
	}
	return &format{name: name, media: media, header: []string{header}, codec: c, scoped: scoped}
}

// rows reports whether the format writes one line for each item of a list.
func (f *format) rows() bool { return f.name == "csv" || f.name == "jsonl" }

// reader returns the format in which a request with that Content-Type is read, or nil.
func (fs *formats) reader(contentType string) *format {
	if f := fs.readers[contentType]; f != nil {
		return f
	}
	return fs.readers[mediaType(contentType)]
}

// mediaType is a Content-Type or an Accept entry without its parameters, in lower case.
func mediaType(header string) string {
	bare, _, _ := strings.Cut(header, ";")
	return strings.ToLower(strings.TrimSpace(bare))
}

func isForm(media string) bool {
	return media == "application/x-www-form-urlencoded" || media == "multipart/form-data"
}
