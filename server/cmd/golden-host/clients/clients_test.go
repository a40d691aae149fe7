package clients_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/clients"
)

// The recorded requests and answers are replayed by golden-host. Here it is shown that a difference is noticed.
func TestReplay(t *testing.T) {
	const (
		json200 = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
		json400 = "HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\n\r\n"
		xml200  = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n"
		hello   = "GET /hello/x HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\n\r\n"
		named   = "POST /hello/x HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: "
		model   = "http://schemas.datacontract.org/2004/07/MyApp.ServiceModel"
	)
	for _, c := range []struct {
		name, request, answer string
		camel                 bool
		answers               int
		differs               string // a part of the difference
	}{
		{"a success", hello, json200 + `{"Result":"ok"}`, false, 1, ""},
		{"a success in the letters of a script", hello, json200 + `{"result":"ok"}`, true, 1, ""},
		{"a success in other letters than a script reads", hello, json200 + `{"Result":"ok"}`, true, 1, "want"},
		{"a failure", strings.Replace(hello, "GET /hello/x", "POST /bookings", 1), json400 + `{"responseStatus":{"errorCode":"E","message":"M"}}`, false, 1, ""},
		{"a member that is sent twice", named + "12\r\n\r\n{\"Name\":\"y\"}", json200 + `{}`, false, 0, "member Name"},
		{"a member that is not known", named + "12\r\n\r\n{\"Nome\":\"x\"}", json200 + `{}`, false, 0, "member nome is lost"},
		{"no such operation", "POST /json/reply/Nobody[] HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n[]", json200 + `{}`, false, 0, "answered 405"},
		{"a page", hello, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>", false, 0, ""},
		{"a broken answer", hello, json200 + `{"Result":`, false, 0, ""},
		{"XML", strings.Replace(hello, "json", "xml", 1), xml200 + `<HelloResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="` + model + `"><Result>ok</Result></HelloResponse>`, false, 1, ""},
		{"XML with another prefix", strings.Replace(hello, "json", "xml", 1), xml200 + `<HelloResponse xmlns="` + model + `"><Result>ok</Result></HelloResponse>`, false, 1, "want"},
		{"a challenge", hello, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: jwt realm=\"/auth/jwt\"\r\nContent-Length: 0\r\n\r\n", false, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, err := json.Marshal(map[string]any{"requests": []string{c.request}, "response": []any{map[string]string{"raw": c.answer}}})
			if err != nil {
				t.Fatal(err)
			}
			call := new(fixtures.Call)
			if err := json.Unmarshal(line, call); err != nil {
				t.Fatal(err)
			}
			verdicts, err := clients.Replay([]*fixtures.Call{call}, c.camel)
			if err != nil || len(verdicts) != 1 {
				t.Fatalf("Replay = %v, %v, want one verdict", verdicts, err)
			}
			v := verdicts[0]
			if v.Answers != c.answers || (v.Difference == "") != (c.differs == "") || !strings.Contains(v.Difference, c.differs) {
				t.Errorf("Replay = %d answers, %q, want %d and a difference with %q", v.Answers, v.Difference, c.answers, c.differs)
			}
		})
	}
}
