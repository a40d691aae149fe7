package server

import (
	"errors"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/services"
)

// checkSecrets refuses a rule that would tell the caller, and the log of whoever sits between, what a member marked secret holds. It tries the rules
// with a short and a long text in the request's own members; what a rule says of other texts, and of nested messages, it cannot know.
func checkSecrets(op *services.Operation) error {
	members, err := codec.Members(op.NewRequest(), codec.TextOptions{})
	if err != nil {
		return nil // no DTO, and so no member that is marked
	}
	for _, secret := range []string{"5ecret", strings.Repeat("5ecret ", 100)} {
		req, marked := op.NewRequest(), false
		for _, m := range members {
			marked = m.Secret && m.Text && codec.Assign(req, m.Name, secret) || marked
		}
		if marked && tells(op, req, secret) {
			return errors.New("a rule tells what a member marked secret holds: read the member by validate.Secret")
		}
	}
	return nil
}

// tells reports whether the rules say a text of the request. One that panics says nothing.
func tells(op *services.Operation, req any, text string) (told bool) {
	defer func() { _ = recover() }()
	e, ok := errors.AsType[*services.Error](op.Validate(req))
	if !ok {
		return false
	}
	for _, f := range e.Fields {
		told = told || strings.Contains(f.Message, text)
		for _, m := range f.Meta {
			told = told || m.Value != nil && strings.Contains(*m.Value, text)
		}
	}
	return told
}
