package servicestack

import "time"

// GetApiKeys asks for the caller's keys of an environment.
type GetApiKeys struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Environment string `dto:"order=1"`
	Meta        Meta   `dto:"order=2"`
}

// A GetApiKeysResponse lists them.
type GetApiKeysResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Results        []UserApiKey    `dto:"order=1"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}

// RegenerateApiKeys cancels the caller's keys of an environment and makes new ones.
type RegenerateApiKeys struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Environment string `dto:"order=1"`
	Meta        Meta   `dto:"order=2"`
}

// A RegenerateApiKeysResponse lists the new ones.
type RegenerateApiKeysResponse struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Results        []UserApiKey    `dto:"order=1"`
	Meta           Meta            `dto:"order=2"`
	ResponseStatus *ResponseStatus `dto:"order=3"`
}

// A UserApiKey is a key as its owner sees it.
type UserApiKey struct {
	_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

	Key        string     `dto:"order=1,secret"`
	KeyType    string     `dto:"order=2"`
	ExpiryDate *time.Time `dto:"order=3"`
	Meta       Meta       `dto:"order=4"`
}
