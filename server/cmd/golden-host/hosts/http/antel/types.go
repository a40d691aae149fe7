// Package antel recreates the recorded host http/antel. Its handlers are those of the recording and say nothing about Antel itself.
package antel

import (
	"time"

	"github.com/shopspring/decimal"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
)

// The messages of the recorded host.
type (
	ApiServiceRequest struct {
		_ struct{} `clr:"WebService.ServiceModel.Base"`

		ApiKey    *string
		Latitude  *float64
		Longitude *float64
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

	ForgotPassword struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		ApiServiceRequest

		EmailAddress *string
	}

	ForgotPasswordResponse struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		ApiServiceResponse

		SystemUserId int32
	}

	UserLogin struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		ApiServiceRequest

		EmailAddress *string
		Password     *string
		UtcOffset    int32
		PushPlayerId *string
		RefreshToken *string
	}

	UserLoginResponse struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		ApiServiceResponse

		Data *LoginData
	}

	LoginData struct {
		_ struct{} `clr:"WebService.ServiceModel"`

		SystemUserId              int32
		RefreshToken              string
		FriendlyName              string
		VatValue                  float64
		CanUplift                 bool
		StockOperators            []StockOperator
		PauseUpliftReasons        []*string
		ClaimValueWarningVariance *decimal.Decimal
		LastSync                  *time.Time
	}

	StockOperator struct {
		_ struct{} `clr:"WebService.ServiceModel"`

		Id   int32
		Name string
	}
)
