package servicestack

import (
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// The cookies of a ServiceStack host.
const (
	sessionCookie   = "ss-id"     // of the browser's session
	permanentCookie = "ss-pid"    // of a remembered one
	optionsCookie   = "ss-opt"    // which of the two counts: "temp" or "perm"
	userCookie      = "X-UAId"    // whose they are, for people who look at them; nobody trusts it
	tokenCookie     = "ss-tok"    // an access token
	refreshCookie   = "ss-reftok" // a refresh token
)

// cookie returns a cookie's value without the quotes that two official clients put around it, or "". Of several the last counts.
func cookie(r *http.Request, name string) string {
	all := r.CookiesNamed(name)
	if len(all) == 0 {
		return ""
	}
	return strings.Trim(all[len(all)-1].Value, `"`)
}

// sessionID returns the id of the session that the request names, or "".
func (d *Dialect) sessionID(x *server.Exchange) string {
	if cookie(x.Request, optionsCookie) == "perm" {
		return cookie(x.Request, permanentCookie)
	}
	return cookie(x.Request, sessionCookie)
}

// newID returns twenty letters and digits that nobody can guess.
func newID() string { return rand.Text()[:20] }

// setCookie adds a cookie to the answer, spelled as Kestrel spells it: attributes in small letters, in this order.
// A name or value that a cookie cannot hold is not sent.
func setCookie(x *server.Exchange, c services.Cookie) {
	if (&http.Cookie{Name: c.Name, Value: c.Value, Path: c.Path}).Valid() != nil {
		x.Host.Log.WarnContext(x.Context(), "cookie not sent", "host", x.Host.Name, "request", x.ID, "name", c.Name)
		return
	}
	text := c.Name + "=" + c.Value
	if !c.Expires.IsZero() {
		text += "; expires=" + c.Expires.In(time.UTC).Format(http.TimeFormat)
	}
	if c.Path != "" {
		text += "; path=" + c.Path
	}
	if c.Secure {
		text += "; secure"
	}
	if c.SameSite != "" {
		text += "; samesite=" + strings.ToLower(c.SameSite)
	}
	if c.HTTPOnly {
		text += "; httponly"
	}
	x.Header.Add("Set-Cookie", text)
}
