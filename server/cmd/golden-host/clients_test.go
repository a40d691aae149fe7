package main

import (
	"path"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
)

func TestClients(t *testing.T) {
	names, err := fixtures.Hosts(fixtures.Clients(), "clients")
	if err != nil || len(names) < 9 {
		t.Fatalf("Hosts(clients) = %v, %v, want nine clients", names, err)
	}
	deviations, err := fixtures.ReadDeviations(fixtures.Recorded())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !servicestackClient(name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			f, err := replayClient(fixtures.Clients(), path.Join("clients", name), deviations, &out)
			if err != nil || f.failed > 0 || f.passed < 150 {
				t.Errorf("replay = %+v, %v, want no failure:\n%s", f, err, &out)
			}
		})
	}
}
