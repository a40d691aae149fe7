package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

func serveCommand(env environment) *cobra.Command {
	demo := false
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the systems",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			config, k, err := settle(sourcesOf(c.Flags(), env, demo))
			if err != nil {
				return err
			}
			return serve(c.Context(), config, k, env)
		},
	}
	c.Flags().BoolVar(&demo, "demo", false, "make keys, tenants and users to try everything with, and print how; never for real data")
	settingFlags(c.Flags())
	return c
}

// settle returns a configuration that the server can start with, and its keys, or the first mistake in it.
func settle(s sources) (*config, *keys, error) {
	c, given, mistakes := s.load()
	if mistakes = append(mistakes, c.check(given)...); len(mistakes) > 0 {
		return nil, nil, mistakes[0]
	}
	if c.Demo {
		if err := readyDemo(c, given); err != nil {
			return nil, nil, err
		}
	}
	k, err := readKeys(c.Keys, s.getenv)
	if err != nil {
		return nil, nil, keyMistake(c, given, err)
	}
	return c, k, nil
}

// readyDemo prepares the folder of the demonstration.
func readyDemo(c *config, given map[string]string) error {
	if err := markDemo(c, given); err != nil {
		return err
	}
	return makeDemoKeys(c)
}

// demoMark is the file that tells the demonstration's data from real data. The users in it have passwords that everybody can read in this program.
const demoMark = "DEMONSTRATION"

// markDemo marks a new folder as the demonstration's, and refuses one that holds other data: a user whose password is known would be added to it, and
// would be there still when the demonstration is over.
func markDemo(c *config, given map[string]string) error {
	mark, data := filepath.Join(c.Data, demoMark), filepath.Join(c.Data, dataFile)
	if exists(mark) {
		return nil
	}
	if exists(data) {
		return mistake{given["data"], "data", c.Data + " holds data that are not the demonstration's: name another folder for it"}
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	return os.WriteFile(mark, []byte("The users in this folder have passwords that everybody knows.\n"), 0o600)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// makeDemoKeys makes the demonstration's keys at its first start.
func makeDemoKeys(c *config) error {
	if _, err := os.Stat(c.Keys); c.Keys == "" || !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	k, err := newKeys(rand.Reader)
	if err != nil {
		return err
	}
	return k.write(c.Keys)
}

// serve listens first, so that a taken address costs nothing; then it opens the store and the systems, and answers until ctx ends.
func serve(ctx context.Context, c *config, k *keys, env environment) error {
	defer runtime.KeepAlive(setAside(env))
	log := slog.New(slog.NewJSONHandler(env.err, &slog.HandlerOptions{Level: c.Log}))
	open, err := listen(c)
	if err != nil {
		return err
	}
	defer open.close()
	gateway, err := openGateway(ctx, c, k, open, log)
	if err != nil {
		return err
	}
	defer gateway.close()
	if !c.Demo && exists(filepath.Join(c.Data, demoMark)) {
		log.Warn("this is the demonstration's data: everybody knows its passwords", "data", c.Data)
	}
	if c.Demo {
		if err := gateway.demonstrate(ctx, env.out); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		<-ctx.Done()
		log.Info("stopping: no new calls, those under way are finished")
		return nil
	})
	group.Go(func() error { return open.serve(ctx, gateway) })
	group.Go(func() error { return gateway.deliver(ctx) })
	group.Go(func() error { return gateway.sweep(ctx) })
	group.Go(func() error { return gateway.reseal(ctx) })
	if err := group.Wait(); err != nil {
		return err
	}
	log.Info("stopped")
	return nil
}
