package saasu

// OAuthPasswordCredentialsGrantRequest trades a user name and password for tokens. VerificationCode is for those who opted in;
// the official client of authorisation/token-2fa sends it empty at first.
type OAuthPasswordCredentialsGrantRequest struct {
	GrantType        string `dto:"clr=grant_type"`
	Username         string `dto:"clr=username"`
	Password         string `dto:"clr=password,secret"`
	Scope            string `dto:"clr=scope"`
	VerificationCode string `dto:"clr=verification_code,secret"`
}

// OAuthRefreshRequest trades a refresh token for a new access token.
type OAuthRefreshRequest struct {
	GrantType    string `dto:"clr=grant_type"`
	RefreshToken string `dto:"clr=refresh_token,secret"`
	Scope        string `dto:"clr=scope"`
}

// OAuthGrantResponse is the answer to both grants. Scope lists a word fileid:n for each file that the user may open.
type OAuthGrantResponse struct {
	AccessToken  string `dto:"clr=access_token,secret"`
	TokenType    string `dto:"clr=token_type"`
	ExpiresIn    int32  `dto:"clr=expires_in"`
	RefreshToken string `dto:"clr=refresh_token,secret"`
	Scope        string `dto:"clr=scope"`
}

// OAuthError is the body of every refusal under authorisation/.
type OAuthError struct {
	Error            string `dto:"clr=error"`
	ErrorDescription string `dto:"clr=error_description"`
}

// PingRequest asks whether the bearer token is good.
type PingRequest struct{}
