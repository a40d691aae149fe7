package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
)

func TestReplayCommand(t *testing.T) {
	var out strings.Builder
	if err := run([]string{"replay", "-area", "http", "-host", "cors"}, &out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "goldens http/cors 22/22 deviating 0\n"; got != want {
		t.Errorf("replay prints %q, want %q", got, want)
	}
}

// Nobody's folder need hold every area.
func TestReplayOfNothing(t *testing.T) {
	for _, area := range []string{"http", "clients"} {
		if err := run([]string{"replay", "-area", area, "-goldens", t.TempDir()}, io.Discard); err != nil {
			t.Errorf("replay of %s in an empty folder = %v, want no error", area, err)
		}
	}
}

func TestCommandsThatCannotRun(t *testing.T) {
	for _, args := range [][]string{
		{"-host", "http/nobody"},
		{"-host", "http/cors", "-listen", "nowhere"},
		{"replay", "-area", "nothing"},
		{"replay", "-goldens", "/nowhere/at/all"},
		{"replay", "-nonsense"},
	} {
		if err := run(args, io.Discard); err == nil {
			t.Errorf("run(%q) is no error, want one", args)
		}
	}
}

// Each host is served as a tool of one's own would find it.
func TestHostsListTheirOperations(t *testing.T) {
	for _, h := range hosts.All() {
		if !strings.HasPrefix(h.Name, "http/") {
			continue
		}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l, &h) }()
		res, err := http.Get("http://" + l.Addr().String() + "/api")
		if err != nil {
			t.Fatalf("%s: %v", h.Name, err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		l.Close()
		if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), "/api/") {
			t.Errorf("GET /api of %s = %d %s %v, want the operations", h.Name, res.StatusCode, body, err)
		}
	}
}
