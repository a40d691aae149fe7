package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/replay"
)

// TestGoldens replays every recorded host. With GOLDENS it replays those of that folder, with GOLDENS_REPORT it appends the figures to that file.
func TestGoldens(t *testing.T) {
	from := fixtures.Recorded()
	if folder := os.Getenv("GOLDENS"); folder != "" {
		if _, err := os.Stat(folder); err != nil {
			t.Fatal(err)
		}
		from = os.DirFS(folder)
	}
	for _, h := range hosts.All() {
		t.Run(h.Name, func(t *testing.T) { replayed(t, from, h.Name) })
	}
}

func replayed(t *testing.T, from fs.FS, name string) {
	if _, err := fixtures.Exchanges(from, name); errors.Is(err, fs.ErrNotExist) && os.Getenv("GOLDENS") != "" {
		t.Skip("the folder has no such host")
	}
	var out strings.Builder
	f, err := replayHost(from, name, io.MultiWriter(&out, report(t)))
	if err != nil {
		t.Fatal(err)
	}
	if f.failed > 0 || f.passed == 0 && os.Getenv("GOLDENS") == "" {
		t.Errorf("replay of %s: %d pass, %d differ:\n%s", name, f.passed, f.failed, out.String())
	}
}

// TestEveryRecordingIsReplayed: a recording without a host that was made again would be left out of every replay.
func TestEveryRecordingIsReplayed(t *testing.T) {
	for _, area := range []string{"auth", "http", "webapi"} {
		names, err := fixtures.Hosts(fixtures.Recorded(), area)
		if err != nil || len(names) == 0 {
			t.Errorf("Hosts(%s) = %v, %v, want some", area, names, err)
		}
		for _, name := range names {
			if hosts.Find(area+"/"+name) == nil {
				t.Errorf("%s/%s is recorded, but not recreated", area, name)
			}
		}
	}
}

// report is the file that the figures go to, if there is one.
func report(t *testing.T) io.Writer {
	name := os.Getenv("GOLDENS_REPORT")
	if name == "" {
		return io.Discard
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestDeviations(t *testing.T) {
	all, err := fixtures.ReadDeviations(fixtures.Recorded())
	if err != nil {
		t.Fatal(err)
	}
	classes := strings.Fields(`reason-phrase encoded-bytes chunked jsv-pretty malformed parser-text server-fault injection codec-accidents depth
		secrets-echo auth-holes cookie-quotes runtime-types metadata-markup framing`)
	for _, d := range all {
		if !strings.Contains(" "+strings.Join(classes, " ")+" ", " "+d.Class+" ") {
			t.Errorf("deviation %s is of class %q, which the policy does not have", d.Pattern, d.Class)
		}
		if d.Reason == "" {
			t.Errorf("deviation %s has no reason", d.Pattern)
		}
	}
}

// A wrong answer must not pass: the replay is only as good as what it notices.
func TestCountTellsFailures(t *testing.T) {
	deviations := fixtures.Deviations{}
	verdicts := []replay.Verdict{
		{Exchange: &fixtures.Exchange{ID: "good"}},
		{Exchange: &fixtures.Exchange{ID: "bad"}, Difference: "status 500, want 200"},
		{Exchange: &fixtures.Exchange{ID: "setup", Setup: true}, Difference: "status 500, want 200"},
	}
	var f figure
	failed := f.count(verdicts, "area/host", deviations)
	if got, want := fmt.Sprint(f, len(failed)), "{1 1 0} 1"; got != want {
		t.Errorf("count = %s, want %s", got, want)
	}
}

// A class excuses no more than what it is about.
func TestDeviatesWithinItsClass(t *testing.T) {
	for _, row := range []struct {
		class   string
		verdict replay.Verdict
		want    bool
	}{
		{"parser-text", replay.Verdict{Refused: true}, false},
		{"parser-text", replay.Verdict{Refused: true, TextOnly: true}, true},
		{"malformed", replay.Verdict{}, false},
		{"malformed", replay.Verdict{Refused: true}, true},
		{"framing", replay.Verdict{Refused: true}, false},
		{"framing", replay.Verdict{Refused: true, Bare: true}, true},
		{"server-fault", replay.Verdict{}, true},
	} {
		if got := deviates(row.verdict, fixtures.Deviations{{Class: row.class}}); got != row.want {
			t.Errorf("deviates(%+v) as %s = %v, want %v", row.verdict, row.class, got, row.want)
		}
	}
}
