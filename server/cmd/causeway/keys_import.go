package main

import (
	"bytes"
	"crypto/rsa"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

var (
	errNotBase64 = errors.New("is neither the base64 of an AuthKey nor an RSAKeyValue")
	errNotRSA    = errors.New("is not a whole RSAKeyValue")
	errUnsound   = errors.New("is no sound RSA key: its numbers do not belong together")
)

// foreignKey reads the key that an old host signed its tokens with, as its settings hold it: the base64 of a secret (jwt.AuthKeyBase64), or the
// XML of an RSA key (jwt.PrivateKeyXml, jwt.PublicKeyXml). The method is the one that such a host uses where it is told nothing.
func foreignKey(text []byte) (k auth.TokenKey, err error) {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	if bytes.HasPrefix(text, []byte("<")) {
		k.Method = "RS256"
		err = readRSA(&k, text)
		return k, err
	}
	k.Method = "HS256"
	if k.Secret, err = base64.StdEncoding.DecodeString(string(text)); err != nil || len(k.Secret) == 0 {
		return k, errNotBase64 // the cause may quote the key
	}
	return k, nil
}

// An rsaKeyValue is the XML of .NET's RSA.ToXmlString. What else it holds of a private key follows from these numbers.
type rsaKeyValue struct {
	XMLName  xml.Name `xml:"RSAKeyValue"`
	Modulus  bigInt   `xml:"Modulus"`
	Exponent bigInt   `xml:"Exponent"`
	P        bigInt   `xml:"P"`
	Q        bigInt   `xml:"Q"`
	D        bigInt   `xml:"D"`
}

// A bigInt is a number as XML signatures write it: base64 of its bytes, the highest first.
type bigInt struct{ *big.Int }

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *bigInt) UnmarshalText(text []byte) error {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(text)), ""))
	if err != nil || len(raw) == 0 {
		return errNotRSA
	}
	n.Int = new(big.Int).SetBytes(raw)
	return nil
}

// readRSA sets the RSA key of k, or its public part where the text holds no more.
func readRSA(k *auth.TokenKey, text []byte) error {
	var v rsaKeyValue
	if err := xml.Unmarshal(text, &v); err != nil || v.Modulus.Int == nil || v.Exponent.Int == nil || v.Exponent.BitLen() > 31 {
		return errNotRSA
	}
	public := rsa.PublicKey{N: v.Modulus.Int, E: int(v.Exponent.Int64())}
	if v.D.Int == nil && v.P.Int == nil && v.Q.Int == nil {
		k.Public = &public
		return nil
	}
	if v.D.Int == nil || v.P.Int == nil || v.Q.Int == nil {
		return errNotRSA
	}
	private := &rsa.PrivateKey{PublicKey: public, D: v.D.Int, Primes: []*big.Int{v.P.Int, v.Q.Int}}
	private.Precompute()
	if err := private.Validate(); err != nil {
		return errUnsound
	}
	k.RSA = private
	return nil
}

// An imported key is what a command line says of a key from an old host.
type imported struct {
	system, method, issuer, kid string
	sign                        bool
}

// read makes an entry of the key in the file at path, which must be readable to its owner alone.
func (i imported) read(path string, now time.Time) (tokenEntry, error) {
	wrong := func(err error) (tokenEntry, error) {
		return tokenEntry{}, mistake{text: fmt.Sprintf("%s: %v", path, err)}
	}
	if err := private(path); err != nil {
		return tokenEntry{}, mistake{text: err.Error()}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return tokenEntry{}, err
	}
	k, err := foreignKey(text)
	if err != nil {
		return wrong(err)
	}
	if i.method == "" {
		i.method = k.Method
	}
	if len(i.method) < 2 || i.method[:2] != k.Method[:2] {
		return wrong(fmt.Errorf("is a key of %s, not of %s", k.Method, i.method))
	}
	if i.kid == "" {
		i.kid = k.RecordedID()
	}
	if !tellable(i.kid) || !tellable(i.issuer) {
		return tokenEntry{}, mistake{text: "a kid and an issuer are plain characters without blanks, at most 128"}
	}
	e := tokenEntry{KID: i.kid, System: i.system, Method: i.method, Issuer: i.issuer, Created: now, Signs: i.sign}
	if err := e.hold(k); err != nil {
		return wrong(err)
	}
	return e, nil
}

// tellable reports whether a table and a TOML file can show text as it is.
func tellable(text string) bool {
	ugly := func(r rune) bool { return r <= ' ' || r > '~' }
	return text != "" && len(text) <= 128 && !strings.ContainsFunc(text, ugly)
}

// take adds an imported key to the set.
func (k *keys) take(e tokenEntry) error {
	if e.Signs {
		for i := range k.entries {
			if k.entries[i].System == e.System {
				k.entries[i].Signs = false
			}
		}
	}
	for _, l := range k.list() {
		if l.kid == e.KID && l.system == e.System {
			return mistake{text: fmt.Sprintf("there is a key %s of %s already, which %s", l.kid, l.system, l.state.told())}
		}
	}
	k.entries = append(k.entries, e)
	if err := k.checkEntries(); err != nil {
		return mistake{text: err.Error()}
	}
	return nil
}
