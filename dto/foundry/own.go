package foundry

import "github.com/causeway-gateway/causeway/dto/servicestack"

// EnableTwoFactorAuthenticationRequest confirms the generated key with a code of the app, and turns the second factor on. No page
// documents how Foundry does that; name and shape follow the two that are documented.
type EnableTwoFactorAuthenticationRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	PutOperationTenanted
	Code string `dto:"secret"`
}

// EnableTwoFactorAuthenticationResponse answers [EnableTwoFactorAuthenticationRequest].
type EnableTwoFactorAuthenticationResponse struct {
	_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	ResponseStatus *servicestack.ResponseStatus
}
