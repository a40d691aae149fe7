package services_test

import (
	"context"
	"errors"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

type named struct{ Name string }

// An error says what the first failure says that says anything, as ResponseStatusUtils.CreateResponseStatus has it.
func TestValidate(t *testing.T) {
	name := func(r *named) string { return r.Name }
	op := services.Op(func(context.Context, *named) (*services.Void, error) { return nil, nil }, auth.Anyone, "GET /named").Rules( //nolint:nilnil // nothing is the answer
		validate.NotEmpty("Name", name).Code("").Message(""),
		validate.NotNull("Name", name).Message(""),
		validate.NotEmpty("Name", name),
	)
	err, ok := errors.AsType[*services.Error](op.Validate(&named{}))
	if !ok || err.Name != "NotNull" || err.Message != "'Name' must not be empty." || len(err.Fields) != 3 {
		t.Errorf("Validate({}) = %#v, want NotNull, 'Name' must not be empty. and three failures", err)
	}
	if err := op.Validate(&named{Name: "x"}); err != nil {
		t.Errorf("Validate({x}) = %v, want nil", err)
	}
}
