package auth

import (
	"context"
	"encoding/json"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// PutOperationUnTenanted is the base of Foundry-like calls outside of an organisation.
type PutOperationUnTenanted struct {
	_ struct{} `clr:"Oracle.AuthModel"`
}

// PutOperationTenanted is the base of those that act in one.
type PutOperationTenanted struct {
	_ struct{} `clr:"Oracle.AuthModel"`
	PutOperationUnTenanted

	OrganisationId string
}

// ResetTwoFactorAuthenticationRequest has the shape of Foundry's document, one base deeper.
type ResetTwoFactorAuthenticationRequest struct {
	_ struct{} `clr:"Oracle.AuthModel"`
	PutOperationTenanted

	TargetUserId string
	CallerCode   string
}

// ResetTwoFactorAuthenticationResponse answers it.
type ResetTwoFactorAuthenticationResponse struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	ResponseStatus *dto.ResponseStatus
}

// GenerateTwoFactorAuthenticationKeyRequest has the shape of Foundry's document.
type GenerateTwoFactorAuthenticationKeyRequest struct {
	_ struct{} `clr:"Oracle.AuthModel"`
	PutOperationTenanted
}

// GenerateTwoFactorAuthenticationKeyResponse answers it.
type GenerateTwoFactorAuthenticationKeyResponse struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	ResponseStatus *dto.ResponseStatus
	TwoFactorUri   string
}

// Tenant is the recorded host auth/tenant.
func Tenant() server.Host {
	i := identity(newMemory(), servicestack.JWT, servicestack.Credentials)
	i.Outside = []string{"ResetTwoFactorAuthenticationRequest", "GenerateTwoFactorAuthenticationKeyRequest"}
	i.Tokens = &servicestack.TokenPolicy{
		Tokens: tokens(auth.TokenOptions{}), Insecure: true,
		Claims: addOrganisation, Read: readOrganisation,
	}
	h := host("auth/tenant", i, tenanted())
	d := h.Dialect.(*servicestack.Dialect)
	d.Title = "Foundry API"
	d.Service = func(string) string { return "TenantServices" }
	return h
}

// addOrganisation writes the tenant into an access token.
func addOrganisation(c *auth.Claims, u auth.User) {
	if c.Refresh || len(u.Organisations) == 0 {
		return
	}
	name, err := json.Marshal(u.Organisations[0])
	if err == nil {
		c.Extra = append(c.Extra, auth.Claim{Name: "organisationId", Value: name})
	}
}

// readOrganisation takes it out again: whatever stands there, unless that is nothing.
func readOrganisation(p *auth.Principal, c *auth.Claims) {
	var claims map[string]json.RawMessage
	if json.Unmarshal(c.Payload, &claims) != nil {
		return
	}
	var name string
	if json.Unmarshal(claims["organisationId"], &name) != nil {
		name = string(claims["organisationId"])
	}
	if name != "" {
		p.Organisations = []string{name}
	}
}

// organisation returns the tenant of a caller, which only a token tells, where he may act in the named one.
func organisation(p auth.Principal, named string) (string, bool) {
	if p.Via.Provider != servicestack.JWT {
		return "", false
	}
	return p.Organisation(named)
}

func tenanted() []services.Operation {
	return []services.Operation{
		services.Op(reset, servicestack.RequiredRole("Manager"), "PUT /users/2fa/reset"),
		services.Op(generate, auth.SignedIn, "PUT /users/2fa/generate-key"),
		services.Op(tenantWhoAmI, servicestack.Aware(), "ANY /whoami"),
	}
}

// sameTenant refuses callers without a tenant, and requests that name another than theirs.
func sameTenant(p auth.Principal, named string) error {
	if _, ok := organisation(p, named); !ok {
		return services.Errorf(services.Forbidden, "Forbidden", "Tenant mismatch")
	}
	return nil
}

func reset(ctx context.Context, r *ResetTwoFactorAuthenticationRequest) (*ResetTwoFactorAuthenticationResponse, error) {
	if err := sameTenant(auth.From(ctx), r.OrganisationId); err != nil {
		return nil, err
	}
	switch {
	case r.TargetUserId == "":
		e := services.Errorf(services.Invalid, "ArgumentNullException", "Value cannot be null. (Parameter 'TargetUserId')")
		e.Fields = []validate.Failure{{Field: "TargetUserId", Code: e.Name, Message: "Value cannot be null."}}
		return nil, e
	case r.CallerCode != "123456":
		return nil, services.Errorf(services.Invalid, "InvalidCode", "CallerCode is not valid")
	}
	return &ResetTwoFactorAuthenticationResponse{}, nil
}

func generate(ctx context.Context, r *GenerateTwoFactorAuthenticationKeyRequest) (*GenerateTwoFactorAuthenticationKeyResponse, error) {
	p := auth.From(ctx)
	if err := sameTenant(p, r.OrganisationId); err != nil {
		return nil, err
	}
	return &GenerateTwoFactorAuthenticationKeyResponse{TwoFactorUri: "otpauth://totp/Foundry:" + p.Username + "?secret=JBSWY3DPEHPK3PXP"}, nil
}

// tenantWhoAmI tells less than the one of the other hosts.
func tenantWhoAmI(ctx context.Context, r *WhoAmI) (*WhoAmIResponse, error) {
	p := auth.From(ctx)
	res := &WhoAmIResponse{
		IsAuthenticated: p.SignedIn(), FromToken: p.Via.Provider == servicestack.JWT, UserAuthId: p.User, UserName: p.Username,
		Roles: append([]string{}, p.Roles...), Permissions: append([]string{}, p.Permissions...),
	}
	res.OrganisationId, _ = organisation(p, "")
	return res, nil
}
