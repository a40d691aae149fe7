package auth

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// Open may be called by anyone. It and the types below are those of the recorded hosts.
type Open struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// WhoAmI may be called by anyone, and is answered with what the session says.
type WhoAmI struct {
	_ struct{} `clr:"Oracle.AuthModel"`
}

// Secured wants a caller.
type Secured struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// ManagerOnly wants the role Manager.
type ManagerOnly struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// AnyRole wants the role Manager or Owner.
type AnyRole struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// CanEdit wants the permission CanEdit.
type CanEdit struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// AnyPerm wants the permission CanEdit or CanView.
type AnyPerm struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// Validated wants a caller by a validator, which answers with a body.
type Validated struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// ValidatedManager wants the role Manager by a validator.
type ValidatedManager struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

// DtoToken wants a caller, and may hold the proof itself.
type DtoToken struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	BearerToken string `dto:"secret"`
	SessionId   string `dto:"secret"`
	Name        *string
}

// Proof implements servicestack.Prover.
func (r *DtoToken) Proof() (token, session string) { return r.BearerToken, r.SessionId }

// EchoResponse holds the name of the request's type and its Name.
type EchoResponse struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Result         string
	ResponseStatus *dto.ResponseStatus
}

// WhoAmIResponse is what the session says.
type WhoAmIResponse struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	IsAuthenticated bool
	FromToken       bool
	UserAuthId      string
	UserAuthName    string
	UserName        string
	DisplayName     string
	FirstName       string
	LastName        string
	Email           string
	AuthProvider    string
	Roles           []string
	Permissions     []string
	OrganisationId  string
	ResponseStatus  *dto.ResponseStatus
}
