package main

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"reflect"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// A chatCall is one call of testdata/rocketchat/client.js.
type chatCall struct {
	Verb   string            `json:"verb"`
	Path   string            `json:"path"`
	Params map[string]string `json:"params,omitempty"`
	Codes  []string          `json:"codes,omitempty"` // what the user answers when the client asks him
}

// A chatOutcome is what came of a call.
type chatOutcome struct {
	Returned map[string]any
	Status   int // of the answer that the client threw
	Body     map[string]any
	Message  string // of the error that it threw
	Asked    []struct {
		Method         string
		InvalidAttempt bool
	}
}

func (c chat) client(calls ...chatCall) []chatOutcome {
	c.t.Helper()
	return chatClient(c.t, c.addr, calls...)
}

// chatClient makes calls with @rocket.chat/api-client. A login among them is whose the calls after it are.
func chatClient(t *testing.T, addr string, calls ...chatCall) []chatOutcome {
	t.Helper()
	script, err := bundled(chatPackages(t), "client")
	if err != nil {
		t.Fatal(err)
	}
	args, err := json.Marshal(map[string]any{"base": "http://" + addr, "calls": calls})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", script, string(args))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, out)
	}
	var outcomes []chatOutcome
	if err := json.Unmarshal(out, &outcomes); err != nil || len(outcomes) != len(calls) {
		t.Fatalf("node printed %q, want %d outcomes", out, len(calls))
	}
	return outcomes
}

