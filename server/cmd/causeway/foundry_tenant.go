package main

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/foundry"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// oneOrganisation refuses a request that names more than one organisation: in its URL and in its body, or twice in either. ServiceStack binds from
// both places and takes the last of two, and which of them wins depends on the route; here that would decide in whose name a call acts.
func oneOrganisation(x *server.Exchange) error {
	bound, all := tenantedPart(x.DTO)
	if bound == nil {
		return nil
	}
	inBody, err := bodyOrganisations(x, all)
	if err != nil {
		return err
	}
	other := func(named string) bool { return named != bound.OrganisationId }
	if slices.ContainsFunc(organisations(x.Request.URL.Query()), other) || slices.ContainsFunc(inBody, other) {
		return services.Errorf(services.Invalid, "ArgumentException", "The request names more than one organisation")
	}
	return nil
}

// organisations returns what the pairs of a URL or a form say of the organisation.
func organisations(pairs url.Values) (named []string) {
	for name, values := range pairs {
		if strings.EqualFold(name, "OrganisationId") {
			named = append(named, values...)
		}
	}
	return named
}

// bodyOrganisations returns everything that the body says of the organisation, read into all as its type says and as the name of the route does.
// That it can be read as one of them, or as a form, is known: the request was bound from it.
func bodyOrganisations(x *server.Exchange, all organisationReader) ([]string, error) {
	body, err := x.Body()
	if err != nil {
		return nil, err
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	mediaType, _, _ := strings.Cut(x.Request.Header.Get("Content-Type"), ";")
	route, _, _ := strings.Cut(strings.TrimPrefix(x.Request.URL.Path, "/"), "/")
	read := false
	for _, name := range []string{strings.TrimSpace(mediaType), "text/" + route} {
		if format, ok := bodyFormats[strings.ToLower(name)]; ok {
			read = true
			_ = format.Decode(body, all) // of two formats one will not do
		}
	}
	if read {
		return all.organisations(), nil
	}
	form, _ := url.ParseQuery(string(body)) // what cannot be read of it was not bound either
	return organisations(form), nil
}

// An organisationReader is decoded into from a body, and then has every organisation that it names.
type organisationReader interface{ organisations() []string }

type (
	resetReader struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" name:"ResetTwoFactorAuthenticationRequest"`
		everyOrganisation
	}
	generateReader struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" name:"GenerateTwoFactorAuthenticationKeyRequest"`
		everyOrganisation
	}
	enableReader struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" name:"EnableTwoFactorAuthenticationRequest"`
		everyOrganisation
	}
	everyOrganisation struct {
		_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations"`
		OrganisationId each
	}
)

// organisations leaves out texts that are empty: they name none.
func (e *everyOrganisation) organisations() []string {
	return slices.DeleteFunc(e.OrganisationId, func(named string) bool { return named == "" })
}

// each keeps every value that a member is given, where a text keeps the last.
type each []string

// UnmarshalText implements [encoding.TextUnmarshaler].
func (e *each) UnmarshalText(text []byte) error {
	*e = append(*e, string(text))
	return nil
}

// MarshalText implements [encoding.TextMarshaler].
func (e each) MarshalText() ([]byte, error) { return []byte(strings.Join(e, ",")), nil }

// bodyFormats are the formats of bodies by their media types. Any other body is a form, or none.
var bodyFormats = map[string]codec.Codec{
	"application/json": readJSON, "text/json": readJSON,
	"application/jsv": readJSV, "text/jsv": readJSV, "text/x-jsv": readJSV,
	"application/xml": readXML, "text/xml": readXML,
	"text/csv": codec.CSV(codec.TextOptions{}),
}

var (
	readJSON = codec.JSON(codec.TextOptions{})
	readJSV  = codec.JSV(codec.TextOptions{})
	readXML  = codec.XML(codec.XMLOptions{Lenient: true})
)

// tenantedPart returns the base of a request that acts in an organisation, and what reads its body; nil of any other.
func tenantedPart(request any) (*dto.PutOperationTenanted, organisationReader) {
	switch r := request.(type) {
	case *dto.ResetTwoFactorAuthenticationRequest:
		return &r.PutOperationTenanted, new(resetReader)
	case *dto.GenerateTwoFactorAuthenticationKeyRequest:
		return &r.PutOperationTenanted, new(generateReader)
	case *dto.EnableTwoFactorAuthenticationRequest:
		return &r.PutOperationTenanted, new(enableReader)
	}
	return nil, nil
}
