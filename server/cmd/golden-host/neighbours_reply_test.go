package main

import (
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/replay"
)

// A sibling is a whole request beside the recorded ones, with what the rule says of the answer: its status, and the headers and the body as they
// would have been recorded.
type sibling struct {
	host, id string // the recorded host and the situation
	request  string // its line and headers without Host and Connection
	body     string
	status   int
	headers  string // each ended by CRLF, without Vary
	want     string
	source   string
}

func (s sibling) exchange() *fixtures.Exchange {
	request := s.request + "\r\nHost: localhost\r\nConnection: close\r\n"
	if s.body != "" {
		request += fmt.Sprintf("Content-Length: %d\r\n", len(s.body))
	}
	answer := fmt.Sprintf("HTTP/1.1 %d\r\nVary: Accept\r\n%s\r\n%s", s.status, s.headers, s.want)
	return &fixtures.Exchange{ID: s.id, Text: new(request + "\r\n" + s.body), Answer: &answer, Volatile: []string{"header:Set-Cookie:ss-id", "header:Set-Cookie:ss-pid"}}
}

func siblings() []sibling {
	const (
		sent    = "HttpResponseExtensionsInternal.WriteToResponse: JSON between a prefix and a suffix is text/javascript, whoever chose it"
		outside = "HttpResponseExtensionsInternal.WriteErrorToResponse: a failure from outside in a call is text/javascript in every format"
		value   = "HttpResult(object) has no ResponseText: WriteToAsync serializes what it has, and results/243-hr-int"
	)
	return []sibling{
		{"negotiation", "suffix-json-callback", "GET /hello/World.json?callback=cb HTTP/1.1", "", 200, "Content-Type: text/javascript\r\n",
			`cb({"result":"Hello, World!"})`, sent},
		{"negotiation", "suffix-json-callback-error", "GET /hello.json?age=abc&callback=cb HTTP/1.1", "", 200, "Content-Type: text/javascript\r\n",
			`cb({"responseStatus":{"errorCode":"SerializationException","message":"Unable to bind to request 'Hello'","errors":[` +
				`{"errorCode":"SerializationException","fieldName":"age","message":"'abc' is an Invalid value for 'age'"}]}})`, outside},
		{"negotiation", "suffix-jsv-callback-error", "GET /hello.jsv?age=abc&callback=cb HTTP/1.1", "", 200, "Content-Type: text/javascript\r\n",
			`cb({responseStatus:{errorCode:SerializationException,message:Unable to bind to request 'Hello',errors:[` +
				`{errorCode:SerializationException,fieldName:age,message:'abc' is an Invalid value for 'age'}]}})`, outside},
		{"results", "hr-json-text-jsonp", "GET /res/hr-json-text?callback=cb HTTP/1.1", "", 200, "Content-Type: text/javascript\r\nAccept-Ranges: bytes\r\n",
			`cb({"a":1})`, sent},
		{"results", "ret-bytes-jsonp", "GET /res/bytes?callback=cb HTTP/1.1", "", 200, "Content-Type: application/octet-stream\r\n", "cb(raw bytes)",
			"WriteToResponse: bytes are octets where the negotiated type is the default one, here JSON; negotiation/482-jsonp-bytes has another default"},
		{"results", "hr-string", "GET /res/hr-string HTTP/1.1", "", 200, "Content-Type: application/json; charset=utf-8\r\n", `"as object"`, value},
		{"results", "hr-string-xml", "GET /res/hr-string?format=xml HTTP/1.1", "", 200, "Content-Type: application/xml\r\n",
			`<?xml version="1.0" encoding="utf-8"?><string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">as object</string>`, value},
		{"results", "hr-string-csv", "GET /res/hr-string?format=csv HTTP/1.1", "", 200, "Content-Type: text/csv\r\n", "as object",
			"CsvFormat.SerializeToStream writes a text as it stands"},
	}
}

