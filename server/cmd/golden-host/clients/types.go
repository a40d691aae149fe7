package clients

import (
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/shopspring/decimal"
)

// The messages that the recorded clients called with: those of goldens/metadata/{hello,foundry,antel}.md and auth/creds.md.
type (
	Hello struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Name *string
	}

	HelloResponse struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Result *string
	}

	RoomType int32

	CreateBooking struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Name     *string
		RoomType RoomType
		Cost     decimal.Decimal
		Nights   *int32
		Tags     []*string
	}

	BookingResponse struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Id             int32
		ResponseStatus *dto.ResponseStatus
	}

	DeleteBooking struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Id int32
	}

	Secret struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Name *string
	}

	LocalOnly struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Name *string
	}

	NoRoute struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Text *string
	}

	FireAndForget struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Text *string
	}

	PutOperationUnTenanted struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
	}

	PutOperationTenanted struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
		PutOperationUnTenanted

		OrganisationId *string
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
		TwoFactorUri   *string
	}

	ApiServiceRequest struct {
		_ struct{} `clr:"WebService.ServiceModel.Base"`

		ApiKey    *string
		Latitude  float64
		Longitude float64
	}

	ApiServiceResponse struct {
		_ struct{} `clr:"WebService.ServiceModel.Base"`

		Description    *string
		Heading        *string
		WasSuccessful  bool
		ResponseStatus *dto.ResponseStatus
	}

	ResetPassword struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		ApiServiceRequest

		TemporaryPassword *string
		EmailAddress      *string
		Password          *string
		PasswordConfirm   *string
	}

	ResetPasswordResponse struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		ApiServiceResponse

		SystemUserId int32
	}

	AuthenticateLogout struct {
		_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

		ReturnUrl *string `dto:"order=1"`
	}

	DtoToken struct {
		_ struct{} `clr:"Oracle.AuthModel"`

		BearerToken *string
		SessionId   *string
		Name        *string
	}

	EchoResponse struct {
		_ struct{} `clr:"Oracle.AuthModel"`

		Result         *string
		ResponseStatus *dto.ResponseStatus
	}
)

// Enum says that RoomType is an enum.
func (RoomType) Enum() (names []string, values []int64, flags bool) {
	return []string{"Single", "Double"}, []int64{0, 1}, false
}
