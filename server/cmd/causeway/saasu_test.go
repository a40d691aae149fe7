package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// The cases S01 to S24 of the contract, each a test of its name. Expected bodies are the documents' and the contract's, never our own output.

// saasuTest is Saasu with its demonstration data: file 777 of u1 and file 888 of u2.
type saasuTest struct{ *harness }

func startSaasu(t *testing.T) saasuTest {
	t.Helper()
	return saasuTest{start(t, saasuSystem)}
}

const (
	jsonBody = "Content-Type: application/json"
	xmlBody  = "Content-Type: application/xml"

	wrongOtpJSON = `"The one time password is invalid or has expired."`
	deniedJSON   = `{"Message":"Authorization has been denied for this request."}`
	invalidJSON  = `{"Message":"The request is invalid.","ModelState":{%s}}`
	hiddenJSON   = `["An error has occurred."]`
	otpJSON      = `"request.Otp":["The Otp field is required."]`
)

var u1, u2 = demoBooks[0], demoBooks[1]

// query is what an access key is sent in.
func (d demoBook) query() string { return "?FileId=" + d.file + "&WsAccessKey=" + d.key }

var sevenDigits = regexp.MustCompile(`\b[0-9]{7}\b`)

// texts returns the codes sent by SMS, oldest first.
func (s saasuTest) texts() []string {
	s.t.Helper()
	var codes []string
	for _, m := range s.outbox() {
		if m.Channel == account.SMS {
			codes = append(codes, sevenDigits.FindString(m.Text))
		}
	}
	return codes
}

// optIn opts a user in and returns the ProviderUserId and the code that was sent.
func (s saasuTest) optIn(book demoBook) (id int, otp string) {
	s.t.Helper()
	s.clock.advance(time.Second) // texts are in the order of their time
	a := s.send("POST /User/opt-in-to-2fa"+book.query(), `{"MobileNumber":"`+book.mobile+`"}`, jsonBody)
	var result struct{ ProviderUserId int }
	if err := json.Unmarshal([]byte(a.body), &result); err != nil || a.status != 200 || result.ProviderUserId <= 0 {
		s.t.Fatalf("opt in: %d %s", a.status, a.body)
	}
	codes := s.texts()
	return result.ProviderUserId, codes[len(codes)-1]
}

func verifyJSON(id int, otp string) string {
	return fmt.Sprintf(`{"ProviderUserId":%d,"Otp":%q}`, id, otp)
}

// verifyXML is a request as the document writes it.
func verifyXML(id int, otp string) string {
	return fmt.Sprintf(`<Verify2FAOptInRequest xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <ProviderUserId>%d</ProviderUserId>
  <Otp>%s</Otp>
</Verify2FAOptInRequest>`, id, otp)
}

// verify confirms an opt-in with a JSON body.
func (s saasuTest) verify(book demoBook, body string, headers ...string) answer {
	s.t.Helper()
	return s.send("POST /User/verify-2fa-opt-in"+book.query(), body, append([]string{jsonBody}, headers...)...)
}

// on reports whether signing in demands a code of the user.
func (s saasuTest) on(user string) bool {
	s.t.Helper()
	var factors account.Factors
	s.view(func(tx *account.Tx) error {
		a, err := tx.ByID(user)
		if err != nil {
			return err
		}
		factors, err = tx.Factors(a)
		return err
	})
	return factors.Phone
}

// want compares an answer with a status and a body.
func (s saasuTest) want(what string, a answer, status int, body string) {
	s.t.Helper()
	if a.status != status || a.body != body {
		s.t.Errorf("%s = %d %s, want %d %s", what, a.status, a.body, status, body)
	}
}

