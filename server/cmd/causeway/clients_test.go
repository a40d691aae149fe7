package main

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// servicestackClient is the npm package that browsers and Node programs call ServiceStack hosts with.
const servicestackClient = "@servicestack/client@2.1.13"

// npm returns a folder in .tools where the packages are installed. Without CAUSEWAY_CLIENTS=1 the test is skipped, because this asks the registry.
func npm(t *testing.T, name string, packages ...string) string {
	t.Helper()
	folder := toolsFolder(t, name)
	args := append([]string{"install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"}, packages...)
	if out, err := exec.CommandContext(t.Context(), "npm", args...).CombinedOutput(); err != nil {
		t.Fatalf("npm %v: %v\n%s", args, err, out)
	}
	return folder
}

// A clientCall is one call of testdata/clients/servicestack.mjs.
type clientCall struct {
	DTO  string         `json:"dto"`
	Init map[string]any `json:"init"`
}

// An outcome is what the real client made of an answer.
type outcome struct {
	Value  map[string]any `json:"value"`
	Thrown string         `json:"thrown"` // the class of what it threw
	Status struct {
		ErrorCode string `json:"errorCode"`
		Message   string `json:"message"`
		Errors    []struct {
			ErrorCode string `json:"errorCode"`
			FieldName string `json:"fieldName"`
		} `json:"errors"`
	} `json:"status"`
}

// jsClient makes calls with the real client and returns their outcomes.
func (h *harness) jsClient(folder, bearer string, calls ...clientCall) []outcome {
	h.t.Helper()
	for _, name := range []string{"servicestack.mjs", "dtos.mjs"} {
		script, err := os.ReadFile(filepath.Join("testdata/clients", name))
		if err != nil {
			h.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), script, 0o644); err != nil {
			h.t.Fatal(err)
		}
	}
	args, err := json.Marshal(map[string]any{"base": "http://" + h.addr, "bearer": bearer, "calls": calls})
	if err != nil {
		h.t.Fatal(err)
	}
	cmd := exec.CommandContext(h.t.Context(), "node", "servicestack.mjs", string(args))
	cmd.Dir, cmd.Stderr = folder, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		h.t.Fatalf("node: %v\n%s", err, out)
	}
	var outcomes []outcome
	if err := json.Unmarshal(out, &outcomes); err != nil || len(outcomes) != len(calls) {
		h.t.Fatalf("node printed %q, want %d outcomes", out, len(calls))
	}
	return outcomes
}

// TestClientsFoundry calls Foundry with the classes of its documents.
func TestClientsFoundry(t *testing.T) {
	folder := npm(t, "servicestack", servicestackClient)
	h := start(t, foundrySystem)
	reset := func(code string) clientCall {
		return clientCall{"ResetTwoFactorAuthenticationRequest", map[string]any{"targetUserId": mia.id, "callerCode": code, "organisationId": "org1"}}
	}
	generate := clientCall{"GenerateTwoFactorAuthenticationKeyRequest", map[string]any{"organisationId": "org1"}}
	signIn := func(p demoPerson, code string) clientCall {
		return clientCall{"Authenticate", map[string]any{
			"provider": "credentials", "userName": p.email(), "password": p.password(), "meta": map[string]string{"twoFactorCode": code},
		}}
	}

	stranger := h.jsClient(folder, "", reset("123456"), signIn(olga, foundryCode(h.clock.now(), 0)), signIn(demoPeople[2], ""))
	if o := stranger[0]; o.Status.ErrorCode != "401" || o.Status.Message != "Unauthorized" {
		t.Errorf("reset without a token: the client saw %+v, want 401 Unauthorized", o)
	}
	token, _ := stranger[1].Value["bearerToken"].(string)
	nick, _ := stranger[2].Value["bearerToken"].(string)
	if token == "" || nick == "" {
		t.Fatalf("sign-in: the client saw %+v", stranger[1:])
	}

	h.clock.advance(30 * time.Second)
	owner := h.jsClient(folder, token, reset("12"), reset(foundryCode(h.clock.now(), 0)), reset(foundryCode(h.clock.now(), 0)), generate)
	if s := owner[0].Status; s.ErrorCode != "RegularExpression" || len(s.Errors) != 1 || s.Errors[0].FieldName != "CallerCode" {
		t.Errorf("reset with a short code: the client saw %+v, want RegularExpression of CallerCode", owner[0])
	}
	if o := owner[1]; o.Thrown != "" || len(o.Value) != 0 {
		t.Errorf("reset: the client saw %+v, want an empty response", o)
	}
	if s := owner[2].Status; s.ErrorCode != "TwoFactorCodeInvalid" {
		t.Errorf("second use of a code: the client saw %+v, want TwoFactorCodeInvalid", owner[2])
	}
	if s := owner[3].Status; s.ErrorCode != "ResourceConflictException" {
		t.Errorf("new key beside a confirmed one: the client saw %+v, want ResourceConflictException", owner[3])
	}

	member := h.jsClient(folder, nick, generate)[0]
	if uri, _ := member.Value["twoFactorUri"].(string); !strings.HasPrefix(uri, "otpauth://totp/") {
		t.Errorf("generate key: the client saw %+v, want an otpauth URI", member)
	}
	if a := h.send("POST /auth", signInBody(mia, ""), "Content-Type: application/json"); a.status != http.StatusOK {
		t.Errorf("mia's sign-in without a code = %d %s, want 200: the client's reset took her factor", a.status, a.body)
	}
}

