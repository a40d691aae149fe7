package main

import (
	"path"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
)

// openCalls counts, by client, the recorded calls that are still not read as they were meant. A count only ever goes down.
// They post XML, JSV and CSV to /api/{Operation}, where hosts read JSON.
var openCalls = map[string]int{"csharp-CsvServiceClient": 1, "csharp-JsvServiceClient": 1, "csharp-XmlServiceClient": 1}

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
			if err != nil || f.failed > openCalls[name] || f.passed < 150 {
				t.Errorf("replay = %+v, %v, want at most %d failures:\n%s", f, err, openCalls[name], &out)
			}
		})
	}
}