func TestS03(t *testing.T) {
	s := startSaasu(t)
	token := s.grant(u1, "token", "").AccessToken
	a := s.send("POST /User/opt-in-to-2fa?FileId=777", `{"MobileNumber":"0499999999"}`, jsonBody, "Authorization: Bearer "+token)
	if a.status != 200 || !regexp.MustCompile(`^\{"ProviderUserId":[1-9][0-9]*\}$`).MatchString(a.body) {
		t.Errorf("opt in = %d %s", a.status, a.body)
	}
	if codes := s.texts(); len(codes) != 1 || codes[0] == "" {
		t.Errorf("texts with seven digits = %q, want one", codes)
	}
	if to := s.outbox()[0].To; to != "+61499999999" {
		t.Errorf("text to %s", to)
	}
}

func TestS04(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	a := s.verify(u1, verifyJSON(id, otp))
	if a.status != 200 || a.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("verify = %d %s %s", a.status, a.header.Get("Content-Type"), a.body)
	}
	want := `^\{"StatusMessage":"Two factor authentication has been enabled\.","_links":\[\{"rel":"[^"]+","href":"http[^"]+","method":"[A-Z]+","title":"[^"]+"\}\]\}$`
	if !regexp.MustCompile(want).MatchString(a.body) {
		t.Errorf("verify = %s, want %s", a.body, want)
	}
	if !s.on("u1") || s.on("u2") {
		t.Errorf("two factor authentication of u1 is %t, of u2 %t", s.on("u1"), s.on("u2"))
	}
}

func TestS05(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	a := s.send("POST /User/verify-2fa-opt-in"+u1.query(), verifyXML(id, otp), xmlBody, "Accept: application/xml")
	want := `^<BaseResponseModel xmlns:xsd="http://www\.w3\.org/2001/XMLSchema" xmlns:xsi="http://www\.w3\.org/2001/XMLSchema-instance">` +
		`<_links><Link><rel>[^<]+</rel><href>[^<]+</href><method>[A-Z]+</method><title>[^<]+</title></Link></_links>` +
		`<StatusMessage>Two factor authentication has been enabled\.</StatusMessage></BaseResponseModel>$`
	if a.status != 200 || !regexp.MustCompile(want).MatchString(a.body) {
		t.Errorf("verify = %d %s, want %s", a.status, a.body, want)
	}
	if got := a.header.Get("Content-Type"); got != "application/xml; charset=utf-8" {
		t.Errorf("Content-Type = %s", got)
	}
	if !s.on("u1") {
		t.Error("two factor authentication is off")
	}
}

func TestS06(t *testing.T) {
	for _, c := range []struct{ mediaType, accept, want string }{
		{"application/json", "text/xml", "text/xml; charset=utf-8"},
		{"text/json", "", "text/json; charset=utf-8"},
		{"text/xml", "", "text/xml; charset=utf-8"},
		{"application/xml", "*/*", "application/json; charset=utf-8"},
	} {
		s := startSaasu(t)
		id, otp := s.optIn(u1)
		body, headers := verifyJSON(id, otp), []string{"Content-Type: " + c.mediaType}
		if strings.HasSuffix(c.mediaType, "xml") {
			body = verifyXML(id, otp)
		}
		if c.accept != "" {
			headers = append(headers, "Accept: "+c.accept)
		}
		a := s.send("POST /User/verify-2fa-opt-in"+u1.query(), body, headers...)
		if got := a.header.Get("Content-Type"); a.status != 200 || got != c.want {
			t.Errorf("%s, Accept %q = %d %s %s, want 200 %s", c.mediaType, c.accept, a.status, got, a.body, c.want)
		}
	}
}

func TestS07(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	a := s.send("POST /User/verify-2fa-opt-in?wsaccesskey="+u1.key+"&fileid=777", verifyJSON(id, otp), jsonBody)
	if a.status != 200 {
		t.Errorf("verify with lower-case names = %d %s", a.status, a.body)
	}
}

func TestS08(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	s.want("wrong code", s.verify(u1, verifyJSON(id, other(otp))), 400, wrongOtpJSON)
	a := s.send("POST /User/verify-2fa-opt-in"+u1.query(), verifyXML(id, other(otp)), xmlBody)
	s.want("wrong code in XML", a, 400, "<string>The one time password is invalid or has expired.</string>")
	if s.on("u1") {
		t.Error("two factor authentication is on after a wrong code")
	}
}

