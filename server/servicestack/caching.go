package servicestack

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// usualAge is how long an answer with a tag or a date holds where the handler does not say.
const usualAge = 10 * time.Minute

// cacheable tells how long an answer holds and how to recognise it. Only what was asked for with GET or HEAD can be kept, and only an answer
// that is 200, or the 304 instead of one.
func cacheable(x *server.Exchange, r services.Reply) {
	if !reads(x) || r.Status != 0 && r.Status != http.StatusOK && r.Status != http.StatusNotModified {
		return
	}
	if r.ETag != "" {
		x.Header.Set("ETag", r.Tag())
	}
	if !r.Modified.IsZero() {
		x.Header.Set("Last-Modified", r.Modified.UTC().Format(http.TimeFormat))
	}
	age := r.MaxAge
	if age == 0 && (r.ETag != "" || !r.Modified.IsZero()) {
		age = usualAge
	}
	if age != 0 && x.Header.Get("Cache-Control") == "" {
		x.Header.Set("Cache-Control", "max-age="+strconv.Itoa(int(age/time.Second)))
	}
}

func reads(x *server.Exchange) bool {
	verb := of(x).verb
	return verb == http.MethodGet || verb == http.MethodHead
}

// unchanged reports whether the client has the answer already. The original takes a date for an answer where the tag is another one.
func (d *Dialect) unchanged(x *server.Exchange, r services.Reply) bool {
	if r.ETag == "" && r.Modified.IsZero() || !reads(x) || r.Status != 0 && r.Status != http.StatusOK {
		return false
	}
	if tags := x.Request.Header.Get("If-None-Match"); tags != "" && r.ETag != "" {
		if same := d.matches(tags, r.ETag); same || !d.Plain {
			return same
		}
	}
	asked := x.Request.Header.Get("If-Modified-Since")
	if asked == "" || r.Modified.IsZero() {
		return false
	}
	since, err := http.ParseTime(asked)
	return err == nil && !r.Modified.Truncate(time.Second).After(since)
}

// matches compares a tag with those of a request. The original takes one only, and no *.
func (d *Dialect) matches(tags, own string) bool {
	if d.Plain {
		return tag(tags) == tag(own)
	}
	for t := range strings.SplitSeq(tags, ",") {
		if t = strings.TrimSpace(t); t == "*" || tag(t) == tag(own) {
			return true
		}
	}
	return false
}

func tag(text string) string {
	return strings.Trim(strings.TrimPrefix(strings.TrimSpace(text), "W/"), `"`)
}
