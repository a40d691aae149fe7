package main

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A block is a fenced part of README.md.
type block struct{ language, text string }

func readme(t *testing.T) []block {
	t.Helper()
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []block
	for _, m := range regexp.MustCompile("(?s)```([a-z]*)\n(.*?)```\n").FindAllStringSubmatch(string(text), -1) {
		blocks = append(blocks, block{m[1], m[2]})
	}
	return blocks
}

// TestReadmeAnswers runs the commands that README.md shows with answers and compares the answers with those that it shows.
func TestReadmeAnswers(t *testing.T) {
	p := launch(t, filepath.Join(t.TempDir(), "data"))
	var addresses []string
	for _, name := range systemNames {
		addresses = append(addresses, demoListeners[name], p.address(name))
	}
	blocks, ran := readme(t), 0
	for i, b := range blocks {
		if !strings.Contains(b.text, "curl ") {
			continue
		}
		ran++
		cmd := exec.CommandContext(t.Context(), "sh", "-c", strings.NewReplacer(addresses...).Replace(b.text))
		cmd.Dir = t.TempDir()
		got, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", b.text, err)
		}
		if want := strings.TrimSuffix(blocks[i+1].text, "\n"); string(got) != want {
			t.Errorf("%sanswers\n%s\nREADME.md says\n%s", b.text, got, want)
		}
	}
	if ran != 4 {
		t.Errorf("README.md shows %d blocks of commands with answers, want 4", ran)
	}
}

// TestReadmeHost builds the host of README.md in a module of its own and asks it for an answer in each format.
func TestReadmeHost(t *testing.T) {
	blocks := readme(t)
	i := slices.IndexFunc(blocks, func(b block) bool { return b.language == "go" })
	if lines := strings.Count(strings.ReplaceAll(blocks[i].text, "\n\n", "\n"), "\n"); lines > 30 {
		t.Errorf("README.md's host has %d lines", lines)
	}
	address := runModule(t, blocks[i].text)
	for _, c := range []struct{ path, contentType, want string }{
		{"/hello/Ann", "application/json; charset=utf-8", `{"result":"Hello, Ann!"}`},
		{"/hello/Ann.jsv", "application/jsv", `{result:"Hello, Ann!"}`},
		{"/hello/Ann?format=xml", "application/xml", `<?xml version="1.0" encoding="utf-8"?><HelloResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/"><Result>Hello, Ann!</Result></HelloResponse>`},
		{"/csv/reply/Hello?Name=Ann", "text/csv", "Result\r\n\"Hello, Ann!\"\r\n"},
		{"/api/Hello?Name=Ann", "application/json; charset=utf-8", `{"result":"Hello, Ann!"}`},
	} {
		a, err := exchange(address, "GET "+c.path+" HTTP/1.1\nHost: "+address+"\n\n")
		if err != nil {
			t.Fatalf("GET %s: %v", c.path, err)
		}
		if a.status != http.StatusOK || a.body != c.want || a.header.Get("Content-Type") != c.contentType {
			t.Errorf("GET %s = %d %s %q, want 200 %s %q", c.path, a.status, a.header.Get("Content-Type"), a.body, c.contentType, c.want)
		}
	}
}

// runModule builds a program that imports this module by a replace line, as README.md says, runs it and returns where it listens.
func runModule(t *testing.T, source string) (address string) {
	t.Helper()
	folder, root := t.TempDir(), "../../.."
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	absolute, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write("main.go", source)
	write("go.sum", string(sums))
	goTool := func(args ...string) {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = folder
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
	goTool("mod", "init", "example.org/greeter")
	goTool("mod", "edit", "-require", "github.com/causeway-gateway/causeway@v0.0.0", "-replace", "github.com/causeway-gateway/causeway="+absolute)
	goTool("build", "-mod=mod", "-o", "greeter", ".")

	address = freeAddress(t)
	cmd := exec.Command(filepath.Join(folder, "greeter"), address)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has nothing to lose
		_ = cmd.Wait()
	})
	await(t, address)
	return address
}

// await returns once somebody answers at address.
func await(t *testing.T, address string) {
	t.Helper()
	var err error
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		var res *http.Response
		if res, err = http.Get("http://" + address); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			return
		}
	}
	t.Fatalf("nobody answers at %s: %v", address, err)
}