// other returns seven other digits.
func other(otp string) string {
	if otp[0] == '9' {
		return "0" + otp[1:]
	}
	return string(otp[0]+1) + otp[1:]
}

func TestS09(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	if a := s.verify(u1, verifyJSON(id, otp)); a.status != 200 {
		t.Fatalf("verify = %d %s", a.status, a.body)
	}
	s.want("the same code again", s.verify(u1, verifyJSON(id, otp)), 400, wrongOtpJSON)
	if !s.on("u1") {
		t.Error("two factor authentication is off after a replay")
	}
}

func TestS10(t *testing.T) {
	for _, c := range []struct {
		after  time.Duration
		status int
	}{{10*time.Minute - time.Second, 200}, {10*time.Minute + time.Second, 400}} {
		s := startSaasu(t)
		id, otp := s.optIn(u1)
		s.clock.advance(c.after)
		if a := s.verify(u1, verifyJSON(id, otp)); a.status != c.status || a.status == 400 && a.body != wrongOtpJSON {
			t.Errorf("verify after %s = %d %s, want %d", c.after, a.status, a.body, c.status)
		}
	}
}

func TestS11(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	for range 5 {
		s.want("wrong code", s.verify(u1, verifyJSON(id, other(otp))), 400, wrongOtpJSON)
	}
	s.want("right code after five wrong ones", s.verify(u1, verifyJSON(id, otp)), 400, wrongOtpJSON)

	s = startSaasu(t)
	id, otp = s.optIn(u1)
	for range 4 {
		s.verify(u1, verifyJSON(id, other(otp)))
	}
	if a := s.verify(u1, verifyJSON(id, otp)); a.status != 200 {
		t.Errorf("right code after four wrong ones = %d %s", a.status, a.body)
	}
}

func TestS12(t *testing.T) {
	s := startSaasu(t)
	id1, otp1 := s.optIn(u1)
	id2, otp2 := s.optIn(u2)
	s.want("registration of another user, his code", s.verify(u1, verifyJSON(id2, otp2)), 400, wrongOtpJSON)
	s.want("registration of another user, own code", s.verify(u1, verifyJSON(id2, otp1)), 400, wrongOtpJSON)
	s.want("unknown registration", s.verify(u1, verifyJSON(2147483647, otp1)), 400, wrongOtpJSON)
	if s.on("u1") || s.on("u2") {
		t.Error("two factor authentication is on")
	}
	if a := s.verify(u1, verifyJSON(id1, otp1)); a.status != 200 {
		t.Errorf("own registration and code = %d %s", a.status, a.body)
	}
}

func TestS13(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	body := verifyJSON(id, otp)
	missing := s.send("POST /User/verify-2fa-opt-in", body, jsonBody)
	s.want("no FileId, no credentials", missing, 404,
		`{"Message":"No HTTP resource was found that matches the request URI 'http://saasu.localhost/User/verify-2fa-opt-in'."}`)
	missing = s.send("POST /User/verify-2fa-opt-in?WsAccessKey="+u1.key, body, jsonBody)
	if missing.status != 404 || strings.Contains(missing.body, u1.key) {
		t.Errorf("no FileId = %d %s, want 404 without the key", missing.status, missing.body)
	}
	token := s.grant(u1, "token", "").AccessToken
	for what, a := range map[string]answer{
		"token for another file": s.send("POST /User/verify-2fa-opt-in?FileId=888", body, jsonBody, "Authorization: Bearer "+token),
		"key for another file":   s.send("POST /User/verify-2fa-opt-in?FileId=888&WsAccessKey="+u1.key, body, jsonBody),
		"wrong key":              s.send("POST /User/verify-2fa-opt-in?FileId=777&WsAccessKey=x", body, jsonBody),
	} {
		s.want(what, a, 401, deniedJSON)
	}
	a := s.send("POST /User/verify-2fa-opt-in"+u1.query()+"&FileId=888", body, jsonBody)
	s.want("two files", a, 400, fmt.Sprintf(invalidJSON, `"FileId":["The value '777,888' is not valid for Int32."]`))
}

