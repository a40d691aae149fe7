package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A judgedBy is the validator of @rocket.chat/rest-typings 8.8.1 that bodies with a status must pass, and what the recordings of it
// (goldens/rocketchat/validators.jsonl) say of their members.
type judgedBy struct {
	validator string
	allowed   []string
}

var judges = map[int]judgedBy{
	http.StatusBadRequest:          {"validateBadRequestErrorResponse", []string{"success", "stack", "error", "errorType", "details"}},
	http.StatusTooManyRequests:     {"validateBadRequestErrorResponse", []string{"success", "stack", "error", "errorType", "details"}},
	http.StatusUnauthorized:        {"validateUnauthorizedErrorResponse", []string{"success", "status", "message", "error", "errorType"}},
	http.StatusMethodNotAllowed:    {"validateUnauthorizedErrorResponse", []string{"success", "status", "message", "error", "errorType"}},
	http.StatusForbidden:           {"validateForbiddenErrorResponse", []string{"success", "status", "message", "error", "errorType"}},
	http.StatusNotFound:            {"validateNotFoundErrorResponse", []string{"success", "error"}},
	http.StatusInternalServerError: {"validateInternalErrorResponse", []string{"success", "error"}},
}

// schemaComplaint says why a client with Rocket.Chat's schemas would not take an answer; nothing where it would.
func schemaComplaint(t *testing.T, line string, a answer) string {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		return "not an object: " + err.Error()
	}
	judge, failed := judges[a.status]
	switch {
	case failed && line == loginRoute && a.status == http.StatusUnauthorized && !plainRefusal(body):
		return "" // no published schema has room for a challenge or for Meteor's numbers, and clients need them
	case failed:
		return cmp.Or(factsComplaint(judge, body), oracleComplaint(t, judge.validator, a.body))
	case line == "GET /api/v1/me" && a.status == http.StatusOK:
		return oracleComplaint(t, "me", a.body)
	case body["success"] != true:
		return "success is not true"
	}
	return ""
}

func plainRefusal(body map[string]any) bool {
	_, text := body["error"].(string)
	_, details := body["details"]
	return text && !details
}

func factsComplaint(judge judgedBy, body map[string]any) string {
	if body["success"] != false {
		return "success is not false"
	}
	for name, value := range body {
		_, text := value.(string)
		_, object := value.(map[string]any)
		switch {
		case !slices.Contains(judge.allowed, name):
			return "no member " + name + " is allowed"
		case name == "details" && !object || name != "details" && name != "success" && !text:
			return "wrong type of " + name
		}
	}
	if !slices.Contains(slices.Collect(maps.Keys(body)), "error") && slices.Contains(judge.allowed, "error") && len(judge.allowed) == 2 {
		return "error is missing"
	}
	return ""
}

// oracle is the published validators, running in Node where the clients are asked for.
type oracle struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Scanner
	err error
}

var theOracle = sync.OnceValue(func() *oracle {
	if os.Getenv("CAUSEWAY_CLIENTS") != "1" {
		return nil
	}
	o := &oracle{}
	o.err = o.start()
	return o
})

func (o *oracle) start() error {
	folder, err := rocketChatPackages()
	if err != nil {
		return err
	}
	script, err := bundled(folder, "validate")
	if err != nil {
		return err
	}
	cmd := exec.Command("node", script) // ends with its standard input, when the tests do
	if o.in, err = cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	o.out = bufio.NewScanner(out)
	o.out.Buffer(nil, 1<<20)
	return cmd.Start()
}

// verdict is what a validator says of a body.
type verdict struct {
	Valid, Coerced bool
	Errors         string
}

func (o *oracle) judge(validator, body string) (v verdict, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return v, o.err
	}
	line, err := json.Marshal(map[string]any{"validator": validator, "body": json.RawMessage(body)})
	if err != nil {
		return v, err
	}
	if _, err := o.in.Write(append(line, '\n')); err != nil {
		return v, err
	}
	if !o.out.Scan() {
		return v, fmt.Errorf("the validators ended: %v", o.out.Err())
	}
	return v, json.Unmarshal(o.out.Bytes(), &v)
}

func oracleComplaint(t *testing.T, validator, body string) string {
	t.Helper()
	o := theOracle()
	if o == nil {
		return ""
	}
	v, err := o.judge(validator, body)
	switch {
	case err != nil:
		t.Fatalf("ask the validators of Rocket.Chat: %v", err)
	case !v.Valid:
		return validator + " refuses it: " + v.Errors
	case v.Coerced:
		return validator + " takes it only after changing it"
	}
	return ""
}

// rocketChatPackages installs the npm packages of Rocket.Chat that the tests use. npm install refuses them, because one of their dependencies is a patch,
// so their tarballs are unpacked by hand.
var rocketChatPackages = sync.OnceValues(func() (folder string, err error) {
	folder, err = filepath.Abs("../../../.tools/rocketchat")
	if err != nil {
		return "", err
	}
	script, err := filepath.Abs("testdata/rocketchat/install.sh")
	if err != nil {
		return "", err
	}
	if out, err := exec.Command("sh", script, folder).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", script, err, out)
	}
	return folder, nil
})

// bundled makes one file of a script in testdata/rocketchat and the packages that it uses, which Node cannot load as they are.
func bundled(folder, name string) (string, error) {
	script, err := os.ReadFile(filepath.Join("testdata/rocketchat", name+".js"))
	if err != nil {
		return "", err
	}
	copied, made := filepath.Join(folder, name+".js"), filepath.Join(folder, name+".bundle.js")
	if err := os.WriteFile(copied, script, 0o644); err != nil {
		return "", err
	}
	out, err := exec.Command(filepath.Join(folder, "node_modules/.bin/esbuild"), copied, "--bundle", "--platform=node", "--log-level=error", "--outfile="+made).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("bundle %s: %w\n%s", name, err, strings.TrimSpace(string(out)))
	}
	return made, nil
}
