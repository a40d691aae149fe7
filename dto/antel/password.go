package antel

// ForgotPassword asks for a temporary password by mail.
type ForgotPassword struct {
	_ struct{} `clr:"WebService.ServiceModel"`
	ApiServiceRequest
	EmailAddress string
}

// ForgotPasswordResponse answers [ForgotPassword].
type ForgotPasswordResponse struct {
	_ struct{} `clr:"WebService.ServiceModel"`
	ApiServiceResponse
	SystemUserId int32
}

// ResetPassword sets a new password by a temporary one. The account is found by the temporary password alone where EmailAddress is left out.
type ResetPassword struct {
	_ struct{} `clr:"WebService.ServiceModel"`
	ApiServiceRequest
	TemporaryPassword string `dto:"secret"`
	EmailAddress      string
	Password          string `dto:"secret"`
	PasswordConfirm   string `dto:"secret"`
}

// ResetPasswordResponse answers [ResetPassword]. SystemUserId is 0 where nothing was reset.
type ResetPasswordResponse struct {
	_ struct{} `clr:"WebService.ServiceModel"`
	ApiServiceResponse
	SystemUserId int32
}