func TestS14(t *testing.T) {
	s := startSaasu(t)
	s.want("no credentials", s.send("POST /User/verify-2fa-opt-in?FileId=777", verifyJSON(1, "1234567"), jsonBody), 401, deniedJSON)
	a := s.send("POST /User/verify-2fa-opt-in?FileId=777", verifyXML(1, "1234567"), xmlBody)
	s.want("no credentials, XML", a, 401, "<Error><Message>Authorization has been denied for this request.</Message></Error>")
	if got := a.header.Get("Www-Authenticate"); got != "" {
		t.Errorf("WWW-Authenticate = %s, want none", got)
	}
}

func TestS15(t *testing.T) {
	s := startSaasu(t)
	g := s.grant(u1, "token", "")
	s.want("refresh token as bearer", s.send("POST /User/opt-in-to-2fa?FileId=777", `{"MobileNumber":"0499999999"}`, jsonBody,
		"Authorization: Bearer "+g.RefreshToken), 401, deniedJSON)
}

func TestS16(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	request := `"request":` + hiddenJSON
	member := `"request.ProviderUserId":` + hiddenJSON
	required := `"request.ProviderUserId":["The ProviderUserId field is required."]`
	for _, c := range []struct{ what, body, state string }{
		{"cut off", `{"ProviderUserId":1,"Otp":`, request},
		{"not JSON", `hello`, request},
		{"an array", `[]`, request},
		{"empty", ``, required + "," + otpJSON},
		{"null", `null`, required + "," + otpJSON},
		{"empty object", `{}`, request + "," + otpJSON},
		{"text for a number", `{"ProviderUserId":"x","Otp":"1234567"}`, member + "," + request},
		{"too large", `{"ProviderUserId":2147483648,"Otp":"1234567"}`, member + "," + request},
		{"fraction", `{"ProviderUserId":1.5,"Otp":"1234567"}`, member + "," + request},
		{"null number", `{"ProviderUserId":null,"Otp":"1234567"}`, member},
		{"zero", `{"ProviderUserId":0,"Otp":"1234567"}`, required},
		{"negative", `{"ProviderUserId":-1,"Otp":"1234567"}`, required},
		{"no code", fmt.Sprintf(`{"ProviderUserId":%d}`, id), otpJSON},
		{"blank code", verifyJSON(id, "  "), otpJSON},
	} {
		a := s.send("POST /User/verify-2fa-opt-in"+u1.query(), c.body, jsonBody, "Content-Length: "+fmt.Sprint(len(c.body)))
		if strings.HasPrefix(c.what, "cut") { // the member at which it broke off may be named
			if a.status != 400 || !strings.HasPrefix(a.body, `{"Message":"The request is invalid.","ModelState":{"request`) {
				t.Errorf("%s = %d %s", c.what, a.status, a.body)
			}
			continue
		}
		s.want(c.what, a, 400, fmt.Sprintf(invalidJSON, c.state))
	}
	s.want("XML cut off", s.send("POST /User/verify-2fa-opt-in"+u1.query(), `<Verify2FAOptInRequest><Provi`, xmlBody), 400,
		"<Error><Message>The request is invalid.</Message><ModelState><request>An error has occurred.</request></ModelState></Error>")
	s.want("form", s.send("POST /User/verify-2fa-opt-in"+u1.query(), "ProviderUserId=1&Otp=", "Content-Type: application/x-www-form-urlencoded"), 400,
		fmt.Sprintf(invalidJSON, otpJSON))
	if a := s.verify(u1, verifyJSON(id, " "+otp+" ")); a.status != 200 {
		t.Errorf("the code is good after all that and with blanks: %d %s", a.status, a.body)
	}
}

