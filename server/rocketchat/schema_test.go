package rocketchat_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// TestRecordedSchemas holds our reading of bodies against what Rocket.Chat's own validators were recorded to say of them.
func TestRecordedSchemas(t *testing.T) {
	s := serve(t, &rocketchat.Dialect{Calls: -1, Open: []string{"UsersLogout"}}, nil,
		services.Op(said[dto.UsersResetTOTP], auth.Anyone, "POST /isUsersGetStatusParamsGET"), // resetTOTP's own schema is not published; its keys are these
		services.Op(said[dto.UsersLogout], auth.Anyone, "POST /isUserLogoutParamsPOST"),
		services.Op(said[dto.Users2faSendEmailCode], auth.Anyone, "POST /isUsers2faSendEmailCodeProps"),
	)
	counts := make(map[string]int)
	for _, l := range recorded(t) {
		if l.Validator != "isUsersGetStatusParamsGET" && l.Validator != "isUserLogoutParamsPOST" && l.Validator != "isUsers2faSendEmailCodeProps" {
			continue
		}
		counts[l.Validator]++
		res, body := ask(t, "POST", s.URL+"/"+l.Validator, string(l.Body), "Content-Type: application/json")
		if !l.Valid {
			if want := `{"success":false,"error":"` + l.Errors[0].Message + `","errorType":"invalid-params"}`; res.StatusCode != http.StatusBadRequest || body != want {
				t.Errorf("%s: %s = %d %s, want 400 %s", l.ID, l.Body, res.StatusCode, body, want)
			}
			continue
		}
		if want := l.coerced(t); res.StatusCode != http.StatusOK || body != want {
			t.Errorf("%s: %s = %d %s, want 200 %s", l.ID, l.Body, res.StatusCode, body, want)
		}
	}
	for _, name := range []string{"isUsersGetStatusParamsGET", "isUserLogoutParamsPOST", "isUsers2faSendEmailCodeProps"} {
		if counts[name] == 0 {
			t.Errorf("no recordings of %s", name)
		}
	}
}

// coerced is the body as the operation should see it: the known members, null as an empty text.
func (l line) coerced(t *testing.T) string {
	t.Helper()
	text := l.After
	if text == nil {
		text = l.Body
	}
	var all map[string]*string
	var known struct {
		UserId          *string `json:"userId,omitempty"`
		Username        *string `json:"username,omitempty"`
		User            *string `json:"user,omitempty"`
		EmailOrUsername *string `json:"emailOrUsername,omitempty"`
	}
	_ = json.Unmarshal(text, &all) // members that nobody reads may be of any type
	for name, into := range map[string]**string{"userId": &known.UserId, "username": &known.Username, "user": &known.User, "emailOrUsername": &known.EmailOrUsername} {
		if value, ok := all[name]; ok {
			*into = new(string)
			if value != nil {
				**into = *value
			}
		}
	}
	if l.Validator == "isUserLogoutParamsPOST" {
		known.Username, known.User = nil, nil
	}
	body, err := json.Marshal(known)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestCoercion has texts out of other values as JavaScript makes them.
func TestCoercion(t *testing.T) {
	s := serve(t, &rocketchat.Dialect{Calls: -1}, nil, services.Op(said[dto.UsersResetTOTP], auth.Anyone, "POST /x"))
	for value, want := range map[string]string{
		`5`: "5", `5.0`: "5", `-0`: "0", `0.1`: "0.1", `1e3`: "1000", `1e20`: "100000000000000000000", `1e21`: "1e+21", `1.5e300`: "1.5e+300",
		`0.000001`: "0.000001", `1e-7`: "1e-7", `-1.5e-10`: "-1.5e-10", `1e400`: "Infinity", `-1e400`: "-Infinity", `123456789012345678`: "123456789012345680",
		`true`: "true", `false`: "false", `null`: "", `""`: "", `"\u0041\ud83d\ude00"`: "A😀", `" 1 "`: " 1 ",
	} {
		_, body := ask(t, "POST", s.URL+"/x", `{"userId":`+value+`}`, "Content-Type: application/json")
		if body != `{"userId":"`+want+`"}` {
			t.Errorf("userId %s becomes %s, want %q", value, body, want)
		}
	}
}

// TestQuery reads queries as the URL standard does, which knows no malformed ones.
func TestQuery(t *testing.T) {
	s := serve(t, &rocketchat.Dialect{Calls: -1}, nil,
		services.Op(said[dto.UsersResetTOTP], auth.Anyone, "GET /x"), services.Op(said[dto.Me], auth.Anyone, "GET /open"))
	for query, want := range map[string]string{
		"userId=a+b%26c": `200 {"userId":"a b&c"}`, "userId=a;b=c": `200 {"userId":"a;b=c"}`, "userId=%zz": `200 {"userId":"%zz"}`,
		"userId=a+%zz%2Bb%4": `200 {"userId":"a %zz+b%4"}`, "userId=%": `200 {"userId":"%"}`, "userId=%ff": `200 {"userId":"�"}`,
		"&userId&&user==": `200 {"userId":"","user":"="}`, "": `200 {}`,
		"userId=a&userId=b": `400 {"success":false,"error":"must be string","errorType":"error-invalid-params"}`,
		"%zz=1":             `400 {"success":false,"error":"must NOT have additional properties","errorType":"error-invalid-params"}`,
	} {
		if res, body := ask(t, "GET", s.URL+"/x?"+query, ""); fmt.Sprintf("%d %s", res.StatusCode, body) != want {
			t.Errorf("?%s = %d %s, want %s", query, res.StatusCode, body, want)
		}
	}
	if res, body := ask(t, "GET", s.URL+"/open?a;b=%", ""); res.StatusCode != http.StatusOK {
		t.Errorf("?a;b=%% = %d %s, want 200", res.StatusCode, body)
	}
}

// A line is one recorded verdict.
type line struct {
	ID, Validator string
	Body, After   json.RawMessage
	Valid         bool
	Errors        []struct{ Message string }
}

func recorded(t *testing.T) (lines []line) {
	t.Helper()
	f, err := os.Open("../../fixtures/rocketchat/validators.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for scan := bufio.NewScanner(unpacked); scan.Scan(); {
		var l line
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}