// TestClientsAntel calls Antel with the classes of its document.
func TestClientsAntel(t *testing.T) {
	folder := npm(t, "servicestack", servicestackClient)
	h := start(t, antelSystem)
	h.send("POST /user/password/forgot", `{"apiKey":"`+antelKey+`","emailAddress":"`+antelUser+`"}`, "Content-Type: application/json")
	temporary := temporaryPassword(t, h)
	reset := func(key, temporary, confirm string) clientCall {
		return clientCall{"ResetPassword", map[string]any{
			"apiKey": key, "emailAddress": antelUser, "temporaryPassword": temporary, "password": "p & <1> ü", "passwordConfirm": confirm,
		}}
	}
	outcomes := h.jsClient(folder, "", reset("nobody", temporary, "p & <1> ü"), reset(antelKey, temporary, "another"), reset(antelKey, temporary, "p & <1> ü"),
		reset(antelKey, temporary, "p & <1> ü"))
	if s := outcomes[0].Status; s.ErrorCode != "Unauthorized" || s.Message != "Invalid API key" {
		t.Errorf("reset with a wrong apiKey: the client saw %+v, want Unauthorized: Invalid API key", outcomes[0])
	}
	if s := outcomes[1].Status; s.ErrorCode != "Equal" || len(s.Errors) != 1 || s.Errors[0].FieldName != "PasswordConfirm" {
		t.Errorf("reset with another confirmation: the client saw %+v, want Equal of PasswordConfirm", outcomes[1])
	}
	if o := outcomes[2]; o.Value["wasSuccessful"] != true || o.Value["systemUserId"] != 42.0 {
		t.Errorf("reset: the client saw %+v, want the success of account 42", o)
	}
	if o := outcomes[3]; o.Value["wasSuccessful"] != false || o.Value["systemUserId"] != 0.0 {
		t.Errorf("second use of a temporary password: the client saw %+v, want wasSuccessful false", o)
	}
}

// temporaryPassword takes the password out of the newest mail, as its reader would: it is the word of 16 characters.
func temporaryPassword(t *testing.T, h *harness) string {
	t.Helper()
	messages := h.outbox()
	if len(messages) == 0 {
		t.Fatal("no mail was accepted")
	}
	text := messages[len(messages)-1].Text
	found := regexp.MustCompile(`(?m)\b[A-Za-z0-9]{16}\b`).FindString(text)
	if found == "" {
		t.Fatalf("no temporary password in %q", text)
	}
	return found
}