func TestS17(t *testing.T) {
	s := startSaasu(t)
	a := s.send("POST /User/verify-2fa-opt-in"+u1.query(), verifyJSON(1, "1234567"), "Content-Type: text/plain")
	s.want("text/plain", a, 415, `{"Message":"The request entity's media type 'text/plain' is not supported for this resource."}`)
	a = s.send("POST /User/verify-2fa-opt-in"+u1.query(), verifyJSON(1, "1234567"))
	s.want("no type", a, 415, `{"Message":"The request contains an entity body but no Content-Type header. The inferred media type `+
		`'application/octet-stream' is not supported for this resource."}`)
}

func TestS18(t *testing.T) {
	s := startSaasu(t)
	a := s.send("GET /User/verify-2fa-opt-in"+u1.query(), "")
	s.want("GET", a, 405, `{"Message":"The requested resource does not support http method 'GET'."}`)
	if got := a.header.Get("Allow"); got != "POST" {
		t.Errorf("Allow = %q, want POST", got)
	}
	for _, verb := range []string{"HEAD", "OPTIONS", "PUT", "DELETE"} {
		if a := s.send(verb+" /User/verify-2fa-opt-in"+u1.query(), ""); a.status != 405 {
			t.Errorf("%s = %d, want 405", verb, a.status)
		}
	}
}

func TestS23(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	a := s.send("POST /user/Verify-2FA-Opt-In/"+u1.query(), verifyJSON(id, otp), jsonBody)
	if a.status != 200 {
		t.Errorf("path in another case = %d %s", a.status, a.body)
	}
	if a := s.send("POST /User//verify-2fa-opt-in"+u1.query(), verifyJSON(id, otp), jsonBody); a.status != 404 {
		t.Errorf("two slashes = %d, want 404", a.status)
	}
}

func TestS24(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u2)
	if a := s.verify(u2, verifyJSON(id, otp)); a.status != 200 {
		t.Fatalf("verify = %d %s", a.status, a.body)
	}
	for mobile, want := range map[string]string{
		"+1 555 010 0123": `"The mobile number is invalid."`,
		"0399999999":      `"The mobile number is invalid."`,
		u2.mobile:         `"The mobile number is already in use."`,
	} {
		s.want(mobile, s.send("POST /User/opt-in-to-2fa"+u1.query(), `{"MobileNumber":"`+mobile+`"}`, jsonBody), 400, want)
	}
}

// TestSaasuOptInAgain: a new code after 30 seconds voids the one before, under the same ProviderUserId.
func TestSaasuOptInAgain(t *testing.T) {
	s := startSaasu(t)
	id, first := s.optIn(u1)
	again, _ := s.optIn(u1)
	if n := len(s.texts()); n != 1 || again != id {
		t.Errorf("opt in again at once: %d texts, ProviderUserId %d, want 1 text and %d", n, again, id)
	}
	s.clock.advance(31 * time.Second)
	again, second := s.optIn(u1)
	if n := len(s.texts()); n != 2 || again != id {
		t.Errorf("opt in again later: %d texts, ProviderUserId %d, want 2 texts and %d", n, again, id)
	}
	if first != second { // one in ten million runs
		s.want("the first code", s.verify(u1, verifyJSON(id, first)), 400, wrongOtpJSON)
	}
	if a := s.verify(u1, verifyJSON(id, second)); a.status != 200 {
		t.Errorf("the second code = %d %s", a.status, a.body)
	}
}

