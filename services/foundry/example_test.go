package foundry_test

import (
	"fmt"

	"github.com/causeway-gateway/causeway/services/foundry"
)

func ExampleService_Operations() {
	service := foundry.New(nil, "") // nil: only to be listed, not to be called
	for _, op := range service.Operations() {
		fmt.Printf("%s %s (%s)\n", op.Routes[0], op.Name, op.Need)
	}
	// Output:
	// PUT /users/2fa/reset ResetTwoFactorAuthenticationRequest (signed in)
	// PUT /users/2fa/generate-key GenerateTwoFactorAuthenticationKeyRequest (signed in)
	// PUT /users/2fa/enable EnableTwoFactorAuthenticationRequest (signed in)
}
