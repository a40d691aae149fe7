package auth_test

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"

	"github.com/causeway-gateway/causeway/auth"
)

const seed = "12345678901234567890"

// T01: RFC 6238 appendix B and RFC 4226 appendix D.
func TestT01Vectors(t *testing.T) {
	long := strings.Repeat(seed, 4)
	seeds := map[string][]byte{"SHA1": []byte(long[:20]), "SHA256": []byte(long[:32]), "SHA512": []byte(long[:64])}
	for unix, want := range map[int64]map[string]string{
		59:          {"SHA1": "94287082", "SHA256": "46119246", "SHA512": "90693936"},
		1111111109:  {"SHA1": "07081804", "SHA256": "68084774", "SHA512": "25091201"},
		1111111111:  {"SHA1": "14050471", "SHA256": "67062674", "SHA512": "99943326"},
		1234567890:  {"SHA1": "89005924", "SHA256": "91819424", "SHA512": "93441116"},
		2000000000:  {"SHA1": "69279037", "SHA256": "90698825", "SHA512": "38618901"},
		20000000000: {"SHA1": "65353130", "SHA256": "77737706", "SHA512": "47863826"},
	} {
		for algorithm, code := range want {
			if got := (auth.TOTP{Digits: 8, Algorithm: algorithm}).Code(seeds[algorithm], time.Unix(unix, 0)); got != code {
				t.Errorf("Code(%s, %d) = %s, want %s", algorithm, unix, got, code)
			}
		}
	}
	for counter, want := range strings.Fields("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489") {
		if got := (auth.TOTP{}).Code([]byte(seed), time.Unix(int64(counter)*30, 0)); got != want {
			t.Errorf("Code(counter %d) = %s, want %s", counter, got, want)
		}
	}
}

// T05: once a step is used, it and all before it are gone, also within the window.
func TestT05HighWaterMark(t *testing.T) {
	o, now := auth.TOTP{Back: 1, Ahead: 1}, time.Unix(1700000010, 0)
	at := func(d time.Duration) string { return o.Code([]byte(seed), now.Add(d)) }
	step, ok := o.Match([]byte(seed), at(0), now, 0)
	if !ok || step != o.Step(now) {
		t.Fatalf("Match(now) = %d, %v, want %d", step, ok, o.Step(now))
	}
	for name, row := range map[string]struct {
		code string
		want bool
	}{
		"the same": {at(0), false}, "one before": {at(-30 * time.Second), false}, "the next": {at(30 * time.Second), true}, "two ahead": {at(time.Minute), false},
	} {
		if _, ok := o.Match([]byte(seed), row.code, now, step); ok != row.want {
			t.Errorf("%s: Match = %v, want %v", name, ok, row.want)
		}
	}
}

// T06: the window is as wide as it is set, no more.
func TestWindow(t *testing.T) {
	now := time.Unix(1700000010, 0)
	for name, row := range map[string]struct {
		o     auth.TOTP
		steps map[int]bool
	}{
		"current only": {auth.TOTP{}, map[int]bool{0: true}},
		"one back":     {auth.TOTP{Back: 1}, map[int]bool{-1: true, 0: true}},
		"Rocket.Chat":  {auth.TOTP{Back: 1, Ahead: 1}, map[int]bool{-1: true, 0: true, 1: true}},
	} {
		for d := -5; d <= 5; d++ {
			code := row.o.Code([]byte(seed), now.Add(time.Duration(d)*30*time.Second))
			if _, ok := row.o.Match([]byte(seed), code, now, 0); ok != row.steps[d] {
				t.Errorf("%s: step %+d = %v, want %v", name, d, ok, row.steps[d])
			}
		}
	}
}

// T07: nothing but ASCII digits of the right length is a candidate. The code of this time begins with a nought.
func TestT07OnlyDigits(t *testing.T) {
	o, now := auth.TOTP{Back: 1}, time.Unix(1111111109, 0)
	if _, ok := o.Match([]byte(seed), "081804", now, 0); !ok {
		t.Fatal("Match(081804) = false, want true")
	}
	for _, code := range []string{
		"", "81804", " 081804", "081804 ", "081 804", "081-804", "+81804", "-81804", "0081804", "08180", "081804\x00", "081804\n", "1e5000",
		"0x13F8C", "٠٨١٨٠٤", "０８１８０４", "081804,081804", strings.Repeat("0", 10000) + "081804",
	} {
		if _, ok := o.Match([]byte(seed), code, now, 0); ok {
			t.Errorf("Match(%.20q) = true, want false", code)
		}
	}
}

// T10: an account without a secret has no right code, not even the one that an empty key would make.
func TestT10EmptySecret(t *testing.T) {
	o, now := auth.TOTP{}, time.Unix(1700000010, 0)
	for name, code := range map[string]string{"of nothing": "647021", "of noughts": o.Code(make([]byte, 20), now), "of the stand-in": o.Code(nil, now)} {
		if _, ok := o.Match(nil, code, now, 0); ok {
			t.Errorf("Match(nil, the code %s) = true, want false", name)
		}
	}
}

