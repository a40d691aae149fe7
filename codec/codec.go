package codec

// A Codec is one wire format with its options fixed. It is safe for concurrent use.
type Codec interface {
	// Name is the key of the format: the .ext suffix, the ?format= value, the first segment of /{name}/reply/{Op}.
	Name() string

	// ContentType is the media type of what Append writes, without a charset.
	ContentType() string

	// Append appends the wire form of v to dst.
	Append(dst []byte, v any) ([]byte, error)

	// Decode fills the value that v points to from data. Errors are of type [*Error].
	Decode(data []byte, v any) error
}

// A Pair is one name and value of a query string, a path, or a form, already percent-decoded.
type Pair struct{ Name, Value string }
