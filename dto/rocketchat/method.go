package rocketchat

// MethodCall calls a DDP method over REST: POST /api/v1/method.call/{Method}. The call is JSON text inside the body, with the name of the method in it.
type MethodCall struct {
	Method  string // in the path, only for show
	Message *string
}

// MethodCallAnon is a [MethodCall] without a login: POST /api/v1/method.callAnon/{Method}.
type MethodCallAnon MethodCall

// MethodCallResponse answers [MethodCall] and [MethodCallAnon]. The result, or the method's error, is JSON text too.
type MethodCallResponse struct {
	Message string `dto:"secret"`
	Success bool
}

// A MethodMessage is the text of a [MethodCall].
type MethodMessage struct {
	Msg    string // "method"
	Id     string // any; it comes back with the result
	Method string // such as "2fa:enable"
	Params []string
}

// A MethodResult is the text of a [MethodCallResponse].
type MethodResult struct {
	Msg    string // "result"
	Id     string
	Result any `dto:"secret"` // absent where there is an error
	Error  *MethodError
}

// A MethodError is why a method refused.
type MethodError struct {
	IsClientSafe bool
	Error        string // the code
	Reason       string
	Details      *MethodDetails
	Message      string // "reason [code]"
	ErrorType    string // "Meteor.Error"
}

// MethodDetails name the method that refused.
type MethodDetails struct{ Method string }

// A TotpSecret is the result of 2fa:enable.
type TotpSecret struct {
	Secret string `dto:"secret"`
	Url    string `dto:"secret"`
}

// A CodeList is the result of 2fa:validateTempToken and 2fa:regenerateCodes.
type CodeList struct {
	Codes []string `dto:"secret"`
}

// CodesRemaining is the result of 2fa:checkCodesRemaining.
type CodesRemaining struct{ Remaining int }
