// Package rocketchat is the dialect of Rocket.Chat's REST API: JSON alone, a pair of headers for credentials, an error envelope with a code in brackets,
// and a rate limit on every route. It behaves as version 8 does, and answers 401 with the members of version 6 as well.
//
// Start with [Dialect]. Bodies are read in body.go, held against the shapes of the operations in schema.go, and login, which has bodies and failures of its
// own, has login.go. The contract is https://developer.rocket.chat/apidocs.
package rocketchat

import (
	"fmt"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
)

// A Dialect speaks Rocket.Chat. The zero value is ready for [server.New]; do not share one between hosts.
type Dialect struct {
	Calls int           // allowed for each route, verb and address in Per; 0: 10; negative: no limit
	Per   time.Duration // 0: a minute
	Open  []string      // names of the operations whose bodies may have members that nobody reads

	json    codec.Codec
	schemas map[string]schema // by operation
	limit   limiter
}

var _ server.Dialect = &Dialect{}

// BypassRateLimit is the permission whose holders are not counted.
const BypassRateLimit = "api-bypass-rate-limit"

// text is how members are spelled.
var text = codec.TextOptions{Case: codec.CamelCase}

// Prepare implements [server.Dialect].
func (d *Dialect) Prepare(h *server.Host) error {
	d.json = codec.JSON(text)
	d.limit = limiter{calls: d.Calls, per: d.Per}
	if d.Calls == 0 {
		d.limit.calls = 10
	}
	if d.Per == 0 {
		d.limit.per = time.Minute
	}
	d.schemas = make(map[string]schema)
	for i := range h.Operations {
		op := &h.Operations[i]
		s, err := schemaOf(op)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", op.Source, op.Name, err)
		}
		d.schemas[op.Name] = s
	}
	for _, name := range d.Open {
		s, ok := d.schemas[name]
		if !ok {
			return fmt.Errorf("open body of %s: no such operation", name)
		}
		s.open = true
		d.schemas[name] = s
	}
	return nil
}

// Steps implements [server.Dialect]. Who calls is settled before the body is looked at, and a call counts against the limit once it is well-formed.
// The second factor is the operation's affair, because a code is spent in the commit of what it allows.
func (d *Dialect) Steps() []server.Step {
	return []server.Step{
		{Name: "Route", Run: route},
		server.Session,
		server.Authorize,
		{Name: "Bind", Run: d.bind},
		server.Validate,
		{Name: "Limit", Run: d.count},
		server.Invoke,
	}
}

// Credentials implements [server.Dialect]: both headers, each once, or nobody.
func (d *Dialect) Credentials(x *server.Exchange) auth.Credentials {
	h := x.Request.Header
	c := auth.Credentials{Via: auth.Via{Code: joined(h["X-2fa-Code"]), Method: joined(h["X-2fa-Method"])}}
	token, user := h["X-Auth-Token"], h["X-User-Id"]
	if len(token) == 1 && len(user) == 1 && token[0] != "" && user[0] != "" {
		c.Kind, c.Token, c.User = auth.TokenPair, token[0], user[0]
	}
	return c
}

// joined is a repeated header as Node hands it on: one text, which is no code.
func joined(values []string) string {
	if len(values) == 0 {
		return ""
	}
	s := values[0]
	for _, v := range values[1:] {
		s += ", " + v
	}
	return s
}

func route(x *server.Exchange) (err error) {
	x.Path = x.Request.URL.Path
	x.Op, x.Params, err = x.Host.Routes().Find(x.Request.Method, x.Path)
	return err
}
