package rocketchat

// Login signs in: POST /api/v1/login. It is the normal form of all the bodies that the route takes: user and password may be objects, and the whole may
// lie inside a totp member; [github.com/causeway-gateway/causeway/server/rocketchat] takes them apart.
type Login struct {
	User      *string // a name, or an address when it has an @
	Username  *string
	Email     *string
	Password  *string `dto:"secret"`
	Digest    *string `dto:"secret"` // lower-case hexadecimal SHA-256 of the password, in place of it
	Algorithm *string // of the digest: "sha-256"
	Code      *string `dto:"secret"` // second factor
	Resume    *string `dto:"secret"` // a token of an earlier login
}

// LoginResponse answers [Login].
type LoginResponse struct {
	Status  string // "success"
	Data    *LoginData
	Success bool
}

// LoginData is what a client needs for its next calls.
type LoginData struct {
	UserId    string
	AuthToken string `dto:"secret"`
	Me        *User
}

// Logout ends the token that it is called with: POST or GET /api/v1/logout.
type Logout struct{}

// LogoutResponse answers [Logout].
type LogoutResponse struct {
	Status  string // "success"
	Data    *LogoutData
	Success bool
}

// LogoutData is the sentence of a [LogoutResponse].
type LogoutData struct{ Message string }
