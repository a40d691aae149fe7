package webapi

import (
	"context"
	"fmt"
	"net/http"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

func required[R any](name string, get func(*R) *string) validate.Rule {
	return validate.NotEmpty(name, get).Message("The " + name + " field is required.")
}

func userOperations() []services.Operation {
	otp := required("Otp", func(r *verify2FAOptInRequest) *string { return r.Otp })
	return []services.Operation{
		services.Op(verifyOptIn, auth.SignedIn, "POST /User/verify-2fa-opt-in").
			Rules(required("Otp", func(r *verify) *string { return r.Otp })),
		services.Op(optInTo2FA, auth.SignedIn, "POST /User/opt-in-to-2fa").
			Rules(required("MobileNumber", func(r *optIn) *string { return r.MobileNumber })),
		services.Op(optOutFrom2FA, auth.SignedIn, "POST /User/opt-out-from-2fa"),
		services.Op(resetPassword, auth.Anyone, "POST /User/reset-password").
			Rules(required("Username", func(r *resetPasswordRequest) *string { return r.Username })),
		services.Op(verifyFile, auth.SignedIn, "POST /variant/verify-2fa-opt-in").Rules(
			validate.NotNull("FileId", func(r *verifyModel) *int32 { return r.FileId }).Message("The FileId field is required."),
			required("Otp", func(r *verifyModel) *string { return r.Otp }),
		),
		services.Op(challenged, auth.SignedIn, "POST /challenge/verify-2fa-opt-in"),
		services.Op(echo[verify2FAOptInRequest], auth.Anyone, "POST /echo/verify").Rules(otp),
		services.Op(ping, auth.Anyone, "GET /Ping"),
	}
}

func links(file int32) []*link {
	return []*link{{Rel: ref("self"), Href: ref(fmt.Sprintf("https://api.example.com/User?FileId=%d", file)), Method: ref("GET"), Title: ref("User")}}
}

func verifyOptIn(_ context.Context, r *verify) (*reply, error) {
	switch {
	case r == nil:
		return content(http.StatusBadRequest, "The request body is missing."), nil
	case r.FileId != 777:
		return content(http.StatusUnauthorized, nil), nil
	case r.ProviderUserId != 1 || *r.Otp != "1234567":
		return content(http.StatusBadRequest, "The one time password is invalid or has expired."), nil
	}
	return content(0, &baseResponseModel{
		baseModel:     baseModel{Links: links(r.FileId)},
		StatusMessage: ref("Two factor authentication has been enabled."),
	}), nil
}

func optInTo2FA(_ context.Context, r *optIn) (*reply, error) {
	if r == nil {
		return content(http.StatusBadRequest, "The request body is missing."), nil
	}
	return content(0, &optInTo2FAResult{baseModel: baseModel{Links: []*link{}}, ProviderUserId: 1}), nil
}

func optOutFrom2FA(_ context.Context, r *optOut) (*baseResponseModel, error) {
	res := &baseResponseModel{}
	if r != nil {
		res.Links = []*link{}
	}
	return res, nil
}

func resetPassword(_ context.Context, r *resetPasswordRequest) (*services.Any, error) {
	if r == nil {
		return &services.Any{Value: (*baseResponseModel)(nil)}, nil
	}
	return &services.Any{Value: &baseResponseModel{StatusMessage: ref("Ok")}}, nil
}

func verifyFile(_ context.Context, r *verifyModel) (*baseResponseModel, error) {
	return &baseResponseModel{StatusMessage: ref(fmt.Sprintf("file %d", *r.FileId))}, nil
}

func challenged(context.Context, *verifyChallenge) (*baseResponseModel, error) {
	return &baseResponseModel{StatusMessage: ref("ok")}, nil
}

func ping(context.Context, *nothing) (*baseResponseModel, error) {
	return &baseResponseModel{baseModel: baseModel{Links: []*link{}}, StatusMessage: ref("Ok")}, nil
}

func authorisationOperations() []services.Operation {
	password := []validate.Rule{
		required("grant_type", func(r *oauthPassword) *string { return r.GrantType }),
		required("username", func(r *oauthPassword) *string { return r.Username }),
		required("password", func(r *oauthPassword) *string { return r.Password }),
	}
	return []services.Operation{
		services.Op(authPing, auth.SignedIn, "GET /authorisation/ping"),
		services.Op(token, auth.Anyone, "POST /authorisation/token").Rules(password...),
		services.Op(token2FA, auth.Anyone, "POST /authorisation/token-2fa").Rules(password...),
		services.Op(refresh, auth.Anyone, "POST /authorisation/refresh").Rules(
			required("grant_type", func(r *oauthRefresh) *string { return r.GrantType }),
			required("refresh_token", func(r *oauthRefresh) *string { return r.RefreshToken }),
		),
	}
}

func deny(code, description string) (*reply, error) {
	return content(http.StatusUnauthorized, &oauthError{Error: code, Description: description}), nil
}

func grant() (*reply, error) {
	return content(0, &oauthGrant{AccessToken: "T1", TokenType: "Bearer", ExpiresIn: 10800, RefreshToken: "R1", Scope: "full fileid:777"}), nil
}

func authPing(context.Context, *nothing) (*reply, error) { return content(http.StatusOK, nil), nil }

func token(_ context.Context, r *oauthPassword) (*reply, error) {
	switch {
	case r == nil:
		return deny("invalid_request", "The request body is missing.")
	case *r.GrantType != "password":
		return deny("unsupported_grant_type", "The grant type is not supported.")
	case *r.Password != "pw":
		return deny("invalid_grant", "The user name or password is incorrect.")
	case *r.Username == "u2fa":
		return deny("2fa_code_required", "A verification code is required.")
	}
	return grant()
}

func token2FA(_ context.Context, r *oauthPassword) (*reply, error) {
	switch {
	case r == nil:
		return deny("invalid_request", "The request body is missing.")
	case *r.Password != "pw":
		return deny("invalid_grant", "The user name or password is incorrect.")
	case r.VerificationCode == nil || *r.VerificationCode == "":
		return deny("2fa_code_required", "A verification code is required.")
	}
	return grant()
}

func refresh(_ context.Context, r *oauthRefresh) (*reply, error) {
	if r == nil || *r.RefreshToken != "R1" {
		return deny("invalid_grant", "The refresh token is invalid.")
	}
	return grant()
}
