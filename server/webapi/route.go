package webapi

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// requestPlan is what the dialect knows of an operation's request before the first one comes.
type requestPlan struct {
	uri   []uriParameter
	own   map[string]bool // names of the URI's parameters
	body  bool            // the request has members that a body may carry
	value bool            // the request is a value that cannot be null, such as a number
}

// A uriParameter is one parameter of the URI that a request names.
type uriParameter struct {
	name     string
	required bool // to be there at all: the operation is not found without it
	member   bool // of a model that the URI fills, which changes the words of its errors
}

// plan looks at an operation's request once.
func (d *Dialect) plan(op *services.Operation) (*requestPlan, error) {
	p := &requestPlan{own: make(map[string]bool)}
	req := op.NewRequest()
	visitURI(req, func(u uriParameter, value any) {
		p.uri = append(p.uri, u)
		p.own[u.name] = true
	})
	written, err := d.JSON.Append(nil, req)
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", op.Source, op.Name, err)
	}
	p.body = !bytes.Equal(written, []byte("{}"))
	p.value = !bytes.ContainsAny(written[:1], `{["n`)
	return p, nil
}

// A uriRequest names parameters of the URI: simple ones, without which the operation is not found unless they end in a question mark.
type uriRequest interface {
	URI(parameter func(name string, value any))
}

// A uriModel names members of a model that the URI fills, as [FromUri] on a class does: none is required by the route.
type uriModel interface {
	FromURI(member func(name string, value any))
}

// visitURI calls visit with each parameter of the URI and the pointer to where its value goes.
func visitURI(req any, visit func(u uriParameter, value any)) {
	if r, ok := req.(uriModel); ok {
		r.FromURI(func(name string, value any) { visit(uriParameter{name: name, member: true}, value) })
	}
	if r, ok := req.(uriRequest); ok {
		r.URI(func(name string, value any) {
			bare, optional := strings.CutSuffix(name, "?")
			visit(uriParameter{name: bare, required: !optional}, value)
		})
	}
}

// own returns the names of an operation's URI parameters.
func (d *Dialect) own(op *services.Operation) map[string]bool {
	if p := d.plans[op]; p != nil {
		return p.own
	}
	return nil
}

// complete reports whether the URI names every parameter that op cannot be found without.
func (d *Dialect) complete(op *services.Operation, x *server.Exchange) bool {
	for _, u := range d.plans[op].uri {
		if u.required && !local(x).query.has(u.name) && !hasParam(x, u.name) {
			return false
		}
	}
	return true
}

func hasParam(x *server.Exchange, name string) bool {
	for _, p := range x.Params {
		if strings.EqualFold(p.Name, name) {
			return true
		}
	}
	return false
}

// route finds the operation. Operations whose required parameters are not all in the URI do not exist for the request; only then is the verb looked at.
func (d *Dialect) route(x *server.Exchange) (err error) {
	path, verb := x.Request.URL.Path, strings.ToUpper(x.Request.Method)
	if strings.Contains(path, "//") {
		return server.ErrNoRoute
	}
	x.Path = path
	x.Op, x.Params, err = x.Host.Routes().Find(verb, path)
	if refusal, ok := errors.AsType[*server.ErrVerb](err); ok {
		return d.otherVerbs(x, refusal.Allow)
	}
	if err == nil && !d.complete(x.Op, x) {
		x.Op = nil
		return server.ErrNoRoute
	}
	return err
}

// otherVerbs keeps those verbs of a path whose operations exist for the request.
func (d *Dialect) otherVerbs(x *server.Exchange, verbs []string) error {
	var allow []string
	for _, verb := range verbs {
		op, params, err := x.Host.Routes().Find(verb, x.Path)
		if err != nil {
			continue
		}
		x.Params = params
		if d.complete(op, x) {
			allow = append(allow, verb)
		}
	}
	x.Params = nil
	if allow == nil {
		return server.ErrNoRoute
	}
	return &server.ErrVerb{Allow: allow}
}
