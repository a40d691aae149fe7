package rocketchat

// A Failure is the body of an error. Its schema allows no other members.
type Failure struct {
	Success   bool
	Error     string // "Reason [code]"
	ErrorType string // the code
	Details   *Details
}

// Details go with a [Failure]. Each kind of failure has a few of the members: a challenge has the first five.
type Details struct {
	Method           string // "totp", "email", "password": how the second factor is to be given
	CodeGenerated    *bool  // whether a code was mailed just now
	CodeExpires      string // ISO 8601, of a code that was mailed earlier
	EmailOrUsername  string
	AvailableMethods []string
	Function         string // where it went wrong
	Message          string
}

// An Unauthorized is the body of a 401: the two members of Rocket.Chat 6, and those that its newer clients require.
type Unauthorized struct {
	Status  string // "error"
	Message string
	Success bool
	Error   string
}

// A WrongMethod is the body of a 405.
type WrongMethod struct {
	Success bool
	Status  string // "error"
	Message string
}

// A LoginFailure is the body of a login that was refused, always with status 401.
type LoginFailure struct {
	Status  string // "error"
	Error   string // a code
	Message string
	Details *Details
	Success bool
}

// A LoginRefusal is a [LoginFailure] whose code is a number, as those of Meteor itself are.
type LoginRefusal struct {
	Status  string // "error"
	Error   int
	Message string
	Success bool
}
