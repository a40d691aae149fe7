package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
)

// A request is one beside the recorded ones that has a method or headers of its own.
type request struct {
	host, line string   // such as "GET /path"
	headers    []string // such as "Name: value"
	body       string
	want       string // the status, those headers of the answer that the row is about, and the body
	about      []string
	source     string // the rule
}

func requests() []request {
	asJSON := []string{"Accept: application/json", "Content-Type: application/json"}
	return []request{
		{"http/negotiation", "OPTIONS /api/Hello", nil, "", "404 ", nil, "servicestack-http.md 3.5: OPTIONS is not handled"},
		{"http/negotiation", "OPTIONS /api", nil, "", "404 ", nil, "servicestack-http.md 3.5: OPTIONS is not handled"},
		{"http/routes", "OPTIONS /api/shadow/x", nil, "", `200 {"op":"Odd","verb":"OPTIONS","a":"x"}`, nil, "ApiHandlers.Generic: it falls on to the routes"},
		{"http/negotiation", "POST /echo", append(asJSON, "Content-Encoding: gzip"), `{"name":"x"}`, "400 " +
			`{"responseStatus":{"errorCode":"SerializationException","message":"Could not deserialize 'application/json' request using App.Echo'\n` +
			`Error: The request body could not be decoded.","errors":[]}}`, nil, "servicestack-http.md 2.5: body cannot be read"},
		{"http/results", "POST /res/hr-stream", []string{"Range: bytes=0-1"}, "", "206 Content-Range: bytes 0-1/10 01", []string{"Content-Range"},
			"HttpResult.IsPartialRequest looks at no method"},
		{"http/results", "PATCH /header", asJSON, "", "405 " +
			`{"responseStatus":{"errorCode":"NotImplementedException",` +
			`"message":"Could not find method named Patch(Header) or Any(Header) on Service ResService","errors":[]}}`, nil, "routes/065-no-method-patch-json"},
		{"http/negotiation", "POST /json/reply/Echo?age=5&name=Q", []string{"Content-Type: application/x-www-form-urlencoded"}, "age=0&name=Form",
			`200 {"name":"Form","age":5,"flag":false,"color":"None"}`, nil, "GenericHandler.CreateRequestAsync: what is at its default takes the query, as 237-reply-query-fill"},
		{"http/negotiation", "GET /hello/World.csv?callback=cb", nil, "", "200 Content-Disposition: attachment;filename=\"Hello.csv\" " +
			"cb(Result,ResponseStatus\r\n\"Hello, World!\",\r\n)", []string{"Content-Disposition"}, "CsvFormat.Register: a filter of every answer in CSV, a called one too"},
		{"http/negotiation", "put /json/reply/Thing", asJSON, `{"id":5}`, `200 {"id":5}`, nil, "ActionContext.Key: in any case, as in 458-lower-verb"},
		{"http/negotiation", "post /onlyget", asJSON, "", "405 " +
			`{"responseStatus":{"errorCode":"NotImplementedException",` +
			`"message":"Could not find method named post(OnlyGet) or Any(OnlyGet) on Service OnlyGetService","errors":[]}}`, nil,
			"ServiceExec.Execute: the first letter of the verb stays"},
		{"http/negotiation", "POST /hello", []string{"Accept: */*", "Content-Type: text/csv; header=present"}, "Name\r\na\r\n",
			"200 Content-Type: text/csv; header=present Content-Disposition:  Result,ResponseStatus\r\n\"Hello, a!\",\r\n",
			[]string{"Content-Type", "Content-Disposition"}, "CsvFormat.Register: only what is text/csv and nothing more"},
		{"http/negotiation-json", "POST /bytes", []string{"Accept: */*", "Content-Type: application/json; charset=utf-8"}, "{}",
			"200 Content-Type: application/json; charset=utf-8 \x01\x02\x03", []string{"Content-Type"},
			"HttpResponseExtensionsInternal.WriteToResponse: only what is the default type and nothing more"},
		{"http/batch", "GET /json/reply/Item[]", nil, `[{"name":"A"}]`, "200 []", nil,
			"DeserializeHttpRequestAsync: a body without a type is none, where the verb has none"},
		{"http/routes", "GET /m/a%2F6", asJSON, "", `200 {"op":"MatchB","verb":"GET","b":"a%2F6"}`, nil, "HostConfig.RequestRules: the path as routes see it"},
		{"http/routes", "GET /mp/a%2F6", asJSON, "", "404 ", nil, "HttpRequestExtensions.GetRequestValue: the path as routes see it"},
		{"http/routes", "GET /m/5%20", asJSON, "", `200 {"op":"MatchA","verb":"GET","a":"5 "}`, nil, "HostConfig.RequestRules: as int.TryParse reads it"},
		{"http/results", "POST /raw", asJSON, "no JSON", "200 []no JSON", nil, "ServiceController.Register: what wants the stream has no body read for it"},
		{"http/results", "POST /json/reply/RawBody?q=1", asJSON, `{"q":"2"}`, `200 [1]{"q":"2"}`, nil, "ServiceController.Register, by name"},
		{"http/negotiation", "POST /onlyget", append(asJSON, "X-Http-Method-Override: ÉX"), "", "405 " +
			`{"responseStatus":{"errorCode":"NotImplementedException",` +
			`"message":"Could not find method named Éx(OnlyGet) or Any(OnlyGet) on Service OnlyGetService","errors":[]}}`, nil,
			"ServiceExec.Execute, whatever letter is the first"},
	}
}

// The rules of what was recorded hold for other methods and headers too.
func TestRequests(t *testing.T) {
	for _, r := range requests() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l, hosts.Find(r.host)) }()
		got := r.answer(t, l.Addr().String())
		l.Close()
		if got != r.want {
			t.Errorf("%s: %s %q = %s, want %s (%s)", r.host, r.line, r.headers, got, r.want, r.source)
		}
	}
}

func (r request) answer(t *testing.T, addr string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	head := append([]string{r.line + " HTTP/1.1", "Host: localhost", fmt.Sprintf("Content-Length: %d", len(r.body))}, r.headers...)
	if _, err := io.WriteString(conn, strings.Join(head, "\r\n")+"\r\n\r\n"+r.body); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(res.StatusCode, " ")
	for _, name := range r.about {
		got += name + ": " + res.Header.Get(name) + " "
	}
	return got + string(text)
}