func boundSiblings() []sibling {
	const (
		json    = "Content-Type: application/json; charset=utf-8\r\n"
		form    = "\r\nContent-Type: application/x-www-form-urlencoded"
		unbound = `{"responseStatus":{"errorCode":"SerializationException","message":"Unable to bind to request 'Bind'","errors":[`
		spelled = "GetFlattenedRequestParams and RestPath.CreateRequest gather in dictionaries that tell cases apart; errors/503-bind-path-bad"
		media   = "JsvReplyHandler is made for text/jsv, JsvOneWayHandler and ApiHandlers for application/jsv; negotiation/247 and batch/180"
	)
	field := func(name, value string) string {
		return fmt.Sprintf(`{"errorCode":"SerializationException","fieldName":"%[1]s","message":"'%[2]s' is an Invalid value for '%[1]s'"}`, name, value)
	}
	unreadable := func(media string) string {
		return `{responseStatus:{errorCode:SerializationException,message:"Could not deserialize '` + media + `' request using App.Hello'` +
			"\nError: Type definitions should start with a '{', expecting serialized type 'Hello', got string starting with: [\",errors:[]}}"
	}
	return []sibling{
		{"errors", "bind-path-and-query-bad", "GET /bind/abc?id=x HTTP/1.1\r\nAccept: application/json", "", 400, json,
			unbound + field("Id", "abc") + "," + field("id", "x") + "]}}", spelled},
		{"errors", "bind-path-bad-query-good", "GET /bind/abc?id=5 HTTP/1.1\r\nAccept: application/json", "", 400, json,
			unbound + field("Id", "abc") + "]}}", spelled},
		{"errors", "bind-query-and-form-bad", "POST /bind?id=a&f=x HTTP/1.1\r\nAccept: application/json" + form, "ID=c&f=q", 400, json,
			unbound + field("id", "a") + "," + field("f", "q") + "," + field("ID", "c") + "]}}", spelled},
		{"errors", "bind-reply-query-and-form-bad", "POST /json/reply/Bind?id=a HTTP/1.1" + form, "id=5&f=q", 400, json,
			unbound + field("id", "a") + "]}}", "ServiceStackHandlerBase.DeserializeHttpRequestAsync parses the query before the form"},
		{"routes", "put-override-form", "PUT /r/abc HTTP/1.1" + form, "X-Http-Method-Override=PATCH&b=q", 200, json,
			`{"op":"Var","verb":"PATCH","a":"abc","b":"q"}`, "RequestExtensions.GetParamInRequestHeader asks for no verb; negotiation/468-override-form"},
		{"routes", "query-empty-over-path", "GET /r/abc?a= HTTP/1.1", "", 200, json, `{"op":"Var","verb":"GET","a":"abc"}`, spelled},
		{"negotiation", "oneway-jsv-malformed", "POST /jsv/oneway/Hello HTTP/1.1\r\nContent-Type: text/jsv", "[", 400, "Content-Type: application/jsv\r\n",
			unreadable("application/jsv"), media},
		{"negotiation", "api-jsv-malformed", "POST /api/Hello.jsv HTTP/1.1\r\nContent-Type: text/jsv", "[", 400, "Content-Type: application/jsv\r\n",
			unreadable("application/jsv"), media},
		{"negotiation", "reply-jsv-format-bogus", "GET /jsv/reply/Hello?format=bogus HTTP/1.1", "", 200, "Content-Type: text/jsv\r\n",
			`{result:"Hello, !"}`, "GenericHandler.ProcessRequestAsync: the handler's own type where format is unknown"},
		{"batch", "leading-slashes", "POST //json/reply/Item HTTP/1.1", `{"name":"A"}`, 200, json, `{"result":"Did A","n":0}`,
			"PredefinedRoutesFeature.GetHandler trims every slash at the start"},
	}
}

