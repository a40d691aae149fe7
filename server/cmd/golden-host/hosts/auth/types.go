package auth

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// Open is a type of the recorded hosts, as are the others here.
type Open struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type WhoAmI struct {
	_ struct{} `clr:"Oracle.AuthModel"`
}

type Secured struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type ManagerOnly struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type AnyRole struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type CanEdit struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type AnyPerm struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type Validated struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type ValidatedManager struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Name *string
}

type DtoToken struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	BearerToken string `dto:"secret"`
	SessionId   string `dto:"secret"`
	Name        *string
}

// Proof implements servicestack.Prover.
func (r *DtoToken) Proof() (token, session string) { return r.BearerToken, r.SessionId }

type EchoResponse struct {
	_ struct{} `clr:"Oracle.AuthModel"`

	Result         string
	ResponseStatus *dto.ResponseStatus
}

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
