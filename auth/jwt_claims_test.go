package auth_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// ServiceStack writes without quotes what looks like a number or a truth value, whatever claim it is, and a key's id too. What we write we read.
func TestNumbersAmongClaims(t *testing.T) {
	made := tokens(t, func(o *auth.TokenOptions) { o.Keys[0].ID = "473" })
	c := auth.Claims{
		Subject: "9007199254740992", ID: "-1", IssuedAt: now, Expires: now.Add(time.Hour), Audience: []string{"12"},
		Email: "1.2.3", FirstName: "42", LastName: "007", Name: "1.50", Username: "true", Picture: "1e5",
	}
	token, err := made.Issue(c)
	if err != nil {
		t.Fatal(err)
	}
	texts := strings.Split(token, ".")
	for i, want := range []string{
		`{"typ":"JWT","alg":"HS256","kid":473}`,
		`{"iss":"ssjwt","sub":"9007199254740992","iat":1795259400,"exp":1795263000,"aud":12,"email":"1.2.3","given_name":42,"family_name":"007","name":1.50,` +
			`"preferred_username":true,"picture":"1e5","jti":-1}`,
	} {
		if got, _ := base64.RawURLEncoding.DecodeString(texts[i]); string(got) != want {
			t.Errorf("Issue(%+v): part %d = %s, want %s", c, i+1, got, want)
		}
	}
	got, err := made.Verify(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	if got.FirstName != "42" || got.LastName != "007" || got.Name != "1.50" || got.Username != "true" || got.Audience[0] != "12" || got.Subject != c.Subject {
		t.Errorf("Verify() = %+v, want %+v", got, c)
	}
}

// Whether base64 has a length that none has or a letter that none has is told apart, of the part that the original reads first: the signature.
func TestUnreadableToken(t *testing.T) {
	made := tokens(t, nil)
	for _, row := range []struct {
		token string
		want  auth.Why
	}{
		{"abcd.abcd.abcd", auth.Untrusted},
		{"abcd.abcd.abcde", auth.OddLength},
		{"abcde.abcd.abcd", auth.OddLength},
		{"abcd.abcde.abcd", auth.OddLength},
		{"abcd.abcd.ab!d", auth.Unreadable},
		{"abcde.abcd.ab!d", auth.Unreadable},
		{"ab!d.abcd.abcde", auth.OddLength},
		{"ab!d.abcde.abcd", auth.Unreadable},
		{"!!!.abcd.abcd", auth.Unreadable},
		{"a.b.c.d", auth.Unformed},
	} {
		_, err := made.Verify(t.Context(), row.token)
		if r, ok := errors.AsType[*auth.Refusal](err); !ok || r.Why != row.want {
			t.Errorf("Verify(%s) = %#v, want %v", row.token, err, row.want)
		}
	}
}

// Whom a token is meant for is told as it is written, and null as nothing.
func TestAudienceRefused(t *testing.T) {
	made := tokens(t, func(o *auth.TokenOptions) { o.Audience = []string{"here"} })
	for aud, want := range map[string]string{`"there"`: "there", `["a","b"]`: `["a","b"]`, `[]`: `[]`, `5`: "5", `""`: "", `null`: ""} {
		token := sign(goodHeader, strings.Replace(goodPayload, "{", `{"aud":`+aud+`,`, 1), secret)
		_, err := made.Verify(t.Context(), token)
		if r, ok := errors.AsType[*auth.Refusal](err); !ok || r.Why != auth.OtherAudience || r.Detail != want {
			t.Errorf("Verify(aud %s) = %#v, want detail %q", aud, err, want)
		}
	}
}
