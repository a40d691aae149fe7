// Package servicestack holds the shapes that every ServiceStack host shares: its error bodies and its authentication messages.
//
// Contract: servicestack-http.md 5.3, servicestack-auth.md 1.2; recorded: codec/types.md. All are data contracts of the XML namespace
// http://schemas.servicestack.net/types, whose member orders matter to XML alone.
package servicestack

// A ResponseStatus says what went wrong. An error answer writes Errors even when there are none, so it is empty there and not nil.
type ResponseStatus struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	ErrorCode  string          `dto:"order=1"`
	Message    *string         `dto:"order=2"` // nil and "" differ on the wire
	StackTrace string          `dto:"order=3"`
	Errors     []ResponseError `dto:"order=4"`
	Meta       Meta            `dto:"order=5"`
}

// A ResponseError blames one member of a request.
type ResponseError struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	ErrorCode string  `dto:"order=1"`
	FieldName string  `dto:"order=2"`
	Message   *string `dto:"order=3"` // nil and "" differ on the wire
	Meta      Meta    `dto:"order=4"`
}

// Meta is a dictionary of texts that keeps its order.
type Meta []MetaEntry

// A MetaEntry is one entry of a [Meta].
type MetaEntry struct {
	_ struct{} `entry:""`

	Key   string
	Value *string
}

// An ErrorResponse is the body of a failure that has no response type of its own.
type ErrorResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	ResponseStatus *ResponseStatus `dto:"order=1"`
}
