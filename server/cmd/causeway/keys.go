package main

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/causeway-gateway/causeway/auth"
)

// keySize is the size of every key of an installation, in bytes.
const keySize = 32

// keys are the secrets of an installation. They are kept apart from the data: whoever has both can sign in as anybody.
type keys struct {
	records []byte      // seals the records of the database
	pepper  auth.Pepper // keys the hashes of what could be guessed, and finds API keys
	signing []byte      // the systems' own token keys are derived from it

	// What only a file holds.
	created  time.Time    // when signing was drawn; zero: not known
	replaced [][]byte     // former values of records: they open what is not sealed anew yet
	entries  []tokenEntry // token keys beside the systems' own
}

// A keyText is one key as files and the environment hold it: base64.
type keyText struct {
	name, about string
	value       *[]byte
}

// texts lists the keys in the order of the file.
func (k *keys) texts() []keyText {
	return []keyText{
		{"records", "seals the records of the database; without it they cannot be read", &k.records},
		{"pepper", "keys the hashes of API keys and of one-time secrets", (*[]byte)(&k.pepper)},
		{"tokens", "signs access tokens; \"causeway keys rotate\" replaces it and ends no session", &k.signing},
	}
}

// env is the environment variable that holds the key where there is no file.
func (t keyText) env() string { return "CAUSEWAY_KEY_" + strings.ToUpper(t.name) }

// newKeys draws keys.
func newKeys(random io.Reader) (*keys, error) {
	k := &keys{created: today()}
	for _, t := range k.texts() {
		fresh, err := draw(random)
		if err != nil {
			return nil, err
		}
		*t.value = fresh
	}
	return k, nil
}

func draw(random io.Reader) ([]byte, error) {
	key := make([]byte, keySize)
	if _, err := io.ReadFull(random, key); err != nil {
		return nil, fmt.Errorf("draw a key: %w", err)
	}
	return key, nil
}

// today is the time that is written beside a key.
func today() time.Time { return time.Now().UTC().Truncate(time.Second) }

// ownMethod is what an installation's own keys sign with.
const ownMethod = "HS256"

// own is the token key of one system that the installation drew itself. No other key has its id.
func (k *keys) own(system string) auth.TokenKey {
	secret, err := hkdf.Key(sha256.New, k.signing, nil, "causeway tokens "+system, keySize)
	if err != nil {
		panic("causeway: derive a token key: " + err.Error()) // only for more than 8160 bytes
	}
	own := auth.TokenKey{Secret: secret, Method: ownMethod}
	own.ID = own.Thumbprint()
	return own
}

// A keyFile is the text of a file of keys.
type keyFile struct {
	Records string `toml:"records,omitempty"`
	Pepper  string `toml:"pepper,omitempty"`
	Tokens  string `toml:"tokens,omitempty"`
	furtherKeys
}

// furtherKeys are what a file holds that the environment cannot.
type furtherKeys struct {
	Created  time.Time    `toml:"tokens_created,omitempty"`
	Replaced []string     `toml:"records_replaced,omitempty"`
	Entries  []tokenEntry `toml:"token_key,omitempty"`
}

// String is the text of the file.
func (k *keys) String() string {
	var b strings.Builder
	b.WriteString("# The keys of a Causeway installation. Whoever has them and the data can sign in as anybody:\n")
	b.WriteString("# keep this file readable to the server alone, out of the repository and away from the backups of the data.\n")
	for _, t := range k.texts() {
		fmt.Fprintf(&b, "\n# %s\n%s = %q\n", t.about, t.name, base64.StdEncoding.EncodeToString(*t.value))
	}
	further := furtherKeys{Created: k.created, Entries: k.entries}
	for _, key := range k.replaced {
		further.Replaced = append(further.Replaced, base64.StdEncoding.EncodeToString(key))
	}
	encoder := toml.NewEncoder(&b)
	encoder.Indent = ""
	if err := encoder.Encode(further); err != nil {
		panic("causeway: write keys: " + err.Error()) // there is no value in it that TOML lacks
	}
	return b.String()
}

// readKeys reads the file at path, or the environment where path is empty.
func readKeys(path string, getenv func(string) string) (*keys, error) {
	k := new(keys)
	if path == "" {
		return k, k.parse(func(t keyText) (string, string) { return t.env(), getenv(t.env()) })
	}
	if err := private(path); err != nil {
		return nil, err
	}
	var file keyFile
	read, err := toml.DecodeFile(path, &file)
	if err != nil {
		return nil, fmt.Errorf("keys %s: not a file of keys", path) // the cause may quote a key
	}
	if strange := read.Undecoded(); len(strange) > 0 {
		return nil, fmt.Errorf("keys %s: %s is not one of its keys", path, strange[0])
	}
	texts := map[string]string{"records": file.Records, "pepper": file.Pepper, "tokens": file.Tokens}
	if err := k.parse(func(t keyText) (string, string) { return path + ": " + t.name, texts[t.name] }); err != nil {
		return nil, err
	}
	if err := k.add(file.furtherKeys); err != nil {
		return nil, fmt.Errorf("keys: %s: %w", path, err)
	}
	return k, nil
}

// parse sets every key from what source says of it: where it is, and its text.
func (k *keys) parse(source func(keyText) (place, text string)) error {
	for _, t := range k.texts() {
		place, text := source(t)
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
		switch {
		case text == "":
			return fmt.Errorf("keys: %s is missing", place)
		case err != nil:
			return fmt.Errorf("keys: %s is not base64", place)
		case len(raw) < keySize:
			return fmt.Errorf("keys: %s has %d bytes, not %d", place, len(raw), keySize)
		}
		*t.value = raw
	}
	return nil
}

// add takes what a file holds beside the three keys.
func (k *keys) add(f furtherKeys) error {
	k.created, k.entries = f.Created, f.Entries
	for i, text := range f.Replaced {
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != keySize {
			return fmt.Errorf("records_replaced: key %d is not the base64 of %d bytes", i+1, keySize)
		}
		k.replaced = append(k.replaced, raw)
	}
	return k.checkEntries()
}

// private refuses a file that others may read.
func private(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return fmt.Errorf("keys %s: mode %04o lets others read it; run: chmod 600 %s", path, info.Mode().Perm(), path)
	}
	return nil
}
