package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// A recordedToken is one of those that the real ServiceStack made, with the key that it was told, and what stands in the token.
type recordedToken struct {
	ID    string
	Token string
	Key   struct{ Type, Base64 string }

	alg, kid, typ, issuer string
	issued                time.Time
}

// recordedTokens are all tokens that the real provider minted, but those that policy says are not taken, or not of this form.
func recordedTokens(t *testing.T) (list []recordedToken) {
	t.Helper()
	text, err := os.ReadFile("../../../auth/testdata/tokens.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		var r recordedToken
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if r.Token != "" && !strings.HasPrefix(r.ID, "verify-") && r.read() {
			list = append(list, r)
		}
	}
	return list
}

// read takes what a token says of itself. One whose payload is no JSON, which the original also makes, and an encrypted one are left out.
func (r *recordedToken) read() bool {
	parts := strings.Split(r.Token, ".")
	if len(parts) != 3 {
		return false
	}
	var head struct{ Alg, Kid, Typ string }
	var payload struct {
		Iss string
		Iat int64
	}
	for i, into := range []any{&head, &payload} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || json.Unmarshal(raw, into) != nil {
			return false
		}
	}
	r.alg, r.kid, r.typ, r.issuer, r.issued = head.Alg, head.Kid, head.Typ, payload.Iss, time.Unix(payload.Iat, 0)
	return true
}

// secretFile writes what an operator has from the old host's settings.
func secretFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.key")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func testRSA(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../auth/testdata/rsa-test-key.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (r recordedToken) verify(t *testing.T, set []auth.TokenKey) error {
	t.Helper()
	made, err := auth.NewTokens(auth.TokenOptions{Keys: set, Issuer: "Foundry", Now: func() time.Time { return r.issued.Add(time.Second) }})
	if err != nil {
		t.Fatal(err)
	}
	check := made.Verify
	if r.typ == "JWTR" {
		check = made.VerifyRefresh
	}
	_, err = check(t.Context(), r.Token)
	return err
}

// TestKeysImportTakesRecordedTokens imports the keys of the recorded hosts: every token that the real provider made with them is good, under the
// kid that it gave them, and was not before.
func TestKeysImportTakesRecordedTokens(t *testing.T) {
	sets := make(map[string][]auth.TokenKey) // by what the command line says
	before, err := readKeys(newKeyFile(t), noEnv)
	if err != nil {
		t.Fatal(err)
	}
	methods := make(map[string]int)
	for _, r := range recordedTokens(t) {
		flags := []string{"--method", r.alg}
		if r.issuer != "" { // refresh tokens name none
			flags = append(flags, "--issuer", r.issuer)
		}
		if r.ID == "mint-keyid" || strings.HasPrefix(r.ID, "live-jwt-hooks-") {
			flags = append(flags, "--kid", "key-1") // the hosts of these were told a KeyId
		}
		text := r.Key.Base64
		if r.Key.Type == "rsa" {
			text = testRSA(t)
		}
		what := strings.Join(append(flags, text), " ")
		if sets[what] == nil {
			file := newKeyFile(t)
			keysRun(t, file, append([]string{"import", secretFile(t, text)}, flags...)...)
			k, err := readKeys(file, noEnv)
			if err != nil {
				t.Fatal(err)
			}
			sets[what] = k.tokens("foundry")
		}
		if err := r.verify(t, sets[what]); err != nil {
			t.Errorf("%s: with the imported key: %v", r.ID, err)
		}
		if last := len(sets[what]) - 1; sets[what][last].ID != r.kid {
			t.Errorf("%s: kid of the imported key = %s, in the token %s", r.ID, sets[what][last].ID, r.kid)
		}
		if err := r.verify(t, before.tokens("foundry")); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("%s: without the imported key: %v", r.ID, err)
		}
		methods[r.alg]++
	}
	if methods["HS256"] < 60 || methods["HS384"] == 0 || methods["HS512"] == 0 || methods["RS256"] < 3 || methods["RS512"] == 0 {
		t.Errorf("tokens by method = %v, want at least 60 of HS256, 3 of RS256, one of HS384, HS512 and RS512", methods)
	}
}

