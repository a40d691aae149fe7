package antel

// UserLogin signs in by address and password, or by the refresh token of an earlier sign-in.
type UserLogin struct {
	_ struct{} `clr:"WebService.ServiceModel"`
	ApiServiceRequest
	EmailAddress string
	Password     string `dto:"secret"`
	UtcOffset    int32
	PushPlayerId string
	RefreshToken string `dto:"secret"`
}

// UserLoginResponse answers [UserLogin]. Data is null where the sign-in failed.
type UserLoginResponse struct {
	_ struct{} `clr:"WebService.ServiceModel"`
	ApiServiceResponse
	Data *LoginData
}

// LoginData is what an app needs after signing in. The document lists some thirty settings of the app beside these three; an app takes its own
// defaults for those that are not sent.
type LoginData struct {
	_            struct{} `clr:"WebService.ServiceModel"`
	SystemUserId int32
	RefreshToken string `dto:"secret"`
	FriendlyName string
}
