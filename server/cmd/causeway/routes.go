package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

func routesCommand(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "routes [SYSTEM...]",
		Short: "List every operation of every system: verb, path, request, response, demand",
		RunE: func(c *cobra.Command, args []string) error {
			hosts, err := declaredHosts(c.Context())
			if err != nil {
				return err
			}
			return printRoutes(env.out, hosts, args)
		},
	}
}

// declaredHosts opens every system over an empty store that is thrown away, because only an open system says what it serves.
func declaredHosts(ctx context.Context) (_ []*server.Host, err error) {
	folder, err := os.MkdirTemp("", "causeway-routes-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	c := defaults()
	c.Data = folder
	k, err := newKeys(rand.Reader)
	if err != nil {
		return nil, err
	}
	g, err := openGateway(ctx, c, k, new(listeners), slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer g.close()
	return g.hosts(), nil
}

// printRoutes prints the hosts with the given names, or all of them.
func printRoutes(out io.Writer, hosts []*server.Host, names []string) error {
	if err := known(hosts, names); err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "HOST\tVERB\tPATH\tREQUEST\tRESPONSE\tDEMAND")
	for _, h := range hosts {
		if len(names) > 0 && !slices.Contains(names, h.Name) {
			continue
		}
		for i := range h.Operations {
			printOperation(table, h.Name, &h.Operations[i])
		}
	}
	return table.Flush()
}

func printOperation(table io.Writer, host string, op *services.Operation) {
	routes := op.Routes
	if len(routes) == 0 {
		routes = []string{"- -"} // reached by its name alone
	}
	for _, route := range routes {
		verb, path, _ := strings.Cut(route, " ")
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", host, verb, path, op.Name, typeName(op.NewResponse()), op.Need)
	}
}

// typeName is the name of a DTO's type, or "-" where there is none.
func typeName(dto any) string {
	if dto == nil {
		return "-"
	}
	name := fmt.Sprintf("%T", dto)
	return name[strings.LastIndex(name, ".")+1:]
}

func known(hosts []*server.Host, names []string) error {
	var all []string
	for _, h := range hosts {
		all = append(all, h.Name)
	}
	for _, name := range names {
		if !slices.Contains(all, name) {
			return mistake{text: fmt.Sprintf("no system is named %q; there are %s", name, strings.Join(all, ", "))}
		}
	}
	return nil
}