func pathSiblings() []sibling {
	const (
		json    = "Content-Type: application/json; charset=utf-8\r\n"
		segment = "HttpRequestExtensions.GetQueryStringContentType takes a first segment in any case"
		whole   = "RestHandler.CreateRequest binds a wildcard from the path with its suffix; negotiation/201-suffix-wildcard"
	)
	return []sibling{
		{"negotiation", "suffix-alone", "GET /files/.json HTTP/1.1", "", 200, json, `{"path":".json"}`, whole},
		{"negotiation", "suffix-alone-deep", "GET /files/a/.json HTTP/1.1", "", 200, json, `{"path":"a/.json"}`, whole},
		{"negotiation", "suffix-of-literal", "GET /files.json HTTP/1.1", "", 200, json, `{}`, whole},
		{"negotiation", "segment-upper", "GET /CSV/5 HTTP/1.1", "", 200, "Content-Type: text/csv\r\nContent-Disposition: attachment;filename=\"CsvThing.csv\"\r\n", "Id\r\n5\r\n", segment},
		{"negotiation", "reply-jsv-upper", "GET /JSV/Reply/hello HTTP/1.1", "", 200, "Content-Type: application/jsv\r\n", `{result:"Hello, !"}`, segment},
		{"negotiation", "query-nul", "GET /hello?name=%00x HTTP/1.1\r\nAccept: application/json", "", 200, json, `{"result":"Hello, \u0000x!"}`,
			"Kestrel looks for NUL in the path it decodes (negotiation/426-path-null), not in the query"},
		{"routes", "wild-mid-suffix-alone", "GET /w2/a/mid/.json HTTP/1.1", "", 200, json, `{"op":"Wild","verb":"GET","a":"a","b":".json"}`, whole},
		{"routes-fallback", "root-suffix", "GET /.json HTTP/1.1", "", 200, json, `{"path":".json","verb":"GET"}`, whole},
	}
}

func heldSiblings() []sibling {
	const (
		json  = "Content-Type: application/json; charset=utf-8\r\n"
		parts = "--b\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n2\r\n--b--\r\n"
	)
	return []sibling{
		{"results", "etag-other-lastmod-after", "GET /res/hr-cache HTTP/1.1\r\nIf-None-Match: \"v9\"\r\nIf-Modified-Since: Sat, 03 Jan 2026 00:00:00 GMT", "", 304,
			"Age: 7\r\nCache-Control: max-age=300, public, must-revalidate\r\nETag: \"v2\"\r\nExpires: Fri, 02 Jan 2026 03:04:05 GMT\r\n" +
				"Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT\r\n", "", "HttpCacheFeature.HandleCacheResponses: ETagMatch or NotModifiedSince; results/266-hr-cache"},
		{"results", "etag-override", "POST /res/hr-etag HTTP/1.1\r\nX-Http-Method-Override: GET\r\nIf-None-Match: \"v1\"\r\nContent-Length: 0", "", 304,
			"Cache-Control: max-age=600\r\nETag: \"v1\"\r\n", "", "HttpCacheFeature looks at req.Verb, which is the overriding one; results/319-etag-match"},
		{"results", "etag-match-stream", "GET /res/hr-etag-stream HTTP/1.1\r\nIf-None-Match: \"s1\"", "", 304,
			"Accept-Ranges: bytes\r\nCache-Control: max-age=600\r\nETag: \"s1\"\r\n", "",
			"HandleCacheResponses sends every header of the result with a 304; results/267-hr-etag-stream and 319-etag-match"},
		{"results", "hr-compressed-jsonp", "GET /res/hr-compressed?callback=cb HTTP/1.1", "", 200, json + "Content-Encoding: deflate\r\n", packed(`{"id":1}`),
			"ServiceStackHandlerBase.HandleResponseNext wraps no CompressedResult; results/271-hr-compressed"},
		{"results", "raw-multipart", "POST /raw?q=1 HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b", parts, 200, json, "[2]",
			"results/402-raw-form: ASP.NET has read the body of a form before the handler does"},
		{"foundry", "unauth-suffix-xml-callback", "PUT /users/2fa/reset.xml?callback=cb HTTP/1.1\r\nContent-Length: 0", "", 200,
			"Content-Type: text/javascript\r\nSet-Cookie: ss-id=x; path=/; samesite=lax; httponly\r\n" +
				"Set-Cookie: ss-pid=x; expires=Wed, 21 Nov 2046 11:10:31 GMT; path=/; samesite=lax; httponly\r\nWWW-Authenticate: jwt realm=\"/auth/jwt\"\r\n",
			`cb({"responseStatus":{"errorCode":"Unauthorized","message":"Not Authenticated","errors":[]}})`,
			"AuthFeatureUnauthorizedHttpHandler writes JSON in a call; foundry/037-unauth-callback"},
		{"results", "raw-bom", "POST /raw?q=1 HTTP/1.1", "\ufeffa\xfcb", 200, json, "[1]a\ufffdb", "results/379-raw-json: a StreamReader takes the mark and bad bytes away"},
		{"results", "raw-form-bad-utf8", "POST /raw HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded", "q=a\xfcb", 200, json, "[a\ufffdb]",
			"results/402-raw-form: FormPipeReader decodes UTF-8 and replaces what is none"},
		{"negotiation-json", "any-post-soap11", "POST /hello HTTP/1.1\r\nAccept: */*\r\nContent-Type: text/xml; charset=utf-8", "<x/>", 400,
			"Content-Type: text/xml; charset=utf-8\r\n", "", "the body is read as XML, and MimeTypes.Soap11 has no serializer without the SOAP plugin"},
		{"errors", "failvoid-any-text-plain", "GET /failvoid?kind=notfound HTTP/1.1\r\nAccept: */*\r\nContent-Type: text/plain", "", 404, "Content-Type: text/plain\r\n", "",
			"ContentTypes.SerializeUnknownContentType leaves an ErrorResponse out; errors/280-failvoid-notfound and 348-any-text-plain-notfound"},
		{"negotiation-json", "any-get-soap11", "GET /hello HTTP/1.1\r\nAccept: */*\r\nContent-Type: text/xml; charset=utf-8", "", 405,
			"Content-Type: text/xml; charset=utf-8\r\n", "", "ContentFormat.NormalizeContentType lets MimeTypes.Soap11 be; negotiation-json/054-any-ct-text-plain"},
		{"batch", "own-fail-jsonp", "POST /json/reply/ItemOwn[]?callback=cb HTTP/1.1", `[{"name":"fail"}]`, 400, "Content-Type: text/javascript\r\n",
			`cb({"responseStatus":{"errorCode":"ArgumentException","message":"Bad item","errors":[]}})`,
			"batch/114-own-fail-json, whose reason is the error's own: a failure of the operation, which keeps its status in a call (batch/048-fail-mid-jsonp)"},
		{"batch", "mixed-same-type", "POST /json/reply/ItemMixed[] HTTP/1.1", `[{"name":"a"},{"name":"b"}]`, 200, json + "X-AutoBatch-Completed: 2\r\n",
			`[{"result":"a","n":0},{"result":"b","n":0}]`, "CreateAutoBatchServiceExec makes an array of the first answer's type; batch/001-ok-json"},
		{"errors", "restricted-forwarded", "GET /restricted HTTP/1.1\r\nAccept: application/json\r\nX-Forwarded-Proto: https", "", 200, json,
			`{"other":"fine","count":0}`, "NetCoreRequest.IsSecureConnection believes X-Forwarded-Proto; negotiation/537-x-forwarded"},
		{"errors-map", "fail-validation", "GET /fail?kind=validation HTTP/1.1", "", 422, json,
			`{"count":0,"responseStatus":{"errorCode":"VCode","message":"V message","errors":[]}}`,
			"errors/171-fail-validation; ValidationError is an ArgumentException, which this host answers with 422"},
	}
}

