package auth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// A TokenKey signs or verifies tokens: an HMAC secret of at least 32 bytes, an RSA key of at least 2048 bits, one of the curve P-256,
// or one of Ed25519. Exactly one of its keys is set.
type TokenKey struct {
	ID      string             // kid; empty: derived from the key as ServiceStack derives it, or its [TokenKey.Thumbprint]
	Secret  []byte             // of HS256, HS384, HS512
	RSA     *rsa.PrivateKey    // of RS256, RS384, RS512
	EC      *ecdsa.PrivateKey  // of ES256
	Ed25519 ed25519.PrivateKey // of EdDSA
	Public  crypto.PublicKey   // of the last three, where the key only verifies
	Until   time.Time          // no longer taken from then on; zero: for ever

	// What sets an imported key apart from those of the host. Empty: as the [TokenOptions] say.
	Method string // the only one that the key signs and verifies with
	Issuer string // of the tokens that the key signs
}

const (
	minSecret = 32
	minRSA    = 2048
)

var errNoPrivate = errors.New("the first key has no private part to sign with")

// prepareKeys checks each key against its method and fills in what its fields leave to the options.
func (t *Tokens) prepareKeys() error {
	if len(t.options.Keys) == 0 {
		return errors.New("no key")
	}
	keys := make([]TokenKey, len(t.options.Keys))
	for i, k := range t.options.Keys {
		if k.ID == "" {
			k.ID = k.RecordedID()
		}
		if k.Method == "" {
			k.Method = t.options.Method
		}
		if k.Issuer == "" {
			k.Issuer = t.options.Issuer
		}
		if err := k.check(); err != nil {
			return fmt.Errorf("key %d: %w", i+1, err)
		}
		keys[i] = k
	}
	t.options.Keys = keys
	_, err := t.signingKey()
	return err
}

func (k TokenKey) check() error {
	switch jwt.GetSigningMethod(k.Method).(type) {
	case *jwt.SigningMethodHMAC:
		if len(k.Secret) < minSecret {
			return fmt.Errorf("%d bytes are too short a secret, %d are needed", len(k.Secret), minSecret)
		}
		return nil
	case *jwt.SigningMethodRSA:
		if p, ok := k.verifying().(*rsa.PublicKey); !ok || p.N.BitLen() < minRSA {
			return fmt.Errorf("an RSA key of at least %d bits is needed", minRSA)
		}
		return nil
	case *jwt.SigningMethodECDSA:
		if p, ok := k.verifying().(*ecdsa.PublicKey); !ok || k.Method != "ES256" || p.Curve != elliptic.P256() {
			return errors.New("a key of the curve P-256 is needed, for ES256")
		}
		return nil
	case *jwt.SigningMethodEd25519:
		if p, ok := k.verifying().(ed25519.PublicKey); !ok || len(p) != ed25519.PublicKeySize {
			return errors.New("an Ed25519 key is needed")
		}
		return nil
	}
	return fmt.Errorf("method %q is not one of HS256, HS384, HS512, RS256, RS384, RS512, ES256, EdDSA", k.Method)
}

// takes reports whether a token of the key may be signed by a method.
func (t *Tokens) takes(k *TokenKey, method string) bool {
	return method == k.Method || k.Method == t.options.Method && slices.Contains(t.options.Also, method)
}

// verifying returns what a signature is checked with.
func (k TokenKey) verifying() any {
	switch {
	case k.RSA != nil:
		return &k.RSA.PublicKey
	case k.EC != nil:
		return &k.EC.PublicKey
	case k.Ed25519 != nil:
		return k.Ed25519.Public()
	case k.Public != nil:
		return k.Public
	}
	return k.Secret
}

func (t *Tokens) signingKey() (any, error) {
	switch k := t.options.Keys[0]; {
	case k.RSA != nil:
		return k.RSA, nil
	case k.EC != nil:
		return k.EC, nil
	case k.Ed25519 != nil:
		return k.Ed25519, nil
	case k.Secret != nil:
		return k.Secret, nil
	}
	return nil, errNoPrivate
}

// RecordedID is the id that ServiceStack derives from the keys that it knows: the first three characters of the base64 of the secret, or of the
// modulus. It is the id to give to a key that an old host signed with, unless that host was told another. For other keys it is the [TokenKey.Thumbprint].
func (k TokenKey) RecordedID() string {
	switch v := k.verifying().(type) {
	case []byte:
		return base64.StdEncoding.EncodeToString(v)[:3]
	case *rsa.PublicKey:
		return base64.StdEncoding.EncodeToString(v.N.Bytes())[:3]
	}
	return k.Thumbprint()
}

// Thumbprint is the name that RFC 7638 gives a key: no two keys share it, and all who have the key find the same. It is the id to give to new keys.
// It is empty for a key of an unknown kind.
func (k TokenKey) Thumbprint() string {
	encode := base64.RawURLEncoding.EncodeToString
	var members string
	switch v := k.verifying().(type) {
	case []byte:
		members = fmt.Sprintf(`{"k":"%s","kty":"oct"}`, encode(v))
	case *rsa.PublicKey:
		members = fmt.Sprintf(`{"e":"%s","kty":"RSA","n":"%s"}`, encode(big.NewInt(int64(v.E)).Bytes()), encode(v.N.Bytes()))
	case *ecdsa.PublicKey:
		point, err := v.Bytes()
		if err != nil {
			return ""
		}
		half := (len(point) - 1) / 2
		members = fmt.Sprintf(`{"crv":"%s","kty":"EC","x":"%s","y":"%s"}`, v.Curve.Params().Name, encode(point[1:1+half]), encode(point[1+half:]))
	case ed25519.PublicKey:
		members = fmt.Sprintf(`{"crv":"Ed25519","kty":"OKP","x":"%s"}`, encode(v))
	default:
		return ""
	}
	sum := sha256.Sum256([]byte(members))
	return encode(sum[:])
}
