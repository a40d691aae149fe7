package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

// The cross-tenant matrix of Saasu: everybody of three files calls each operation on a user for his own file and for others, with a token and with an access
// key, as JSON and as XML; every answer is the contract's (S13), and no call writes a record of others.

var files = []string{"777", "888", "999"}

// A bookkeeper is somebody of Saasu's matrix, and how he proves who he is.
type bookkeeper struct {
	actor
	proof  string // "token", "key", or nothing
	mobile string
	number int // ProviderUserId
}

func (b bookkeeper) key() string { return "WSAK-" + b.id() }

// books are those of one file. The guest belongs to the next file too, which his key does not open; who has left has a key.
func books(file string) []bookkeeper {
	mine := map[string]standing{file: plain}
	return []bookkeeper{
		{actor: actor{role: "target", home: file, places: mine}},
		{actor: actor{role: "owner", home: file, places: map[string]standing{file: owning}}},
		{actor: actor{role: "member", home: file, places: mine}},
		{actor: actor{role: "guest", home: file, places: map[string]standing{file: plain, next(files, file, 1): plain}}},
		{actor: actor{role: "former", home: file}},
	}
}

// A saasuMatrix is Saasu with three files, and what is known of its records.
type saasuMatrix struct {
	saasuTest
	owners
	people map[string]bookkeeper
	cells  int
	denied map[string]string // the one body of 401, by format
}

func startSaasuMatrix(t *testing.T) *saasuMatrix {
	t.Helper()
	s := &saasuMatrix{saasuTest{fresh(t, saasuSystem, store.Options{NoSync: true})}, owners{}, map[string]bookkeeper{}, 0, map[string]string{}}
	s.listen()
	for _, file := range files {
		for _, b := range books(file) {
			s.settle(b)
		}
	}
	s.settle(bookkeeper{actor: actor{role: "outsider", home: "outside"}})
	return s
}

// settle adds a user with a key, and turns two factor authentication on for those who belong to a file.
func (s *saasuMatrix) settle(b bookkeeper) {
	s.t.Helper()
	before := s.records()
	b.mobile = fmt.Sprintf("04%08d", len(s.people))
	hash, err := s.core.HashPassword(s.t.Context(), b.password())
	if err != nil {
		s.t.Fatal(err)
	}
	s.in("", func(tx *account.Tx) error {
		return tx.Create(&account.Account{ID: b.id(), Username: b.id(), Password: hash, Emails: []account.Email{{Address: b.email(), Verified: true}}})
	})
	for _, file := range []string{b.home, next(files, b.home, 1)} {
		if b.places[file] != nobody {
			s.in(file, func(tx *account.Tx) error { return join(tx, b.actor, file) })
		}
	}
	if b.role != "outsider" {
		s.in(b.home, func(tx *account.Tx) error {
			_, err := tx.PutKey(account.Key{Account: b.id(), Tenant: b.home}, b.key())
			return err
		})
	}
	if b.places[b.home] != nobody {
		id, otp := s.optIn(demoBook{file: b.home, key: b.key(), mobile: b.mobile})
		b.number = id
		for _, code := range []string{other(otp), otp} {
			s.verify(demoBook{file: b.home, key: b.key()}, verifyJSON(id, code))
		}
		if !s.on(b.id()) {
			s.t.Fatalf("two factor authentication of %s is off", b.id())
		}
	}
	s.people[b.id()] = b
	s.learn(b.home, before.changed(s.records()))
}

func (s *saasuMatrix) in(tenant string, fn func(*account.Tx) error) {
	s.t.Helper()
	if err := s.core.Update(s.t.Context(), tenant, fn); err != nil {
		s.t.Fatalf("write the records of %s: %v", tenant, err)
	}
}

// A saasuCell is one call of the matrix.
type saasuCell struct {
	caller    bookkeeper
	file      string // how the request names one
	operation string
	about     string // whose mobile or registration it is
	format    string
	route     string
}