func packed(text string) string {
	var b strings.Builder
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // into memory
	_ = w.Close()
	return b.String()
}

// A rule that the recordings show holds for the whole answer of their siblings, compared as a recording is.
func TestSiblings(t *testing.T) {
	for _, s := range slices.Concat(siblings(), boundSiblings(), pathSiblings(), heldSiblings()) {
		for _, v := range verdicts(t, s.host, s.exchange()) {
			if v.Difference != "" {
				t.Errorf("%s/%s: %s (%s)", s.host, s.id, v.Difference, s.source)
			}
		}
	}
}

// verdicts sends one exchange to a recorded host made again.
func verdicts(t *testing.T, host string, e *fixtures.Exchange) []replay.Verdict {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { _ = serve(l, hosts.Find("http/"+host)) }()
	return replay.Host(l.Addr().String(), []*fixtures.Exchange{e})
}

// A suffix may ask for a page in a call, which has its prefix and suffix like all else (RestHandler takes the type of the suffix,
// ServiceStackHandlerBase.HandleResponseNext writes the call). A failure from outside is told as script.
func TestPageInCall(t *testing.T) {
	for _, c := range []struct {
		host, target string
		status       int
		contentType  string
		begins, ends string
	}{
		{"negotiation", "/hello/World.html?callback=cb", 200, "text/html", "cb(<!doctype html>", ")"},
		{"negotiation", "/hello.html?age=abc&callback=cb", 200, "text/javascript", "cb(<!doctype html>", ")"},
		{"errors", "/fail.html?kind=arg&callback=cb", 400, "text/html", "cb(<!doctype html>", ")"},
		{"errors", "/fail.html?kind=notfound&callback=cb", 404, "text/plain; charset=utf-8", "Error (NotFound): Nope", "404"},
	} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l, hosts.Find("http/"+c.host)) }()
		res, err := http.Get("http://" + l.Addr().String() + c.target)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		l.Close()
		if got := res.Header.Get("Content-Type"); res.StatusCode != c.status || got != c.contentType {
			t.Errorf("%s = %d %s, want %d %s", c.target, res.StatusCode, got, c.status, c.contentType)
		}
		if !strings.HasPrefix(string(text), c.begins) || !strings.HasSuffix(string(text), c.ends) {
			t.Errorf("%s = %q, want %s…%s", c.target, text, c.begins, c.ends)
		}
	}
}

