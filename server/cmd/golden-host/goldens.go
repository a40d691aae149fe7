package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/fixtures"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/replay"
)

// errDiffers says that some answers differ. Which ones is printed already.
var errDiffers = errors.New("some answers differ from the recorded ones")

func replayCommand(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("golden-host replay", flag.ContinueOnError)
	area := flags.String("area", "http", "the `area` of the recordings")
	only := flags.String("host", "", "one `host` of the area, such as antel")
	folder := flags.String("goldens", "", "the `folder` of the recordings; the repository's own where empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *only == "" && lacks(*folder, *area) {
		return nil
	}
	if *area == "clients" {
		return replayClients(*folder, *only, out)
	}
	from := fixtures.Recorded()
	if *folder != "" {
		from = os.DirFS(*folder)
	}
	names, err := fixtures.Hosts(from, *area)
	if err != nil {
		return fmt.Errorf("there is no area %q in %s: %w", *area, cmp.Or(*folder, "the repository"), err)
	}
	if gone := unrecorded(*area, names); *folder == "" && gone != nil {
		return fmt.Errorf("the recordings of %q are missing", gone)
	}
	names = slices.DeleteFunc(names, vectors)
	failed, replayed := false, 0
	for _, name := range names {
		full := path.Join(*area, name)
		if *only != "" && *only != name || hosts.Find(full) == nil {
			continue
		}
		figure, err := replayHost(from, full, out)
		if err != nil {
			return fmt.Errorf("%s: %w", full, err)
		}
		failed, replayed = failed || figure.failed > 0, replayed+1
	}
	if replayed == 0 && (*only != "" || len(names) > 0) {
		return fmt.Errorf("nothing of area %q, host %q is recorded and recreated", *area, *only)
	}
	if failed {
		return errDiffers
	}
	return nil
}

// unrecorded returns the hosts of an area that were made again, less those with these names.
func unrecorded(area string, names []string) (gone []string) {
	for _, h := range hosts.All() {
		if path.Dir(h.Name) == area && !slices.Contains(names, path.Base(h.Name)) {
			gone = append(gone, h.Name)
		}
	}
	return gone
}

// vectors reports whether a file holds no exchanges of a host: tests of the packages codec and auth replay it.
func vectors(name string) bool { return name == "tokens" || strings.HasPrefix(name, "vectors") }

// lacks reports whether a folder of one's own, which need not hold every area, is there without this one.
func lacks(folder, area string) bool {
	if folder == "" {
		return false
	}
	_, err := os.Stat(folder)
	_, absent := os.Stat(filepath.Join(folder, area))
	return err == nil && errors.Is(absent, fs.ErrNotExist)
}

// A figure counts the exchanges of one host.
type figure struct{ passed, failed, deviating int }

// replayHost serves a recreated host, sends it its recordings and prints what came of them.
func replayHost(from fs.FS, name string, out io.Writer) (figure, error) {
	var f figure
	exchanges, err := fixtures.Exchanges(from, name)
	if err != nil {
		return f, err
	}
	deviations, err := fixtures.ReadDeviations(fixtures.Recorded())
	if err != nil {
		return f, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return f, err
	}
	served := make(chan error, 1)
	go func() { served <- serve(l, hosts.Find(name)) }()
	verdicts := replay.Host(l.Addr().String(), exchanges)
	l.Close()
	if err := <-served; !errors.Is(err, net.ErrClosed) {
		return f, err
	}
	failed := f.count(verdicts, name, deviations)
	fmt.Fprintf(out, "goldens %s %d/%d deviating %d\n", name, f.passed, f.passed+f.failed, f.deviating)
	for _, v := range failed {
		fmt.Fprintf(out, "fail %s/%s: %s\n", name, v.Exchange.ID, v.Difference)
	}
	return f, nil
}

// count sorts the verdicts and returns those that failed. What deviates on purpose counts as such only where it does differ.
func (f *figure) count(verdicts []replay.Verdict, name string, deviations fixtures.Deviations) (failed []replay.Verdict) {
	for _, v := range verdicts {
		switch {
		case v.Exchange.Setup:
		case v.Difference == "":
			f.passed++
		case deviates(v, deviations.Find(name+"/"+v.Exchange.ID)):
			f.deviating++
		default:
			f.failed++
			failed = append(failed, v)
		}
	}
	return failed
}

// deviates reports whether one of the deviations covers a difference. Some classes cover one kind of answer only, whatever their patterns match.
func deviates(v replay.Verdict, of fixtures.Deviations) bool {
	return slices.ContainsFunc(of, func(d fixtures.Deviation) bool {
		switch d.Class {
		case "parser-text":
			return v.TextOnly
		case "malformed":
			return v.Refused
		case "framing":
			return v.Refused && v.Bare
		}
		return true
	})
}
