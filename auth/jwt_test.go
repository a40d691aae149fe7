package auth_test

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/causeway-gateway/causeway/auth"
)

var (
	secret   = hexRange(0x00)
	fallback = hexRange(0x20)
	now      = time.Unix(1795259400, 0)
)

func hexRange(from byte) []byte {
	b := make([]byte, 32)
	for i := range b {
		b[i] = from + byte(i)
	}
	return b
}

func tokens(t *testing.T, change func(*auth.TokenOptions)) *auth.Tokens {
	t.Helper()
	o := auth.TokenOptions{Keys: []auth.TokenKey{{Secret: secret}}, Now: func() time.Time { return now }}
	if change != nil {
		change(&o)
	}
	made, err := auth.NewTokens(o)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// sign makes a token of any header and payload, by hand.
func sign(header, payload string, key []byte) string {
	b := base64.RawURLEncoding
	text := b.EncodeToString([]byte(header)) + "." + b.EncodeToString([]byte(payload))
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return text + "." + b.EncodeToString(mac.Sum(nil))
}

const (
	goodHeader  = `{"typ":"JWT","alg":"HS256"}`
	goodPayload = `{"iss":"ssjwt","sub":"ann","iat":1795259300,"exp":1795260000}`
)

func TestIssueAndVerify(t *testing.T) {
	made := tokens(t, nil)
	c := auth.Claims{Subject: "ann", Expires: now.Add(time.Hour), Name: "Ann", Email: "ann@example.com", Roles: []string{"user"}, Organisations: []string{"org1", "org2"}, Epoch: 3}
	token, err := made.Issue(c)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second comes from the cache
		got, err := made.Verify(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(auth.Principal{User: "ann", Name: "Ann", Email: "ann@example.com", Roles: []string{"user"}, Organisations: []string{"org1", "org2"}}, got.Principal()); diff != "" {
			t.Error(diff)
		}
	}
	if _, err := made.VerifyRefresh(t.Context(), token); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("J07: an access token as a refresh token: %v", err)
	}
	c.Refresh = true
	fresh, err := made.Issue(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.Verify(t.Context(), fresh); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("J07: a refresh token as a bearer: %v", err)
	}
	if got, err := made.VerifyRefresh(t.Context(), fresh); err != nil || got.Subject != "ann" || !got.Refresh {
		t.Errorf("VerifyRefresh() = %v, %v", got, err)
	}
}

