package servicestack

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/server"
)

// CORS says which other origins may call a host from a browser.
type CORS struct {
	Origins     []string // that may call, such as https://app.test; none: every one
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

// check refuses what browsers refuse, cookies for every origin, and what none of them sends. Cookies for null are for every origin too: any site
// can put its script into a frame of that origin.
func (c *CORS) check() error {
	if c == nil || c.Recorded {
		return nil
	}
	if c.Credentials && len(c.Origins) == 0 {
		return errors.New("servicestack: CORS with Credentials needs a list of Origins")
	}
	if c.Credentials && slices.Contains(c.Origins, "null") {
		return errors.New("servicestack: CORS with Credentials cannot have the origin null")
	}
	if slices.Contains(c.Origins, "*") {
		return errors.New("servicestack: CORS for every origin has no Origins, not \"*\"")
	}
	return checkOrigins("CORS", c.Origins)
}

// checkOrigins refuses what no browser sends as an Origin, such as a name alone or a slash at the end: it would never be let in.
func checkOrigins(whose string, origins []string) error {
	for _, o := range origins {
		u, err := url.Parse(o)
		if o != "null" && (err != nil || u.Host == "" || o != strings.ToLower(u.Scheme+"://"+u.Host)) {
			return fmt.Errorf("servicestack: the Origins of %s: %q is not like https://app.test", whose, o)
		}
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
