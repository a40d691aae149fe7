package failing

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Host is the recorded host http/errors.
func Host() server.Host { return host("http/errors", servicestack.Recorded(), kinds()) }

// InnerFirst is the recorded host http/errors-inner, which tells the inner of two nested errors.
func InnerFirst() server.Host {
	known := kinds()
	known["inner"] = kind{code: services.Invalid, name: "ArgumentException", message: "Inner"}
	known["agg"] = kind{code: services.Invalid, name: "ArgumentException", message: "First"}
	known["filter:tie"] = kind{name: "ArgumentException", message: "Invoked"}
	known["filter:inner"] = kind{name: "ArgumentException", message: "Inner"}
	known["tie"] = kind{code: services.Invalid, name: "ArgumentException", message: "Invoked"}
	d := servicestack.Recorded()
	d.Default = "json"
	return host("http/errors-inner", d, known)
}

// Mapped is the recorded host http/errors-map, which has other statuses for some errors.
func Mapped() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	known := kinds()
	known["custom"] = kind{code: services.Conflict, name: "CustomException", message: "Custom"}
	known["late:timeout"] = kind{name: "Late"}
	h := host("http/errors-map", d, known)
	maps.Copy(h.Status, map[string]int{
		"KeyNotFoundException": 404, "NotImplementedException": 501,
		"ArgumentException": 422, "ArgumentNullException": 422, "ArgumentOutOfRangeException": 422, "AggregateException": 422, "Converted": 422,
		"VCode": 422, "FieldCode": 422, "Code2": 422, // of ValidationError, which is an ArgumentException
	})
	return h
}

// Mute is the recorded host http/errors-nowrite.
func Mute() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	d.Mute = true
	return host("http/errors-nowrite", d, kinds())
}

// A failer fails by the kind that a request names. A kind "return:x" was returned and not thrown, which makes no difference.
type failer map[string]kind

func (f failer) err(name string) error {
	if name == "" {
		return nil
	}
	if err := fail(strings.TrimPrefix(name, "return:"), f); err != nil {
		return err
	}
	return services.Errorf(services.Internal, "Exception", "unknown kind")
}

func host(name string, d *servicestack.Dialect, known failer) server.Host {
	d.Service = func(string) string { return "FailService" }
	d.Filters = []server.Step{{Name: "FilterFail", Run: known.filter}, {Name: "Restrict", Run: restrict}}
	return server.Host{
		Name:    name,
		Dialect: d,
		Status:  statuses(),
		Operations: []services.Operation{
			services.Op(known.fail, auth.Anyone, "ANY /fail", "ANY /fail/{Kind}"),
			services.Op(known.failNoStatus, auth.Anyone, "ANY /failnostatus"),
			services.Op(known.failVoid, auth.Anyone, "ANY /failvoid"),
			services.Op(known.failList, auth.Anyone, "ANY /faillist").Returns("List<string>"),
			services.Op(known.failCustom, auth.Anyone, "ANY /failcustom"),
			services.Op(known.failContract, auth.Anyone, "ANY /failcontract"),
			services.Op(failFilter, auth.Anyone, "ANY /failfilter"),
			services.Op(bind, auth.Anyone, "ANY /bind", "ANY /bind/{Id}"),
			services.Op(restricted, auth.Anyone, "ANY /restricted"),
			services.Op(late, auth.Anyone, "ANY /late"),
		},
	}
}

// filter fails before the operation FailFilter, in its own way for some kinds.
func (f failer) filter(x *server.Exchange) error {
	r, ok := x.DTO.(*FailFilter)
	if !ok {
		return nil
	}
	if k, ok := f["filter:"+r.Kind]; ok {
		return services.Errorf(k.code, k.name, "%s", k.message)
	}
	return f.err(r.Kind)
}

// restrict refuses the operation Restricted without TLS.
func restrict(x *server.Exchange) error {
	if _, ok := x.DTO.(*Restricted); !ok || x.Secure {
		return nil
	}
	format := "Html"
	if x.Codec != nil {
		format = title(x.Codec.Name())
	}
	verb := "Http" + title(servicestack.Verb(x))
	if !slices.Contains(attributes(), verb) {
		verb = "HttpOther"
	}
	made := []string{"Localhost", "InSecure", verb, "Reply", format, "Http"}
	missing := slices.DeleteFunc(attributes(), func(a string) bool { return slices.Contains(made, a) })
	return services.Errorf(services.Forbidden, "UnauthorizedAccessException", restriction, strings.Join(missing, ", "), strings.Join(made, ", "))
}

const restriction = "Could not execute service 'Restricted', The following restrictions were not met: '\n" +
	" -[%s]'\n Unauthorized call was made from: %s"

// attributes are what a request can be called by, in the original's order.
func attributes() []string {
	return strings.Fields("Localhost LocalSubnet External Secure InSecure HttpHead HttpGet HttpPost HttpPut HttpDelete HttpPatch HttpOptions HttpOther " +
		"OneWay Reply Soap11 Soap12 Xml Json Jsv ProtoBuf Csv Html Jsonl MsgPack FormatOther Http MessageQueue Tcp Grpc EndpointOther InProcess")
}

func title(word string) string { return strings.ToUpper(word[:1]) + strings.ToLower(word[1:]) }

func (f failer) fail(_ context.Context, r *Fail) (*services.Result[FailResponse], error) {
	if k := f["late:"+r.Kind]; k.name != "" {
		return &services.Result[FailResponse]{Reply: services.Reply{Status: 504, ContentType: "application/json; charset=utf-8"}}, nil
	}
	return &services.Result[FailResponse]{Body: &FailResponse{Other: "fine"}}, f.err(r.Kind)
}

func (f failer) failNoStatus(_ context.Context, r *FailNoStatus) (*FailNoStatusResponse, error) {
	return &FailNoStatusResponse{Other: "fine"}, f.err(r.Kind)
}

func (f failer) failVoid(_ context.Context, r *FailVoid) (*services.Void, error) {
	return nil, f.err(r.Kind)
}

func (f failer) failList(_ context.Context, r *FailList) (*services.Any, error) {
	return &services.Any{Value: []string{"fine"}}, f.err(r.Kind)
}

func (f failer) failCustom(_ context.Context, r *FailCustom) (*CustomResult, error) {
	return &CustomResult{Other: "fine"}, f.err(r.Kind)
}

func (f failer) failContract(_ context.Context, r *FailContract) (*FailContractResponse, error) {
	return &FailContractResponse{Other: "fine"}, f.err(r.Kind)
}

func failFilter(context.Context, *FailFilter) (*FailResponse, error) {
	return &FailResponse{Other: "passed"}, nil
}

func bind(_ context.Context, r *Bind) (*Bind, error) { return r, nil }

func restricted(context.Context, *Restricted) (*FailResponse, error) {
	return &FailResponse{Other: "fine"}, nil
}

func late(context.Context, *Late) (*LateResponse, error) { return &LateResponse{}, nil }
