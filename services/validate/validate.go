// Package validate holds the rules that stand beside an operation and say what its request must be.
//
// Codes, messages, field names and meta are those of FluentValidation
// (contract: servicestack-http.md 5.4; recorded: http/validation). A rule is typed by its constructor and nothing reflects at request time:
//
//	validate.NotEmpty("TargetUserId", func(r *foundry.ResetTwoFactorAuthenticationRequest) string { return r.TargetUserId })
//
// A failure tells the value that it blames. Of a password, a code or a key it must not: read those by [Secret].
//
// The rules have FluentValidation's names. What is called otherwise:
//
//	Equal, NotEqual (x => x.Other)           EqualTo, NotEqualTo
//	GreaterThan (x => x.Other) and its like  GreaterThanMember and its like
//	GreaterThanOrEqualTo, LessThanOrEqualTo  GreaterThanOrEqual, LessThanOrEqual
//	Length(n)                                ExactLength
//	EmailAddress                             Email
//	IsInEnum, IsEnumName                     Enum or Flags, ExactEnumName or EnumName
//	ScalePrecision that ignores zeros        EffectiveScalePrecision
//	Must((x, value) => ...)                  MustWith
//	MustAsync                                Must, with the Code "AsyncPredicate"
//	[Validate(Condition)]                    Must, with the Code "ScriptCondition" unless it has one
//	SetValidator                             Child, and EachChild behind RuleForEach
//	RuleForEach                              Each
//	Cascade(CascadeMode.Stop)                Cascade
//	DependentRules                           Then
//	WithErrorCode, WithMessage               Code, Message
//	WithName, WithState                      Named, State
//
// A rule set for some verbs is an operation of its own for these, with all its rules. A severity makes no difference, as on a
// ServiceStack host that treats warnings as errors, which is the usual one.
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
