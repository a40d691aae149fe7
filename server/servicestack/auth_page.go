package servicestack

import (
	"bytes"
	"html/template"
	"net/http"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// signInPage lets a person sign in, and sends him on to where he wanted to go.
var signInPage = template.Must(template.New("sign in").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in - {{.Title}}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 4rem auto; padding: 0 1rem; color: #222 }
input[type=text], input[type=password] { width: 100%; box-sizing: border-box; padding: .4rem }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<form method="post" action="/auth/credentials">
<p><label>User name<br><input type="text" name="UserName" autocomplete="username" required autofocus></label></p>
<p><label>Password<br><input type="password" name="Password" autocomplete="current-password" required></label></p>
<p><label><input type="checkbox" name="RememberMe" value="true"> Remember me</label></p>
{{with .Continue}}<input type="hidden" name="continue" value="{{.}}">
{{end}}<p><button>Sign in</button></p>
</form>
</body>
</html>
`))

// page answers a request for the page in [Dialect.Login], where the host wants one to be served and has none of its own.
func (i *Identity) page(d *Dialect, x *server.Exchange, c *call) bool {
	if !i.Page || c.name.path != d.Login || c.verb != http.MethodGet && c.verb != http.MethodHead {
		return false
	}
	to := c.query.get("redirect")
	if !i.ours(x, to) {
		to = ""
	}
	var out bytes.Buffer
	if err := signInPage.Execute(&out, map[string]string{"Title": d.title(x), "Continue": to}); err != nil {
		return false
	}
	guardPage(x)
	c.short = true
	x.Outcome = services.Outcome{Body: bytes.NewReader(out.Bytes()), Reply: services.Reply{
		ContentType: "text/html", Header: []services.Header{{Name: "Last-Modified", Value: i.started.UTC().Format(http.TimeFormat)}},
	}}
	return true
}
