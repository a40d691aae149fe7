package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A familyCall is one call of testdata/clients/family.*. Calls of one client share its cookies.
type familyCall struct {
	Client  string   `json:"client"`
	Bearer  string   `json:"bearer,omitempty"`
	Refresh string   `json:"refresh,omitempty"`
	Basic   []string `json:"basic,omitempty"`
	Do      string   `json:"do"` // send, all, oneway, oneway all
	DTO     string   `json:"dto"`
	Init    any      `json:"init"`
}

// A sight is what a client made of an answer.
type sight struct {
	Value  any    `json:"value"`
	Thrown string `json:"thrown"` // what kind of error it threw
	Code   int    `json:"code"`   // the status that it knows of; the npm client keeps none
	Status struct {
		ErrorCode string `json:"errorCode"`
		Message   string `json:"message"`
		Errors    []struct {
			ErrorCode string `json:"errorCode"`
			FieldName string `json:"fieldName"`
		} `json:"errors"`
	} `json:"status"`
}

// member returns a member of a value that is an object.
func (o sight) member(name string) any {
	object, _ := o.Value.(map[string]any)
	return object[name]
}

func (o sight) text(name string) string {
	text, _ := o.member(name).(string)
	return text
}

// A family is a ServiceStack client in one language: how it is installed, and the program that makes calls with it.
type family struct {
	name    string
	install func(*testing.T) (folder string)
	program []string // run in the folder, with the calls as its input
	files   []string // of testdata/clients
	stays   bool     // it never refreshes while it has a bearer token, only where it has none
}

func families() []family {
	return []family{
		{
			name: "npm", files: []string{"family.mjs", "hello.mjs", "dtos.mjs"}, program: []string{"node", "family.mjs"},
			install: func(t *testing.T) string { return npm(t, "servicestack", servicestackClient) },
		},
		{name: "PyPI", files: []string{"family.py", "hello.py", "antel.py", "foundry.py"}, program: []string{"venv/bin/python", "family.py"}, install: python},
		{
			name: "Maven", program: []string{"java", "-cp", "lib/*:classes", "Family"}, install: maven,
			stays: true,
		},
	}
}

// python returns a folder in .tools with an environment that has the PyPI client.
func python(t *testing.T) string {
	t.Helper()
	folder := toolsFolder(t, "servicestack-python")
	if _, err := os.Stat(filepath.Join(folder, "installed")); err == nil {
		return folder
	}
	runIn(t, folder, "python3", "-m", "venv", "venv")
	runIn(t, folder, "venv/bin/python", "-m", "pip", "install", "--quiet", "servicestack==0.1.15")
	mark(t, folder)
	return folder
}

// maven returns a folder in .tools with the Maven client's jars and our program, compiled.
func maven(t *testing.T) string {
	t.Helper()
	folder := toolsFolder(t, "servicestack-java")
	copied(t, folder, "Family.java", "dtos.java", "antel.java", "foundry.java", "pom.xml")
	if _, err := os.Stat(filepath.Join(folder, "installed")); err != nil {
		runIn(t, folder, "mvn", "-q", "-B", "-Dmaven.repo.local=repository", "dependency:copy-dependencies", "-DoutputDirectory=lib")
		mark(t, folder)
	}
	runIn(t, folder, "javac", "-nowarn", "-encoding", "UTF-8", "-cp", "lib/*", "-d", "classes", "Family.java", "dtos.java", "antel.java", "foundry.java")
	return folder
}

