// Package foundry recreates the recorded host http/foundry. Its handlers are those of the recording and say nothing about Foundry itself.
package foundry

import (
	"context"
	"crypto/rand"
	"regexp"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// key is that of the recorded tokens.
const key = "oracle-test-key-oracle-test-key!"

// Host is the recorded host. It panics where its own declaration is wrong.
func Host() server.Host {
	tokens, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{Secret: []byte(key)}}, Lenient: true})
	if err != nil {
		panic(err) // the key is ours and long enough
	}
	d := servicestack.Recorded()
	d.Title = "Foundry API"
	d.Challenge = `jwt realm="/auth/jwt"`
	d.StrangerCookies = true
	d.Service = func(string) string { return "TwoFactorService" }
	return server.Host{
		Name:       "http/foundry",
		Dialect:    d,
		Verify:     tokens.Verifier(),
		Operations: append(operations(), servicestack.AuthOperations(authOptions(tokens))...),
	}
}

func operations() []services.Operation {
	code := func(r *ResetTwoFactorAuthenticationRequest) *string { return r.CallerCode }
	return []services.Operation{
		services.Op(reset, auth.SignedIn, "PUT /users/2fa/reset").Rules(
			validate.NotEmpty("TargetUserId", func(r *ResetTwoFactorAuthenticationRequest) *string { return r.TargetUserId }),
			validate.NotEmpty("CallerCode", code),
			validate.Matches("CallerCode", code, regexp.MustCompile(`^\d{6}$`)),
		),
		services.Op(generateKey, auth.SignedIn, "PUT /users/2fa/generate-key"),
		services.Op(assignRoles, auth.Role("OrgOwner"), "POST /organisations/{Id}/roles/assign"),
		services.Op(profile, auth.Anyone, "GET /profile/current"),
	}
}

func reset(_ context.Context, r *ResetTwoFactorAuthenticationRequest) (*ResetTwoFactorAuthenticationResponse, error) {
	switch {
	case r.OrganisationId == "org2":
		return nil, services.Errorf(services.NotFound, "ResourceNotFoundException", "Organisation not found")
	case *r.CallerCode == "000000":
		return nil, services.Errorf(services.Invalid, "TwoFactorCodeInvalid", "The code is invalid")
	}
	switch *r.TargetUserId {
	case "none":
		return nil, services.Errorf(services.NotFound, "NotFound", "User not found")
	case "forbidden":
		return nil, services.Errorf(services.Forbidden, "ForbiddenException", "Caller is not an owner of the organisation")
	case "rule":
		return nil, services.Errorf(services.Invalid, "RuleViolationException", "Caller must have two factor authentication enabled")
	case "many":
		err := services.Errorf(services.TooMany, "TooManyAttemptsException", "Too many attempts")
		err.After = 300 * time.Second
		return nil, err
	case "crash":
		return nil, services.Errorf(services.Internal, "Exception", "Boom: {a,b}")
	}
	return &ResetTwoFactorAuthenticationResponse{}, nil
}

const uri = "otpauth://totp/Foundry:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Foundry&algorithm=SHA1&digits=6&period=30"

type keyResult = services.Result[GenerateTwoFactorAuthenticationKeyResponse]

func generateKey(_ context.Context, r *GenerateTwoFactorAuthenticationKeyRequest) (*keyResult, error) {
	switch r.OrganisationId {
	case "enabled":
		return nil, services.Errorf(services.Conflict, "ResourceConflictException", "Two factor authentication is already enabled")
	case "nostore":
		return &keyResult{
			Body:  &GenerateTwoFactorAuthenticationKeyResponse{TwoFactorUri: "x"},
			Reply: services.Reply{Header: []services.Header{{Name: "Cache-Control", Value: "no-store"}}},
		}, nil
	}
	return &keyResult{Body: &GenerateTwoFactorAuthenticationKeyResponse{TwoFactorUri: uri}}, nil
}

func assignRoles(context.Context, *AssignOrganisationRolesRequest) (*AssignOrganisationRolesResponse, error) {
	return &AssignOrganisationRolesResponse{}, nil
}

func profile(ctx context.Context, _ *GetCurrentProfileRequest) (*GetCurrentProfileResponse, error) {
	p := auth.From(ctx)
	return &GetCurrentProfileResponse{Profile: &UserProfile{
		IsAuthenticated: p.SignedIn(), Id: p.User, DisplayName: p.Name, EmailAddress: p.Email, Roles: p.Roles,
	}}, nil
}

// authOptions are those of a host whose only provider is the token itself: nobody can sign in, and everybody can ask who he is.
func authOptions(tokens *auth.Tokens) servicestack.AuthOptions {
	return servicestack.AuthOptions{
		Provider:   "jwt",
		ProfileURL: "data:image/svg+xml,%3Csvg/%3E",
		Refresh: func(ctx context.Context, token string) (string, error) {
			c, err := tokens.VerifyRefresh(ctx, token)
			if err != nil {
				return "", err
			}
			return tokens.Issue(auth.Claims{Subject: c.Subject, Expires: time.Now().AddDate(0, 0, 14)})
		},
		Describe: func(ctx context.Context, p auth.Principal) (*dto.AuthenticateResponse, error) {
			c, err := tokens.Verify(ctx, p.Via.Token)
			if err != nil {
				return nil, err
			}
			return &dto.AuthenticateResponse{
				UserId: p.User, SessionId: rand.Text(), UserName: c.Username, DisplayName: p.Name, Roles: p.Roles,
			}, nil
		},
	}
}
