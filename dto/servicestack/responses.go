package servicestack

// An EmptyResponse has nothing to say but how it went.
type EmptyResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	ResponseStatus *ResponseStatus `dto:"order=1"`
}

// An IdResponse names what was made.
type IdResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Id             string          `dto:"order=1"`
	ResponseStatus *ResponseStatus `dto:"order=2"`
}

// A StringResponse is one text.
type StringResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Result         string          `dto:"order=1"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}

// A StringsResponse is a list of texts. The original writes an empty list where nothing was set; use an empty slice for that.
type StringsResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Results        []string        `dto:"order=1"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}

// An IntResponse is one number.
type IntResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Result         int32           `dto:"order=1"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}

// A BoolResponse is one truth value.
type BoolResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Result         bool            `dto:"order=1"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}
