package servicestack

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/server"
)

// CORS says which other origins may call a host from a browser.
type CORS struct {
	Origins     []string // that may call; none: every one
	Methods     []string
	Headers     []string // that a request may have
	Exposed     []string // headers that a script may read
	Credentials bool     // cookies and Authorization may be sent, by listed origins
	MaxAge      time.Duration

	// Recorded sends the other headers to origins that are not listed too, and no Vary: Origin, as the original does.
	Recorded bool
}

// AnyOrigin returns ServiceStack's own setting: every origin, the usual verbs, ten minutes.
func AnyOrigin() *CORS {
	return &CORS{
		Methods: []string{"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"},
		Headers: []string{"Content-Type"},
		MaxAge:  10 * time.Minute,
	}
}

// check refuses what browsers refuse: cookies for every origin.
func (c *CORS) check() error {
	if c != nil && c.Credentials && len(c.Origins) == 0 && !c.Recorded {
		return errors.New("servicestack: CORS with Credentials needs a list of Origins")
	}
	return nil
}

// preflight reports whether the request only asks what it may do. On a host with CORS every OPTIONS does.
func (d *Dialect) preflight(x *server.Exchange) bool {
	return d.CORS != nil && of(x).verb == http.MethodOptions
}

// cors sets the headers that let a script of another origin read the answer.
func (d *Dialect) cors(x *server.Exchange) {
	c := d.CORS
	if c == nil {
		return
	}
	origin := x.Request.Header.Get("Origin")
	allowed := "*"
	if len(c.Origins) > 0 {
		allowed = ""
		if slices.Contains(c.Origins, origin) {
			allowed = origin
		}
		if !c.Recorded {
			x.Header.Add("Vary", "Origin")
		}
	}
	if allowed != "" {
		x.Header.Set("Access-Control-Allow-Origin", allowed)
	}
	if allowed != "" || c.Recorded {
		c.set(x.Header)
	}
}

func (c *CORS) set(h http.Header) {
	list := func(name string, values []string, separator string) {
		if len(values) > 0 {
			h.Set(name, strings.Join(values, separator))
		}
	}
	list("Access-Control-Allow-Methods", c.Methods, ", ")
	list("Access-Control-Allow-Headers", c.Headers, ",")
	list("Access-Control-Expose-Headers", c.Exposed, ",")
	if c.Credentials {
		h.Set("Access-Control-Allow-Credentials", "true")
	}
	if c.MaxAge > 0 {
		h.Set("Access-Control-Max-Age", strconv.Itoa(int(c.MaxAge/time.Second)))
	}
}
