package saasu

// OAuthPasswordCredentialsGrantRequest trades a user name and password for tokens. VerificationCode is for those who opted in;
// the official client of authorisation/token-2fa sends it empty at first.
type OAuthPasswordCredentialsGrantRequest struct {
	GrantType        string `dto:"name=grant_type"`
	Username         string `dto:"name=username"`
	Password         string `dto:"name=password,secret"`
	Scope            string `dto:"name=scope"`
	VerificationCode string `dto:"name=verification_code,secret"`
}

// OAuthRefreshRequest trades a refresh token for a new access token.
type OAuthRefreshRequest struct {
	GrantType    string `dto:"name=grant_type"`
	RefreshToken string `dto:"name=refresh_token,secret"`
	Scope        string `dto:"name=scope"`
}

// OAuthGrantResponse is the answer to both grants. Scope lists a word fileid:n for each file that the user may open.
type OAuthGrantResponse struct {
	AccessToken  string `dto:"name=access_token,secret"`
	TokenType    string `dto:"name=token_type"`
	ExpiresIn    int32  `dto:"name=expires_in"`
	RefreshToken string `dto:"name=refresh_token,secret"`
	Scope        string `dto:"name=scope"`
}

// OAuthError is the body of every refusal under authorisation/.
type OAuthError struct {
	Error            string `dto:"name=error"`
	ErrorDescription string `dto:"name=error_description"`
}

// PingRequest asks whether the bearer token is good.
type PingRequest struct{}
