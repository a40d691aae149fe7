package servicestack

import (
	"bytes"
	"html/template"
	"maps"
	"path"
	"strings"

	"github.com/causeway-gateway/causeway/server"
)

// page shows an answer to a person: what was called, the answer as readable JSON, and the same answer in the other formats.
var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{.Name}}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
pre { background: #f5f5f5; padding: 1rem; overflow: auto; border-radius: 4px }
nav a { margin-right: 1rem }
</style>
</head>
<body>
<h1>{{.Name}}</h1>
<p>An answer of {{.Title}}.</p>
<pre>{{.Body}}</pre>
<nav>{{range .Links}}<a href="{{.URL}}">{{.Format}}</a>{{end}}</nav>
</body>
</html>
`))

type link struct{ Format, URL string }

func (d *Dialect) renderPage(x *server.Exchange, c *call, body any) {
	if err := d.showPage(x, c, body); err != nil {
		d.renderUnwritable(x, c, err)
	}
}

func (d *Dialect) showPage(x *server.Exchange, c *call, body any) error {
	readable := d.Text.Scope("indent")
	text, err := d.formats.byName["json"].scoped(readable).Append(nil, body)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{"Name": pageName(x), "Title": d.title(x), "Body": string(text), "Links": d.links(x, c)})
	if err != nil {
		return err
	}
	d.typed(x, c)
	guardPage(x)
	x.Out = d.wrapped(x.Out[:0], c, out.Bytes())
	return nil
}

// guardPage keeps a page of ours from running or loading anything, and from being shown within another's.
func guardPage(x *server.Exchange) {
	if !x.Host.Bare {
		x.Header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	}
}

func (d *Dialect) title(x *server.Exchange) string {
	if d.Title != "" {
		return d.Title
	}
	return x.Host.Name
}

func pageName(x *server.Exchange) string {
	if x.Op == nil {
		return "Answer"
	}
	return x.Op.Name
}

// links are the addresses of the same answer in the other formats. They are relative, since a prefix may have been taken off the path.
func (d *Dialect) links(x *server.Exchange, c *call) []link {
	query := x.Request.URL.Query()
	maps.DeleteFunc(query, func(name string, _ []string) bool { return strings.EqualFold(name, "format") })
	stem, suffixed := strings.CutSuffix(path.Base(x.Request.URL.EscapedPath()), c.name.ext)
	var all []link
	for _, f := range d.formats.list {
		switch {
		case f.codec == nil:
			continue
		case c.name.suffix != nil && suffixed: // it wins over the query
			all = append(all, link{f.name, "./" + stem + "." + f.name + strings.TrimSuffix("?"+query.Encode(), "?")})
		default:
			query.Set("format", f.name)
			all = append(all, link{f.name, "?" + query.Encode()})
		}
	}
	return all
}
