package auth_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	mrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// J01, J03 to J06, J08, J09: what is refused, and what is not.
func TestForgeries(t *testing.T) {
	made := tokens(t, nil)
	good := sign(goodHeader, goodPayload, secret)
	parts := strings.Split(good, ".")
	for name, row := range map[string]struct {
		token string
		want  error
	}{
		"good":                       {good, nil},
		"good, known key id":         {sign(`{"alg":"HS256","typ":"JWT","kid":"AAE"}`, goodPayload, secret), nil},
		"no signature":               {parts[0] + "." + parts[1] + ".", auth.ErrUnauthenticated},
		"two parts":                  {parts[0] + "." + parts[1], auth.ErrUnauthenticated},
		"four parts":                 {good + ".x", auth.ErrUnauthenticated},
		"empty":                      {"", auth.ErrUnauthenticated},
		"dots":                       {"..", auth.ErrUnauthenticated},
		"other key":                  {sign(goodHeader, goodPayload, fallback), auth.ErrUnauthenticated},
		"padded":                     {good + "=", auth.ErrUnauthenticated},
		"blank at the end":           {good + " ", auth.ErrUnauthenticated},
		"line end inside":            {parts[0] + ".\n" + parts[1] + "." + parts[2], auth.ErrUnauthenticated},
		"line end in the signature":  {good[:len(good)-9] + "\n" + good[len(good)-9:], auth.ErrUnauthenticated},
		"carriage return at the end": {good + "\r", auth.ErrUnauthenticated},
		"line end in the payload":    {signParts(parts[0], parts[1][:8]+"\n"+parts[1][8:]), auth.ErrUnauthenticated},
		"padded header":              {signParts(parts[0]+"==", parts[1]), auth.ErrUnauthenticated},
		"stray bits in the payload":  {signParts(parts[0], base64.RawURLEncoding.EncodeToString([]byte(goodPayload+" "))+"B"), auth.ErrUnauthenticated},
		"base64 of the other kind":   {strings.NewReplacer("-", "+", "_", "/").Replace(sign(goodHeader, goodPayload[:len(goodPayload)-1]+`,"x":"\u00ff???>>>"}`, secret)), auth.ErrUnauthenticated},
		"JSON serialisation":         {`{"protected":"` + parts[0] + `","payload":"` + parts[1] + `","signature":"` + parts[2] + `"}`, auth.ErrUnauthenticated},
		"five parts":                 {parts[0] + ".." + parts[1] + ".." + parts[2], auth.ErrUnauthenticated},
		"a blank before the header":  {" " + good, auth.ErrUnauthenticated},
		"huge header":                {sign(`{"typ":"JWT","alg":"HS256","x":"`+strings.Repeat("x", 7000)+`"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"many members in the header": {sign(`{"typ":"JWT","alg":"HS256"`+members(40)+`}`, goodPayload, secret), auth.ErrUnauthenticated},
		"deep header, other key":     {sign(`{"typ":"JWT","alg":"HS256","x":`+strings.Repeat("[", 2000)+strings.Repeat("]", 2000)+`}`, goodPayload, fallback), auth.ErrUnauthenticated},
		"header is a list":           {sign(`["HS256"]`, goodPayload, secret), auth.ErrUnauthenticated},
		"header is empty":            {sign(``, goodPayload, secret), auth.ErrUnauthenticated},
		"no algorithm":               {sign(`{"typ":"JWT"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"algorithm in capitals":      {sign(`{"typ":"JWT","ALG":"HS256"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"algorithm is a list":        {sign(`{"typ":"JWT","alg":["HS256"]}`, goodPayload, secret), auth.ErrUnauthenticated},
		"text after the header":      {sign(goodHeader+"{}", goodPayload, secret), auth.ErrUnauthenticated},
		"crit is empty":              {sign(`{"typ":"JWT","alg":"HS256","crit":[]}`, goodPayload, secret), auth.ErrUnauthenticated},
		"crit is null":               {sign(`{"typ":"JWT","alg":"HS256","crit":null}`, goodPayload, secret), auth.ErrUnauthenticated},
		"payload not encoded":        {sign(`{"typ":"JWT","alg":"HS256","b64":false,"crit":["b64"]}`, goodPayload, secret), auth.ErrUnauthenticated},
		"another type":               {sign(`{"typ":"at+jwt","alg":"HS256"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"a token in a token":         {signParts(base64.RawURLEncoding.EncodeToString([]byte(`{"typ":"JWT","alg":"HS256","cty":"JWT"}`)), base64.RawURLEncoding.EncodeToString([]byte(good))), auth.ErrUnauthenticated},
		"key id of another key":      {sign(`{"typ":"JWT","alg":"HS256","kid":"ICE"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"stray bits":                 {good[:len(good)-1] + next(good[len(good)-1]), auth.ErrUnauthenticated},
		"algorithm of another size":  {sign(`{"typ":"JWT","alg":"HS512"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"algorithm twice":            {sign(`{"typ":"JWT","alg":"HS256","alg":"none"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"crit":                       {sign(`{"typ":"JWT","alg":"HS256","crit":["exp"]}`, goodPayload, secret), auth.ErrUnauthenticated},
		"unknown key id":             {sign(`{"typ":"JWT","alg":"HS256","kid":"../../dev/null"}`, goodPayload, secret), auth.ErrUnauthenticated},
		"key id that is no text":     {sign(`{"typ":"JWT","alg":"HS256","kid":{"a":1}}`, goodPayload, secret), auth.ErrUnauthenticated},
		"brings its own key":         {sign(`{"typ":"JWT","alg":"HS256","jwk":{"kty":"oct","k":"AAAA"},"jku":"http://127.0.0.1:1/"}`, goodPayload, make([]byte, 3)), auth.ErrUnauthenticated},
		"subject twice":              {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","sub":"root","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"names in capitals":          {sign(goodHeader, `{"iss":"ssjwt","SUB":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"no subject":                 {sign(goodHeader, `{"iss":"ssjwt","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"no end":                     {sign(goodHeader, `{"iss":"ssjwt","sub":"ann"}`, secret), auth.ErrUnauthenticated},
		"end is null":                {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":null}`, secret), auth.ErrUnauthenticated},
		"end is text":                {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":"1795260000"}`, secret), auth.ErrUnauthenticated},
		"end with a fraction":        {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000.5}`, secret), auth.ErrUnauthenticated},
		"subject twice, escaped":     {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","s\u0075b":"root","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"end twice":                  {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1,"exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"end is zero":                {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":0}`, secret), auth.ErrExpired},
		"end is minus zero":          {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":-0}`, secret), auth.ErrExpired},
		"end with an exponent":       {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":17952600e2}`, secret), auth.ErrUnauthenticated},
		"end in a list":              {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":[1795260000]}`, secret), auth.ErrUnauthenticated},
		"end is true":                {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":true}`, secret), auth.ErrUnauthenticated},
		"end beyond 64 bits":         {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":18446744073709551616}`, secret), auth.ErrUnauthenticated},
		"end before all dates":       {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":-62135596800}`, secret), auth.ErrUnauthenticated},
		"begin is text":              {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","nbf":"1","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"issued at a fraction":       {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","iat":1.5,"exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"subject is empty":           {sign(goodHeader, `{"iss":"ssjwt","sub":"","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"subject is an object":       {sign(goodHeader, `{"iss":"ssjwt","sub":{"a":1},"exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"issuer in a list":           {sign(goodHeader, `{"iss":["ssjwt"],"sub":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"organisations as a number":  {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000,"orgs":1}`, secret), auth.ErrUnauthenticated},
		"roles with a number":        {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000,"roles":["user",1]}`, secret), auth.ErrUnauthenticated},
		"epoch as text":              {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000,"epoch":"9"}`, secret), auth.ErrUnauthenticated},
		"bytes that are no UTF-8":    {sign(goodHeader, "{\"iss\":\"ssjwt\",\"sub\":\"ann\xff\",\"exp\":1795260000}", secret), auth.ErrUnauthenticated},
		"end beyond all dates":       {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1e400}`, secret), auth.ErrUnauthenticated},
		"end below zero":             {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":-1}`, secret), auth.ErrExpired},
		"ended a second ago":         {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795259399}`, secret), auth.ErrExpired},
		"ended, by another key":      {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795259399}`, fallback), auth.ErrUnauthenticated},
		"not yet":                    {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","nbf":1795259500,"exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"issued tomorrow":            {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","iat":1795345800,"exp":1795400000}`, secret), auth.ErrUnauthenticated},
		"other issuer":               {sign(goodHeader, `{"iss":"other","sub":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"no issuer":                  {sign(goodHeader, `{"sub":"ann","exp":1795260000}`, secret), auth.ErrUnauthenticated},
		"text after the payload":     {sign(goodHeader, goodPayload+"{}", secret), auth.ErrUnauthenticated},
		"payload is a list":          {sign(goodHeader, `[]`, secret), auth.ErrUnauthenticated},
		"payload is null":            {sign(goodHeader, `null`, secret), auth.ErrUnauthenticated},
		"too long":                   {sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000,"x":"`+strings.Repeat("x", 9000)+`"}`, secret), auth.ErrUnauthenticated},
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

// signParts signs parts that are encoded already.
func signParts(header, payload string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(header + "." + payload))
	return header + "." + payload + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// members are so many of an object, behind others.
func members(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"m%d":%d`, i, i)
	}
	return b.String()
}

func next(c byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[strings.IndexByte(alphabet, c)|1])
}

// J02: no public key is a secret, in whatever form it is published.
func TestJ02KeyConfusion(t *testing.T) {
	hosts := map[string]crypto.Signer{"RS256": testKey(t)}
	var err error
	if hosts["ES256"], err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	if _, hosts["EdDSA"], err = ed25519.GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	for method, private := range hosts {
		key := auth.TokenKey{}
		switch k := private.(type) {
		case *rsa.PrivateKey:
			key.RSA = k
		case *ecdsa.PrivateKey:
			key.EC = k
		case ed25519.PrivateKey:
			key.Ed25519 = k
		}
		made := tokens(t, func(o *auth.TokenOptions) { o.Method, o.Keys = method, []auth.TokenKey{key} })
		for form, public := range published(t, private.Public()) {
			for _, alg := range []string{"HS256", method} {
				forged := sign(`{"typ":"JWT","alg":"`+alg+`"}`, goodPayload, public)
				if _, err := made.Verify(t.Context(), forged); !errors.Is(err, auth.ErrUnauthenticated) {
					t.Errorf("%s host, %s by an HMAC with its %s: %v", method, alg, form, err)
				}
			}
		}
		token, err := made.Issue(auth.Claims{Subject: "ann", Expires: now.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := made.Verify(t.Context(), token); err != nil {
			t.Errorf("%s host, its own token: %v", method, err)
		}
	}
}

// published are the forms in which a public key is found.
func published(t *testing.T, public crypto.PublicKey) map[string][]byte {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	forms, encode := map[string][]byte{"DER": der, "PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})}, base64.RawURLEncoding.EncodeToString
	switch k := public.(type) {
	case *rsa.PublicKey:
		forms["modulus"], forms["PKCS #1"] = k.N.Bytes(), x509.MarshalPKCS1PublicKey(k)
		forms["JWK"] = fmt.Appendf(nil, `{"kty":"RSA","n":"%s","e":"AQAB"}`, encode(k.N.Bytes()))
	case *ecdsa.PublicKey:
		point, err := k.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		forms["point"] = point
		forms["JWK"] = fmt.Appendf(nil, `{"kty":"EC","crv":"P-256","x":"%s","y":"%s"}`, encode(point[1:33]), encode(point[33:]))
	case ed25519.PublicKey:
		forms["bytes"] = k
		forms["JWK"] = fmt.Appendf(nil, `{"kty":"OKP","crv":"Ed25519","x":"%s"}`, encode(k))
	}
	return forms
}

// J03: a key's id finds one of the configured keys or none.
func TestJ03KeyIDs(t *testing.T) {
	made := tokens(t, nil)
	for _, id := range []string{
		"", "AAE", // none, and the right one
		"../../../../dev/null", "/dev/null", "file:///etc/passwd", "AAE/../AAE", "' OR '1'='1", "AAE' --", "http://127.0.0.1:1/key", "AAE\u0000", "\u0000", "aae", "AA", "AAE ",
		"*", "%41%41%45", "AAE,ICE", strings.Repeat("A", 4000),
	} {
		want := auth.ErrUnauthenticated
		if id == "" || id == "AAE" {
			want = nil
		}
		if _, err := made.Verify(t.Context(), sign(`{"typ":"JWT","alg":"HS256","kid":"`+id+`"}`, goodPayload, secret)); !errors.Is(err, want) {
			t.Errorf("kid %.40q: Verify() = %v, want %v", id, err, want)
		}
	}
}

// J04: a key that a token brings along is not looked at, and nothing that it points to is fetched.
func TestJ04KeysOfTheToken(t *testing.T) {
	asked := make(chan string, 100)
	l := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer l.Close()
	own, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	made := tokens(t, func(o *auth.TokenOptions) { o.Method, o.Keys = "RS256", []auth.TokenKey{{RSA: testKey(t)}} })
	jwk := fmt.Sprintf(`{"kty":"RSA","n":"%s","e":"AQAB"}`, base64.RawURLEncoding.EncodeToString(own.N.Bytes()))
	for _, brings := range []string{
		`"jku":"` + l.URL + `/jku"`, `"x5u":"` + l.URL + `/x5u"`, `"jwk":` + jwk, `"x5c":["MIIB"]`, `"kid":"` + l.URL + `/kid"`, `"jwk":` + jwk + `,"jku":"` + l.URL + `/jku"`,
	} {
		signed := base64.RawURLEncoding.EncodeToString([]byte(`{"typ":"JWT","alg":"RS256",`+brings+`}`)) + "." + base64.RawURLEncoding.EncodeToString([]byte(goodPayload))
		sum := sha256.Sum256([]byte(signed))
		signature, err := rsa.SignPKCS1v15(rand.Reader, own, crypto.SHA256, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := made.Verify(t.Context(), signed+"."+base64.RawURLEncoding.EncodeToString(signature)); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Errorf("a token with %.40s: Verify() = %v", brings, err)
		}
	}
	if len(asked) > 0 {
		t.Errorf("%s was fetched", <-asked)
	}
}

// odd are characters that parsers of tokens disagree about.
const odd = "=.\r\n +/-_A"

// mutations are ways to change a token.
var mutations = []func(random *mrand.Rand, token []byte) []byte{
	func(r *mrand.Rand, b []byte) []byte { b[r.IntN(len(b))] = byte(r.IntN(256)); return b },
	func(r *mrand.Rand, b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b },
	func(r *mrand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] },
	func(r *mrand.Rand, b []byte) []byte { return b[r.IntN(len(b)):] },
	func(r *mrand.Rand, b []byte) []byte { at := r.IntN(len(b)); return slices.Delete(b, at, at+1) },
	func(r *mrand.Rand, b []byte) []byte { return slices.Insert(b, r.IntN(len(b)+1), byte(r.IntN(256))) },
	func(r *mrand.Rand, b []byte) []byte {
		return slices.Insert(b, r.IntN(len(b)+1), odd[r.IntN(len(odd))])
	},
	func(r *mrand.Rand, b []byte) []byte {
		i, j := r.IntN(len(b)), r.IntN(len(b))
		b[i], b[j] = b[j], b[i]
		return b
	},
	func(r *mrand.Rand, b []byte) []byte { i := r.IntN(len(b)); return append(b[i:len(b):len(b)], b[:i]...) },
	func(r *mrand.Rand, b []byte) []byte {
		parts := strings.Split(string(b), ".")
		parts[r.IntN(len(parts))] = parts[r.IntN(len(parts))]
		return []byte(strings.Join(parts, "."))
	},
	func(r *mrand.Rand, b []byte) []byte { // a byte of what a part says
		parts := strings.Split(string(b), ".")
		at := r.IntN(len(parts))
		said, err := base64.RawURLEncoding.DecodeString(parts[at])
		if err != nil || len(said) == 0 {
			return b
		}
		said[r.IntN(len(said))] = byte(' ' + r.IntN(95))
		parts[at] = base64.RawURLEncoding.EncodeToString(said)
		return []byte(strings.Join(parts, "."))
	},
}

// Ten thousand tokens, each changed in one to three ways, other ones in each run: none is taken that is not the good one. MUTATIONS repeats a run.
func TestMutations(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("MUTATIONS"); text != "" {
		if _, err := fmt.Sscan(text, &seed); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("MUTATIONS=%d", seed)
	made, random := tokens(t, nil), mrand.New(mrand.NewPCG(seed, 0))
	good, changes := sign(goodHeader, goodPayload, secret), 0
	for changes < 10_000 {
		changed := []byte(good)
		for range 1 + random.IntN(3) {
			if len(changed) > 0 {
				changed = mutations[random.IntN(len(mutations))](random, changed)
			}
		}
		if string(changed) == good {
			continue
		}
		changes++
		if _, err := made.Verify(t.Context(), string(changed)); !errors.Is(err, auth.ErrUnauthenticated) {
			t.Fatalf("seed %d: Verify(%q) = %v, want ErrUnauthenticated", seed, changed, err)
		}
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
