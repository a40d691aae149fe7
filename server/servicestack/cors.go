package servicestack

// CORS says which other origins may call a host from a browser.
type CORS struct {
	Origins     []string // that may; "*" is every one
	Methods     []string
	Headers     []string
	Exposed     []string
	Credentials bool
	MaxAge      int // seconds
}
