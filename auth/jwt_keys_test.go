package auth_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

func raw(t *testing.T, text string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The examples of RFC 7638 3.1 and RFC 8037 A.3.
func TestThumbprint(t *testing.T) {
	modulus := "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
	for name, row := range map[string]struct {
		key  auth.TokenKey
		want string
	}{
		"RSA":     {auth.TokenKey{Public: &rsa.PublicKey{N: new(big.Int).SetBytes(raw(t, modulus)), E: 65537}}, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"},
		"Ed25519": {auth.TokenKey{Public: ed25519.PublicKey(raw(t, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))}, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"},
	} {
		if got := row.key.Thumbprint(); got != row.want {
			t.Errorf("%s: Thumbprint() = %s, want %s", name, got, row.want)
		}
	}
}

// Each kind of key signs tokens that it takes back, under a name of its own, and takes nobody else's.
func TestMethods(t *testing.T) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	hosts := map[string]*auth.Tokens{}
	for method, key := range map[string]auth.TokenKey{"ES256": {EC: ec}, "EdDSA": {Ed25519: ed}, "RS256": {RSA: testKey(t)}, "HS256": {Secret: secret}} {
		hosts[method] = tokens(t, func(o *auth.TokenOptions) { o.Method, o.Keys = method, []auth.TokenKey{key} })
	}
	for method, host := range hosts {
		token, err := host.Issue(auth.Claims{Subject: "ann", Expires: now.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		for other, taker := range hosts {
			_, err := taker.Verify(t.Context(), token)
			if other == method && err != nil || other != method && !errors.Is(err, auth.ErrUnauthenticated) {
				t.Errorf("a token of %s at %s: %v", method, other, err)
			}
		}
	}
}

// A set of keys of several kinds: each verifies by its own method and for its own issuer alone, named or not, and the first signs.
func TestKeySet(t *testing.T) {
	foreign := auth.TokenKey{RSA: testKey(t), Method: "RS256", Issuer: "old"}
	own := auth.TokenKey{ID: "own", Secret: secret}
	long := auth.TokenKey{ID: "long", Secret: fallback, Method: "HS512"} // so that its method is one of the host's
	set := func(keys ...auth.TokenKey) *auth.Tokens {
		return tokens(t, func(o *auth.TokenOptions) { o.Keys = keys })
	}
	both, swapped := set(own, foreign, long), set(foreign, long, own)
	for name, row := range map[string]struct {
		signed []auth.TokenKey
		want   error
	}{
		"own":                         {[]auth.TokenKey{own}, nil},
		"foreign":                     {[]auth.TokenKey{foreign}, nil},
		"the third":                   {[]auth.TokenKey{long}, nil},
		"the third, another method":   {[]auth.TokenKey{{ID: "long", Secret: fallback}}, auth.ErrUnauthenticated},
		"own, in a set":               {[]auth.TokenKey{own, foreign}, nil},
		"foreign, in a set":           {[]auth.TokenKey{foreign, own}, nil},
		"own key, foreign issuer":     {[]auth.TokenKey{{ID: "own", Secret: secret, Issuer: "old"}}, auth.ErrUnauthenticated},
		"foreign key, own issuer":     {[]auth.TokenKey{{RSA: testKey(t), Method: "RS256"}}, auth.ErrUnauthenticated},
		"own key, another method":     {[]auth.TokenKey{{ID: "own", Secret: secret, Method: "HS512"}}, auth.ErrUnauthenticated},
		"foreign key, another method": {[]auth.TokenKey{{RSA: testKey(t), Method: "RS512", Issuer: "old"}}, auth.ErrUnauthenticated},
		"foreign key by the own name": {[]auth.TokenKey{{ID: "own", RSA: testKey(t), Method: "RS256", Issuer: "old"}}, auth.ErrUnauthenticated},
	} {
		token, err := set(row.signed...).Issue(auth.Claims{Subject: "ann", Expires: now.Add(time.Hour)})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for order, host := range map[string]*auth.Tokens{"own first": both, "foreign first": swapped} {
			if _, err := host.Verify(t.Context(), token); !errors.Is(err, row.want) {
				t.Errorf("%s, %s: Verify() = %v, want %v", name, order, err, row.want)
			}
		}
	}
	unnamed := `{"typ":"JWT","alg":"HS256"}`
	if _, err := swapped.Verify(t.Context(), sign(unnamed, goodPayload, secret)); err != nil {
		t.Errorf("a token that names no key: Verify() = %v", err)
	}
	public := testKey(t).N.Bytes()
	if _, err := swapped.Verify(t.Context(), sign(unnamed, `{"iss":"old","sub":"ann","exp":1795260000}`, public)); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("J02: signed with the modulus as a secret: Verify() = %v", err)
	}
	if got := both.Methods(); !slices.Equal(got, []string{"HS256", "RS256", "HS512"}) {
		t.Errorf("Methods() = %v, want HS256, RS256 and HS512", got)
	}
}

func TestKeysRefused(t *testing.T) {
	large, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]auth.TokenOptions{
		"another curve":                 {Method: "ES256", Keys: []auth.TokenKey{{EC: large}}},
		"ES384":                         {Method: "ES384", Keys: []auth.TokenKey{{EC: large}}},
		"PS256":                         {Method: "PS256", Keys: []auth.TokenKey{{RSA: testKey(t)}}},
		"secret for EdDSA":              {Method: "EdDSA", Keys: []auth.TokenKey{{Secret: secret}}},
		"only public":                   {Method: "EdDSA", Keys: []auth.TokenKey{{Public: public}}},
		"method of another kind beside": {Also: []string{"RS256"}, Keys: []auth.TokenKey{{Secret: secret}}},
		"method of no key of its kind":  {Keys: []auth.TokenKey{{Secret: secret}, {Secret: secret, Method: "RS256"}}},
		"none for one key":              {Keys: []auth.TokenKey{{Secret: secret}, {Secret: secret, Method: "none"}}},
		"none beside":                   {Also: []string{"none"}, Keys: []auth.TokenKey{{Secret: secret}}},
	} {
		if _, err := auth.NewTokens(o); err == nil {
			t.Errorf("%s: NewTokens() = nil error", name)
		}
	}
}
