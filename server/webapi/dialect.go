package webapi

import (
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A Dialect is how one host of the family talks. It must not be changed, nor given to another host, after [server.New].
type Dialect struct {
	JSON codec.Codec // nil: codec.JsonNet
	XML  codec.Codec // nil: codec.XmlSerializer, whose unused declarations stand in the order of the documents: xsd, xsi

	// AccessKey and Tenant name the query parameters that hold a caller's access key, and the tenant that a proof is used for. Empty: the host has none.
	AccessKey, Tenant string

	// Challenge is the WWW-Authenticate of a 401. Empty: none, as the original's [Authorize] sends.
	Challenge string

	// Strict answers 406 to an Accept that no formatter meets, as DefaultContentNegotiator(excludeMatchOnTypeOnly: true) does.
	// Otherwise such a request is answered in the format of its own body, or in JSON.
	Strict bool

	// Details tells the causes of failures, as IncludeErrorDetailPolicy.Always does. For recreated hosts: causes are not for strangers.
	Details bool

	// WhyNotFound says in a host with Details why nothing answers a path: the original names its controller class. Nil or "": what the routes know of it.
	WhyNotFound func(path string) string

	// WhyLost says in a host with Details what is the matter with a parameter that cannot be null and got no value: the original names its method. Nil or
	// "": nothing more is told.
	WhyLost func(op *services.Operation, parameter string) string

	// RepeatSecrets lets a 404 repeat the whole URI. Otherwise the access key is left out.
	RepeatSecrets bool

	// FirstWins takes the first value of a parameter that the URI names twice with different values. Otherwise that is a model error:
	// what one reader takes for the tenant must not be another's.
	FirstWins bool

	formatters []formatter
	plans      map[*services.Operation]*requestPlan
}

// Recorded returns the options of the recorded hosts: ASP.NET Web API 5.2.7 on .NET 10.
func Recorded() *Dialect {
	return &Dialect{
		XML:           codec.XmlSerializer(codec.XmlSerializerOptions{XsiFirst: true}),
		RepeatSecrets: true,
		FirstWins:     true,
	}
}

// Prepare implements [server.Dialect].
func (d *Dialect) Prepare(h *server.Host) error {
	if d.JSON == nil {
		d.JSON = codec.JsonNet(codec.JsonNetOptions{})
	}
	if d.XML == nil {
		d.XML = codec.XmlSerializer(codec.XmlSerializerOptions{})
	}
	d.formatters = []formatter{
		{codec: d.JSON, types: []string{"application/json", "text/json"}},
		{codec: d.XML, types: []string{"application/xml", "text/xml"}},
	}
	h.Routes().Strict = true
	d.plans = make(map[*services.Operation]*requestPlan, len(h.Operations))
	for i := range h.Operations {
		plan, err := d.plan(&h.Operations[i])
		if err != nil {
			return err
		}
		plan.order = i << 16
		d.plans[&h.Operations[i]] = plan
	}
	return nil
}

// Steps implements [server.Dialect].
func (d *Dialect) Steps() []server.Step {
	return []server.Step{
		{Name: "Negotiate", Run: d.negotiate},
		{Name: "Route", Run: d.route},
		server.Session,
		server.Authorize,
		{Name: "Bind", Run: d.bind},
		{Name: "ModelState", Run: checkModelState},
		server.Invoke,
	}
}

// Credentials implements [server.Dialect]: a bearer token, else an access key, each with the tenant that it is used for. One that is no number
// is left out, so that its model error is told to those who may know.
func (d *Dialect) Credentials(x *server.Exchange) auth.Credentials {
	c := auth.Credentials{}
	query := local(x).query
	if tenant, ok := parseInt32(query.value(d.Tenant)); ok {
		c.File = tenant
	}
	scheme, token, _ := strings.Cut(x.Request.Header.Get("Authorization"), " ")
	key := query.value(d.AccessKey)
	switch {
	case strings.EqualFold(scheme, "Bearer"):
		c.Kind, c.Token = auth.Bearer, strings.TrimSpace(token)
	case d.AccessKey != "" && key != "":
		c.Kind, c.Token = auth.AccessKey, key
	}
	return c
}

// exchange is what the dialect keeps of a request between its steps.
type exchange struct {
	query     query
	format    *formatter
	mediaType string // of the answer, without charset
	utf16     bool
	refused   bool // no format is accepted
	state     ModelState
	body      ModelState // of the body, while it is bound
	null      bool       // the body left its parameter null
	lost      string     // the first parameter that cannot be null and got no value
}

func local(x *server.Exchange) *exchange {
	l, ok := x.Local.(*exchange)
	if !ok {
		l = &exchange{query: parseQuery(x.Request.URL.RawQuery)}
		x.Local = l
	}
	return l
}
