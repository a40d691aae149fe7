// Package services says what a host can do, apart from HTTP: operations, their results and their errors.
//
// Start with [Op]. A host's whole API is a slice of operations, and everything that is told about the host
// (routes, listings, metadata) is derived from that slice.
package services

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"reflect"
	"runtime"
	"slices"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/validate"
)

// An Operation is one call that a host answers. Build one with [Op].
type Operation struct {
	Name    string   // the request type's name, as in /json/reply/{Name}
	Routes  []string // "VERB[,VERB] /path/{Member}"; "ANY" matches every verb
	Need    auth.Need
	Source  string // file:line of the declaration, for messages
	Summary string // one line for listings
	Answer  string // what listings call an answer that is no DTO: "string", "byte[]"

	rules    []validate.Rule
	request  func() any
	none     func() any
	response func() any
	invoke   func(context.Context, any) (Outcome, error)
	batch    batch
}

// Op declares an operation. The handler's own types are the documented DTOs: Res is a response DTO, [Void], [Any],
// or [Result] of one of these for a handler that sets a status, headers or cookies.
func Op[Req, Res any](handle func(context.Context, *Req) (*Res, error), need auth.Need, routes ...string) Operation {
	_, file, line, _ := runtime.Caller(1)
	return Operation{
		Name:     reflect.TypeFor[Req]().Name(),
		Routes:   routes,
		Need:     need,
		Source:   fmt.Sprintf("%s/%s:%d", path.Base(path.Dir(file)), path.Base(file), line),
		request:  func() any { return new(Req) },
		none:     func() any { return (*Req)(nil) },
		response: func() any { return bare(new(Res)) },
		invoke: func(ctx context.Context, req any) (Outcome, error) {
			res, err := handle(ctx, req.(*Req))
			if err != nil {
				return Outcome{}, err // never a typed nil
			}
			return outcome(res), nil
		},
		batch: batchOf[Req, Res](),
	}
}

// Rules returns op with rules that its request must meet before the handler runs.
func (op Operation) Rules(rules ...validate.Rule) Operation {
	op.rules = slices.Concat(op.rules, rules)
	return op
}

// Says returns op with a one-line summary.
func (op Operation) Says(summary string) Operation {
	op.Summary = summary
	return op
}

// Returns returns op with a name for its answer, for one that is no DTO.
func (op Operation) Returns(name string) Operation {
	op.Answer = name
	return op
}

// NewRequest returns a pointer to a new, empty request DTO.
func (op *Operation) NewRequest() any { return op.request() }

// NoRequest returns the nil request of a family in which a call without a body has none. The handler must expect it.
func (op *Operation) NoRequest() any { return op.none() }

// NewResponse returns a pointer to a new, empty response DTO, or nil where the operation answers with none.
func (op *Operation) NewResponse() any { return op.response() }

// CheckRules runs the rules on an empty request: what is wrong with a rule and not with a request, such as one for another type, is an error here.
func (op *Operation) CheckRules() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a rule does not work on an empty %s: %v", op.Name, p)
		}
	}()
	for _, rule := range op.rules {
		rule(op.NewRequest())
	}
	return nil
}

// Validate runs the rules on req. The error is nil or an [*Error] with all the failures; its name and message are those of the first that has one.
func (op *Operation) Validate(req any) error {
	var failures []validate.Failure
	for _, rule := range op.rules {
		failures = append(failures, rule(req)...)
	}
	if len(failures) == 0 {
		return nil
	}
	err := &Error{Code: Invalid, Fields: failures}
	for _, f := range failures {
		err.Name, err.Message = cmp.Or(err.Name, f.Code), cmp.Or(err.Message, f.Message)
	}
	return err
}

// Invoke runs the handler.
func (op *Operation) Invoke(ctx context.Context, req any) (Outcome, error) {
	return op.invoke(ctx, req)
}
