package server

// addHeaders adds what every answer of a host says unless it is [Host.Bare]: the request's id, that the type is not to be guessed, that
// nothing is to be stored where the answer does not say itself how long it holds, and over TLS, that there is to be no other way.
func (x *Exchange) addHeaders() {
	if x.Host.Bare {
		return
	}
	x.Header["X-Request-Id"] = []string{x.ID}
	x.Header["X-Content-Type-Options"] = nosniff
	if x.Header["Cache-Control"] == nil && x.Header["Etag"] == nil && x.Header["Last-Modified"] == nil {
		x.Header["Cache-Control"] = noStore
	}
	if x.Secure {
		x.Header["Strict-Transport-Security"] = onlyTLS
	}
}

// Lines of all answers. They are full, so that who adds one gets a list of his own.
var (
	nosniff = []string{"nosniff"}
	noStore = []string{"no-store"}
	onlyTLS = []string{"max-age=31536000"}
)
