// Command causeway serves the four documented systems from one embedded database.
//
// Start with run. What a system has to say for itself is in foundry.go, antel.go, saasu.go and rocketchat.go; how it plugs in is in system.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], environment{os.Getenv, os.Environ, os.Stdout, os.Stderr})
	os.Exit(code)
}

// An environment is all that the program takes from the process it runs in.
type environment struct {
	getenv   func(string) string
	environ  func() []string
	out, err io.Writer
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2 // the command line or the configuration must be mended first
)

// run is the program. It returns when ctx ends or the command is done.
func run(ctx context.Context, args []string, env environment) int {
	root := commands(env)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	fmt.Fprintf(env.err, "causeway: %v\n", err)
	var wrong mistake
	if errors.As(err, &wrong) {
		return exitUsage
	}
	return exitFailed
}
