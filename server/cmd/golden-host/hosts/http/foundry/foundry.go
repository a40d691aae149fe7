// Package foundry recreates the recorded host http/foundry. Its handlers are those of the recording and say nothing about Foundry itself.
package foundry

import (
	"context"
	"regexp"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts/http/nobody"
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
	identity := &servicestack.Identity{
		Providers:  []string{servicestack.JWT},
		Users:      nobody.Accounts{},
		Roles:      nobody.Accounts{},
		Tokens:     &servicestack.TokenPolicy{Tokens: tokens, Insecure: true},
		ProfileURL: "data:image/svg+xml,%3Csvg/%3E",

		StrangerCookies: true,
		Outside: []string{
			"ResetTwoFactorAuthenticationRequest", "GenerateTwoFactorAuthenticationKeyRequest", "AssignOrganisationRolesRequest",
		},
	}
	d := servicestack.Recorded()
	d.Title = "Foundry API"
	d.Identity = identity
	d.Service = func(operation string) string {
		if operation == "GetCurrentProfileRequest" {
			return "ProfileService"
		}
		return "TwoFactorService"
	}
	return server.Host{
		Name:       "http/foundry",
		Dialect:    d,
		Operations: append(operations(), identity.Operations()...),
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
		services.Op(profile, servicestack.Aware(), "GET /profile/current"),
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
