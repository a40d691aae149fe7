package server

// addHeaders adds what every answer of a host says unless it is [Host.Bare]: the request's id, that the type is not to be guessed, that
// nothing is to be stored where the answer does not say itself how long it holds, and over TLS, that there is to be no other way.
func (x *Exchange) addHeaders() {
	if x.Host.Bare {
		return
	}
	x.Header.Set("X-Request-Id", x.ID)
	x.Header.Set("X-Content-Type-Options", "nosniff")
	if x.Header["Cache-Control"] == nil && x.Header["Etag"] == nil && x.Header["Last-Modified"] == nil {
		x.Header.Set("Cache-Control", "no-store")
	}
	if x.Request.TLS != nil {
		x.Header.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
