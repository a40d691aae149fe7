package services

import "context"

// A batch makes the lists that several requests in one call are read into and their responses are written from.
// They have the operation's own element types, since a format names a list after them.
type batch struct {
	requests  func() any
	elements  func(any) []any
	responses func([]any) any
	together  func(context.Context, []any) (Outcome, error) // nil: one after the other
}

func batchOf[Req, Res any]() batch {
	return batch{
		requests:  func() any { return new([]*Req) },
		elements:  elements[Req],
		responses: func(bodies []any) any { return listOf(new(Res), bodies) },
	}
}

// NewRequests returns a pointer to a new, empty list of request DTOs.
func (op *Operation) NewRequests() any { return op.batch.requests() }

// Together returns op with a handler that takes all requests of a batch at once and gives one answer to them.
func Together[Req, Res any](op Operation, handle func(context.Context, []*Req) (*Res, error)) Operation {
	op.batch.together = func(ctx context.Context, reqs []any) (Outcome, error) {
		all := make([]*Req, len(reqs))
		for i, r := range reqs {
			all[i], _ = r.(*Req)
		}
		res, err := handle(ctx, all)
		if err != nil {
			return Outcome{}, err // never a typed nil
		}
		return outcome(res), nil
	}
	return op
}

// InvokeTogether runs the handler that [Together] gave the operation. It reports false where there is none.
func (op *Operation) InvokeTogether(ctx context.Context, reqs []any) (o Outcome, ok bool, err error) {
	if op.batch.together == nil {
		return Outcome{}, false, nil
	}
	o, err = op.batch.together(ctx, reqs)
	return o, true, err
}

// Requests returns the elements of a list from NewRequests, pointers to request DTOs. A null element is nil.
func (op *Operation) Requests(list any) []any { return op.batch.elements(list) }

// Responses returns the bodies of several outcomes as one list of the operation's response type.
func (op *Operation) Responses(bodies []any) any { return op.batch.responses(bodies) }

func elements[Req any](list any) []any {
	var all []any
	for _, req := range *list.(*[]*Req) {
		if req == nil {
			all = append(all, nil)
			continue
		}
		all = append(all, req)
	}
	return all
}

// listOf returns bodies as a list of what res stands for.
func listOf[T any](res *T, bodies []any) any {
	switch r := any(res).(type) {
	case wrapped:
		return r.list(bodies)
	case *Void, *Any:
		return bodies
	}
	list := make([]*T, len(bodies))
	for i, body := range bodies {
		list[i], _ = body.(*T)
	}
	return list
}
