package webapi

import (
	"net/url"
	"strings"

	"github.com/causeway-gateway/causeway/server"
)

// uri is the request's URI as a 404 repeats it: unescaped, and without secrets unless the host repeats them.
func (d *Dialect) uri(x *server.Exchange) string {
	r := x.Request
	text := "http://" + r.Host + r.URL.EscapedPath()
	if x.Secure {
		text = "https" + strings.TrimPrefix(text, "http")
	}
	query := r.URL.RawQuery
	if !d.RepeatSecrets {
		query = without(query, d.AccessKey)
	}
	if query != "" {
		text += "?" + query
	}
	return unescapeURI(text)
}

// without takes the value of a parameter out of a query.
func without(raw, parameter string) string {
	parts := strings.Split(raw, "&")
	for i, part := range parts {
		name, _, _ := strings.Cut(part, "=")
		if name != "" && strings.EqualFold(parameter, bindingName(server.UnescapeQuery(name))) {
			parts[i] = name + "="
		}
	}
	return strings.Join(parts, "&")
}

// unescapeURI decodes the escapes of characters that do not change what a URI means, as Uri.ToString does.
func unescapeURI(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		if text[0] == '%' && len(text) >= 3 {
			if c, err := url.PathUnescape(text[:3]); err == nil && !strings.Contains("%#?&=+;/:@$,[]!'()*", c) && c[0] >= ' ' && c[0] != 0x7f {
				b.WriteString(c)
				text = text[3:]
				continue
			}
		}
		b.WriteByte(text[0])
		text = text[1:]
	}
	return strings.ToValidUTF8(b.String(), "\ufffd")
}
