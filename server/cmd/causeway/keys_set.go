package main

import (
	"cmp"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// tokenSystems are the systems that sign their tokens. Those of the others are drawn, and lie in the store.
var tokenSystems = []string{"foundry"}

// A tokenEntry is a token key beside the installation's own: one that a rotation replaced, or one that was imported. It is of one system alone.
type tokenEntry struct {
	KID     string    `toml:"kid"`
	System  string    `toml:"system"`
	Method  string    `toml:"method"`
	Issuer  string    `toml:"issuer,omitempty"`  // of the tokens that it signs; empty: the system's
	Created time.Time `toml:"created,omitempty"` // or imported
	Retired time.Time `toml:"retired,omitempty"`
	Signs   bool      `toml:"signs,omitempty"` // in place of the installation's own key
	Key     string    `toml:"key,omitempty"`   // base64 of the secret, of PKCS #8 or of the public key; erased when it is retired
}

// A keyState is what a token key is for.
type keyState string

const (
	signing   keyState = "signs"
	verifying keyState = "verifies"
	retired   keyState = "retired"
)

// told is the state within a sentence.
func (s keyState) told() string {
	if s == retired {
		return "is retired"
	}
	return string(s)
}

func (e *tokenEntry) state() keyState {
	switch {
	case !e.Retired.IsZero():
		return retired
	case e.Signs:
		return signing
	}
	return verifying
}

var errTokenKey = errors.New("is not a key of its method")

// tokenKey reads the key of an entry that is not retired.
func (e *tokenEntry) tokenKey() (auth.TokenKey, error) {
	k := auth.TokenKey{ID: e.KID, Method: e.Method, Issuer: e.Issuer}
	raw, err := base64.StdEncoding.DecodeString(e.Key)
	if err != nil || len(raw) == 0 || len(e.Method) < 2 {
		return k, errTokenKey
	}
	if e.Method[:2] == "HS" {
		k.Secret = raw
		return k, nil
	}
	if private, err := x509.ParsePKCS8PrivateKey(raw); err == nil {
		var ok bool
		if k.RSA, ok = private.(*rsa.PrivateKey); ok {
			return k, nil
		}
	}
	if k.Public, err = x509.ParsePKIXPublicKey(raw); err != nil {
		return k, errTokenKey
	}
	return k, nil
}

// hold puts a key into the form in which the entry keeps it.
func (e *tokenEntry) hold(k auth.TokenKey) (err error) {
	raw := k.Secret
	switch {
	case k.RSA != nil:
		raw, err = x509.MarshalPKCS8PrivateKey(k.RSA)
	case k.Public != nil:
		raw, err = x509.MarshalPKIXPublicKey(k.Public)
	}
	e.Key = base64.StdEncoding.EncodeToString(raw)
	return err
}

// checkEntries refuses what no server could start with. It names the key and quotes none.
func (k *keys) checkEntries() error {
	for _, e := range k.entries {
		if !slices.Contains(tokenSystems, e.System) {
			return fmt.Errorf("token_key %q: system %q signs no tokens", e.KID, e.System)
		}
		if _, err := e.tokenKey(); err != nil && e.state() != retired {
			return fmt.Errorf("token_key %q: %w", e.KID, err)
		}
	}
	for _, system := range tokenSystems {
		if err := k.checkSystem(system); err != nil {
			return err
		}
	}
	return nil
}

func (k *keys) checkSystem(system string) error {
	names, signers := make(map[string]bool), 0
	for _, l := range k.list() {
		if l.system != system {
			continue
		}
		if l.kid == "" || names[l.kid] {
			return fmt.Errorf("token_key %q: the name is not that of one key alone", l.kid)
		}
		names[l.kid] = true
		if l.state == signing {
			signers++
		}
	}
	if signers > 1 {
		return fmt.Errorf("more than one token_key of %s signs", system)
	}
	_, err := auth.NewTokens(auth.TokenOptions{Keys: k.tokens(system)})
	return err
}

// tokens returns the keys of one system's tokens: the first signs, all verify. Each system has its own, so that none takes another's tokens.
func (k *keys) tokens(system string) []auth.TokenKey {
	list := []auth.TokenKey{k.own(system)}
	for _, e := range k.entries {
		if e.System != system || e.state() == retired {
			continue
		}
		held, err := e.tokenKey()
		if err != nil {
			continue // checkEntries lets none of these in
		}
		list = append(list, held)
		if e.Signs {
			last := len(list) - 1
			list[0], list[last] = list[last], list[0]
		}
	}
	return list
}

// A listed key is a line of "causeway keys list".
type listed struct {
	kid, system, method string
	created, retired    time.Time
	state               keyState
}

// list returns the token keys of all systems, the newest first.
func (k *keys) list() (lines []listed) {
	for _, system := range tokenSystems {
		own := listed{kid: k.own(system).ID, system: system, method: ownMethod, created: k.created, state: signing}
		if k.importedSigner(system) {
			own.state = verifying
		}
		lines = append(lines, own)
	}
	for _, e := range k.entries {
		lines = append(lines, listed{e.KID, e.System, e.Method, e.Created, e.Retired, e.state()})
	}
	slices.SortStableFunc(lines, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.system, b.system), b.created.Compare(a.created))
	})
	return lines
}

func (k *keys) importedSigner(system string) bool {
	return slices.ContainsFunc(k.entries, func(e tokenEntry) bool { return e.System == system && e.Signs })
}

// rotate draws a new key that signs the tokens of every system. What signed before only verifies.
func (k *keys) rotate(random io.Reader, now time.Time) error {
	for i := range k.entries {
		k.entries[i].Signs = false
	}
	for _, system := range tokenSystems {
		own := k.own(system)
		e := tokenEntry{KID: own.ID, System: system, Method: ownMethod, Created: k.created}
		if err := e.hold(own); err != nil {
			return err
		}
		k.entries = append(k.entries, e)
	}
	fresh, err := draw(random)
	k.signing, k.created = fresh, now
	return err
}

// rotateSealing draws a new key that seals records. The one before still opens what it sealed.
func (k *keys) rotateSealing(random io.Reader) error {
	fresh, err := draw(random)
	k.replaced = append(k.replaced, k.records)
	k.records = fresh
	return err
}

// retire ends a key that only verifies: its tokens are refused from the next start on, and its secret is erased.
func (k *keys) retire(kid string, now time.Time) error {
	for _, l := range k.list() {
		switch {
		case l.kid != kid:
		case l.state == signing:
			return mistake{text: fmt.Sprintf(`%s signs: replace it first, with "causeway keys rotate"`, kid)}
		case l.state == retired:
			return mistake{text: kid + " is retired already"}
		}
	}
	at := slices.IndexFunc(k.entries, func(e tokenEntry) bool { return e.KID == kid })
	if at >= 0 {
		k.entries[at].Retired, k.entries[at].Key = now, ""
		return nil
	}
	if slices.ContainsFunc(k.list(), func(l listed) bool { return l.kid == kid }) {
		return mistake{text: fmt.Sprintf(`%s is the installation's own key: replace it first, with "causeway keys rotate"`, kid)}
	}
	return mistake{text: fmt.Sprintf(`no token key is named %q; "causeway keys list" names them`, kid)}
}
