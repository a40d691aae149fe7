package rocketchat

import (
	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
)

// Operations is the whole API. What a call must show beside its token is said where it happens, in the commit of what it allows.
func (s *Service) Operations() []services.Operation {
	return []services.Operation{
		services.Op(s.info, auth.Anyone, "GET /api/info", "GET /api/v1/info").Says("what the server is"),
		services.Op(s.login, auth.Anyone, "POST /api/v1/login").Says("signs in"),
		services.Op(s.logout, auth.SignedIn, "POST /api/v1/logout", "GET /api/v1/logout").Says("ends the token it is called with"),
		services.Op(s.me, auth.SignedIn, "GET /api/v1/me").Says("who the caller is"),
		services.Op(s.usersInfo, auth.SignedIn, "GET /api/v1/users.info").Says("who a user is"),
		services.Op(s.usersLogout, auth.SignedIn, "POST /api/v1/users.logout").Says("ends all logins of a user"),
		services.Op(s.usersLogoutOtherClients, auth.SignedIn, "POST /api/v1/users.logoutOtherClients").Says("ends the caller's other logins"),

		services.Op(s.resetTOTP, auth.SignedIn, "POST /api/v1/users.resetTOTP").Says("removes a user's TOTP secret"),
		services.Op(s.enableTotp, auth.SignedIn, "POST /api/v1/users.enableTotp").Says("draws a TOTP secret"),
		services.Op(s.validateTotp, auth.SignedIn, "POST /api/v1/users.validateTotp").Says("confirms the secret and hands out backup codes"),
		services.Op(s.disableTotp, auth.SignedIn, "POST /api/v1/users.disableTotp").Says("removes the caller's own secret"),
		services.Op(s.regenerateTotpCodes, auth.SignedIn, "POST /api/v1/users.regenerateTotpCodes").Says("replaces the backup codes"),
		services.Op(s.totpCodesRemaining, auth.SignedIn, "GET /api/v1/users.totpCodesRemaining").Says("counts the backup codes"),

		services.Op(s.sendEmailCode, auth.Anyone, "POST /api/v1/users.2fa.sendEmailCode").Says("mails a code"),
		services.Op(s.enableEmail, auth.SignedIn, "POST /api/v1/users.2fa.enableEmail").Says("turns codes by mail on"),
		services.Op(s.disableEmail, auth.SignedIn, "POST /api/v1/users.2fa.disableEmail").Says("turns codes by mail off"),

		services.Op(s.methodCall, auth.SignedIn, "POST /api/v1/method.call/{Method}").Says("calls one of the 2fa: methods of DDP"),
		services.Op(s.methodCallAnon, auth.Anyone, "POST /api/v1/method.callAnon/{Method}").Says("calls a method of DDP for nobody"),
	}
}
