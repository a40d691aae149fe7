package codec_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// Where Json.NET's reader stands after a fault decides what the next one is. The rows follow from its source; the recorded ones are in goldens/webapi.
func TestNetFaults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		null       bool
		paths      []string
	}{
		{"an object without its end keeps what was read", `{"ProviderUserId":1,"Otp":"x"`, false, []string{"Otp"}},
		{"a string without its end", `{"ProviderUserId":1,"Otp":"x`, false, []string{"Otp", "Otp"}},
		{"a name without its value", `{"ProviderUserId":1,"Otp":`, false, []string{"Otp", "Otp"}},
		{"an object that only begins", `{`, true, []string{""}},
		{"a name that only begins", `{"Otp`, true, []string{""}},
		{"no name", `{,}`, true, []string{""}},
		{"no colon", `{"Otp" "x"}`, true, []string{""}},
		{"another bracket", `{"ProviderUserId":1,"Otp":"x"]`, true, []string{""}},
		{"a comma too many", `{"ProviderUserId":1,,"Otp":"x"}`, true, []string{"ProviderUserId"}},
		{"a value that is no value", `{"Otp":undefined,"ProviderUserId":1}`, true, []string{"Otp", "Otp"}},
		{"a comment without its end", `{"ProviderUserId":1,"Otp":"x"/*`, true, []string{"Otp"}},
		{"an empty text for an object", `""`, false, nil},
		{"a text for an object", `"x"`, true, []string{""}},
		{"a reference", `{"$ref":"1"}`, false, nil},
		{"a reference and more", `{"$ref":"1","Otp":"x"}`, true, []string{"Otp"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var v WebVerify2FAOptInRequest
			err := codec.JsonNet(codec.JsonNetOptions{}).Decode([]byte(c.text), &v)
			var paths []string
			if all, ok := errors.AsType[*codec.ReadErrors](err); ok {
				for _, e := range all.List {
					paths = append(paths, e.Path)
				}
			}
			if !slices.Equal(paths, c.paths) || errors.Is(err, codec.ErrNull) != c.null {
				t.Errorf("Decode(%s) = %v at %q, null %t, want %q, null %t", c.text, err, paths, errors.Is(err, codec.ErrNull), c.paths, c.null)
			}
		})
	}
}

// A value that is wrong in the reader's hands may take the rest of the object with it.
func TestNetBytesThatAreNone(t *testing.T) {
	var v WebBytesBox
	err := codec.JsonNet(codec.JsonNetOptions{}).Decode([]byte(`{"V":"!!"}`), &v)
	all, ok := errors.AsType[*codec.ReadErrors](err)
	if !ok || len(all.List) != 2 || !strings.HasPrefix(all.List[0].Original(), "The input is not a valid Base-64 string") ||
		all.List[1].Original() != "Unexpected end when deserializing object. Path '', line 1, position 10." {
		t.Errorf("Decode = %v, %+v", err, all)
	}
}

// A document may have no more noted than can be told.
func TestNetNotesAreBounded(t *testing.T) {
	text := `{"V":[` + strings.Repeat(`"x",`, 5000) + `]}`
	err := codec.JsonNet(codec.JsonNetOptions{}).Decode([]byte(text), new(WebIntListBox))
	all, ok := errors.AsType[*codec.ReadErrors](err)
	if !ok || len(all.List) != 1000 || !errors.Is(err, codec.ErrNull) {
		t.Errorf("Decode noted %d of 5000 faults, null %t", len(all.List), errors.Is(err, codec.ErrNull))
	}
}

// What is nested far too deeply is not told as deep as it is: a body of a megabyte would have an answer of three.
func TestNetPathsAreBounded(t *testing.T) {
	text := `{"x":` + strings.Repeat("[", 1<<20)
	err := codec.JsonNet(codec.JsonNetOptions{}).Decode([]byte(text), new(WebVerify2FAOptInRequest))
	all, ok := errors.AsType[*codec.ReadErrors](err)
	if !ok || len(all.List) == 0 {
		t.Fatalf("Decode of %d brackets = %v", 1<<20, err)
	}
	for _, e := range all.List {
		if len(e.Path)+len(e.Original()) > 16<<10 {
			t.Errorf("Decode of %d brackets noted %d bytes, want at most %d", 1<<20, len(e.Path)+len(e.Original()), 16<<10)
		}
	}
}

func TestNetConversions(t *testing.T) {
	for _, c := range []struct {
		text string
		v    any
		want string // the value written again; empty: an error
	}{
		{`{"V":65}`, new(WebCharBox), `{"V":"A"}`},
		{`{"V":1.5}`, new(WebByteBox), ""},
		{`{"V":1.5}`, new(WebShortBox), ""},
		{`{"V":1.5}`, new(WebUShortBox), `{"V":2}`},
		{`{"V":0xFFFFFFFF}`, new(WebIntBox), `{"V":-1}`},
		{`{"V":""}`, new(WebStringListBox), `{"V":null}`},
		{`{"V":"01234567-89ab-cdef-0123-456789abcdef"}`, new(WebBytesBox), `{"V":"Z0UjAauJ780BI0VniavN7w=="}`},
		{`{"V":"2001-02-03T24:00:00Z"}`, new(WebDateTimeBox), `{"V":"2001-02-04T00:00:00Z"}`},
		{`{"V":"2001-02-03T24:00:01Z"}`, new(WebDateTimeBox), ""},
		{`{"Next":""}`, new(WebNode), `{"Id":0,"Next":null}`},
		{`{"Next":{"Id":1},"Next":{"Next":{}}}`, new(WebNode), `{"Id":0,"Next":{"Id":1,"Next":{"Id":0,"Next":null}}}`},
	} {
		net := codec.JsonNet(codec.JsonNetOptions{})
		err := net.Decode([]byte(c.text), c.v)
		if c.want == "" {
			if err == nil {
				t.Errorf("Decode(%s) of %T has no error", c.text, c.v)
			}
			continue
		}
		if got, _ := net.Append(nil, c.v); err != nil || string(got) != c.want {
			t.Errorf("Decode(%s) of %T = %s, %v, want %s", c.text, c.v, got, err, c.want)
		}
	}
}
