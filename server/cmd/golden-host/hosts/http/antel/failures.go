package antel

import (
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// failures are what the recorded handler throws, by the e-mail address of the request.
func failures() map[string]error {
	of := services.Errorf
	return map[string]error{
		"arg@x.test":       of(services.Invalid, "ArgumentException", "Bad email"),
		"argparam@x.test":  argument("ArgumentException", "EmailAddress", "Bad value"),
		"argnull@x.test":   argument("ArgumentNullException", "EmailAddress", "Value cannot be null."),
		"argrange@x.test":  argument("ArgumentOutOfRangeException", "Latitude", "Too far"),
		"unauth@x.test":    of(services.Forbidden, "UnauthorizedAccessException", "Not allowed here"),
		"auth@x.test":      of(services.Internal, "AuthenticationException", "Who are you"),
		"key@x.test":       of(services.Internal, "KeyNotFoundException", "No such user"),
		"conflict@x.test":  of(services.Conflict, "Conflict", "Already reset"),
		"http409@x.test":   of(services.Conflict, "AlreadyUsed", "The temporary password was already used"),
		"notfound@x.test":  of(services.NotFound, "NotFound", "No such account"),
		"apikey@x.test":    of(services.Unauthenticated, "Unauthorized", "Invalid API key"),
		"invalidop@x.test": of(services.Internal, "InvalidOperationException", `Not now, "please": wait`),
		"notimpl@x.test":   of(services.NotSupported, "NotImplementedException", "Later"),
		"notsup@x.test":    of(services.NotSupported, "NotSupportedException", "Never"),
		"file@x.test":      of(services.NotFound, "FileNotFoundException", "Template missing"),
		"format@x.test":    of(services.Invalid, "FormatException", "Wrong form"),
		"nullref@x.test":   of(services.Internal, "NullReferenceException", "Oops"),
		"timeout@x.test":   of(services.Internal, "TimeoutException", "Slow"),
		"many@x.test":      of(services.TooMany, "TooManyAttemptsException", "Too many attempts"),
		"script@x.test":    of(services.Invalid, "ArgumentException", "Bad <script>alert(1)</script> & more"),
		"inner@x.test":     of(services.Internal, "Exception", "Outer"),
		"agg@x.test":       of(services.Invalid, "AggregateException", "Both (First) (Second)"),
		"unicode@x.test":   of(services.Invalid, "ArgumentException", "Grüße, 世界 – \u0007 \t tab\nnew line"),
		"empty@x.test":     of(services.Internal, "Exception", ""),
		"fields@x.test":    of(services.Invalid, "Rejected", "Two fields are wrong"),
		"multi@x.test":     several(),
	}
}

// argument is .NET's error about a parameter.
func argument(class, parameter, message string) error {
	err := services.Errorf(services.Invalid, class, "%s (Parameter '%s')", message, parameter)
	err.Fields = []validate.Failure{{Field: parameter, Code: class, Message: message}}
	return err
}

func several() error {
	err := services.Errorf(services.Invalid, "Multi", "Several")
	err.Fields = []validate.Failure{
		{Field: "Password", Code: "E1", Message: "First, one"},
		{Field: "Email", Code: "E2", Message: "Second", Meta: []validate.Meta{{Key: "a", Value: new("1")}, {Key: "B", Value: new("x:y")}}},
	}
	err.Details = dto.Meta{{Key: "Retry", Value: new("no")}, {Key: "k", Value: new("")}}
	return err
}

func business() *dto.ResponseStatus {
	return &dto.ResponseStatus{ErrorCode: "Business", Message: new("Said no")}
}
