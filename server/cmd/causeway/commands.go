package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands is the command line.
func commands(env environment) *cobra.Command {
	root := &cobra.Command{
		Use:           "causeway",
		Short:         "Serve existing ServiceStack, Web API and Rocket.Chat clients from one Go program",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          asMistakes(cobra.NoArgs),
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(env.out)
	root.SetErr(env.err)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return mistake{text: fmt.Sprintf("%v; %q lists the flags", err, c.CommandPath()+" -h")}
	})
	root.AddCommand(serveCommand(env), configCommand(env), keysCommand(env), routesCommand(env), codeCommand(env), versionCommand(env))
	for _, c := range root.Commands() {
		c.Args = asMistakes(c.Args)
	}
	return root
}

// asMistakes makes wrong arguments exit like any other misuse of the command line.
func asMistakes(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		if err := check(c, args); err != nil {
			return mistake{text: wrongArguments(c, err)}
		}
		return nil
	}
}

// wrongArguments says how a command is used, in words of its own where cobra counts arguments that have names.
func wrongArguments(c *cobra.Command, err error) string {
	if c.HasSubCommands() {
		return fmt.Sprintf("%v; %q lists the commands", err, c.CommandPath()+" -h")
	}
	return "usage: " + c.UseLine()
}

func versionCommand(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(env.out, "causeway %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version is what the Go tool wrote into the program: a tag, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && info.Main.Version == "(devel)" {
			return "at " + s.Value
		}
	}
	return info.Main.Version
}

// settingFlags declares a flag for each setting that may stand on a command line. Its default is for help alone: only flags that were given count.
func settingFlags(flags *pflag.FlagSet) {
	flags.String("config", "", "configuration file (CAUSEWAY_CONFIG); "+configFile+" in the working folder where none is named")
	for _, s := range defaults().settings() {
		if !s.secret() {
			flags.String(s.flag(), s.text(), s.about+" ("+s.env()+")")
		}
	}
}

// sourcesOf collects what the command line and the environment say.
func sourcesOf(flags *pflag.FlagSet, env environment, demo bool) sources {
	s := sources{file: env.getenv("CAUSEWAY_CONFIG"), getenv: env.getenv, flags: make(map[string]string), demo: demo}
	flags.Visit(func(f *pflag.Flag) { s.flags[f.Name] = f.Value.String() })
	if file := s.flags["config"]; file != "" {
		s.file = file
	}
	return s
}
