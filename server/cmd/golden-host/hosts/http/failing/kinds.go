package failing

import (
	"maps"
	"strings"
	"time"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// A kind is one way to fail: what the recorded handler throws for it.
type kind struct {
	code    services.Code
	name    string
	message string
	field   string // of the argument to blame
	told    string // what is said of it, where it is not the message
}

func kinds() map[string]kind {
	all := exceptions()
	maps.Copy(all, httpErrors())
	maps.Copy(all, texts())
	return all
}

// exceptions are those of .NET and of the recorded host.
func exceptions() map[string]kind {
	return map[string]kind{
		"arg":           {code: services.Invalid, name: "ArgumentException", message: "Bad"},
		"argparam":      {code: services.Invalid, name: "ArgumentException", message: "Bad (Parameter 'Name')", field: "Name", told: "Bad"},
		"argnull":       {code: services.Invalid, name: "ArgumentNullException", message: "Value cannot be null. (Parameter 'Name')", field: "Name", told: "Value cannot be null."},
		"argnullmsg":    {code: services.Invalid, name: "ArgumentNullException", message: "Name is missing (Parameter 'Name')", field: "Name", told: "Name is missing"},
		"argrange":      {code: services.Invalid, name: "ArgumentOutOfRangeException", message: "Specified argument was out of the range of valid values. (Parameter 'Age')", field: "Age", told: "Specified argument was out of the range of valid values."},
		"argrangeval":   {code: services.Invalid, name: "ArgumentOutOfRangeException", message: "Too small (Parameter 'Age')\nActual value was -5.", field: "Age", told: "Too small"},
		"notimpl":       {code: services.NotSupported, name: "NotImplementedException", message: "Later"},
		"notsup":        {code: services.NotSupported, name: "NotSupportedException", message: "Never"},
		"file":          {code: services.NotFound, name: "FileNotFoundException", message: "No file"},
		"dir":           {name: "DirectoryNotFoundException", message: "No directory"},
		"serialization": {code: services.Invalid, name: "SerializationException", message: "Bad data"},
		"format":        {code: services.Invalid, name: "FormatException", message: "Bad format"},
		"overflow":      {name: "OverflowException", message: "Too much"},
		"auth":          {name: "AuthenticationException", message: "Who"},
		"ssauth":        {code: services.Unauthenticated, name: "AuthenticationException", message: "Who"},
		"unauthacc":     {code: services.Forbidden, name: "UnauthorizedAccessException", message: "No"},
		"concurrency":   {code: services.Conflict, name: "OptimisticConcurrencyException", message: "Stale"},
		"token":         {code: services.Unauthenticated, name: "SecurityTokenExpiredException", message: "Token gone"},
		"security":      {name: "SecurityException", message: "Sec"},
		"tokenex":       {code: services.Unauthenticated, name: "TokenException", message: "Tok"},
		"key":           {name: "KeyNotFoundException", message: "No key"},
		"invalidop":     {name: "InvalidOperationException", message: "Not now"},
		"nullref":       {name: "NullReferenceException", message: "Null"},
		"index":         {name: "IndexOutOfRangeException", message: "Out"},
		"cast":          {name: "InvalidCastException", message: "Cast"},
		"timeout":       {name: "TimeoutException", message: "Slow"},
		"io":            {name: "IOException", message: "Disk"},
		"web":           {name: "WebException", message: "Net"},
		"http":          {name: "HttpRequestException", message: "Net"},
		"div":           {name: "DivideByZeroException", message: "Attempted to divide by zero."},
		"plain":         {name: "Exception", message: "Plain"},
		"app":           {name: "ApplicationException", message: "App"},
		"custom":        {name: "CustomException", message: "Custom"},
		"status":        {name: "StatusException", message: "Teapot"},
		"code":          {name: "CodeException", message: "Coded"},
		"desc":          {name: "DescException", message: "Calm"},
		"inner":         {name: "Exception", message: "Outer"},
		"agg":           {code: services.Invalid, name: "AggregateException", message: "One or more errors occurred. (First) (Second)"},
		"agg1":          {code: services.Invalid, name: "ArgumentException", message: "Only"}, // one alone is told by itself
		"tie":           {name: "TargetInvocationException", message: "Exception has been thrown by the target of an invocation."},
		"cancel":        {name: "OperationCanceledException", message: "Cancelled"},
		"taskcancel":    {name: "TaskCanceledException", message: "Task cancelled"},
	}
}

// texts have messages that are hard to write.
func texts() map[string]kind {
	return map[string]kind{
		"empty":     {name: "Exception"},
		"xss":       {code: services.Invalid, name: "ArgumentException", message: `<script>x</script> <b>'&"`},
		"xssupper":  {code: services.Invalid, name: "ArgumentException", message: "<SCRIPT>x"},
		"unicode":   {code: services.Invalid, name: "ArgumentException", message: "Grüße 世界 \u0001 \"q\" \\ {a:b,[c]}"},
		"multiline": {code: services.Invalid, name: "ArgumentException", message: "line1\r\nline2\nline3"},
		"blankcode": {code: services.Invalid, message: "msg"},
		"long":      {code: services.Invalid, name: "ArgumentException", message: strings.Repeat("m", 3000)},
	}
}

// httpErrors name their own code.
func httpErrors() map[string]kind {
	return map[string]kind{
		"notfound":       {code: services.NotFound, name: "NotFound", message: "Nope"},
		"unauthorized":   {code: services.Unauthenticated, name: "Unauthorized", message: "Sign in"},
		"forbidden":      {code: services.Forbidden, name: "Forbidden", message: "Forbidden here"},
		"conflict":       {code: services.Conflict, name: "Conflict", message: "Conflict here"},
		"badrequest":     {code: services.Invalid, name: "BadRequest", message: "Bad here"},
		"badrequestcode": {code: services.Invalid, name: "Code1", message: "Bad here"},
		"mna":            {code: services.NotSupported, name: "MethodNotAllowed", message: "Not this verb"},
		"precond":        {name: "PreconditionFailed", message: "Pre"},
		"unavailable":    {code: services.Unavailable, name: "ServiceUnavailable", message: "Down"},
		"httpvalidation": {code: services.Invalid, name: "Code2", message: "Field is bad", field: "Name", told: "Field is bad"},
		"expectation":    {name: "ExpectationFailed", message: "Exp"},
		"httpnotimpl":    {name: "NotImplemented", message: "501"},
		"code-msg":       {code: services.Invalid, name: "MyCode", message: "My message"},
		"int-string":     {name: "PayUp", message: "PayUp"},
		"status-only":    {name: "Gone", message: "Gone"},
		"status-msg":     {name: "Gone", message: "It is gone"},
		"status-ex":      {code: services.Invalid, name: "CustomException", message: "Wrapped"},
		"msg-ex":         {name: "CustomException", message: "Message"},
		"msg-only":       {name: "InternalServerError", message: "Only message"},
		"odd-status":     {name: "Odd", message: "Odd status"},
		"big-status":     {name: "Big", message: "Big status"},
		"ok-status":      {name: "Fine", message: "HttpError with 200"},
		"no-content":     {name: "Nothing", message: "HttpError with 204"},
		"not-modified":   {name: "Same", message: "HttpError with 304"},
		"desc-set":       {code: services.Invalid, name: "Code3", message: "msg"},
		"desc-crlf":      {code: services.Invalid, name: "Code4\r\nX-Injected: 1", message: "msg"},
		"desc-unicode":   {code: services.Invalid, name: "Cödé", message: "msg"},
		"headers":        {name: "Busy", message: "Come back"},
		"ctype":          {code: services.Invalid, name: "Code5", message: "msg"},
		"cookies":        {code: services.Invalid, name: "Code6", message: "msg"},
		"dto":            {code: services.Invalid, name: "DtoCode", message: "Dto message"},
		"dto-status":     {code: services.Invalid, name: "InDto", message: "In the DTO"},
		"dto-other":      {code: services.Invalid, name: "OtherCode", message: "Other type"},
		"dto-text":       {code: services.Invalid, name: "TextCode", message: "Text message"},
		"rs":             {code: services.Invalid, name: "RsCode", message: "Rs message"},
		"validation":     {code: services.Invalid, name: "VCode", message: "V message"},
		"convertible":    {code: services.Invalid, name: "Converted", message: "converted message"},
		"webservice":     {code: services.Conflict, name: "RemoteCode", message: "Remote message"},

		"validationfield": {code: services.Invalid, name: "FieldCode", message: "Name is bad\n\n  - Name is bad [Name]\n  - Age is bad [Age]"},
	}
}

// statuses are those that no code of a service stands for.
func statuses() map[string]int {
	return map[string]int{
		"StatusException": 418, "DescException": 420, "PreconditionFailed": 412, "ExpectationFailed": 417, "NotImplemented": 501,
		"PayUp": 402, "Gone": 410, "Odd": 499, "Big": 599, "Fine": 200, "Nothing": 204, "Same": 304, "Busy": 503,
	}
}

// fail returns the error of a kind, or nil for one that is not known.
func fail(name string, known map[string]kind) *services.Error {
	k, ok := known[name]
	if !ok {
		return nil
	}
	err := &services.Error{Code: k.code, Name: k.name, Message: k.message}
	if k.field != "" {
		err.Fields = []validate.Failure{{Field: k.field, Code: k.name, Message: k.told}}
	}
	switch name {
	case "dto-status", "webservice":
		err.Details = &dto.ResponseStatus{ErrorCode: k.name, Message: &k.message}
	case "rs":
		err.Fields = []validate.Failure{{Field: "F", Code: "E", Message: "M", Meta: []validate.Meta{{Key: "fk", Value: new("fv")}}}}
		err.Details = dto.Meta{{Key: "k", Value: new("v")}}
	case "convertible":
		err.Fields = []validate.Failure{{Field: "F", Code: "E", Message: "M"}}
	case "validationfield":
		err.Fields = []validate.Failure{{Field: "Name", Code: "FieldCode", Message: "Name is bad"}, {Field: "Age", Code: "Other", Message: "Age is bad"}}
	case "headers":
		err.After = 30 * time.Second
		err.Response = services.Outcome{Reply: services.Reply{Header: []services.Header{{Name: "X-Custom", Value: "a,b"}}}}
	case "cookies":
		err.Response = services.Outcome{Reply: services.Reply{Cookies: []services.Cookie{{Name: "c", Value: "v", Path: "/", SameSite: "lax", HTTPOnly: true}}}}
	}
	return err
}
