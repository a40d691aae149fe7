package auth_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/causeway-gateway/causeway/auth"
)

// oracle reads an object with encoding/json.
func oracle(data []byte) (members [][2]string, ok bool) {
	d := json.NewDecoder(bytes.NewReader(data))
	if start, err := d.Token(); err != nil || start != json.Delim('{') || !utf8.Valid(data) {
		return nil, false
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, false
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, false
		}
		members = append(members, [2]string{name.(string), string(value)})
	}
	if _, err := d.Token(); err != nil {
		return nil, false
	}
	_, err := d.Token()
	return members, err == io.EOF
}

// FuzzMembers: our reader of objects sees what encoding/json sees.
func FuzzMembers(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { } `, `{"a":1}`, `{"a":"\"}","b":[{"c":"]"},-1.5e3 , null],"a": true }`, `{"s\u0075b":"\ud800"}`, `[1]`, `{"a":1}{}`, `{"a":1,}`, `"a"`, ``, `{"a":{}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, ok := auth.Members(data)
		want, wantOK := oracle(data)
		if ok != wantOK || ok && !cmp.Equal(got, want) {
			t.Errorf("Members(%q) = %q, %v, want %q, %v", data, got, ok, want, wantOK)
		}
	})
}

// A claim is said by its text, by a number or truth value that is written so, or by one of a list of these.
func TestClaimsHas(t *testing.T) {
	made := tokens(t, nil)
	c, err := made.Verify(t.Context(), sign(goodHeader, `{"iss":"ssjwt","sub":"ann","exp":1795260000,"scope":["read","wr\u0069te"],"level":3,"staff":true,"none":null,"tenant":"a,b","deep":{"x":"y"}}`, secret))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name, value string
		want        bool
	}{
		{"scope", "read", true}, {"scope", "write", true}, {"scope", "admin", false}, {"Scope", "read", false}, {"level", "3", true}, {"level", "3.0", false},
		{"staff", "true", true}, {"staff", "True", false}, {"none", "null", false}, {"none", "", false}, {"absent", "", false}, {"tenant", "a,b", true}, {"tenant", "a", false},
		{"deep", "y", false}, {"sub", "ann", true},
	} {
		if got := c.Has(row.name, row.value); got != row.want {
			t.Errorf("Has(%q, %q) = %v, want %v", row.name, row.value, got, row.want)
		}
	}
	if (*auth.Claims)(nil).Has("sub", "ann") {
		t.Error("claims of no token have one")
	}
}
