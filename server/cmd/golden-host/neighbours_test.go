package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
)

// A neighbour is a request beside the recorded ones: the same rule in another format, or with another value.
type neighbour struct {
	host, target, accept string
	body                 string // of a POST as JSON; empty: a GET
	status               int
	want                 string
	source               string // the rule, or the recording that shows it
}

func neighbours() []neighbour {
	return []neighbour{
		{"http/results", "/res/tuple?format=json", "", "", 200, `"(1, x)"`, "results/146-ret-tuple-jsonl: a value alone is the same in both"},
		{"http/results", "/res/memory?format=json", "", "", 200, `"System.Memory<Byte>[6]"`, "codec/enc/rootval/point: a struct is its ToString, here .NET's"},
		{"http/validation", "/fluent", "application/json", `{"firstName":"abc","map":{"b":1,"a":2}}`, 400,
			`{"responseStatus":{"errorCode":"Predicate","message":"at most one entry","errors":[{"errorCode":"Predicate","fieldName":"Map",` +
				`"message":"at most one entry","meta":{"PropertyName":"Map","PropertyValue":"{b:1,a:2}"}}]}}`,
			"validation/102-attrs-one-notempty-list: what is no text is told in JSV"},
		{"http/errors", "/fail?kind=forbidden", "text/html", "", 403,
			"Forbidden\r\n\r\nRequest.HttpMethod: GET\r\nRequest.PathInfo: /fail\r\nRequest.QueryString: kind=forbidden\r\n\r\n",
			"errors/382-restricted-html and 200-fail-notfound-html: such pages stand for failures inside of operations too"},
		{"http/errors", "/failfilter?kind=notfound", "text/html", "", 404, "Error (NotFound): Nope\n\n404", "errors/200-fail-notfound-html"},
		{"http/errors", "/fail?kind=rs", "text/csv", "", 400,
			"Other,Count,ResponseStatus\r\n,0,\"{errorCode:RsCode,message:Rs message,errors:[{errorCode:E,fieldName:F,message:M,meta:{fk:fv}}],meta:{k:v}}\"\r\n",
			"errors/207-filter-rs-csv, and errors/181-fail-arg-csv for the columns"},
		{"http/errors", "/restricted", "application/json", "", 403,
			`{"responseStatus":{"errorCode":"UnauthorizedAccessException","message":"Could not execute service 'Restricted', The following restrictions were not met: '\n` +
				` -[LocalSubnet, External, Secure, HttpHead, HttpPost, HttpPut, HttpDelete, HttpPatch, HttpOptions, HttpOther, OneWay, Soap11, Soap12, ` +
				`Xml, Jsv, ProtoBuf, Csv, Html, Jsonl, MsgPack, FormatOther, MessageQueue, Tcp, Grpc, EndpointOther, InProcess]'\n` +
				` Unauthorized call was made from: Localhost, InSecure, HttpGet, Reply, Json, Http","errors":[]}}`,
			"errors/376-restricted-csv, which misses Csv: what is missing is all but what the call was made by (ServiceController.AssertServiceRestrictions)"},
		{"http/errors", "/fail?kind=agg1", "application/json", "", 400,
			`{"count":0,"responseStatus":{"errorCode":"ArgumentException","message":"Only","errors":[]}}`,
			"errors/082-filter-agg1: DtoUtils.CreateResponseStatus unwraps a single one too"},
		{"http/batch", "/json/reply/Item[]?format=csv", "", "[]", 200, "", "corrections-http.md A, 3.6: empty"},
		{"http/batch", "/json/reply/ItemVoid[]?format=csv", "", "[{},{}]", 200, "", "corrections-http.md A, 3.6: empty"},
		{"http/negotiation", "/echo?age=%2B5", "application/json", "", 400,
			`{"responseStatus":{"errorCode":"SerializationException","message":"Unable to bind to request 'Echo'",` +
				`"errors":[{"errorCode":"SerializationException","fieldName":"age","message":"'+5' is an Invalid value for 'age'"}]}}`,
			"corrections-http.md A, 2.3"},
		{"http/negotiation", "/hello/World.json?format=xml", "", "", 200, `{"result":"Hello, World!"}`, "servicestack-http.md 7, test 17: the suffix wins"},
		{"http/routes", "/e/.txt", "application/json", "", 200, `{"op":"Ext","verb":"GET","b":"txt"}`, "corrections-http.md A, 3.2: an empty part is null"},
		{"http/routes", "/metadata/", "application/json", "", 302, "", "negotiation/441-path-metadata: on every host"},
		{"http/negotiation", "/echo/x?jsconfig=dh:iso8601do,epcn&when=2026-01-02T03:04:05Z", "application/json", "", 200,
			`{"Name":"x","Age":0,"Flag":false,"Color":"None","When":"2026-01-02"}`, "negotiation/503-jsconfig-iso8601do and 495-jsconfig-tc-pc"},
		{"http/batch", "/json/oneway/Item", "", `{"name":"crash"}`, 500, `{"n":0,"responseStatus":{"errorCode":"Exception","message":"Crash","errors":[]}}`,
			"batch/193-single-oneway-fail-json"},
		{"webapi/saasu", "/Ping", "application/xml;q=0.5, application/json;q=0.4", "", 200,
			`<BaseResponseModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><_links />` +
				`<StatusMessage>Ok</StatusMessage></BaseResponseModel>`, "corrections-webapi.md 30"},
		{"webapi/details", "/conv/things/abc", "", "", 400,
			`{"Message":"The request is invalid.","MessageDetail":"The parameters dictionary contains a null entry for parameter 'id' of non-nullable type ` +
				`'System.Int32' for method 'System.String Get(Int32)' in 'SaasuLike.ThingsController'. An optional parameter must be a reference type, ` +
				`a nullable type, or be declared as an optional parameter."}`, "saasu/377-conv-one-bad-id and ReflectedHttpActionDescriptor's words"},
		{"webapi/details", "/variant/verify-2fa-opt-in?WsAccessKey=K1&FileId=2147483648", "", `{"ProviderUserId":1,"Otp":"1"}`, 400,
			`{"Message":"The request is invalid.","ModelState":{"FileId":["The parameter conversion from type 'System.String' to type ` +
				"'System.Nullable`1[System.Int32]' failed. See the inner exception for more information.\",\"The FileId field is required.\"]}}",
			"saasu/338-variant-fileid-overflow and ValueProviderResult's words"},
		{"webapi/details", "/echo/contact-valid", "", `{"Name":"a","Rank":1,"Tags":{"a":1}}`, 400,
			`{"Message":"The request is invalid.","ModelState":{"request.Tags.a":["Cannot deserialize the current JSON object (e.g. {\"name\":\"value\"}) into type ` +
				`'System.String[]' because the type requires a JSON array (e.g. [1,2,3]) to deserialize correctly.\nTo fix this error either change the JSON to a ` +
				`JSON array (e.g. [1,2,3]) or change the deserialized type so that it is a normal .NET type (e.g. not a primitive type like integer, not a ` +
				`collection type like an array or List<T>) that can be deserialized from a JSON object. JsonObjectAttribute can also be added to the type to force ` +
				`it to deserialize from a JSON object.\nPath 'Tags.a', line 1, position 33."]}}`, "saasu/503-valid-list-wrong-shape and Json.NET's words"},
	}
}

// What was recorded shows rules. They hold for what was not recorded too.
func TestNeighbours(t *testing.T) {
	for _, n := range neighbours() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l, hosts.Find(n.host)) }()
		status, body := n.ask(t, l.Addr().String())
		l.Close()
		if status != n.status || body != n.want {
			t.Errorf("%s%s, %s = %d %q, want %d %q (%s)", n.host, n.target, n.accept, status, body, n.status, n.want, n.source)
		}
	}
}

func (n neighbour) ask(t *testing.T, addr string) (status int, body string) {
	t.Helper()
	method := http.MethodGet
	if n.body != "" {
		method = http.MethodPost
	}
	req, err := http.NewRequest(method, "http://"+addr+n.target, strings.NewReader(n.body))
	if err != nil {
		t.Fatal(err)
	}
	if n.accept != "" {
		req.Header.Set("Accept", n.accept)
	}
	if n.body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultTransport.RoundTrip(req) // which follows no redirect
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}
