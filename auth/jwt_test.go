package auth_test

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/google/go-cmp/cmp"
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
		if diff := cmp.Diff(auth.Principal{User: "ann", Name: "Ann", Email: "ann@example.com", Roles: []string{"user"}, Organisations: []string{"org1", "org2"}, Claims: got}, got.Principal()); diff != "" {
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

// J10 and the like: what NewTokens refuses.
func TestOptionsRefused(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
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
