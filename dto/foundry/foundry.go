// Package foundry mirrors the shapes that Foundry's own pages document, member for member.
//
// What the pages do not show and an installation needs (confirming a key) stands in own.go; signing in is ServiceStack's own
// Authenticate, in package dto/servicestack.
package foundry

import "github.com/causeway-gateway/causeway/dto/servicestack"

// PutOperationUnTenanted is the base of every request that is sent by PUT.
type PutOperationUnTenanted struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
}

// PutOperationTenanted is the base of the requests that act in one organisation: the caller's default one where none is named.
type PutOperationTenanted struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
	PutOperationUnTenanted
	OrganisationId string
}

// ResetTwoFactorAuthenticationRequest takes the second factor from a member of the organisation. CallerCode is the caller's own code,
// never the target's.
type ResetTwoFactorAuthenticationRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	PutOperationTenanted
	TargetUserId string
	CallerCode   string `dto:"secret"`
}

// ResetTwoFactorAuthenticationResponse answers [ResetTwoFactorAuthenticationRequest].
type ResetTwoFactorAuthenticationResponse struct {
	_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	ResponseStatus *servicestack.ResponseStatus
}

// GenerateTwoFactorAuthenticationKeyRequest asks for a new key for the caller's authenticator app.
type GenerateTwoFactorAuthenticationKeyRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	PutOperationTenanted
}

// GenerateTwoFactorAuthenticationKeyResponse answers [GenerateTwoFactorAuthenticationKeyRequest]. TwoFactorUri holds the secret itself.
type GenerateTwoFactorAuthenticationKeyResponse struct {
	_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	ResponseStatus *servicestack.ResponseStatus
	TwoFactorUri   string `dto:"secret"`
}
