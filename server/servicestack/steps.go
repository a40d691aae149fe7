package servicestack

import (
	"net/http"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// session finds out who calls.
func (d *Dialect) session(x *server.Exchange) error {
	if of(x).short {
		return nil
	}
	if d.Identity != nil {
		return d.Identity.session(d, x)
	}
	return server.Session.Run(x)
}

func (d *Dialect) authorize(x *server.Exchange) error {
	if of(x).short {
		return nil
	}
	if d.Identity != nil {
		return d.Identity.authorize(x)
	}
	return server.Authorize.Run(x)
}

func (d *Dialect) validate(x *server.Exchange) error {
	c := of(x)
	switch {
	case c.short:
		return nil
	case c.name.batch:
		return d.validateBatch(x, c)
	}
	return server.Validate.Run(x)
}

func (d *Dialect) invoke(x *server.Exchange) error {
	c := of(x)
	switch {
	case c.short:
		return nil
	case !d.hasMethod(x.Op.Name, c):
		return d.noSuchMethod(x.Op, c.verb)
	case c.name.batch:
		return d.invokeBatch(x, c)
	}
	return server.Invoke.Run(x)
}

// filter makes a step of the host's own one that only operations go through, with each request of a batch.
func (d *Dialect) filter(f server.Step) server.Step {
	return server.Step{Name: f.Name, Run: func(x *server.Exchange) error {
		c := of(x)
		switch {
		case c.short:
			return nil
		case !c.name.batch:
			return f.Run(x)
		}
		for _, req := range c.batch {
			x.DTO = req
			if err := f.Run(x); err != nil {
				return err
			}
		}
		return nil
	}}
}

// Verb returns what a request wants done: its method, unless X-Http-Method-Override says otherwise. It is for filters.
func Verb(x *server.Exchange) string { return of(x).verb }

func (d *Dialect) hasMethod(operation string, c *call) bool {
	verbs, ok := d.Methods[operation]
	if !ok {
		return !c.noMethod
	}
	return slices.Contains(verbs, "ANY") || slices.Contains(verbs, strings.ToUpper(c.verb))
}

// errOutside marks an error that is told as one from outside the operation, though it is noticed where the operation runs.
type errOutside struct{ told *services.Error }

func (e errOutside) Error() string { return e.told.Error() }
func (e errOutside) Unwrap() error { return e.told }

func (d *Dialect) noSuchMethod(op *services.Operation, verb string) error {
	letters := []rune(verb) // a header may say anything
	name := string(letters[:1]) + strings.ToLower(string(letters[1:]))
	return errOutside{services.Errorf(services.NotSupported, "NotImplementedException",
		"Could not find method named %s(%s) or Any(%s) on Service %s", name, op.Name, op.Name, d.service(op.Name))}
}

// Credentials implements [server.Dialect]: a bearer token, Basic, the token cookie ss-tok, or the session cookie.
func (d *Dialect) Credentials(x *server.Exchange) auth.Credentials {
	if d.Identity != nil {
		return of(x).proof
	}
	switch lines := x.Request.Header["Authorization"]; len(lines) {
	case 0:
	case 1:
		if c := authorized(x.Request, lines[0]); c.Kind != "" {
			return c
		}
	default: // which one counts is not for us to guess
		return auth.Credentials{Kind: auth.Bearer}
	}
	if x.Request.Header["Cookie"] == nil {
		return auth.Credentials{}
	}
	if token := cookie(x.Request, tokenCookie); token != "" {
		return auth.Credentials{Kind: auth.Bearer, Token: token}
	}
	if id := d.sessionID(x); id != "" {
		return auth.Credentials{Kind: auth.Session, Token: id}
	}
	return auth.Credentials{}
}

// authorized reads an Authorization header.
func authorized(r *http.Request, header string) auth.Credentials {
	scheme, proof, _ := strings.Cut(header, " ")
	proof = strings.TrimSpace(proof)
	switch {
	case strings.EqualFold(scheme, "Bearer") && proof != "":
		return auth.Credentials{Kind: auth.Bearer, Token: proof}
	case strings.EqualFold(scheme, "Basic") && proof != "":
		if user, password, ok := r.BasicAuth(); ok {
			return auth.Credentials{Kind: auth.Basic, User: user, Token: password}
		}
	}
	return auth.Credentials{}
}
