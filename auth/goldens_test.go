package auth_test

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/fixtures"
)

// A recordedToken is one line of tokens.jsonl: a token that the real provider made, or its verdict over one.
type recordedToken struct {
	ID, Token, Alg, HeaderJSON, PayloadJSON, Throws              string
	IsJwtValid, GetVerifiedJwtPayload, GetInvalidJwtPayloadError string
	Input                                                        struct{ Alg string }
	Key                                                          struct{ Type, Base64, PublicXML string }
}

// TestGoldens replays the recorded tokens: those of the real provider verify, ours are the same byte for byte, and what it refuses is refused
// for the same reason. GOLDENS names a folder of recordings, GOLDENS_AREA restricts the run, GOLDENS_REPORT is a file for the figures.
func TestGoldens(t *testing.T) {
	const file = "auth/tokens"
	if !strings.HasPrefix(file, os.Getenv("GOLDENS_AREA")) {
		return
	}
	name, folder := "testdata/tokens.jsonl", os.Getenv("GOLDENS")
	if folder != "" {
		name = filepath.Join(folder, file+".jsonl")
	}
	if folder != "" {
		if _, err := os.Stat(folder); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			t.Skip("the folder holds no tokens")
		}
	}
	deviations, err := fixtures.ReadDeviations(os.DirFS("../fixtures"))
	if err != nil {
		t.Fatal(err)
	}
	var report bytes.Buffer
	passed, total, deviating := 0, 0, 0
	eachLine(t, name, func(line []byte) {
		var r recordedToken
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		difference := r.difference(t)
		switch {
		case difference == "":
			passed++
			total++
		case len(deviations.Find(file+"/"+r.ID)) > 0:
			deviating++
		default:
			total++
			t.Errorf("%s: %s", r.ID, difference)
			fmt.Fprintf(&report, "fail %s/%s: %s\n", file, r.ID, difference)
		}
	})
	if passed < 100 && folder == "" {
		t.Errorf("%d lines passed, want at least 100", passed)
	}
	fmt.Fprintf(&report, "goldens %s %d/%d deviating %d\n", file, passed, total, deviating)
	t.Log(report.String())
	appendTo(t, os.Getenv("GOLDENS_REPORT"), report.Bytes())
}

func appendTo(t *testing.T, name string, text []byte) {
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(text); err != nil {
		t.Fatal(err)
	}
}

func (r recordedToken) difference(t *testing.T) string {
	switch {
	case r.Throws != "":
		_, err := auth.NewTokens(auth.TokenOptions{Method: r.Input.Alg, Keys: []auth.TokenKey{{Secret: secret}}})
		if err == nil {
			return "a host with that method starts"
		}
		return ""
	case r.IsJwtValid != "":
		return r.verdict(t)
	}
	return r.minted(t)
}

// verdict compares what is said of a token.
func (r recordedToken) verdict(t *testing.T) string {
	o := auth.TokenOptions{Lenient: true, Method: r.Alg, Keys: r.keys(t), Now: issued(r.Token)}
	if strings.HasPrefix(r.ID, "verify-strict") {
		o.Keys = append(o.Keys, auth.TokenKey{Secret: fallback})
		o.Issuer, o.Audience = "https://issuer.example.org", []string{"https://api.example.org", "https://api2.example.org"}
		o.IssuedFrom, o.RevokedIDs = time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC), []string{"666"}
	}
	made, err := auth.NewTokens(o)
	if err != nil {
		t.Fatal(err)
	}
	_, err = made.Verify(t.Context(), r.Token)
	want := r.GetInvalidJwtPayloadError
	if i := strings.Index(want, "Exception: "); i >= 0 {
		want = want[i+len("Exception: "):]
	}
	if got := told(made, err); got != want {
		return fmt.Sprintf("%q, want %q", got, want)
	}
	return ""
}

// told is ServiceStack's text about a refusal.
func told(made *auth.Tokens, err error) string {
	r, _ := errors.AsType[*auth.Refusal](err)
	switch {
	case err == nil:
		return "(none)"
	case r == nil:
		return err.Error()
	}
	switch r.Why {
	case auth.OtherMethod:
		return "Invalid algorithm '" + r.Detail + "', expected '" + made.Methods()[0] + "'"
	case auth.Untrusted:
		return "(not verified)"
	case auth.Unformed:
		return "Token is invalid"
	case auth.BadTime:
		return "Claim '" + r.Detail + "' must be a Unix Timestamp"
	case auth.Revoked:
		return "Token has been invalidated"
	case auth.OtherAudience:
		return "Invalid Audience: " + r.Detail
	case auth.NotYet:
		return "Token not valid yet"
	case auth.Expired:
		return "Token has expired"
	case auth.OddLength:
		return "Illegal base64url string!"
	}
	return "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, " +
		"or an illegal character among the padding characters."
}

