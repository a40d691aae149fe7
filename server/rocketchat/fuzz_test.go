package rocketchat_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// FuzzBody holds what decides between "reset mine" and "reset his": a JSON body arrives as encoding/json reads it, or is refused. Nothing but an object without
// members, or no body at all, arrives as an empty request.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `null`, `[]`, `{"userId":"ann"}`, `{"userId":null}`, `{"userId":5,"user":true}`, `{"userId":"a","userId":"b"}`, `{"userId":`, "\ufeff{}", `{"USERID":"ann"}`,
		`{"userId":"\ud800"}`, `{"username":"\u0000"}`, `{"userId":1e999}`, `{"user":{}}`, `{"":""}`, ` { } `, `{}{}`,
	} {
		f.Add(seed)
	}
	host, err := server.New(server.Host{
		Name: "rocketchat", Dialect: &rocketchat.Dialect{Calls: -1},
		Operations: []services.Operation{services.Op(said[dto.UsersResetTOTP], auth.Anyone, "POST /x")},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body string) {
		req := httptest.NewRequest("POST", "/x", strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		host.ServeHTTP(answer, req)

		var got map[string]any
		if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil {
			t.Fatalf("%q is answered with %q, which is no object: %v", body, answer.Body, err)
		}
		var want map[string]json.RawMessage
		readable := body == "" || json.Unmarshal([]byte(body), &want) == nil && want != nil
		switch {
		case answer.Code == http.StatusOK && !readable:
			t.Errorf("%q arrives as %s, want a refusal", body, answer.Body)
		case answer.Code == http.StatusOK && len(got) != len(want):
			t.Errorf("%q arrives as %s, want %d members", body, answer.Body, len(want))
		case answer.Code != http.StatusOK && (answer.Code != http.StatusBadRequest || got["errorType"] != "invalid-params"):
			t.Errorf("%q is answered with %d %s, want 400 invalid-params", body, answer.Code, answer.Body)
		}
		for name, value := range want {
			var text *string
			if json.Unmarshal(value, &text) == nil && text != nil && answer.Code == http.StatusOK && got[name] != *text {
				t.Errorf("%q arrives as %s, want %s %q", body, answer.Body, name, *text)
			}
		}
	})
}