// toolsFolder returns a folder in .tools. Without CAUSEWAY_CLIENTS=1 the test is skipped, because what goes there is asked of a registry.
func toolsFolder(t *testing.T, name string) string {
	t.Helper()
	if os.Getenv("CAUSEWAY_CLIENTS") != "1" {
		t.Skip("set CAUSEWAY_CLIENTS=1 to install the real clients from npm, PyPI and Maven and run them")
	}
	folder, err := filepath.Abs(filepath.Join("../../../.tools", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// mark notes that all a folder needs was fetched.
func mark(t *testing.T, folder string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, "installed"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

func runIn(t *testing.T, folder, program string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
}

// copied copies files of testdata/clients to a folder.
func copied(t *testing.T, folder string, files ...string) {
	t.Helper()
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join("testdata/clients", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A caller makes calls at one hotel with one client.
type caller struct {
	*staff
	family
	folder string
	t      *testing.T
}

func (c caller) call(calls ...familyCall) []sight {
	c.t.Helper()
	return c.family.call(c.t, c.folder, c.addr, calls...)
}

// call makes calls, all in one process, and returns what became of them.
func (f family) call(t *testing.T, folder, addr string, calls ...familyCall) []sight {
	t.Helper()
	input, err := json.Marshal(map[string]any{"base": "http://" + addr, "calls": calls})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), f.program[0], f.program[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stderr = folder, bytes.NewReader(input), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", f.program, err, out)
	}
	var made []sight
	if err := json.Unmarshal(out, &made); err != nil || len(made) != len(calls) {
		t.Fatalf("%v printed %q, want %d outcomes", f.program, out, len(calls))
	}
	return made
}

// expect compares what was asked of the host since the last look.
func (c caller) expect(what string, want ...string) {
	c.t.Helper()
	if got := c.since(); !slices.Equal(got, want) {
		c.t.Errorf("%s: the client asked %q, want %q", what, got, want)
	}
}

// eachFamily runs a test with every client, at a hotel of its own.
func eachFamily(t *testing.T, cookies bool, test func(*testing.T, caller)) {
	for _, f := range families() {
		t.Run(f.name, func(t *testing.T) {
			folder := f.install(t)
			copied(t, folder, f.files...)
			test(t, caller{startHotel(t, cookies), f, folder, t})
		})
	}
}

func signInAs(client, password string) familyCall {
	return familyCall{Client: client, Do: "send", DTO: "Authenticate", Init: map[string]any{
		"provider": "credentials", "userName": ann.Name, "password": password,
	}}
}

func bookingOf(client, name string) familyCall {
	return familyCall{Client: client, Do: "send", DTO: "CreateBooking", Init: booking(name)}
}

func booking(name string) map[string]any {
	return map[string]any{"name": name, "roomType": "Double", "nights": 2, "tags": []string{"a,b", `"c"`}}
}

// TestClientsSignIn shows who one is by a password, a session, a key and a token, and reads the errors of those who do not.
func TestClientsSignIn(t *testing.T) {
	eachFamily(t, false, func(t *testing.T, c caller) {
		keyed, forged := bookingOf("program", "by key"), bookingOf("forger", "by a forged key")
		keyed.Bearer, forged.Bearer = staffKey, staffKey+"x"
		basic := bookingOf("basic", "Zoë & <Co>")
		basic.Basic = []string{staffKey, ""}
		got := c.call(bookingOf("stranger", "nobody"), forged, signInAs("wrong", "wrong"), basic, signInAs("ann", staffPassword), bookingOf("ann", "by session"), keyed,
			bookingOf("ann", ""), bookingOf("ann", "full"))
		refusals := map[int]struct {
			code int
			name string
		}{0: {401, "Unauthorized"}, 1: {401, "Unauthorized"}, 2: {401, "Unauthorized"}, 7: {400, "NotEmpty"}, 8: {409, "NoRoom"}}
		for i, want := range refusals {
			if o := got[i]; o.Thrown == "" || o.Status.ErrorCode != want.name || o.Code != 0 && o.Code != want.code {
				t.Errorf("call %d: the client saw %+v, want an error %d %s", i, o, want.code, want.name)
			}
		}
		if o := got[4]; o.text("userId") != ann.ID || o.text("bearerToken") == "" || o.text("refreshToken") == "" {
			t.Fatalf("sign-in: the client saw %+v, want ann's id and her tokens", o)
		}
		if got[3].member("id") != 1.0 || got[5].member("id") != 2.0 || got[6].member("id") != 3.0 {
			t.Errorf("calls by a key as a user name, by session, by a key as a token: the client saw %+v", got[3:7])
		}
		if s := got[7].Status; len(s.Errors) != 1 || s.Errors[0].FieldName != "Name" || s.Errors[0].ErrorCode != "NotEmpty" {
			t.Errorf("a booking without a name: the client saw %+v, want NotEmpty of Name", s)
		}
		if got[8].Status.Message != `There is no room left for "full"` {
			t.Errorf("a booking that does not fit: the client saw %+v", got[8].Status)
		}
		byToken := bookingOf("ann", "by token")
		byToken.Bearer = got[4].text("bearerToken")
		if o := c.call(byToken)[0]; o.member("id") != 4.0 {
			t.Errorf("a call by token: the client saw %+v", o)
		}
		nights := int32(2)
		if want := (CreateBooking{Name: "Zoë & <Co>", RoomType: 1, Nights: &nights, Tags: []string{"a,b", `"c"`}}); !reflect.DeepEqual(c.booked(0), want) {
			t.Errorf("the client's booking arrived as %+v, want %+v", c.booked(0), want)
		}
	})
}

// TestClientsRefresh lets a token expire: a client with a refresh token gets a new one by itself and repeats its call, and stops where that is revoked.
func TestClientsRefresh(t *testing.T) {
	eachFamily(t, false, func(t *testing.T, c caller) {
		signedIn := c.call(signInAs("ann", staffPassword))[0]
		c.clock.advance(2 * tokenLifetime)
		c.since()
		late := familyCall{Client: "late", Bearer: signedIn.text("bearerToken"), Do: "send", DTO: "DeleteBooking", Init: map[string]any{"id": 1}}
		if o := c.call(late)[0]; o.Status.ErrorCode != "TokenException" || o.Status.Message != "Token has expired" {
			t.Errorf("an expired token: the client saw %+v, want TokenException", o)
		}
		c.expect("an expired token", "DeleteBooking Unauthorized")

		renewed := bookingOf("renewed", "renewed")
		renewed.Refresh = signedIn.text("refreshToken")
		if !c.stays {
			renewed.Bearer = late.Bearer
		}
		again := bookingOf("renewed", "again")
		if got := c.call(renewed, again); got[0].member("id") != 1.0 || got[1].member("id") != 2.0 {
			t.Errorf("an expired token and a refresh token: the client saw %+v, want bookings 1 and 2", got)
		}
		c.expect("an expired token and a refresh token", "CreateBooking Unauthorized", "GetAccessToken OK", "CreateBooking OK", "CreateBooking OK")

		c.revoke()
		if o := c.call(renewed)[0]; o.Thrown == "" || o.Value != nil {
			t.Errorf("a revoked refresh token: the client saw %+v, want an error", o)
		}
		c.expect("a revoked refresh token", "CreateBooking Unauthorized", "GetAccessToken Bad Request")
	})
}

// TestClientsCookies keeps both tokens in cookies: the host renews them, and the client notices nothing. Once they are revoked it stops.
func TestClientsCookies(t *testing.T) {
	eachFamily(t, true, func(t *testing.T, c caller) {
		happens := func(what string) familyCall {
			return familyCall{Client: "ann", Do: "oneway", DTO: "FireAndForget", Init: map[string]any{"text": what}}
		}
		got := c.call(signInAs("ann", staffPassword), bookingOf("ann", "first"), happens(later), bookingOf("ann", "later"), happens(revoked), bookingOf("ann", "last"))
		if got[0].text("userId") != ann.ID || got[0].text("bearerToken") != "" || got[1].member("id") != 1.0 {
			t.Errorf("sign-in and a call: the client saw %+v, want no token in the body and booking 1", got[:2])
		}
		if got[3].member("id") != 2.0 {
			t.Errorf("a call with an expired token cookie: the client saw %+v, want booking 2", got[3])
		}
		if o := got[5]; o.Thrown == "" || o.Value != nil {
			t.Errorf("a call with revoked cookies: the client saw %+v, want an error", o)
		}
		asked := c.since()
		want := []string{"Authenticate OK", "CreateBooking OK", "FireAndForget No Content", "CreateBooking OK", "FireAndForget No Content", "CreateBooking Unauthorized"}
		if len(asked) < len(want) || !slices.Equal(asked[:len(want)], want) || len(asked) > len(want)+1 {
			t.Errorf("the client asked %q, want %q and at most one more", asked, want)
		}
	})
}

// TestClientsBatch sends several requests in one call, and calls that nobody waits for.
func TestClientsBatch(t *testing.T) {
	eachFamily(t, false, func(t *testing.T, c caller) {
		all := func(names ...string) familyCall {
			call := familyCall{Client: "program", Bearer: staffKey, Do: "all", DTO: "CreateBooking"}
			inits := []any{}
			for _, name := range names {
				inits = append(inits, booking(name))
			}
			call.Init = inits
			return call
		}
		note := func(text string) map[string]any { return map[string]any{"text": text} }
		got := c.call(all("one", "two", "three"), all("four", "", "six"),
			familyCall{Client: "program", Do: "oneway", DTO: "FireAndForget", Init: note("a & b")},
			familyCall{Client: "program", Do: "oneway all", DTO: "FireAndForget", Init: []any{note("c"), note("d")}},
			familyCall{Client: "program", Do: "send", DTO: "DeleteBooking", Init: map[string]any{"id": 2}},
			familyCall{Client: "program", Do: "send", DTO: "DeleteBooking", Init: map[string]any{"id": 9}},
			familyCall{Client: "program", Do: "send", DTO: "Hello", Init: map[string]any{"name": "Zoë & Co/ß?"}})
		list, _ := got[0].Value.([]any)
		if want := []any{map[string]any{"id": 1.0}, map[string]any{"id": 2.0}, map[string]any{"id": 3.0}}; !reflect.DeepEqual(list, want) {
			t.Errorf("a batch: the client saw %+v, want %v", got[0], want)
		}
		if o := got[1]; o.Thrown == "" || o.Status.ErrorCode != "NotEmpty" {
			t.Errorf("a batch with a bad second request: the client saw %+v, want NotEmpty", o)
		}
		if notes := c.notes(); !slices.Equal(notes, []string{"a & b", "c", "d"}) {
			t.Errorf("one-way calls brought %q (the client saw %+v), want a & b, c and d", notes, got[2:4])
		}
		if got[4].Thrown != "" || got[5].Status.ErrorCode != "NotFound" {
			t.Errorf("calls without an answer: the client saw %+v", got[4:6])
		}
		if want := "Hello, Zoë & Co/ß?"; got[6].text("result") != want {
			t.Errorf("a call by GET: the client saw %+v, want %q", got[6], want)
		}
		if asked := strings.Join(c.since(), "; "); !strings.Contains(asked, "CreateBooking[] OK; CreateBooking[] Bad Request") {
			t.Errorf("the client asked %s", asked)
		}
	})
}

// TestClientsAntelFamily calls Antel with the classes that the generators print for it.
func TestClientsAntelFamily(t *testing.T) {
	for _, f := range families() {
		t.Run(f.name, func(t *testing.T) {
			folder := f.install(t)
			copied(t, folder, f.files...)
			h := start(t, antelSystem)
			h.send("POST /user/password/forgot", `{"apiKey":"`+antelKey+`","emailAddress":"`+antelUser+`"}`, "Content-Type: application/json")
			temporary := temporaryPassword(t, h)
			reset := func(key, confirm string) familyCall {
				return familyCall{Client: "app", Do: "send", DTO: "ResetPassword", Init: map[string]any{
					"apiKey": key, "emailAddress": antelUser, "temporaryPassword": temporary, "password": "p & <1> ü", "passwordConfirm": confirm,
				}}
			}
			got := f.call(t, folder, h.addr, reset("nobody", "p & <1> ü"), reset(antelKey, "another"), reset(antelKey, "p & <1> ü"), reset(antelKey, "p & <1> ü"))
			if s := got[0].Status; s.ErrorCode != "Unauthorized" || s.Message != "Invalid API key" {
				t.Errorf("reset with a wrong apiKey: the client saw %+v, want Unauthorized: Invalid API key", got[0])
			}
			if s := got[1].Status; s.ErrorCode != "Equal" || len(s.Errors) != 1 || s.Errors[0].FieldName != "PasswordConfirm" {
				t.Errorf("reset with another confirmation: the client saw %+v, want Equal of PasswordConfirm", got[1])
			}
			if o := got[2]; o.member("wasSuccessful") != true || o.member("systemUserId") != 42.0 {
				t.Errorf("reset: the client saw %+v, want the success of account 42", o)
			}
			if o := got[3]; o.member("wasSuccessful") != false {
				t.Errorf("second use of a temporary password: the client saw %+v, want wasSuccessful false", o)
			}
		})
	}
}
