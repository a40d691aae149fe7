package rocketchat

import (
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// The failures of this part of the API, in Rocket.Chat's words.
var (
	errNotAllowed   = services.Errorf(services.Invalid, "error-not-allowed", "Not allowed")
	errTwoFactorOff = services.Errorf(services.Invalid, "error-two-factor-not-enabled", "Two factor authentication is not enabled")
	errNoParam      = services.Errorf(services.Invalid, "error-user-param-not-provided", `The required "userId" or "username" param was not provided`)
	errNoUser       = services.Errorf(services.Invalid, "error-invalid-user", `The required "userId" or "username" param provided does not match any users`)
	errFederated    = &services.Error{
		Code: services.Invalid, Name: "error-not-allowed", Message: "Federated Users cant have TOTP", Details: &dto.Details{Function: "resetTOTP"},
	}

	errInvalidTOTP   = &services.Error{Code: services.Invalid, Name: "invalid-totp"}
	errWrongTOTP     = &services.Error{Code: services.Invalid, Name: "invalid-totp"} // where DDP answers with nothing
	errAlreadyOn     = &services.Error{Code: services.Invalid, Name: "error-2fa-already-enabled"}
	errUnverified    = services.Errorf(services.Invalid, "error-invalid-user", "You need to verify your emails before setting up 2FA")
	errUnauthorized  = &services.Error{Code: services.Forbidden}
	errNotAuthorized = &services.Error{Code: services.Invalid, Name: "not-authorized"} // of a method
	errInvalidMethod = &services.Error{Code: services.Invalid, Message: "Invalid method call"}
	errInvalidSearch = &services.Error{Code: services.Invalid, Message: "Invalid search query."}
	errUserNotFound  = &services.Error{Code: services.Invalid, Message: "User not found."}
)

// The refusals of a login.
var (
	errLogin      = services.Errorf(services.Unauthenticated, "Unauthorized", "Unauthorized")
	errLoggedOut  = services.Errorf(services.Unauthenticated, "403", "You've been logged out by the server. Please log in again.")
	errMatch      = services.Errorf(services.Unauthenticated, "400", "Match failed")
	errInactive   = services.Errorf(services.Unauthenticated, "error-user-is-not-activated", "User is not activated")
	errApp        = services.Errorf(services.Unauthenticated, "error-app-user-is-not-allowed-to-login", "App user is not allowed to login")
	errNoRoles    = services.Errorf(services.Unauthenticated, "error-user-has-no-roles", "User has no roles")
	errUserLocked = blocked("error-login-blocked-for-user", "Login has been temporarily blocked For User")
	errIPLocked   = blocked("error-login-blocked-for-ip", "Login has been temporarily blocked For IP")
)

func blocked(code, message string) *services.Error {
	return &services.Error{
		Code: services.Unauthenticated, Name: code, Message: message, Details: &dto.Details{Function: "Accounts.validateLoginAttempt"},
	}
}
