package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/causeway-gateway/causeway/services/store"
)

const keysHelp = `Make and change the keys of an installation.

A server reads its keys when it starts: what list, rotate, retire and import do takes effect at its next start.

To replace the key that signs tokens: "keys rotate" and start the server anew; once the last token of the old key is over, which for
refresh tokens is after 30 days, "keys retire KID" and start it anew; do so at once where the old key is known to others.

To replace the key that seals the records: "keys rotate --sealing" and start the server anew, which then seals all records with the new key;
later stop it, "keys retire --sealing", and start it. Backups of the data from before need the keys from before.`

func keysCommand(env environment) *cobra.Command {
	c := &cobra.Command{
		Use:   "keys",
		Short: "Make and change the keys of an installation",
		Long:  keysHelp,
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "generate FILE",
		Short: "Draw new keys and write them to FILE, which must not exist; - prints them",
		Args:  asMistakes(cobra.ExactArgs(1)),
		RunE:  func(_ *cobra.Command, args []string) error { return generateKeys(env, args[0]) },
	})
	c.AddCommand(listKeysCommand(env), rotateKeysCommand(env), retireKeyCommand(env), importKeyCommand(env))
	return c
}

func generateKeys(env environment, path string) error {
	k, err := newKeys(rand.Reader)
	if err != nil {
		return err
	}
	if path == "-" {
		_, err := fmt.Fprint(env.out, k)
		return err
	}
	if err := k.write(path); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.out, "wrote %s; start the server with --keys %s\n", path, path)
	return err
}

func listKeysCommand(env environment) *cobra.Command {
	c := &cobra.Command{
		Use:   "list",
		Short: "List the keys of tokens: kid, method, when they were made, and whether they sign, verify or are retired; no secret is shown",
		Args:  asMistakes(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			config, given, err := keySettings(c, env)
			if err != nil {
				return err
			}
			k, err := readKeys(config.Keys, env.getenv)
			if err != nil {
				return keyMistake(config, given, err)
			}
			return k.print(env)
		},
	}
	flagsOf(c, "keys")
	return c
}

