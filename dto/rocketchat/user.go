package rocketchat

// Me asks who the caller is: GET /api/v1/me. The answer is a [User] with services, isOAuthUser and success.
type Me struct{}

// A User is an account as its owner or an administrator sees it. It has no secrets.
type User struct {
	Id               string `dto:"name=_id"`
	Name             string
	Emails           []Email
	Status           string // "online", "away", "busy", "offline"
	StatusConnection string
	Username         string
	UtcOffset        int
	Active           bool
	Roles            []string
	Settings         *Settings
	AvatarUrl        string
	Email            string    // the first verified address
	Services         *Services // of the caller himself only
	IsOAuthUser      *bool
	Success          *bool
}

// An Email is an address of a user.
type Email struct {
	Address  string
	Verified bool
}

// Settings are the parts of a user's settings that clients demand to be there.
type Settings struct {
	Profile     *Nothing
	Preferences *Nothing
	Calendar    *Nothing
}

// Nothing is an object without members.
type Nothing struct{}

// Services say by what means a user signs in.
type Services struct {
	Password *PasswordService
	Totp     *FactorService
	Email2fa *FactorService
}

// A PasswordService says whether there is a password.
type PasswordService struct{ Exists bool }

// A FactorService says whether a second factor is on.
type FactorService struct{ Enabled bool }

// UsersInfo looks a user up by the first of its members that names one: GET /api/v1/users.info.
type UsersInfo struct {
	UserId              *string
	Username            *string
	ImportId            *string
	Email               *string
	FreeSwitchExtension *string // of a telephone
	IncludeUserRooms    *string // "true"; taken, and nothing is added for it
	Fields              *string // taken, and nothing is left out for it
}

// UsersInfoResponse answers [UsersInfo].
type UsersInfoResponse struct {
	User    *User
	Success bool
}

// UsersLogout ends all logins of a user: POST /api/v1/users.logout. Without userId it is the caller's own.
type UsersLogout struct {
	UserId *string
}

// UsersLogoutResponse answers [UsersLogout].
type UsersLogoutResponse struct {
	Message string
	Success bool
}

// UsersLogoutOtherClients ends all logins of the caller but the one that he calls with: POST /api/v1/users.logoutOtherClients.
type UsersLogoutOtherClients struct{}

// UsersLogoutOtherClientsResponse answers [UsersLogoutOtherClients].
type UsersLogoutOtherClientsResponse struct {
	Token        string `dto:"secret"` // the one that stays
	TokenExpires string // ISO 8601
	Success      bool
}

// Info asks what the server is: GET /api/info. Clients probe it before anything else.
type Info struct{}

// InfoResponse answers [Info].
type InfoResponse struct {
	Version string // major and minor, as strangers see it
	Success bool
}