// Operations with which one signs in are listed apart, but for two that metadata is not told of ([Tag] and [ExcludeMetadata] in AuthDtos.cs); a host of
// this kind is recorded as metadata/foundry/7840-api-index-slash.
func TestIndexOfSigningIn(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { _ = serve(l, hosts.Find("http/foundry")) }()
	res, err := http.Get("http://" + l.Addr().String() + "/api")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var index map[string][]struct{ Name string }
	if err := json.NewDecoder(res.Body).Decode(&index); err != nil {
		t.Fatal(err)
	}
	const want = "map[auth:[{AssignRoles} {Authenticate} {GetAccessToken} {UnAssignRoles}] other:[{AssignOrganisationRolesRequest} " +
		"{GenerateTwoFactorAuthenticationKeyRequest} {GetCurrentProfileRequest} {ResetTwoFactorAuthenticationRequest}]]"
	if got := fmt.Sprint(index); got != want {
		t.Errorf("/api = %s, want %s", got, want)
	}
}

// Slashes alone are no path (HttpHandlerFactory.GetHandlerForPathInfo): not even a fallback takes them, though it takes / (routes-fallback/001-root).
func TestSlashesAlone(t *testing.T) {
	e := &fixtures.Exchange{ID: "slashes", Text: new("GET // HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Answer: new("HTTP/1.1 404\r\n\r\n")}
	for _, v := range verdicts(t, "routes-fallback", e) {
		if v.Difference != "" {
			t.Error(v.Difference)
		}
	}
}

// The longest request line that Kestrel reads has 8192 bytes, with its end (KestrelServerLimits.MaxRequestLineSize); errors/574-uri-long is longer.
func TestLongestLine(t *testing.T) {
	for length, status := range map[int]int{8192: 404, 8193: 414} {
		target := "/" + strings.Repeat("x", length-len("GET / HTTP/1.1\r\n"))
		answer := fmt.Sprintf("HTTP/1.1 %d\r\n\r\n", status)
		e := &fixtures.Exchange{ID: "line", Text: new("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Answer: &answer}
		for _, v := range verdicts(t, "errors", e) {
			if v.Difference != "" {
				t.Errorf("a line of %d bytes: %s", length, v.Difference)
			}
		}
	}
}

// The index is JSON, whatever its query asks for (ApiHandlers.Generic writes it with the handler's own serializer).
func TestIndexOfWhateverFormat(t *testing.T) {
	all, err := fixtures.Exchanges(fixtures.Recorded(), "http/negotiation")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(e *fixtures.Exchange) bool { return strings.HasSuffix(e.ID, "-api-index") })
	if i < 0 {
		t.Fatal("no index is recorded")
	}
	for _, query := range []string{"format=xml", "callback=cb", "jsconfig=epcn"} {
		asked := *all[i]
		asked.Text = new(strings.Replace(string(asked.Request()), "/api HTTP", "/api?"+query+" HTTP", 1))
		if string(asked.Request()) == string(all[i].Request()) {
			t.Fatalf("%q does not ask for the index", asked.Request())
		}
		for _, v := range verdicts(t, "negotiation", &asked) {
			if v.Difference != "" {
				t.Errorf("/api?%s: %s", query, v.Difference)
			}
		}
	}
}
