package servicestack

import (
	"net/http"
	"strings"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
)

// renderChallenge answers a caller who did not prove who he is: an empty 401 in every format, a redirect for browsers where the host has a login page,
// and a body for scripts, which cannot see a status: JSON, whatever they asked for.
func (d *Dialect) renderChallenge(x *server.Exchange) {
	c := of(x)
	d.common(x)
	x.Header.Set("WWW-Authenticate", d.Challenge)
	x.Status = http.StatusUnauthorized
	switch {
	case d.redirects(x, c):
	case d.wraps(c):
		x.Status = http.StatusOK
		x.Header["Content-Type"] = script
		c.reply.format = d.formats.byName["json"]
		message := "Not Authenticated"
		d.renderDTO(x, c, &dto.ErrorResponse{ResponseStatus: &dto.ResponseStatus{
			ErrorCode: "Unauthorized", Message: &message, Errors: []dto.ResponseError{},
		}})
	}
}

// redirects sends a browser to the page where one signs in, on a host that has one.
func (d *Dialect) redirects(x *server.Exchange, c *call) bool {
	if d.Login == "" || !c.reply.isPage() {
		return false
	}
	x.Status = http.StatusFound
	from := base(x) + target(x)
	if d.Identity != nil && d.Identity.PathOnly {
		from = target(x)
	}
	x.Header.Set("Location", base(x)+d.Login+"?redirect="+escape(from))
	return true
}

// renderForbidden answers a caller who may not do that. The text says which request it was.
func (d *Dialect) renderForbidden(x *server.Exchange) {
	d.common(x)
	x.Status = http.StatusForbidden
	x.Header.Set("Content-Type", "text/plain")
	x.Out = append(x.Out[:0], "Forbidden\r\n\r\nRequest.HttpMethod: "+of(x).verb+
		"\r\nRequest.PathInfo: "+pathInfo(x)+"\r\nRequest.QueryString: "+asText(parsePairs(x.Request.URL.RawQuery))+"\r\n\r\n"...)
}

// pathInfo is the path as .NET tells it: decoded, with blanks for plus signs.
func pathInfo(x *server.Exchange) string { return strings.ReplaceAll(x.Request.URL.Path, "+", " ") }

// asText is a query decoded, as people would say it.
func asText(query pairs) string {
	items := make([]string, len(query))
	for i, p := range query {
		items[i] = p.Name + "=" + p.Value
	}
	return strings.Join(items, "&")
}

// target is what was asked for: the path decoded, the query escaped anew.
func target(x *server.Exchange) string {
	if query := requoted(x.Request.URL.RawQuery); query != "" {
		return pathInfo(x) + "?" + query
	}
	return pathInfo(x)
}

// base is the address by which the client reached the host.
func base(x *server.Exchange) string {
	scheme := "http"
	if x.Secure {
		scheme = "https"
	}
	return scheme + "://" + x.Request.Host
}
