package rocketchat

// UsersResetTOTP removes a user's TOTP secret: POST /api/v1/users.resetTOTP. Without any member it is the caller's own.
type UsersResetTOTP struct {
	UserId   *string // also a username
	Username *string
	User     *string // a username
}

// Done answers operations that have nothing more to say.
type Done struct{ Success bool }

// UsersEnableTotp draws a secret that waits to be confirmed: POST /api/v1/users.enableTotp.
type UsersEnableTotp struct{}

// UsersEnableTotpResponse answers [UsersEnableTotp].
type UsersEnableTotpResponse struct {
	Secret  string `dto:"secret"` // base32
	Url     string `dto:"secret"` // for an authenticator app
	Success bool
}

// UsersValidateTotp confirms the secret with one of its codes: POST /api/v1/users.validateTotp.
type UsersValidateTotp struct {
	Code *string `dto:"required,secret"`
}

// BackupCodes answers [UsersValidateTotp] and [UsersRegenerateTotpCodes]. They are shown this once.
type BackupCodes struct {
	Codes   []string `dto:"secret"`
	Success bool
}

// UsersDisableTotp removes the caller's own secret, given a code of it: POST /api/v1/users.disableTotp.
type UsersDisableTotp struct {
	Code *string `dto:"required,secret"`
}

// UsersDisableTotpResponse answers [UsersDisableTotp]. A wrong code is not an error.
type UsersDisableTotpResponse struct {
	Disabled bool
	Success  bool
}

// UsersRegenerateTotpCodes replaces the backup codes: POST /api/v1/users.regenerateTotpCodes.
type UsersRegenerateTotpCodes struct {
	Code *string `dto:"required,secret"`
}

// UsersTotpCodesRemaining counts the backup codes: GET /api/v1/users.totpCodesRemaining.
type UsersTotpCodesRemaining struct{}

// UsersTotpCodesRemainingResponse answers [UsersTotpCodesRemaining].
type UsersTotpCodesRemainingResponse struct {
	Remaining int
	Success   bool
}

// Users2faSendEmailCode mails a code to whoever is named: POST /api/v1/users.2fa.sendEmailCode.
type Users2faSendEmailCode struct {
	EmailOrUsername *string `dto:"required"`
}

// Users2faEnableEmail turns codes by mail on: POST /api/v1/users.2fa.enableEmail.
type Users2faEnableEmail struct{}

// Users2faDisableEmail turns codes by mail off: POST /api/v1/users.2fa.disableEmail.
type Users2faDisableEmail struct{}
