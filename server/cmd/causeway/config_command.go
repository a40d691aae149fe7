package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func configCommand(env environment) *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Print a " + configFile + " with every key and its default",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return printConfig(env.out) },
	}
	check := &cobra.Command{
		Use:   "check",
		Short: "Name each mistake in the configuration, with its key and place",
		Args:  asMistakes(cobra.NoArgs),
		RunE:  func(c *cobra.Command, _ []string) error { return checkConfig(c, env) },
	}
	settingFlags(check.Flags())
	c.AddCommand(check)
	return c
}

const configHead = `# What "causeway serve" reads from the folder that it is started in, or from --config FILE.
# Each key is also an environment variable and, secrets apart, a flag; a flag wins over a variable, a variable over this file.
`

// printConfig writes the defaults as a file that can be read back.
func printConfig(out io.Writer) error {
	var b strings.Builder
	b.WriteString(configHead)
	section := ""
	for _, s := range defaults().settings() {
		name, key, dotted := strings.Cut(s.key, ".")
		if !dotted {
			name, key = "", s.key
		}
		if name != section {
			section = name
			fmt.Fprintf(&b, "\n[%s]\n", section)
		}
		fmt.Fprintf(&b, "\n# %s (%s%s)\n%s = %s\n", s.about, s.env(), flagNote(s), key, s.toml())
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func flagNote(s setting) string {
	if s.secret() {
		return ""
	}
	return ", --" + s.flag()
}

// checkConfig prints each mistake on a line of its own, as "place: key: what is wrong".
func checkConfig(c *cobra.Command, env environment) error {
	s := sourcesOf(c.Flags(), env, false)
	config, given, mistakes := s.load()
	mistakes = append(mistakes, config.check(given)...)
	mistakes = append(mistakes, strangers(config, env.environ())...)
	if _, err := readKeys(config.Keys, env.getenv); err != nil {
		mistakes = append(mistakes, keyMistake(config, given, err))
	}
	for _, m := range mistakes {
		fmt.Fprintln(env.out, m)
	}
	switch n := len(mistakes); n {
	case 0:
		_, err := fmt.Fprintln(env.out, "the configuration is in order")
		return err
	case 1:
		return mistake{text: "1 mistake in the configuration"}
	default:
		return mistake{text: fmt.Sprintf("%d mistakes in the configuration", n)}
	}
}

// strangers finds variables that look like settings and are none, such as misspelt ones.
func strangers(c *config, environ []string) (mistakes []mistake) {
	known := map[string]bool{"CAUSEWAY_CONFIG": true, "CAUSEWAY_CLIENTS": true} // the second is the tests'
	for _, s := range c.settings() {
		known[s.env()] = true
	}
	for _, t := range new(keys).texts() {
		known[t.env()] = true
	}
	for _, variable := range environ {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "CAUSEWAY_") && !known[name] {
			mistakes = append(mistakes, mistake{place: name, text: "is not a setting"})
		}
	}
	return mistakes
}

// keyMistake says what is wrong with the keys, and how to make some.
func keyMistake(c *config, given map[string]string, err error) mistake {
	text := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "keys: "), "keys ")
	if c.Keys == "" {
		text = `make them with "causeway keys generate FILE" and name the file with --keys or CAUSEWAY_KEYS (` + text + ")"
	}
	return mistake{given["keys"], "keys", text}
}