// chatPackages returns the folder of Rocket.Chat's packages. Without CAUSEWAY_CLIENTS=1 the test is skipped, because this asks the registry.
func chatPackages(t *testing.T) string {
	t.Helper()
	if os.Getenv("CAUSEWAY_CLIENTS") != "1" {
		t.Skip("set CAUSEWAY_CLIENTS=1 to install Rocket.Chat's own packages from npm and run them")
	}
	folder, err := rocketChatPackages()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestClientsRocketChat(t *testing.T) {
	chatPackages(t)
	c := startChat(t)
	rootLogin := chatCall{Verb: "post", Path: "/v1/login", Params: map[string]string{"user": "root", "password": "pw", "code": c.code(0)}}
	me := chatCall{Verb: "get", Path: "/v1/me"}
	resetAnn := func(codes ...string) chatCall {
		return chatCall{Verb: "post", Path: "/v1/users.resetTOTP", Params: map[string]string{"userId": annID}, Codes: codes}
	}
	next := c.code(30 * time.Second) // one step ahead is good
	got := c.client(rootLogin, me, resetAnn(), resetAnn("000000", next), resetAnn(next, "111111"), me)

	if data, _ := got[0].Returned["data"].(map[string]any); got[0].Returned["status"] != "success" || data["userId"] != demoRootID {
		t.Fatalf("login: the client saw %+v, want success for root", got[0])
	}
	if got[1].Returned["username"] != "root" {
		t.Errorf("me: the client saw %+v, want root", got[1])
	}
	if o := got[2]; o.Message != "the user gives up" || len(o.Asked) != 1 || o.Asked[0].Method != "totp" || o.Asked[0].InvalidAttempt {
		t.Errorf("reset, asked for a code and given none: the client saw %+v", o)
	}
	if o := got[3]; !reflect.DeepEqual(o.Returned, map[string]any{"success": true}) || len(o.Asked) != 2 || !o.Asked[1].InvalidAttempt {
		t.Errorf("reset with a wrong code, then a right one: the client saw %+v, want success after two questions", o)
	}
	if o := got[4]; o.Message != "the user gives up" || len(o.Asked) != 3 {
		t.Errorf("reset with the code again: the client saw %+v, want three questions in vain", o)
	}
	if got[5].Returned["username"] != "root" {
		t.Errorf("me: the client saw %+v, want root", got[5])
	}
	if c.factors(annID).TOTP {
		t.Error("the client's reset left ann's factor")
	}
}

func TestClientsRocketChatRefusals(t *testing.T) {
	chatPackages(t)
	c := startChat(t)
	reset := chatCall{Verb: "post", Path: "/v1/users.resetTOTP", Params: map[string]string{"userId": annID}, Codes: []string{bobPassword}}
	got := c.client(
		chatCall{Verb: "get", Path: "/v1/me"},
		chatCall{Verb: "post", Path: "/v1/login", Params: map[string]string{"user": "ann", "password": "pw"}},
		chatCall{Verb: "post", Path: "/v1/login", Params: map[string]string{"user": "bob", "password": "pw"}},
		reset,
		chatCall{Verb: "post", Path: "/v1/users.resetTOTP", Codes: []string{bobPassword}},
		chatCall{Verb: "get", Path: "/v1/logout"},
		chatCall{Verb: "get", Path: "/v1/me"},
		chatCall{Verb: "get", Path: "/v1/nosuch"},
	)
	for i, want := range map[int]int{0: http.StatusUnauthorized, 1: http.StatusUnauthorized, 3: http.StatusBadRequest, 6: http.StatusUnauthorized, 7: http.StatusNotFound} {
		if got[i].Status != want {
			t.Errorf("call %d: the client threw %+v, want an answer with status %d", i, got[i], want)
		}
	}
	if got[1].Body["error"] != "totp-required" || len(got[1].Asked) != 0 {
		t.Errorf("login without a code: the client saw %+v, want totp-required", got[1])
	}
	if o := got[3]; o.Body["errorType"] != "error-not-allowed" || len(o.Asked) != 1 || o.Asked[0].Method != "password" {
		t.Errorf("reset without the permission: the client saw %+v, want error-not-allowed after a question for the password", o)
	}
	if got[4].Returned["success"] != true || got[5].Returned["status"] != "success" {
		t.Errorf("reset of oneself without a body, logout: the client saw %+v", got[4:6])
	}
}

// TestClientsRocketChatSetUp turns TOTP on with the client, signs in with it, and turns it off again.
func TestClientsRocketChatSetUp(t *testing.T) {
	chatPackages(t)
	c := startChat(t)
	enabled := c.client(chatCall{Verb: "post", Path: "/v1/login", Params: map[string]string{"user": "bob", "password": "pw"}},
		chatCall{Verb: "post", Path: "/v1/users.enableTotp", Codes: []string{bobPassword}})[1]
	secret, _ := enabled.Returned["secret"].(string)
	if len(secret) != 52 {
		t.Fatalf("enableTotp: the client saw %+v, want a secret of 52 characters", enabled)
	}
	bob := map[string]string{"user": "bob", "password": "pw"}
	validate := chatCall{Verb: "post", Path: "/v1/users.validateTotp", Params: map[string]string{"code": codeOf(t, secret, c.clock.now())}, Codes: []string{bobPassword}}
	validated := c.client(chatCall{Verb: "post", Path: "/v1/login", Params: bob}, validate)[1]
	if codes, _ := validated.Returned["codes"].([]any); len(codes) != 12 {
		t.Fatalf("validateTotp: the client saw %+v, want 12 backup codes", validated)
	}
	c.clock.advance(30 * time.Second)
	bob["code"] = codeOf(t, secret, c.clock.now())
	disable := chatCall{Verb: "post", Path: "/v1/users.disableTotp", Params: map[string]string{"code": codeOf(t, secret, c.clock.now().Add(30*time.Second))}}
	if got := c.client(chatCall{Verb: "post", Path: "/v1/login", Params: bob}, disable); got[1].Returned["disabled"] != true {
		t.Errorf("login with a code, disableTotp: the client saw %+v", got)
	}
	if c.factors(bobID) != (account.Factors{}) {
		t.Errorf("bob has %+v, want nothing", c.factors(bobID))
	}
}

// TestClientsRocketChatBodies runs the cases of the contract again, with the published validators as judges of every body that is sent in them.
func TestClientsRocketChatBodies(t *testing.T) {
	chatPackages(t)
	for name, test := range map[string]func(*testing.T){
		"R04": TestR04, "R06": TestR06, "R08": TestR08, "R11": TestR11, "R12": TestR12, "R13": TestR13, "R14": TestR14, "R16": TestR16, "R19": TestR19,
		"R23": TestR23, "R25": TestR25, "R26": TestR26, "R30": TestR30, "R33": TestR33, "R34": TestR34, "R35": TestR35, "R36": TestR36, "R37": TestR37,
		"R42": TestR42, "R44": TestR44, "R48": TestR48, "R49": TestR49, "R51": TestR51, "login bodies": TestRocketChatLoginBodies,
		"403": TestRocketChatUsersLogout, "TOTP": TestRocketChatTOTPSetUp,
	} {
		t.Run(name, test)
	}
}
