package servicestack

import "time"

// Authenticate signs in, signs out (provider "logout") or, with neither provider nor user name, asks who is calling.
type Authenticate struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Provider          string  `dto:"name=provider,order=1"`
	UserName          *string `dto:"order=2"` // an empty one is told otherwise than none
	Password          *string `dto:"order=3,secret"`
	RememberMe        *bool   `dto:"order=4"`
	AccessToken       string  `dto:"order=5,secret"`
	AccessTokenSecret string  `dto:"order=6,secret"`
	ReturnUrl         string  `dto:"order=7"`
	ErrorView         string  `dto:"order=8"`
	Meta              Meta    `dto:"order=9"`
}

// Secret returns the password, or "".
func (r *Authenticate) Secret() string {
	if r.Password == nil {
		return ""
	}
	return *r.Password
}

// Name returns the user name, or "".
func (r *Authenticate) Name() string {
	if r.UserName == nil {
		return ""
	}
	return *r.UserName
}

// An AuthenticateResponse is the session that a sign-in began, or the one that is running.
type AuthenticateResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	UserId             string          `dto:"order=1"`
	SessionId          string          `dto:"order=2,secret"`
	UserName           string          `dto:"order=3"`
	DisplayName        string          `dto:"order=4"`
	ReferrerUrl        string          `dto:"order=5"`
	BearerToken        string          `dto:"order=6,secret"`
	RefreshToken       string          `dto:"order=7,secret"`
	RefreshTokenExpiry *time.Time      `dto:"order=8"`
	ProfileUrl         string          `dto:"order=9"`
	Roles              []string        `dto:"order=10"`
	Permissions        []string        `dto:"order=11"`
	AuthProvider       string          `dto:"order=12"`
	ResponseStatus     *ResponseStatus `dto:"order=13"`
	Meta               Meta            `dto:"order=14"`
}

// AuthenticateLogout signs out.
type AuthenticateLogout struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`
}

// GetAccessToken asks for a new access token for a refresh token.
type GetAccessToken struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	RefreshToken string `dto:"order=1,secret"`
	Meta         Meta   `dto:"order=2"`
}

// A GetAccessTokenResponse carries the new access token, unless it went into a cookie.
type GetAccessTokenResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	AccessToken    string          `dto:"order=1,secret"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}

// ConvertSessionToToken turns the running session into a token cookie.
type ConvertSessionToToken struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	PreserveSession bool `dto:"order=1"`
	Meta            Meta `dto:"order=2"`
}

// A ConvertSessionToTokenResponse carries the tokens where the host puts them into bodies.
type ConvertSessionToTokenResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Meta           Meta            `dto:"order=1"`
	AccessToken    string          `dto:"order=2,secret"`
	RefreshToken   string          `dto:"order=3,secret"`
	ResponseStatus *ResponseStatus `dto:"order=4"`
}