var (
	fileNamings = []string{"own", "lower", "absent", "other", "third", "unknown", "malformed", "overflow", "array", "twice"}
	saasuCalled = []struct{ operation, about string }{
		{"opt-in-to-2fa", "own"}, {"opt-in-to-2fa", "other"},
		{"verify-2fa-opt-in", "own"}, {"verify-2fa-opt-in", "other"}, {"verify-2fa-opt-in", "unknown"},
		{"opt-out-from-2fa", "own"}, // last: it leaves nothing to be verified
	}
	saasuRoutes = []string{"/User/%s", "/User/%s/", "/USER/%s"}
)

// query is how the cell names its file.
func (c saasuCell) query() string {
	own, other := c.caller.home, next(files, c.caller.home, 1)
	if c.caller.home == "outside" {
		own, other = files[0], files[1]
	}
	return map[string]string{
		"own": "?FileId=" + own, "lower": "?fileid=" + own, "absent": "?", "other": "?FileId=" + other, "third": "?FileId=" + next(files, other, 1),
		"unknown": "?FileId=123456", "malformed": "?FileId=abc", "overflow": "?FileId=4294968073", // 777 in the lower 32 bits
		"array": "?FileId[0]=" + own, "twice": "?FileId=" + own + "&FileId=" + other,
	}[c.file]
}

// want is the status of the contract's answer.
func (c saasuCell) want() int {
	opens := map[string]bool{"own": c.caller.places[c.caller.home] != nobody}
	opens["lower"], opens["twice"] = opens["own"], opens["own"]
	opens["other"] = c.caller.role == "guest" && c.caller.proof == "token"
	known := c.caller.proof == "token" || c.caller.proof == "key" && opens["own"]
	switch c.file {
	case "absent", "array":
		return 404 // there is no such resource, whoever asks
	case "malformed", "overflow":
		if known {
			return 400
		}
		return 401
	case "twice":
		if opens["twice"] && known {
			return 400
		}
		return 401
	}
	switch {
	case !known || !opens[c.file]:
		return 401
	case c.operation == "verify-2fa-opt-in", c.about == "other":
		return 400
	}
	return 200
}

// request is the body and its type. The code is a wrong one.
func (s *saasuMatrix) request(c saasuCell) (body, contentType string) {
	of := map[string]bookkeeper{"own": c.caller, "other": s.people["target-"+next(files, c.caller.home, 1)], "unknown": {number: 4_000_000}}[c.about]
	if of.number == 0 { // of those who were never registered
		of.mobile, of.number = "0477777777", 5_000_000
	}
	if c.format == "xml" {
		return map[string]string{
			"opt-in-to-2fa":     "<OptInTo2FARequest><MobileNumber>" + of.mobile + "</MobileNumber></OptInTo2FARequest>",
			"verify-2fa-opt-in": verifyXML(of.number, "0000000"),
			"opt-out-from-2fa":  "<OptOutFrom2FARequest />",
		}[c.operation], xmlBody
	}
	return map[string]string{
		"opt-in-to-2fa":     `{"MobileNumber":"` + of.mobile + `"}`,
		"verify-2fa-opt-in": verifyJSON(of.number, "0000000"),
		"opt-out-from-2fa":  `{}`,
	}[c.operation], jsonBody
}

// TestSaasuTenantMatrix is Saasu's part of the matrix.
func TestSaasuTenantMatrix(t *testing.T) {
	s := startSaasuMatrix(t)
	var callers []bookkeeper
	for _, file := range files {
		for _, b := range books(file)[1:] {
			callers = append(callers, s.proven(b, "token"), s.proven(b, "key"))
		}
	}
	callers = append(callers, s.proven(bookkeeper{actor: actor{role: "outsider", home: "outside"}}, "token"), s.proven(bookkeeper{actor: actor{role: "outsider", home: "outside"}}, ""))
	sent := s.toTargets()
	for _, caller := range callers {
		s.calls(caller)
	}
	if want := 26 * 6 * 10 * 2 * 3; s.cells != want { // callers, operations, namings, formats, routes
		t.Errorf("%d cells, want %d", s.cells, want)
	}
	if now := s.toTargets(); now != sent {
		t.Errorf("%d texts to people who asked for none", now-sent)
	}
	s.trailed()
	t.Logf("%d cells of %d callers", s.cells, len(callers))
}

