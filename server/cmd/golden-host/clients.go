package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/causeway-gateway/causeway/fixtures"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/clients"
)

// replayClients sends what real clients sent, and prints one line for each client. Calls that sent nothing are not counted.
func replayClients(folder, only string, out io.Writer) error {
	from := fixtures.Clients()
	if folder != "" {
		from = os.DirFS(folder)
	}
	names, err := fixtures.Hosts(from, "clients")
	if err != nil {
		return err
	}
	deviations, err := fixtures.ReadDeviations(fixtures.Recorded())
	if err != nil {
		return err
	}
	failed, replayed := false, 0
	for _, name := range names {
		if only != "" && name != only || !servicestackClient(name) {
			continue
		}
		f, err := replayClient(from, path.Join("clients", name), deviations, out)
		if err != nil {
			return fmt.Errorf("clients/%s: %w", name, err)
		}
		failed, replayed = failed || f.failed > 0, replayed+1
	}
	if replayed == 0 && only != "" {
		return fmt.Errorf("no calls of a ServiceStack client %q are recorded", only)
	}
	if failed {
		return errDiffers
	}
	return nil
}

func servicestackClient(name string) bool {
	return strings.HasPrefix(name, "csharp-") || strings.HasPrefix(name, "js-")
}

func replayClient(from fs.FS, name string, deviations fixtures.Deviations, out io.Writer) (figure, error) {
	var f figure
	calls, err := fixtures.Calls(from, name)
	if err != nil {
		return f, err
	}
	verdicts, err := clients.Replay(calls, strings.HasPrefix(path.Base(name), "js-"))
	if err != nil {
		return f, err
	}
	var failed []clients.Verdict
	for _, v := range verdicts {
		switch {
		case v.Difference == "":
			f.passed++
		case len(deviations.Find(name+"/"+v.Case)) > 0:
			f.deviating++
		default:
			f.failed++
			failed = append(failed, v)
		}
	}
	fmt.Fprintf(out, "goldens %s %d/%d deviating %d\n", name, f.passed, f.passed+f.failed, f.deviating)
	for _, v := range failed {
		fmt.Fprintf(out, "fail %s/%s: %s\n", name, v.Case, strings.Join(strings.Fields(v.Difference), " "))
	}
	return f, nil
}
