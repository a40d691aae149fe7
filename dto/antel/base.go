// Package antel mirrors the shapes that Antel's own pages document, member for member.
package antel

import "github.com/causeway-gateway/causeway/dto/servicestack"

// ApiServiceRequest is the base of every request. ApiKey is required although it is a member like any other.
type ApiServiceRequest struct {
	_         struct{} `clr:"WebService.ServiceModel.Base"`
	ApiKey    string   `dto:"secret"`
	Latitude  *float64 // of the user making the request
	Longitude *float64
}

// ApiServiceResponse is the base of every response. Heading and Description are texts that an app shows; WasSuccessful is the result of the
// business, whatever the status of the answer.
type ApiServiceResponse struct {
	_              struct{} `clr:"WebService.ServiceModel.Base"`
	Description    string
	Heading        string
	WasSuccessful  bool
	ResponseStatus *servicestack.ResponseStatus
}
