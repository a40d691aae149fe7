package antel_test

import (
	"fmt"

	"github.com/causeway-gateway/causeway/services/antel"
)

func ExampleService_Operations() {
	service := antel.New(nil, antel.Options{}) // nil: only to be listed, not to be called
	for _, op := range service.Operations() {
		fmt.Printf("%s %s: %s\n", op.Routes[0], op.Name, op.Summary)
	}
	// Output:
	// POST /user/password/reset ResetPassword: Reset password for user
	// POST /user/password/forgot ForgotPassword: Mails a temporary password
	// POST /user/login UserLogin: Sign in with a password, or with the refresh token of an earlier sign-in
}
