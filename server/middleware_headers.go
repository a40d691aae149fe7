package server

import (
	"net/http"
	"sync/atomic"
	"time"
)

// addHeaders adds what every answer of a host says unless it is [Host.Bare]: the request's id, that the type is not to be guessed, that
// nothing is to be stored where the answer does not say itself how long it holds, and over TLS, that there is to be no other way.
func (x *Exchange) addHeaders() {
	if x.Host.Bare {
		return
	}
	if x.Header["Date"] == nil {
		x.Header["Date"] = x.Host.dates.line(time.Now())
	}
	x.Header["X-Request-Id"] = []string{x.ID}
	x.Header["X-Content-Type-Options"] = nosniff
	if x.Header["Cache-Control"] == nil && x.Header["Etag"] == nil && x.Header["Last-Modified"] == nil {
		x.Header["Cache-Control"] = noStore
	}
	if x.Secure {
		x.Header["Strict-Transport-Security"] = onlyTLS
	}
}

// dates spell the time once for all answers of a second, where net/http does so for each.
type dates struct{ last atomic.Pointer[date] }

type date struct {
	second int64
	line   []string
}

func (d *dates) line(now time.Time) []string {
	last := d.last.Load()
	if last == nil || last.second != now.Unix() {
		last = &date{now.Unix(), []string{now.UTC().Format(http.TimeFormat)}}
		d.last.Store(last)
	}
	return last.line
}

// Lines of all answers. They are full, so that who adds one gets a list of his own.
var (
	nosniff = []string{"nosniff"}
	noStore = []string{"no-store"}
	onlyTLS = []string{"max-age=31536000"}
)