// print writes a table that has no secret in it.
func (k *keys) print(env environment) error {
	table := tabwriter.NewWriter(env.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KID\tSYSTEM\tMETHOD\tCREATED\tSTATE")
	for _, l := range k.list() {
		state := string(l.state)
		if l.state == retired {
			state += " " + stamp(l.retired)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", l.kid, l.system, l.method, stamp(l.created), state)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if n := len(k.replaced); n > 0 {
		_, err := fmt.Fprintf(env.out, "\nreplaced keys that still open records: %d; end them with \"causeway keys retire --sealing\"\n", n)
		return err
	}
	return nil
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return at.UTC().Format(time.RFC3339)
}

func rotateKeysCommand(env environment) *cobra.Command {
	sealing := false
	c := &cobra.Command{
		Use:   "rotate",
		Short: "Draw a new key that signs tokens; those that were signed before are good until their key is retired",
		Args:  asMistakes(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			_, path, err := keyFileOf(c, env)
			if err != nil {
				return err
			}
			if sealing {
				return rotateSealing(env, path)
			}
			return rotateTokens(env, path)
		},
	}
	c.Flags().BoolVar(&sealing, "sealing", false, "draw a new key that seals records instead; the one before opens what it has sealed")
	flagsOf(c, "keys")
	return c
}

func rotateTokens(env environment, path string) error {
	var now *keys
	err := changeKeys(path, func(k *keys) error { now = k; return k.rotate(rand.Reader, today()) })
	if err != nil {
		return err
	}
	for _, system := range tokenSystems {
		if _, err := fmt.Fprintf(env.out, "%s signs the tokens of %s from the server's next start on\n", now.own(system).ID, system); err != nil {
			return err
		}
	}
	return nil
}

func rotateSealing(env environment, path string) error {
	if err := changeKeys(path, func(k *keys) error { return k.rotateSealing(rand.Reader) }); err != nil {
		return err
	}
	_, err := fmt.Fprintln(env.out, "a new key seals records from the server's next start on")
	return err
}

func retireKeyCommand(env environment) *cobra.Command {
	sealing := false
	c := &cobra.Command{
		Use:   "retire {KID | --sealing}",
		Short: "End a key that only verifies: its tokens are refused, its secret is erased from the file",
		Long: `End a key that only verifies: its tokens are refused from the server's next start on, and its secret is erased from the file. "keys list" names
the keys. A KID that begins with a hyphen comes after two: causeway keys retire -- -KID`,
		Args: func(c *cobra.Command, args []string) error {
			if sealing {
				return asMistakes(cobra.NoArgs)(c, args)
			}
			return asMistakes(cobra.ExactArgs(1))(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			config, path, err := keyFileOf(c, env)
			if err != nil {
				return err
			}
			if sealing {
				return retireSealing(c.Context(), env, config.Data, path)
			}
			if err := changeKeys(path, func(k *keys) error { return k.retire(args[0], today()) }); err != nil {
				return err
			}
			_, err = fmt.Fprintf(env.out, "%s is retired: its tokens are refused from the server's next start on\n", args[0])
			return err
		},
	}
	c.Flags().BoolVar(&sealing, "sealing", false, "end the replaced keys of records instead, once no record in --data needs them; the server must be stopped")
	flagsOf(c, "keys", "data")
	return c
}

// retireSealing seals anew whatever a replaced key has sealed before it drops the replaced keys.
func retireSealing(ctx context.Context, env environment, data, path string) error {
	file := filepath.Join(data, dataFile)
	if data == "" {
		return mistake{"--data", "data", "name the folder of the data that the keys seal: nothing is retired that a record in it needs"}
	}
	if !exists(file) {
		return mistake{"--data", "data", fmt.Sprintf("%s is not there: name the folder of the data that the keys seal", file)}
	}
	records := 0
	err := changeKeys(path, func(k *keys) (err error) {
		if len(k.replaced) == 0 {
			return mistake{text: "there is no replaced key of records"}
		}
		records, err = resealFile(ctx, file, store.Options{Key: k.records, OldKeys: k.replaced})
		k.replaced = nil
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.out, "%d records were sealed anew; the replaced keys are gone\n", records)
	return err
}

func importKeyCommand(env environment) *cobra.Command {
	var i imported
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Take the key of an old ServiceStack host from FILE: the base64 of its AuthKey, or the XML of its RSA key (RSAKeyValue)",
		Long: `Take the key of an old ServiceStack host from FILE, so that its tokens are good here: the base64 of an AuthKey (jwt.AuthKeyBase64), or the XML
of an RSA key (jwt.PrivateKeyXml, or jwt.PublicKeyXml, which verifies only). The key has the kid that the old host gave it: the first three
characters of its base64. The server knows it from its next start on.`,
		Args: asMistakes(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			_, path, err := keyFileOf(c, env)
			if err != nil {
				return err
			}
			e, err := i.read(args[0], today())
			if err != nil {
				return err
			}
			if err := changeKeys(path, func(k *keys) error { return k.take(e) }); err != nil {
				return err
			}
			_, err = fmt.Fprintf(env.out, "%s %s the tokens of %s from the server's next start on\n", e.KID, e.state(), e.System)
			return err
		},
	}
	c.Flags().StringVar(&i.system, "system", tokenSystems[0], "the system whose tokens it is for")
	c.Flags().StringVar(&i.method, "method", "", "what the old host signs with (HashAlgorithm); HS256 for an AuthKey and RS256 for an RSA key where nothing is said")
	c.Flags().StringVar(&i.issuer, "issuer", "ssjwt", "issuer of its tokens")
	c.Flags().StringVar(&i.kid, "kid", "", "the kid in its tokens, where the old host was told one (KeyId)")
	c.Flags().BoolVar(&i.sign, "sign", false, "sign new tokens with it too, in place of the installation's own key")
	flagsOf(c, "keys")
	return c
}

// flagsOf declares the flags of some settings, and of the file that they may stand in.
func flagsOf(c *cobra.Command, names ...string) {
	c.Flags().String("config", "", "configuration file (CAUSEWAY_CONFIG); "+configFile+" in the working folder where none is named")
	for _, name := range names {
		for _, s := range defaults().settings() {
			if s.key == name {
				c.Flags().String(s.flag(), "", s.about+" ("+s.env()+")")
			}
		}
	}
}

// keySettings is the configuration as far as it says where keys and data are.
func keySettings(c *cobra.Command, env environment) (*config, map[string]string, error) {
	config, given, mistakes := sourcesOf(c.Flags(), env, false).load()
	if len(mistakes) > 0 {
		return nil, nil, mistakes[0]
	}
	return config, given, nil
}

// keyFileOf is the file of keys that a command is to change.
func keyFileOf(c *cobra.Command, env environment) (*config, string, error) {
	config, given, err := keySettings(c, env)
	if err != nil {
		return nil, "", err
	}
	if config.Keys == "" {
		return nil, "", mistake{key: "keys", text: "name the file of keys with --keys or CAUSEWAY_KEYS; keys in the environment cannot be changed from here"}
	}
	if _, err := os.Stat(config.Keys); err != nil {
		return nil, "", keyMistake(config, given, err)
	}
	return config, config.Keys, nil
}
