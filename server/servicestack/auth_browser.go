package servicestack

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
)

// sendBack answers a browser that signed in, signed out or registered with a redirect to where it came from or wants to go.
// It reports whether there is such a place.
func (i *Identity) sendBack(x *server.Exchange, c *call) bool {
	to := ""
	switch r := x.DTO.(type) {
	case *dto.Authenticate:
		switch strings.ToLower(r.Provider) {
		case "":
		case "logout":
			to = i.place(x, r.ReturnUrl, true)
		default:
			to = i.place(x, "", false)
		}
	case *dto.AuthenticateLogout:
		to = i.place(x, "", true)
	case *dto.Register:
		to = i.asked(x)
	}
	if to == "" || !c.reply.isPage() {
		return false
	}
	x.Status = http.StatusFound
	x.Header.Set("Location", to)
	x.Header["Content-Type"] = c.reply.header
	x.Out = x.Out[:0]
	return true
}

// place returns where a browser goes on: where it asked to, the page for those who signed out, or where it came from.
func (i *Identity) place(x *server.Exchange, wanted string, signedOut bool) string {
	candidates := []string{i.asked(x), wanted}
	if signedOut && i.AfterLogout != "" {
		candidates = append(candidates, base(x)+i.AfterLogout)
	}
	from := x.Request.Referer()
	if signedOut && strings.HasSuffix(from, "/auth/logout") {
		from = "" // to come from there is to sign out again
	}
	for _, to := range append(candidates, from) {
		if to != "" && i.ours(x, to) {
			return to
		}
	}
	return ""
}

// sendBackFailed answers a browser whose sign-in failed with a redirect to where it wants to go or came from, with the reason behind the # of
// the address.
func (i *Identity) sendBackFailed(x *server.Exchange, c *call, f *server.Fault) bool {
	if _, ok := x.DTO.(*dto.Authenticate); !ok || !c.reply.isPage() || f.Name != "Unauthorized" || i.parameter(c, "noredirect") != "" {
		return false
	}
	to := i.place(x, "", false)
	if to == "" {
		return false
	}
	behind := "#"
	if strings.Contains(to, behind) {
		behind = "/"
	}
	x.Status = http.StatusFound
	x.Header.Set("Location", to+behind+"f="+escape(f.Message))
	x.Header["Content-Type"] = c.reply.header
	return true
}

// sentAway answers a browser for which an operation's failure is none to be shown: it is sent to sign in, or told that it may not.
func (d *Dialect) sentAway(x *server.Exchange, c *call, f *server.Fault) bool {
	if f.Step == "Invoke" && d.Identity.sendBackFailed(x, c, f) {
		return true
	}
	switch {
	case !c.reply.isPage():
		return false
	case x.Status == http.StatusUnauthorized:
		return d.redirects(x, c)
	case x.Status == http.StatusForbidden && d.Plain:
		d.renderForbidden(x)
		return true
	}
	return false
}

// asked returns the address that a browser wants to be sent to afterwards, or "".
func (i *Identity) asked(x *server.Exchange) string {
	c := of(x)
	for _, name := range []string{"continue", "ReturnUrl", "redirect"} {
		if to := i.parameter(c, name); to != "" {
			return to
		}
	}
	return ""
}

// refuseForeign refuses to send a browser to an address that is not ours.
func (i *Identity) refuseForeign(x *server.Exchange) error {
	if to := i.asked(x); to != "" && !i.ours(x, to) {
		return argument("ArgumentException", "continue", "External Redirects are not permitted")
	}
	return nil
}

// ours reports whether a browser may be sent to an address: a path, the host's own origin, or a listed one. Blanks around an address are taken off
// on its way, so that " //host" is none of ours.
func (i *Identity) ours(x *server.Exchange, to string) bool {
	u, err := url.Parse(to)
	switch {
	case err != nil, strings.ContainsAny(to, "\\\r\n\t"), strings.TrimSpace(to) != to:
		return false
	case u.Scheme == "" && u.Host == "":
		return !strings.HasPrefix(to, "//") && u.Opaque == ""
	}
	origin := u.Scheme + "://" + u.Host
	return origin == base(x) || slices.Contains(i.Origins, origin)
}
