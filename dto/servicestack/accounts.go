package servicestack

import "time"

// Register makes an account.
type Register struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	UserName        string `dto:"order=1"`
	FirstName       string `dto:"order=2"`
	LastName        string `dto:"order=3"`
	DisplayName     string `dto:"order=4"`
	Email           string `dto:"order=5"`
	Password        string `dto:"order=6,secret"`
	ConfirmPassword string `dto:"order=7,secret"`
	AutoLogin       *bool  `dto:"order=8"`
	ErrorView       string `dto:"order=10"`
	Meta            Meta   `dto:"order=11"`
}

// A RegisterResponse is the new account, and its session where AutoLogin was asked for.
type RegisterResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	UserId             string          `dto:"order=1"`
	SessionId          string          `dto:"order=2,secret"`
	UserName           string          `dto:"order=3"`
	ReferrerUrl        string          `dto:"order=4"`
	BearerToken        string          `dto:"order=5,secret"`
	RefreshToken       string          `dto:"order=6,secret"`
	RefreshTokenExpiry *time.Time      `dto:"order=7"`
	Roles              []string        `dto:"order=8"`
	Permissions        []string        `dto:"order=9"`
	RedirectUrl        string          `dto:"order=10"`
	ResponseStatus     *ResponseStatus `dto:"order=11"`
	Meta               Meta            `dto:"order=12"`
}

// AssignRoles gives an account roles and permissions.
type AssignRoles struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	UserName    string   `dto:"order=1"`
	Permissions []string `dto:"order=2"`
	Roles       []string `dto:"order=3"`
	Meta        Meta     `dto:"order=4"`
}

// An AssignRolesResponse lists all that the account has afterwards.
type AssignRolesResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	AllRoles       []string        `dto:"order=1"`
	AllPermissions []string        `dto:"order=2"`
	Meta           Meta            `dto:"order=3"`
	ResponseStatus *ResponseStatus `dto:"order=4"`
}

// UnAssignRoles takes roles and permissions from an account.
type UnAssignRoles struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	UserName    string   `dto:"order=1"`
	Permissions []string `dto:"order=2"`
	Roles       []string `dto:"order=3"`
	Meta        Meta     `dto:"order=4"`
}

// An UnAssignRolesResponse lists all that the account has afterwards.
type UnAssignRolesResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	AllRoles       []string        `dto:"order=1"`
	AllPermissions []string        `dto:"order=2"`
	Meta           Meta            `dto:"order=3"`
	ResponseStatus *ResponseStatus `dto:"order=4"`
}
