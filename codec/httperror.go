package codec

// An HttpError is the body of Web API's errors: an ordered dictionary whose values are texts, numbers, lists of texts, or
// further dictionaries. JSON writes it as an object, XmlSerializer XML as elements in <Error>.
type HttpError []HttpErrorEntry //nolint:revive,staticcheck // named as in .NET

// An HttpErrorEntry is one member of an [HttpError].
type HttpErrorEntry struct { //nolint:revive,staticcheck // named as in .NET
	_     struct{} `entry:""`
	Key   string
	Value any
}

// ContractTags says how XmlSerializer XML writes it.
func (HttpError) ContractTags() string { return `elements:"Error"` }