// An imported key that signs does so as the old host did, so that what verifies its tokens elsewhere goes on to; ours still verifies.
func TestKeysImportSigns(t *testing.T) {
	for _, row := range []struct{ name, text, alg, kid string }{
		{"AuthKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "HS256", "AAE"},
		{"RSA", testRSA(t), "RS256", "r2r"},
	} {
		file := newKeyFile(t)
		was, err := readKeys(file, noEnv)
		if err != nil {
			t.Fatal(err)
		}
		own := issueWith(t, was.tokens("foundry"))
		keysRun(t, file, "import", secretFile(t, row.text), "--sign")
		k, err := readKeys(file, noEnv)
		if err != nil {
			t.Fatal(err)
		}
		head, claims := tokenTexts(t, issueWith(t, k.tokens("foundry")))
		if want := `{"typ":"JWT","alg":"` + row.alg + `","kid":"` + row.kid + `"}`; head != want || !strings.HasPrefix(claims, `{"iss":"ssjwt",`) {
			t.Errorf("%s: a new token = %s %s, want %s and the issuer ssjwt", row.name, head, claims, want)
		}
		if err := verifyWith(t, k.tokens("foundry"), own); err != nil {
			t.Errorf("%s: a token of the installation's own key: %v", row.name, err)
		}
		keysRun(t, file, "rotate")
		if sign, verify := kidsOf(t, file, signing), kidsOf(t, file, verifying); len(sign) != 1 || sign[0] == row.kid || len(verify) != 2 {
			t.Errorf("%s: after a rotation %v sign and %v verify, want a new one to sign and two to verify", row.name, sign, verify)
		}
	}
}

func tokenTexts(t *testing.T, token string) (head, payload string) {
	t.Helper()
	p := strings.Split(token, ".")
	h, err := base64.RawURLEncoding.DecodeString(p[0])
	if err != nil {
		t.Fatal(err)
	}
	c, err := base64.RawURLEncoding.DecodeString(p[1])
	if err != nil {
		t.Fatal(err)
	}
	return string(h), string(c)
}

// What is no key of an old host is refused as a misuse, before anything is written, and never quoted.
func TestKeysImportRefused(t *testing.T) {
	private := testRSA(t)
	within := func(name string) string {
		_, rest, _ := strings.Cut(private, "<"+name+">")
		value, _, _ := strings.Cut(rest, "<")
		return value
	}
	public := "<RSAKeyValue><Modulus>" + within("Modulus") + "</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>"
	const secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	for name, row := range map[string]struct {
		text  string
		flags []string
		want  string
	}{
		"nothing":                    {"", nil, "neither the base64"},
		"no base64":                  {"geheim geheim", nil, "neither the base64"},
		"short secret":               {"AAECAwQFBgcICQoLDA0ODw==", nil, "16 bytes are too short"},
		"other XML":                  {"<geheim/>", nil, "not a whole RSAKeyValue"},
		"cut XML":                    {private[:len(private)/2], nil, "not a whole RSAKeyValue"},
		"no P":                       {strings.Replace(private, within("P"), "", 1), nil, "not a whole RSAKeyValue"},
		"numbers that do not belong": {strings.Replace(private, within("P"), within("Q"), 1), nil, "no sound RSA key"},
		"small RSA key":              {"<RSAKeyValue><Modulus>" + within("P") + "</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>", nil, "at least 2048 bits"},
		"even exponent":              {strings.Replace(private, "AQAB", "AQAA", 1), nil, "no sound RSA key"},
		"secret for RS256":           {secret, []string{"--method", "RS256"}, "a key of HS256, not of RS256"},
		"RSA key for HS256":          {private, []string{"--method", "HS256"}, "a key of RS256, not of HS256"},
		"method none":                {secret, []string{"--method", "none"}, "not of none"},
		"unknown method":             {secret, []string{"--method", "HS1"}, `method "HS1" is not one of`},
		"system without tokens":      {secret, []string{"--system", "saasu"}, `system "saasu" signs no tokens`},
		"kid of two lines":           {secret, []string{"--kid", "a\nb"}, "plain characters"},
		"public key that signs":      {public, []string{"--sign"}, "no private part"},
	} {
		file := newKeyFile(t)
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		args := append([]string{"keys", "import", secretFile(t, row.text), "--config", os.DevNull, "--keys", file}, row.flags...)
		if code := run(t.Context(), args, environment{noEnv, os.Environ, &out, &errs}); code != exitUsage || !strings.Contains(errs.String(), row.want) {
			t.Errorf("%s: import = %d %q, want %d and %q", name, code, errs.String(), exitUsage, row.want)
		}
		if said := out.String() + errs.String(); strings.Contains(said, "geheim") || row.text != "" && strings.Contains(said, row.text) {
			t.Errorf("%s: import repeats what is in the file: %s", name, said)
		}
		if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the file of keys has changed: %v", name, err)
		}
	}
	file := newKeyFile(t)
	keysRun(t, file, "import", secretFile(t, "\ufeff"+public+"\r\n"))
	if kids := kidsOf(t, file, verifying); len(kids) != 1 || kids[0] != "r2r" {
		t.Errorf("a public key: verifies %v, want r2r", kids)
	}
}
