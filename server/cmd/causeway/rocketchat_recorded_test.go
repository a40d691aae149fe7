package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

// A chatVerdict is what one of Rocket.Chat's own validators was recorded to say of a request.
type chatVerdict struct {
	ID, Validator string
	Body, After   json.RawMessage
	Valid         bool
}

// chatVerdicts reads the recordings of a validator.
func chatVerdicts(t *testing.T, validator string) (list []chatVerdict) {
	t.Helper()
	f, err := os.Open("../../../fixtures/rocketchat/validators.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for scan := bufio.NewScanner(unpacked); scan.Scan(); {
		var v chatVerdict
		if err := json.Unmarshal(scan.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if v.Validator == validator {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		t.Fatalf("no recordings of %s", validator)
	}
	return list
}

// TestRecordedMethodCalls sends the messages that were recorded: one that is no call is refused, any other comes back with its id.
func TestRecordedMethodCalls(t *testing.T) {
	c := startChat(t)
	for validator, route := range map[string]string{"isMethodCallProps": "method.call", "isMethodCallAnonProps": "method.callAnon"} {
		c.recordedMethodCalls(validator, "POST /api/v1/"+route+"/2fa%3Aenable")
	}
}

func (c chat) recordedMethodCalls(validator, route string) {
	t := c.t
	t.Helper()
	for _, v := range chatVerdicts(t, validator) {
		body, err := json.Marshal(map[string]string{"message": string(v.Body)})
		if err != nil {
			t.Fatal(err)
		}
		a := c.call(c.root(), route, string(body))
		if !v.Valid {
			chatIs(t, v.ID+" "+string(v.Body), a, http.StatusBadRequest, `{"success":false,"error":"Invalid method call"}`)
			continue
		}
		read := v.After
		if read == nil {
			read = v.Body
		}
		var want, got struct{ ID string }
		var outer struct{ Message string }
		if err := json.Unmarshal(read, &want); err != nil {
			t.Fatal(err)
		}
		_ = json.Unmarshal([]byte(a.body), &outer)
		if err := json.Unmarshal([]byte(outer.Message), &got); err != nil || a.status != http.StatusOK || got != want {
			t.Errorf("%s: %s = %d %s, want a result with the id %q", v.ID, v.Body, a.status, a.body, want.ID)
		}
	}
}

// TestRocketChatAnonymousMethods calls methods for nobody, with a login and without.
func TestRocketChatAnonymousMethods(t *testing.T) {
	c := startChat(t)
	for _, who := range []chatLogin{{}, c.root()} {
		for method, want := range map[string]string{
			"2fa:enable": "[not-authorized]", "2fa:checkCodesRemaining": "[not-authorized]", "nosuch": "Method 'nosuch' not found [404]",
		} {
			body := `{"message":"{\"msg\":\"method\",\"id\":\"7\",\"method\":\"` + method + `\",\"params\":[]}"}`
			chatHas(t, method, c.call(who, "POST /api/v1/method.callAnon/"+method, body), http.StatusOK, `\"id\":\"7\",\"error\":{`, `\"message\":\"`+want+`\"`)
		}
	}
}

// TestRecordedUsersInfo asks for users as it was recorded, as far as a query can: what the validator takes is looked up, and anything else is not.
func TestRecordedUsersInfo(t *testing.T) {
	c := startChat(t)
	for _, v := range chatVerdicts(t, "isUsersInfoParamsGetProps") {
		var texts map[string]string
		if json.Unmarshal(v.Body, &texts) != nil {
			continue
		}
		query := make(url.Values)
		for name, text := range texts {
			query.Set(name, text)
		}
		a := c.call(c.root(), "GET /api/v1/users.info?"+query.Encode(), "")
		if refused := strings.Contains(a.body, `"errorType":"error-invalid-params"`); refused == v.Valid {
			t.Errorf("%s: %s = %d %s, refused %t, want %t", v.ID, query.Encode(), a.status, a.body, refused, !v.Valid)
		}
	}
}
