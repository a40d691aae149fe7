package servicestack

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"

	"github.com/causeway-gateway/causeway/server"
)

// compress packs the answer of an operation whose answers are to be packed, for a client that can unpack it.
func (d *Dialect) compress(x *server.Exchange) {
	if x.Op == nil || !slices.Contains(d.Compressed, x.Op.Name) || len(x.Out) == 0 || !whole(x.Status) {
		return
	}
	encoding := d.encoding(x.Request)
	if encoding == "" {
		return
	}
	var out bytes.Buffer
	w := packer(encoding, &out)
	_, err := w.Write(x.Out)
	if err != nil || w.Close() != nil {
		return // the plain answer is as good
	}
	x.Out = append(x.Out[:0], out.Bytes()...)
	x.Header.Set("Content-Encoding", encoding)
	if !d.Plain {
		x.Header.Add("Vary", "Accept-Encoding")
	}
}

// whole reports whether an answer of that status has a body, and all of it.
func whole(status int) bool {
	switch status {
	case http.StatusNoContent, http.StatusPartialContent, http.StatusNotModified:
		return false
	}
	return true
}

// encoding returns the best one that the client names. The original looks for a name anywhere in the header, takes q=0 for a yes, and sends no br
// to what calls itself Firefox after some other name.
func (d *Dialect) encoding(r *http.Request) string {
	accepted := parseAccept(r.Header["Accept-Encoding"])
	anywhere := strings.ToLower(strings.Join(r.Header["Accept-Encoding"], ","))
	for _, name := range []string{"br", "deflate", "gzip"} {
		i := slices.IndexFunc(accepted, func(e entry) bool { return e.media == name })
		switch {
		case d.Plain && !strings.Contains(anywhere, name), !d.Plain && (i < 0 || accepted[i].q == 0):
		case d.Plain && name == "br" && strings.Index(strings.ToLower(r.UserAgent()), "firefox") > 0:
		default:
			return name
		}
	}
	return ""
}

func packer(encoding string, out io.Writer) io.WriteCloser {
	switch encoding {
	case "br":
		return brotli.NewWriter(out)
	case "deflate":
		return zlib.NewWriter(out)
	}
	return gzip.NewWriter(out)
}