// J01, J03 to J06, J08, J09: what is refused, and what is not.
func TestForgeries(t *testing.T) {
	made := tokens(t, nil)
	good := sign(goodHeader, goodPayload, secret)
	parts := strings.Split(good, ".")
	for name, row := range map[string]struct {
		token string
		want  error
	}{
		"good":                      {good, nil},
		"good, known key id":        {sign(`{"alg":"HS256","typ":"JWT","kid":"AAE"}`, goodPayload, secret), nil},
		"no signature":              {parts[0] + "." + parts[1] + ".", auth.ErrUnauthenticated},
		"two parts":                 {parts[0] + "." + parts[1], auth.ErrUnauthenticated},
		"four parts":                {good + ".x", auth.ErrUnauthenticated},
		"empty":                     {"", auth.ErrUnauthenticated},
		"dots":                      {"..", auth.ErrUnauthenticated},
		"other key":                 {sign(goodHeader, goodPayload, fallback), auth.ErrUnauthenticated},
		"padded":                    {good + "=", auth.ErrUnauthenticated},
		"blank at the end":          {good + " ", auth.ErrUnauthenticated},
		"line end inside":           {parts[0] + ".\n" + parts[1] + "." + parts[2], auth.ErrUnauthenticated},
		"stray bits":                {good[:len(good)-1] + next(good[len(good)-1]), auth.ErrUnauthenticated},
		"algorithm of another size": {sign(`{"typ":"JWT","alg":"HS512"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"algorithm twice":           {sign(`{"typ":"JWT","alg":"HS256","alg":"none"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"crit":                      {sign(`{"typ":"JWT","alg":"HS256","crit":["exp"]}`, goodPayload, secret), auth.ErrUnauthenticated},
		"unknown key id":            {sign(`{"typ":"JWT","alg":"HS256","kid":"../../dev/null"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"key id that is no text":    {sign(`{"typ":"JWT","alg":"HS256","kid":{"a":1}}`, goodPayload, secret), auth.ErrUnauthenticated},
		"brings its own key":        {sign(`{"typ":"JWT","alg":"HS256","jwk":{"kty":"oct","k":"AAAA"},"jku":"http://127.0.0.1:1/"}`, goodPayload, make([]byte, 3)), auth.ErrUnauthenticated},
		"subject twice":             {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","sub":"root","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"names in capitals":         {sign(goodHeader, `{"iss":"ssjwt","SUB":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"no subject":                {sign(goodHeader, `{"iss":"ssjwt","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"no end":                    {sign(goodHeader, `{"iss":"ssjwt","sub":"ann"}`, secret), auth.ErrUnauthenticated},
		"end is null":               {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":null}`, secret), auth.ErrUnauthenticated},
		"end is text":               {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":"1795260000"}`, secret), auth.ErrUnauthenticated},
		"end with a fraction":       {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000.5}`, secret), auth.ErrUnauthenticated},
		"end beyond all dates":      {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1e400}`, secret), auth.ErrUnauthenticated},
		"end below zero":            {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":-1}`, secret), auth.ErrExpired},
		"ended a second ago":        {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795259399}`, secret), auth.ErrExpired},
		"ended, by another key":     {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795259399}`, fallback), auth.ErrUnauthenticated},
		"not yet":                   {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","nbf":1795259500,"exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"issued tomorrow":           {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","iat":1795345800,"exp":1795400000}`, secret), auth.ErrUnauthenticated},
		"other issuer":              {sign(goodHeader, `{"iss":"other","sub":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"no issuer":                 {sign(goodHeader, `{"sub":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"text after the payload":    {sign(goodHeader, goodPayload+"{}", secret), auth.ErrUnauthenticated},
		"payload is a list":         {sign(goodHeader, `[]`, secret), auth.ErrUnauthenticated},
		"payload is null":           {sign(goodHeader, `null`, secret), auth.ErrUnauthenticated},
		"too long":                  {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000,"x":"`+strings.Repeat("x", 9000)+`"}`, secret), auth.ErrUnauthenticated},
	} {
		if _, err := made.Verify(t.Context(), row.token); !errors.Is(err, row.want) {
			t.Errorf("%s: Verify() = %v, want %v", name, err, row.want)
		}
	}
	for _, none := range strings.Fields("none None NONE nOnE noNE NonE nonE NoNe hs256 HS256\\u0000 null") {
		token := sign(`{"typ":"JWT","alg":"`+none+`"}`, goodPayload, secret)
		for _, token := range []string{token, token[:strings.LastIndex(token, ".")+1]} {
			if _, err := made.Verify(t.Context(), token); !errors.Is(err, auth.ErrUnauthenticated) {
				t.Errorf("J01: alg %s: %v", none, err)
			}
		}
	}
}

func next(c byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[strings.IndexByte(alphabet, c)|1])
}

// J02: the public key of an RSA host signs nothing.
func TestJ02KeyConfusion(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	made := tokens(t, func(o *auth.TokenOptions) { o.Method, o.Keys = "RS256", []auth.TokenKey{{RSA: private}} })
	der, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string][]byte{"DER": der, "PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "modulus": private.N.Bytes()} {
		if _, err := made.Verify(t.Context(), sign(goodHeader, goodPayload, key)); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("HS256 with the %s: %v", name, err)
		}
	}
	token, err := made.Issue(auth.Claims{Subject: "ann", Expires: now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.Verify(t.Context(), token); err != nil {
		t.Errorf("its own token: %v", err)
	}
}

// J10 and the like: what NewTokens refuses.
func TestOptionsRefused(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skip("this Go makes no small RSA keys: ", err)
	}
	for name, o := range map[string]auth.TokenOptions{
		"no key":         {},
		"short secret":   {Keys: []auth.TokenKey{{Secret: secret[:31]}}},
		"short second":   {Keys: []auth.TokenKey{{Secret: secret}, {Secret: secret[:16]}}},
		"unknown method": {Method: "XX256", Keys: []auth.TokenKey{{Secret: secret}}},
		"none":           {Method: "none", Keys: []auth.TokenKey{{Secret: secret}}},
		"ES256":          {Method: "ES256", Keys: []auth.TokenKey{{Secret: secret}}},
		"small RSA key":  {Method: "RS256", Keys: []auth.TokenKey{{RSA: small}}},
		"public first":   {Method: "RS256", Keys: []auth.TokenKey{{Public: &small.PublicKey}}},
		"long leeway":    {Keys: []auth.TokenKey{{Secret: secret}}, Leeway: 61 * time.Second},
	} {
		if _, err := auth.NewTokens(o); err == nil {
			t.Errorf("%s: NewTokens() = nil error", name)
		}
	}
}

// J11: a key verifies until its time is over, also for tokens that were seen before.
func TestJ11Rotation(t *testing.T) {
	clock := now
	end := now.Add(time.Hour)
	made := tokens(t, func(o *auth.TokenOptions) {
		o.Keys = []auth.TokenKey{{Secret: secret}, {Secret: fallback, Until: end}}
		o.Now = func() time.Time { return clock }
	})
	token := sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795350000}`, fallback)
	if _, err := made.Verify(t.Context(), token); err != nil {
		t.Errorf("before its end: %v", err)
	}
	clock = end
	if _, err := made.Verify(t.Context(), token); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("at its end: %v", err)
	}
}

// J12: a raised epoch ends a token that the cache holds.
func TestJ12Epoch(t *testing.T) {
	lowest := int64(1)
	made := tokens(t, func(o *auth.TokenOptions) { o.Epoch = func(context.Context, string, string) int64 { return lowest } })
	token, err := made.Issue(auth.Claims{Subject: "ann", Expires: now.Add(time.Hour), Epoch: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.Verify(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	lowest = 2
	if _, err := made.Verify(t.Context(), token); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("after the epoch was raised: %v", err)
	}
	if _, err := made.Verify(t.Context(), sign(goodHeader, goodPayload, secret)); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("a token without an epoch: %v", err)
	}
}

// The cache never outlives the token.
func TestCachedTokenExpires(t *testing.T) {
	clock := now
	made := tokens(t, func(o *auth.TokenOptions) { o.Now = func() time.Time { return clock } })
	token := sign(goodHeader, goodPayload, secret)
	if _, err := made.Verify(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	clock = time.Unix(1795260000, 0)
	if _, err := made.Verify(t.Context(), token); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("at its end: %v, want ErrExpired", err)
	}
}

func TestVerifierOfStrangers(t *testing.T) {
	verify := tokens(t, nil).Verifier()
	via := auth.Via{Address: "127.0.0.1"}
	if p, err := verify(t.Context(), auth.Credentials{Via: via}); err != nil || p.SignedIn() || p.Via != via {
		t.Errorf("no credentials: %v, %v", p, err)
	}
	if p, err := verify(t.Context(), auth.Credentials{Kind: auth.Bearer, Token: sign(goodHeader, goodPayload, secret), Via: via}); err != nil || p.User != "ann" || p.Via != via {
		t.Errorf("a bearer: %v, %v", p, err)
	}
}

// FuzzVerify: whatever is accepted is signed by our key, and nothing panics.
func FuzzVerify(f *testing.F) {
	made, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{Secret: secret}}, Now: func() time.Time { return now }})
	if err != nil {
		f.Fatal(err)
	}
	good := sign(goodHeader, goodPayload, secret)
	f.Add(good)
	f.Add("..")
	f.Fuzz(func(t *testing.T, token string) {
		if _, err := made.Verify(t.Context(), token); err != nil {
			return
		}
		parts := strings.Split(token, ".")
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(parts[0] + "." + parts[1]))
		if parts[2] != base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) {
			t.Errorf("Verify(%q) accepted another signature", token)
		}
	})
}
