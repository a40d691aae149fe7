package server

import "github.com/causeway-gateway/causeway/auth"

// A Dialect is how one family of hosts talks: where its URLs hide the format, where its requests hide the caller,
// and what its answers look like. Two hosts of one family are two values of one dialect.
//
// Everything that differs between families is behind these methods. Nothing outside a dialect or main asks which host it is serving.
type Dialect interface {
	// Prepare is called once, by [New], before the host's routes are added. It compiles what requests will need, adds operations of the
	// family's own (such as ServiceStack's /auth) to the host's, and sets how the family routes ([Router.Strict], [Router.Unique], [Router.Rule]).
	Prepare(*Host) error

	// Steps is the life of a request, in order. The first error ends it.
	Steps() []Step

	// Credentials finds the caller's proof in a request. The zero value is "none".
	Credentials(*Exchange) auth.Credentials

	// Render shapes the answer: the exchange's outcome, or the fault that ended it. It sets status, headers and body of x and writes nothing.
	Render(x *Exchange, f *Fault)
}

// A Step is one stage of the pipeline.
type Step struct {
	Name string
	Run  func(*Exchange) error
}

// The stages that families share. A dialect orders them and puts its own between them.
var (
	Session   = Step{"Session", (*Exchange).session}
	Authorize = Step{"Authorize", (*Exchange).authorize}
	Validate  = Step{"Validate", (*Exchange).validate}
	Invoke    = Step{"Invoke", (*Exchange).invoke}
)
