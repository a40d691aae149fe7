package foundry

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// PutOperationUnTenanted is a type of the recorded host, as are the others here.
type PutOperationUnTenanted struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
}

type PutOperationTenanted struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
	PutOperationUnTenanted

	OrganisationId string
}

type ResetTwoFactorAuthenticationRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	PutOperationTenanted

	TargetUserId *string
	CallerCode   *string
}

type ResetTwoFactorAuthenticationResponse struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	ResponseStatus *dto.ResponseStatus
}

type GenerateTwoFactorAuthenticationKeyRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
	PutOperationTenanted
}

type GenerateTwoFactorAuthenticationKeyResponse struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	ResponseStatus *dto.ResponseStatus
	TwoFactorUri   string
}

type GetCurrentProfileRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	Embed string
}

type GetCurrentProfileResponse struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	Profile        *UserProfile
	ResponseStatus *dto.ResponseStatus
}

type UserProfile struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	IsAuthenticated bool
	Id              string
	DisplayName     string
	EmailAddress    string
	Roles           []string
}

type AssignOrganisationRolesRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	Id     string
	UserId string
	Roles  []string
}

type AssignOrganisationRolesResponse struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

	ResponseStatus *dto.ResponseStatus
}
