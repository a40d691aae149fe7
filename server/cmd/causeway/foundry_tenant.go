package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/foundry"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// oneOrganisation refuses a request that names one organisation in its URL and another in its body, or two in its URL. ServiceStack binds from
// both places, and which of them wins depends on the route; here that would decide in whose name a call acts.
func oneOrganisation(x *server.Exchange) error {
	bound := tenantedPart(x.DTO)
	if bound == nil {
		return nil
	}
	inURL := organisations(x.Request.URL.Query())
	if len(inURL) == 0 {
		return nil
	}
	inBody, err := bodyOrganisations(x)
	if err != nil {
		return err
	}
	other := func(named string) bool { return named != bound.OrganisationId }
	if slices.ContainsFunc(inURL, other) || slices.ContainsFunc(inBody, other) {
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

// bodyOrganisations returns what the body alone says of the organisation. That it can be read is known: the request was bound from it.
func bodyOrganisations(x *server.Exchange) ([]string, error) {
	body, err := x.Body()
	if err != nil {
		return nil, err
	}
	mediaType, _, _ := strings.Cut(x.Request.Header.Get("Content-Type"), ";")
	format, ok := bodyFormats[strings.ToLower(strings.TrimSpace(mediaType))]
	if !ok {
		form, _ := url.ParseQuery(string(body)) // what cannot be read of it was not bound either
		return organisations(form), nil
	}
	alone := x.Op.NewRequest()
	if err := format.Decode(body, alone); err != nil {
		return nil, nil // the name of the route says that it is another format
	}
	if named := tenantedPart(alone).OrganisationId; named != "" {
		return []string{named}, nil
	}
	return nil, nil
}

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

// tenantedPart returns the base of a request that acts in an organisation, or nil.
func tenantedPart(request any) *dto.PutOperationTenanted {
	switch r := request.(type) {
	case *dto.ResetTwoFactorAuthenticationRequest:
		return &r.PutOperationTenanted
	case *dto.GenerateTwoFactorAuthenticationKeyRequest:
		return &r.PutOperationTenanted
	case *dto.EnableTwoFactorAuthenticationRequest:
		return &r.PutOperationTenanted
	}
	return nil
}
