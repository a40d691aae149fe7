package services

// A batch makes the lists that several requests in one call are read into and their responses are written from.
// They have the operation's own element types, since a format names a list after them.
type batch struct {
	requests  func() any
	elements  func(any) []any
	responses func([]any) any
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
