package validate_test

import (
	"fmt"

	"github.com/causeway-gateway/causeway/services/validate"
)

// A rule names the member and reads it; what it finds is told in FluentValidation's words, and a secret is not told at all.
func Example() {
	type SignUp struct {
		Email    string
		Password string `dto:"secret"`
	}
	rules := []validate.Rule{
		validate.NotEmpty("Email", func(r *SignUp) string { return r.Email }),
		validate.Length("Password", validate.Secret(func(r *SignUp) string { return r.Password }), 8, 128),
	}
	for _, rule := range rules {
		for _, f := range rule(&SignUp{Password: "short"}) {
			fmt.Println(f.Field, f.Code, f.Message)
		}
	}
	// Output:
	// Email NotEmpty 'Email' must not be empty.
	// Password Length 'Password' must be between 8 and 128 characters. You entered 5 characters.
}