func (s *saasuMatrix) proven(b bookkeeper, proof string) bookkeeper {
	b = s.people[b.id()]
	b.proof = proof
	return b
}

// toTargets counts the texts to those who never call.
func (s *saasuMatrix) toTargets() (n int) {
	s.t.Helper()
	for _, m := range s.outbox() {
		for _, file := range files {
			if m.To == "+61"+s.people["target-"+file].mobile[1:] {
				n++
			}
		}
	}
	return n
}

// calls makes all calls of one caller and looks at what they left.
func (s *saasuMatrix) calls(caller bookkeeper) {
	s.t.Helper()
	proof := s.enter(caller)
	before := s.records()
	for _, called := range saasuCalled {
		for _, file := range fileNamings {
			for _, format := range []string{"json", "xml"} {
				for _, route := range saasuRoutes {
					s.call(saasuCell{caller, file, called.operation, called.about, format, route}, proof)
				}
			}
		}
	}
	for _, foreign := range s.trespasses(caller.home, before, s.records()) {
		s.t.Errorf("%s with a %s wrote %s", caller.id(), caller.proof, foreign)
	}
}

// enter returns what the caller adds to a query and to the headers.
func (s *saasuMatrix) enter(b bookkeeper) (proof [2]string) {
	s.t.Helper()
	switch b.proof {
	case "":
		return [2]string{"", "X-None: 1"}
	case "key":
		return [2]string{"&WsAccessKey=" + b.key(), "X-None: 1"}
	}
	before := s.records()
	a := s.authorise("token", passwordGrant(b.id(), b.password(), ""))
	if b.places[b.home] != nobody { // a code was sent
		codes := s.texts()
		a = s.authorise("token-2fa", passwordGrant(b.id(), b.password(), codes[len(codes)-1]))
	}
	var g saasuGrant
	if err := json.Unmarshal([]byte(a.body), &g); err != nil || g.AccessToken == "" {
		s.t.Fatalf("sign in as %s: %d %s", b.id(), a.status, a.body)
	}
	s.learn(b.home, before.changed(s.records()))
	return [2]string{"", "Authorization: Bearer " + g.AccessToken}
}

func (s *saasuMatrix) call(c saasuCell, proof [2]string) {
	s.t.Helper()
	s.cells++
	body, contentType := s.request(c)
	line := "POST " + fmt.Sprintf(c.route, c.operation) + c.query() + proof[0]
	a := s.send(line, body, contentType, strings.Replace(contentType, "Content-Type", "Accept", 1), proof[1])
	if a.status != c.want() {
		s.t.Errorf("%s of %s with a %s, file %s, about %s, as %s = %d %s, want %d",
			line, c.caller.id(), c.caller.proof, c.file, c.about, c.format, a.status, a.body, c.want())
	}
	if a.status != 401 {
		return
	}
	if s.denied[c.format] == "" {
		s.denied[c.format] = a.body
	}
	if a.body != s.denied[c.format] {
		s.t.Errorf("%s of %s = %s, want what others are told: %s", line, c.caller.id(), a.body, s.denied[c.format])
	}
}

// trailed checks that nothing was done in a file that its caller does not belong to.
func (s *saasuMatrix) trailed() {
	s.t.Helper()
	events, err := s.core.Trail(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range events {
		if e.Tenant != "" && e.Caller != "" && !slices.Contains([]standing{plain, owning}, s.people[e.Caller].places[e.Tenant]) {
			s.t.Errorf("the trail has %s of %s in %s", e.Operation, e.Caller, e.Tenant)
		}
	}
}
