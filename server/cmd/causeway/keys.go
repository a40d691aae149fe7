package main

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/causeway-gateway/causeway/auth"
)

// keySize is the size of every key of an installation, in bytes.
const keySize = 32

// keys are the secrets of an installation. They are kept apart from the data: whoever has both can sign in as anybody.
type keys struct {
	records []byte      // seals the records of the database
	pepper  auth.Pepper // keys the hashes of what could be guessed, and finds API keys
	signing []byte      // the systems' token keys are derived from it
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
		{"tokens", "signs access tokens; a new one ends every session of a bearer token", &k.signing},
	}
}

// env is the environment variable that holds the key where there is no file.
func (t keyText) env() string { return "CAUSEWAY_KEY_" + strings.ToUpper(t.name) }

// newKeys draws keys.
func newKeys(random io.Reader) (*keys, error) {
	k := new(keys)
	for _, t := range k.texts() {
		*t.value = make([]byte, keySize)
		if _, err := io.ReadFull(random, *t.value); err != nil {
			return nil, fmt.Errorf("draw a key: %w", err)
		}
	}
	return k, nil
}

// tokens returns the keys that sign and verify the tokens of one system. Each system has its own, so that none takes another's tokens.
func (k *keys) tokens(system string) []auth.TokenKey {
	secret, err := hkdf.Key(sha256.New, k.signing, nil, "causeway tokens "+system, keySize)
	if err != nil {
		panic("causeway: derive a token key: " + err.Error()) // only for more than 8160 bytes
	}
	return []auth.TokenKey{{ID: thumbprint(secret), Secret: secret}}
}

// thumbprint is the key id of RFC 7638 for a symmetric key.
func thumbprint(secret []byte) string {
	sum := sha256.Sum256([]byte(`{"k":"` + base64.RawURLEncoding.EncodeToString(secret) + `","kty":"oct"}`))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// write makes the file at path, which must not exist yet, readable to its owner alone.
func (k *keys) write(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	_, err = io.WriteString(file, k.String())
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	return nil
}

// String is the text of the file.
func (k *keys) String() string {
	var b strings.Builder
	b.WriteString("# The keys of a Causeway installation. Whoever has them and the data can sign in as anybody:\n")
	b.WriteString("# keep this file readable to the server alone, out of the repository and away from the backups of the data.\n")
	for _, t := range k.texts() {
		fmt.Fprintf(&b, "\n# %s\n%s = %q\n", t.about, t.name, base64.StdEncoding.EncodeToString(*t.value))
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
	var file map[string]string
	if _, err := toml.DecodeFile(path, &file); err != nil {
		return nil, fmt.Errorf("keys %s: not a file of keys", path) // the cause may quote a key
	}
	return k, k.parse(func(t keyText) (string, string) { return path + ": " + t.name, file[t.name] })
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
