package rocketchat

// MethodCall calls a DDP method over REST: POST /api/v1/method.call/{Method}. The call is JSON text inside the body; the name in the path only repeats its own.
type MethodCall struct{ Message *string }

// MethodCallResponse answers [MethodCall]. The result, or the method's error, is JSON text too.
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
