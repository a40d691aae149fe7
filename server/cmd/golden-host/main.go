// Command golden-host serves the recreated hosts, for tests and for tools of one's own, and replays their recordings.
//
//	golden-host -host http/antel -listen 127.0.0.1:9000
//	golden-host replay -area http -goldens folder
//
// A replay prints one line for each recorded host, "goldens http/antel 150/150 deviating 5", and one for each difference,
// "fail http/antel/001-x: what differs". It ends with 1 if any failed. The two numbers leave out what deviates on purpose.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/cmd/golden-host/hosts"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "golden-host:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "replay" {
		return replayCommand(args[1:], out)
	}
	return serveCommand(args, out)
}

func serveCommand(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("golden-host", flag.ContinueOnError)
	name := flags.String("host", "", "the recreated `host`, such as http/antel (\"golden-host replay -h\" tells how to replay its recordings)")
	listen := flags.String("listen", "127.0.0.1:9000", "the `address` to listen on")
	if err := flags.Parse(args); err != nil {
		return err
	}
	entry := hosts.Find(*name)
	if entry == nil {
		return fmt.Errorf("there is no recreated host %q; there are %s", *name, names())
	}
	l, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s on http://%s\n", entry.Name, l.Addr())
	return serve(l, entry)
}

// names lists the recreated hosts.
func names() string {
	var all []string
	for _, h := range hosts.All() {
		all = append(all, h.Name)
	}
	return strings.Join(all, ", ")
}

// recordedLimit is the original's limit for bodies.
const recordedLimit = 30_000_000

// serve answers on l until it is closed.
func serve(l net.Listener, entry *hosts.Entry) error {
	declared := entry.New()
	declared.Log, declared.Bare = slog.New(slog.DiscardHandler), true
	if declared.Limits.Body == 0 {
		declared.Limits.Body = recordedLimit
	}
	host, err := server.New(declared)
	if err != nil {
		return err
	}
	s := server.Server{Log: declared.Log}
	return s.Serve(context.Background(), server.Endpoint{Listener: l, Handler: host})
}