// TestSaasuOddBodies: the cases X01 to X03, and what Json.NET takes.
func TestSaasuOddBodies(t *testing.T) {
	s := startSaasu(t)
	large := s.verify(u1, `{"Otp":"`+strings.Repeat("1", 1<<20)+`"}`)
	if large.status != 413 || !strings.HasPrefix(large.body, `{"Message":"`) {
		t.Errorf("a body over the limit = %d %s", large.status, large.body)
	}
	for what, body := range map[string]string{
		"duplicate members, the last counts": `{"ProviderUserId":0,"Otp":"x","ProviderUserId":ID,"otp":"OTP"}`,
		"a byte order mark":                  "\ufeff" + `{"ProviderUserId":ID,"Otp":"OTP"}`,
		"a text for a number":                `{"ProviderUserId":"ID","Otp":"OTP"}`,
		"a number for a text":                `{"ProviderUserId":ID,"Otp":OTP}`,
		"what clients never send":            `{"ProviderUserId":ID,"Otp":"OTP","_links":[{"rel":"x"}]}`,
	} {
		s.clock.advance(time.Minute)
		id, otp := s.optIn(u1)
		for otp[0] == '0' { // as a number it would be octal
			s.clock.advance(time.Minute)
			id, otp = s.optIn(u1)
		}
		if a := s.verify(u1, strings.NewReplacer("ID", fmt.Sprint(id), "OTP", otp).Replace(body)); a.status != 200 {
			t.Errorf("%s = %d %s", what, a.status, a.body)
		}
	}
}

// TestSaasuGuesses: ten guesses an hour, however many codes are sent.
func TestSaasuGuesses(t *testing.T) {
	s := startSaasu(t)
	for range 2 {
		id, otp := s.optIn(u1)
		for range 5 {
			s.verify(u1, verifyJSON(id, other(otp)))
		}
		s.clock.advance(time.Minute)
	}
	id, otp := s.optIn(u1)
	s.want("the right code after ten wrong ones", s.verify(u1, verifyJSON(id, otp)), 400, wrongOtpJSON)
	s.clock.advance(time.Hour)
	id, otp = s.optIn(u1)
	if a := s.verify(u1, verifyJSON(id, otp)); a.status != 200 {
		t.Errorf("an hour later = %d %s", a.status, a.body)
	}
}

// TestSaasuTexts: an account is sent ten texts an hour, whatever it asks for.
func TestSaasuTexts(t *testing.T) {
	s := startSaasu(t)
	refused := answer{}
	for i := range 20 {
		a := s.send("POST /User/opt-in-to-2fa"+u1.query(), fmt.Sprintf(`{"MobileNumber":"04000000%02d"}`, i), jsonBody)
		if a.status != 200 {
			refused = a
		}
		s.clock.advance(31 * time.Second)
	}
	if n := len(s.texts()); n != 10 {
		t.Errorf("%d texts, want 10", n)
	}
	if refused.status != 429 || refused.body != `{"Message":"Too many requests."}` || refused.header.Get("Retry-After") == "" {
		t.Errorf("one text too many = %d %s, Retry-After %q", refused.status, refused.body, refused.header.Get("Retry-After"))
	}
}

// TestSaasuKeepsSecrets: no key, code, token or password is in a log.
func TestSaasuKeepsSecrets(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	s.send("POST /User/verify-2fa-opt-in?WsAccessKey="+u1.key, verifyJSON(id, otp), jsonBody)
	s.verify(u1, verifyJSON(id, otp))
	g := s.grant(u2, "token", "")
	s.send("POST /authorisation/refresh", `{"grant_type":"refresh_token","refresh_token":"`+g.RefreshToken+`"}`, jsonBody)
	for _, secret := range []string{u1.key, otp, g.AccessToken, g.RefreshToken, u2.password()} {
		if strings.Contains(s.logs.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// TestSaasuOneCodeOnce: a hundred simultaneous uses of one code, one success.
func TestSaasuOneCodeOnce(t *testing.T) {
	s := startSaasu(t)
	id, otp := s.optIn(u1)
	statuses := make(chan int, 100)
	for range cap(statuses) {
		go func() {
			a, err := exchange(s.addr, "POST /User/verify-2fa-opt-in"+u1.query()+" HTTP/1.1\nHost: x\n"+jsonBody+"\n\n"+verifyJSON(id, otp))
			if err != nil {
				a.status = -1
			}
			statuses <- a.status
		}()
	}
	count := map[int]int{}
	for range cap(statuses) {
		count[<-statuses]++
	}
	if count[200] != 1 || count[400] != 99 {
		t.Errorf("statuses of 100 simultaneous uses = %v, want one 200 and 99 times 400", count)
	}
}