// K01: 160 bits and never the same.
func TestNewSecret(t *testing.T) {
	seen := map[string]bool{}
	for range 10_000 {
		secret, err := auth.NewSecret(rand.Reader)
		if err != nil || len(secret) != 20 || seen[string(secret)] {
			t.Fatalf("NewSecret() = %d bytes, %v, seen before: %v", len(secret), err, seen[string(secret)])
		}
		seen[string(secret)] = true
	}
	ascii, err := auth.NewASCIISecret(rand.Reader)
	if err != nil || len(ascii) != 32 || len(auth.EncodeSecret(ascii)) != 52 {
		t.Errorf("NewASCIISecret() = %q, %v, want 32 characters", ascii, err)
	}
	if _, err := auth.NewSecret(bytes.NewReader(nil)); err == nil {
		t.Error("NewSecret(no randomness) = nil error")
	}
}

// K03: the URI parses back to what went in, whatever the names.
func TestURI(t *testing.T) {
	o, secret := auth.TOTP{}, []byte(seed)
	want := "otpauth://totp/Foundry:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Foundry&algorithm=SHA1&digits=6&period=30"
	if got := o.URI("Foundry", "ann@example.com", secret); got != want {
		t.Errorf("URI() = %s, want %s", got, want)
	}
	for _, name := range []string{"a:b", "a/b?c", "100%", "x&secret=AAAA", "a#b", "a b+c", "\u202eabc", "\U0001f600", `"<>\`, "\r\nHost: x", "..", ""} {
		uri := o.URI("Iss&secret=B", name, secret)
		u, err := url.Parse(uri)
		if err != nil {
			t.Errorf("URI(%q) = %s: %v", name, uri, err)
			continue
		}
		key, err := otp.NewKeyFromURL(uri)
		if err != nil || key.Secret() != auth.EncodeSecret(secret) || len(u.Query()) != 5 || strings.TrimPrefix(u.Path, "/") != "Iss&secret=B:"+name {
			t.Errorf("URI(%q) = %s does not read back: %v", name, uri, err)
		}
	}
}

// FuzzURI: the URI of any names has the five parameters and the secret, and its label reads back.
func FuzzURI(f *testing.F) {
	f.Add("Foundry", "ann@example.com")
	f.Add("a&secret=B", "?#%")
	f.Fuzz(func(t *testing.T, issuer, account string) {
		uri := auth.TOTP{}.URI(issuer, account, []byte(seed))
		u, err := url.Parse(uri)
		if err != nil {
			t.Fatalf("URI(%q, %q) = %s: %v", issuer, account, uri, err)
		}
		q := u.Query()
		if len(q) != 5 || q.Get("secret") != auth.EncodeSecret([]byte(seed)) || q.Get("issuer") != issuer || u.Path != "/"+issuer+":"+account || u.Fragment != "" {
			t.Errorf("URI(%q, %q) = %s does not read back", issuer, account, uri)
		}
	})
}

// The vectors of speakeasy, which Rocket.Chat uses. Blanks and signs that it lets through are refused here (policy.md, A4).
func TestRecordedTOTP(t *testing.T) {
	ran := 0
	eachLine(t, "testdata/totp.jsonl", func(line []byte) {
		var v struct {
			ID, Op string
			Args   struct {
				Secret, Encoding, Label string
				Token                   any
				Time                    int64
				Window                  int
			}
			Result json.RawMessage
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		token, isText := v.Args.Token.(string)
		secret, now := []byte(v.Args.Secret), time.Unix(v.Args.Time, 0)
		if v.Args.Encoding == "base32" {
			text := strings.ToUpper(strings.TrimRight(v.Args.Secret, "="))
			if secret, _ = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text); len(secret) == 0 || len(text) < 16 {
				return // records of odd input
			}
		}
		var want string
		json.Unmarshal(v.Result, &want)
		switch v.Op {
		case "otpauthURL":
			label, _ := strings.CutPrefix(v.Args.Label, "Rocket.Chat:")
			if want == "" || strings.ContainsFunc(v.Args.Secret, func(r rune) bool { return r > 127 }) {
				return
			}
			if got := auth.ShortURI("Rocket.Chat", label, secret); got != want {
				t.Errorf("%s: ShortURI(%q) = %s, want %s", v.ID, label, got, want)
			}
		case "totp":
			if got := (auth.TOTP{}).Code(secret, now); got != want {
				t.Errorf("%s: Code() = %s, want %s", v.ID, got, want)
			}
		case "verify", "verifyDelta":
			if !isText {
				return // a number loses its noughts: the host's decoder makes a text of it or refuses
			}
			accepted := string(v.Result) == "true" || strings.HasPrefix(string(v.Result), `{"delta"`)
			exact := len(token) == 6 && strings.Trim(token, "0123456789") == ""
			_, got := auth.TOTP{Back: v.Args.Window, Ahead: v.Args.Window}.Match(secret, token, now, -1)
			if got != (accepted && exact) {
				t.Errorf("%s: Match(%q) = %v, want %v", v.ID, token, got, accepted && exact)
			}
		default:
			return
		}
		ran++
	})
	if ran < 80 {
		t.Errorf("%d vectors ran, want at least 80", ran)
	}
}

func eachLine(t *testing.T, path string, do func([]byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		do(s.Bytes())
	}
	if err := s.Err(); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
