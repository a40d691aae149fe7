package webapi

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// requestPlan is what the dialect knows of an operation's request before the first one comes.
type requestPlan struct {
	uri   []uriParameter
	order int  // of its declaration, in steps that leave room for the verbs of one
	body  bool // the request has members that a body may carry
	value bool // the request is a value that cannot be null, such as a number
	model bool // the URI fills a model, which is there without a body too
}

// A uriParameter is one parameter of the URI that a request names.
type uriParameter struct {
	name     string
	required bool // to be there at all: the operation is not found without it
	member   bool // of a model that the URI fills, which changes the words of its errors
	list     bool // it may be indexed: "ids[0]"
}

// plan looks at an operation's request once.
func (d *Dialect) plan(op *services.Operation) (*requestPlan, error) {
	p := &requestPlan{}
	req := op.NewRequest()
	visitURI(req, func(u uriParameter, value any) {
		_, u.list = value.(*[]int32)
		p.uri, p.model = append(p.uri, u), p.model || u.member
	})
	members, err := codec.Members(req, codec.TextOptions{})
	if err != nil { // a list or a scalar
		p.body = true
		return p, d.planValue(p, op)
	}
	p.body = slices.ContainsFunc(members, func(m codec.Member) bool { return !p.owns(m.Name) })
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

// planValue looks at a request that has no members.
func (d *Dialect) planValue(p *requestPlan, op *services.Operation) error {
	written, err := d.JSON.Append(nil, op.NewRequest())
	if err != nil {
		return fmt.Errorf("%s: %s: %w", op.Source, op.Name, err)
	}
	p.value = len(written) > 0 && bytes.IndexAny(written, `["n`) != 0
	return nil
}

// owns reports whether a name is that of a parameter of the URI.
func (p *requestPlan) owns(name string) bool {
	return slices.ContainsFunc(p.uri, func(u uriParameter) bool { return strings.EqualFold(u.name, name) })
}

// needs counts the parameters without which the operation is not found.
func (p *requestPlan) needs() (n int) {
	for _, u := range p.uri {
		if u.required {
			n++
		}
	}
	return n
}

// own is the key of the model state for a parameter of the URI.
func (p *requestPlan) own(field string) (string, bool) { return field, p.owns(field) }

// bodies is the key of the model state for a member of the body.
func (p *requestPlan) bodies(field string) (string, bool) { return bodyKey(field), !p.owns(field) }

// complete reports whether the URI names every parameter that op cannot be found without.
func (d *Dialect) complete(op *services.Operation, x *server.Exchange) bool {
	for _, u := range d.plans[op].uri {
		if u.required && !local(x).query.names(u) && !hasParam(x, u.name) {
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
func (d *Dialect) route(x *server.Exchange) error {
	x.Path = x.Request.URL.Path
	m, err := d.find(x, strings.ToUpper(x.Request.Method))
	x.Op, x.Params = m.Op, m.Params
	if refusal, ok := errors.AsType[*server.ErrVerb](err); ok {
		return d.otherVerbs(x, refusal.Allow)
	}
	if err == nil && !d.complete(x.Op, x) {
		x.Op = nil
		return server.ErrNoRoute
	}
	return err
}

func (d *Dialect) find(x *server.Exchange, verb string) (server.Match, error) {
	return x.Host.Routes().Lookup(server.Query{Verb: verb, Path: x.Path, Request: x.Request})
}

// otherVerbs keeps those verbs of a path whose operations exist for the request and need most of its parameters, in the order of their declaration.
func (d *Dialect) otherVerbs(x *server.Exchange, verbs []string) error {
	var allow []string
	order, most := make(map[string]int), 0
	for _, verb := range verbs {
		m, err := d.find(x, verb)
		if err != nil {
			continue
		}
		x.Params = m.Params
		needs := d.plans[m.Op].needs()
		if !d.complete(m.Op, x) || needs < most {
			continue
		}
		if needs > most {
			allow, most = nil, needs
		}
		allow = append(allow, verb)
		order[verb] = d.plans[m.Op].order + strings.Index(strings.Join(m.Op.Routes, " "), verb)
	}
	x.Params = nil
	if allow == nil {
		return server.ErrNoRoute
	}
	slices.SortFunc(allow, func(a, b string) int { return cmp.Compare(order[a], order[b]) })
	return &server.ErrVerb{Allow: allow}
}