// issued is a clock that stands one second after a token was made, or after all fixed tokens were.
func issued(token string) func() time.Time {
	var c struct{ Iat int64 }
	if parts := strings.Split(token, "."); len(parts) == 3 {
		payload, _ := base64.RawURLEncoding.DecodeString(parts[1])
		_ = json.Unmarshal(payload, &c)
	}
	at := time.Unix(c.Iat+1, 0)
	if c.Iat <= 1700000000 || c.Iat >= 4000000000 {
		at = now
	}
	return func() time.Time { return at }
}

// minted checks that a token of the real provider is taken, and that one of ours with its claims has the same bytes.
func (r recordedToken) minted(t *testing.T) string {
	if strings.Contains(r.HeaderJSON, "RSA-OAEP") {
		return r.sealed(t)
	}
	var h struct{ Typ, Alg, Kid string }
	var p struct{ Iss string }
	if json.Unmarshal([]byte(r.HeaderJSON), &h) != nil || json.Unmarshal([]byte(r.PayloadJSON), &p) != nil {
		return "no JSON"
	}
	keys := r.keys(t)
	keys[0].ID = h.Kid
	made, err := auth.NewTokens(auth.TokenOptions{Lenient: true, Method: h.Alg, Issuer: p.Iss, Keys: keys, Now: issued(r.Token)})
	if err != nil {
		t.Fatal(err)
	}
	verify := made.Verify
	if h.Typ == "JWTR" {
		verify = made.VerifyRefresh
	}
	read, err := verify(t.Context(), r.Token)
	if err != nil {
		return fmt.Sprintf("refused: %v", err)
	}
	c := *read
	c.Extra, c.Header = others(t, r.PayloadJSON, claimNames), others(t, r.HeaderJSON, "typ alg kid")
	got, err := made.Issue(c)
	if err != nil {
		return err.Error()
	}
	if got != r.Token {
		payload, _ := base64.RawURLEncoding.DecodeString(strings.Split(got, ".")[1])
		return fmt.Sprintf("ours says %s, want %s", payload, r.PayloadJSON)
	}
	return ""
}

const claimNames = "iss sub iat exp aud email given_name family_name name preferred_username picture roles perms jti"

// others are the members of an object with other names than the listed ones, in their order.
func others(t *testing.T, object, known string) (all []auth.Claim) {
	d := json.NewDecoder(strings.NewReader(object))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(" "+known+" ", " "+name.(string)+" ") {
			all = append(all, auth.Claim{Name: name.(string), Value: value})
		}
	}
	return all
}

// sealed checks that an encrypted token is read, and that no changed one is.
func (r recordedToken) sealed(t *testing.T) string {
	private := testKey(t)
	made, err := auth.NewTokens(auth.TokenOptions{
		Lenient: true, Method: "RS256", Keys: []auth.TokenKey{{RSA: private}}, Sealed: private, Now: func() time.Time { return time.Unix(1795259360, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := made.Verify(t.Context(), r.Token)
	if err != nil || c.Subject != "1" || c.Username != "manager" || strings.Join(c.Roles, " ") != "Employee Manager" {
		return fmt.Sprintf("Verify() = %+v, %v", c, err)
	}
	for i := range r.Token {
		changed := []byte(r.Token)
		if changed[i] = 'A'; r.Token[i] == 'A' || r.Token[i] == '.' {
			changed[i] = 'B'
		}
		if _, err := made.Verify(t.Context(), string(changed)); err == nil && !sameBytes(r.Token, string(changed)) {
			return fmt.Sprintf("changed at %d, it is still taken", i)
		}
	}
	return ""
}

// sameBytes reports whether two tokens differ only in bits that base64 ignores.
func sameBytes(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	if len(as) != len(bs) {
		return false
	}
	for i := range as {
		x, errA := base64.RawURLEncoding.DecodeString(as[i])
		y, errB := base64.RawURLEncoding.DecodeString(bs[i])
		if errA != nil || errB != nil || sha256.Sum256(x) != sha256.Sum256(y) || i < 2 && as[i] != bs[i] {
			return false
		}
	}
	return true
}

// keys are those that a line was recorded with, with the private part that is published beside the recording.
func (r recordedToken) keys(t *testing.T) []auth.TokenKey {
	if r.Key.Base64 != "" {
		b, err := base64.StdEncoding.DecodeString(r.Key.Base64)
		if err != nil {
			t.Fatal(err)
		}
		return []auth.TokenKey{{Secret: b}}
	}
	return []auth.TokenKey{{RSA: testKey(t)}}
}

// testKey is the RSA key of the recordings. It protects nothing.
func testKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	text, err := os.ReadFile("testdata/rsa-test-key.xml")
	if err != nil {
		t.Fatal(err)
	}
	number := func(name string) *big.Int {
		found := regexp.MustCompile("<" + name + ">(.*)</" + name + ">").FindSubmatch(text)
		b, err := base64.StdEncoding.DecodeString(string(found[1]))
		if err != nil {
			t.Fatal(err)
		}
		return new(big.Int).SetBytes(b)
	}
	k := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: number("Modulus"), E: 65537}, D: number("D"), Primes: []*big.Int{number("P"), number("Q")}}
	k.Precompute()
	return k
}
