package foundry

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// The messages of the recorded host.
type (
	PutOperationUnTenanted struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
	}

	PutOperationTenanted struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
		PutOperationUnTenanted

		OrganisationId string
	}

	ResetTwoFactorAuthenticationRequest struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
		PutOperationTenanted

		TargetUserId *string
		CallerCode   *string
	}

	ResetTwoFactorAuthenticationResponse struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		ResponseStatus *dto.ResponseStatus
	}

	GenerateTwoFactorAuthenticationKeyRequest struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`
		PutOperationTenanted
	}

	GenerateTwoFactorAuthenticationKeyResponse struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		ResponseStatus *dto.ResponseStatus
		TwoFactorUri   string
	}

	GetCurrentProfileRequest struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		Embed string
	}

	GetCurrentProfileResponse struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		Profile        *UserProfile
		ResponseStatus *dto.ResponseStatus
	}

	UserProfile struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		IsAuthenticated bool
		Id              string
		DisplayName     string
		EmailAddress    string
		Roles           []string
	}

	AssignOrganisationRolesRequest struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		Id     string
		UserId string
		Roles  []string
	}

	AssignOrganisationRolesResponse struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts"`

		ResponseStatus *dto.ResponseStatus
	}
)
