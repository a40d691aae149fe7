package servicestack

import (
	"net/http"
	"strings"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A kind is how a URL names its operation.
type kind int

const (
	byRoute kind = iota // a route of the host's own
	byReply             // /{format}/reply/{Operation} or /{format}/oneway/{Operation}
	byAPI               // /api/{Operation}[.{format}]
	toIndex             // /api
)

// A name is what a path says.
type name struct {
	kind      kind
	path      string  // for the router, without the suffix
	ext       string  // the suffix with its dot
	suffix    *format // that the suffix of a route asks for
	format    *format // that a predefined form reads requests in; nil for /api/{Operation}.{unknown}
	segment   string  // the first segment, where it is one that asks for a format
	operation string  // without the brackets of a batch
	batch     bool
	missing   bool // a predefined form that ends before the operation
	oneWay    bool // /{format}/oneway/{Operation}
}

// media is the media type under which a predefined form reads its body. That of replies calls JSV otherwise than all others do.
func (n *name) media() string {
	if n.isTextJSV() {
		return textJSV[0]
	}
	return n.format.media
}

func (n *name) isTextJSV() bool {
	return n.kind == byReply && !n.oneWay && n.format != nil && n.format.name == "jsv"
}

// textJSV is the older name of JSV.
var textJSV = []string{"text/jsv"}

// parse reads a decoded path. Nothing is called by OPTIONS below /api: there it asks for routes of the host's own only.
func (d *Dialect) parse(path, verb string) name {
	n := name{path: path, segment: formatSegment(path)}
	if rest, ok := strings.CutPrefix(path, "/api"); ok && (rest == "" || rest[0] == '/') && verb != http.MethodOptions {
		d.parseAPI(&n, rest)
		return n
	}
	if d.parsePredefined(&n) {
		return n
	}
	if dot := strings.LastIndexByte(path, '.'); dot >= 0 {
		if f := d.formats.byName[path[dot+1:]]; f != nil {
			n.suffix, n.path, n.ext = f, path[:dot], path[dot:]
		}
	}
	return n
}

// parseAPI reads what follows /api. The operation is the last segment, its format all that follows the first dot.
func (d *Dialect) parseAPI(n *name, rest string) {
	n.kind = byAPI
	last := rest[strings.LastIndexByte(rest, '/')+1:]
	if last == "" {
		n.kind, n.format = toIndex, d.formats.byName["json"]
		return
	}
	operation, ext, suffixed := strings.Cut(last, ".")
	n.named(operation)
	n.format = d.formats.byName["json"]
	if suffixed {
		n.format = d.formats.byName[ext]
	}
}

// parsePredefined reads /{format}/reply/{Operation}. What follows the operation is ignored.
func (d *Dialect) parsePredefined(n *name) bool {
	first, rest, _ := strings.Cut(strings.TrimLeft(n.path, "/"), "/")
	action, rest, more := strings.Cut(rest, "/")
	action = strings.ToLower(action)
	if !d.isAction(action) {
		return false
	}
	f := d.formats.byName[strings.ToLower(first)]
	if f == nil {
		return false
	}
	n.kind, n.format, n.missing, n.oneWay = byReply, f, !more, strings.HasSuffix(action, "oneway")
	operation, _, _ := strings.Cut(rest, "/")
	n.named(operation)
	return true
}

func (d *Dialect) isAction(segment string) bool {
	switch segment {
	case "reply", "oneway":
		return true
	case "syncreply", "asynconeway":
		return d.Aliases
	}
	return false
}

func (n *name) named(operation string) {
	n.operation, n.batch = strings.CutSuffix(operation, "[]")
}

// formatSegment returns the part of a path that can ask for a format: all of it where it is short, or a first segment of three letters.
func formatSegment(path string) string {
	rest := strings.TrimPrefix(path, "/")
	if slash := strings.IndexByte(rest, '/'); slash == 3 {
		return rest[:3]
	}
	if len(rest) <= 4 {
		return rest
	}
	return ""
}

// verb returns what the request wants done: its method, unless a header, the query or a form says otherwise.
func (d *Dialect) verb(x *server.Exchange, c *call) string {
	const override = "X-Http-Method-Override"
	if !d.OverrideAny && x.Request.Method != http.MethodPost {
		return x.Request.Method
	}
	if v := line(x.Request.Header, override); v != "" {
		return v
	}
	if v := c.query.get(override); v != "" {
		return v
	}
	if c.media == "application/x-www-form-urlencoded" { // of a POST, unless any request may
		if d.readForm(x, c) == nil && c.posts.get(override) != "" {
			return c.posts.get(override)
		}
	}
	return x.Request.Method
}

// route finds the operation. A predefined form finds it by name whatever the verb, since the verb is looked at when the operation is run.
func (d *Dialect) route(x *server.Exchange) error {
	c := of(x)
	if d.preflight(x) {
		c.short = true
		return nil
	}
	if to := d.Redirects[c.name.path]; to != "" {
		c.short, c.away = true, base(x)+to
		return nil
	}
	switch c.name.kind {
	case byRoute:
		return d.routeByPath(x, c)
	case toIndex:
		c.short = true
		c.reply = reply{format: c.name.format} // whatever the query asks for
		x.Outcome.Body = d.index(x)
		return nil
	}
	op, known := x.Host.Routes().Named(c.name.operation, strings.ToUpper(c.verb))
	if c.name.missing || !known {
		return server.ErrNoOperation
	}
	if op == nil {
		op = d.anyVerb(c.name.operation)
		c.noMethod = true
	}
	x.Op = op
	return nil
}

func (d *Dialect) routeByPath(x *server.Exchange, c *call) error {
	if p := c.name.path; strings.HasPrefix(p, "//") && c.name.ext == "" && strings.Trim(p, "/") == "" {
		return server.ErrNoRoute // not even a fallback takes slashes alone
	}
	m, err := x.Host.Routes().Lookup(server.Query{Verb: strings.ToUpper(c.verb), Path: c.name.path, Suffix: c.name.ext, Request: x.Request})
	if err != nil && d.Identity != nil && d.Identity.page(d, x, c) {
		return nil
	}
	if err != nil {
		return err
	}
	x.Op, x.Params = m.Op, m.Params
	return nil
}

// anyVerb returns the first operation of a name.
func (d *Dialect) anyVerb(name string) *services.Operation {
	for i := range d.host.Operations {
		if op := &d.host.Operations[i]; strings.EqualFold(op.Name, name) {
			return op
		}
	}
	return nil
}
