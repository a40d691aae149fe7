// Package validate holds the rules that stand beside an operation and say what its request must be.
//
// Codes, messages, field names and meta are those of FluentValidation
// (contract: servicestack-http.md 5.4; recorded: http/validation). A rule is typed by its constructor and nothing reflects at request time:
//
//	validate.NotEmpty("TargetUserId", func(r *foundry.ResetTwoFactorAuthenticationRequest) string { return r.TargetUserId })
//
// A failure tells the value that it blames. Of a password, a code or a key it must not: read those by [Secret].
package validate

// A Rule looks at a request and returns what is wrong with it, in the order in which it is told to the caller.
// Build one with a constructor of this package.
type Rule func(req any) []Failure

// A Failure blames one member of a request.
type Failure struct {
	Field   string // as declared, with its path: "Items[0].Value"
	Code    string // "NotEmpty"
	Message string
	Meta    []Meta // in the order in which they are sent

	template string // of Message, where a rule of this package wrote it
	facts    []fact // what stands for the names in template, and in Meta
	stated   bool   // Meta is the host's own
}

// A Meta is one named fact of a failure. A null value is not sent where the format leaves nulls out.
type Meta struct {
	Key   string
	Value *string
}
