package codec_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/causeway-gateway/causeway/codec"
)

// A plainValue is what JSON of ServiceStack and of Go have in common.
type plainValue struct {
	Id     int32
	Ratio  float64
	Count  *int64
	Name   string
	Flag   bool
	Tags   []string
	Nums   []int32
	Inner  *plainValue
	Items  []plainValue
	Labels map[string]string
}

// FuzzAgainstGo holds JSON to encoding/json, which reads every document of the common subset to the same value, and reads what is written of that value
// as this value again.
func FuzzAgainstGo(f *testing.F) {
	for _, text := range []string{
		`{"Id":1,"Name":"x","Flag":true,"Tags":["a","b",""],"Nums":[1,-2],"Count":9007199254740993,"Zed":{"a":[1,{"b":null}]}}`,
		`{"Name":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","Labels":{"a":"b","":"c","d e":""}}`,
		`{ "Ratio" : -0.25E-3 , "Inner" : { "Items" : [ { "Tags" : [ "]" , "}" , "\"" , "," ] } , { } ] } }`,
	} {
		f.Add(text)
	}
	c := codec.JSON(codec.TextOptions{IncludeNullsInMaps: true})
	f.Fuzz(func(t *testing.T, text string) {
		var theirs, ours, back plainValue
		if !isCommon(text) || json.Unmarshal([]byte(text), &theirs) != nil || strings.ContainsRune(spelled(theirs), utf8.RuneError) {
			t.Skip()
		}
		if err := c.Decode([]byte(text), &ours); err != nil || !reflect.DeepEqual(ours, theirs) {
			t.Fatalf("Decode(%q) = %s, %v, encoding/json %s", text, spelled(ours), err, spelled(theirs))
		}
		data, err := c.Append(nil, &ours)
		if err != nil {
			t.Fatalf("Append(%s): %v", spelled(ours), err)
		}
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, ours) {
			t.Fatalf("%s is written as %s, which encoding/json reads as %s, %v", spelled(ours), data, spelled(back), err)
		}
	})
}

func spelled(v plainValue) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// isCommon reports whether a text is a JSON object that Go and ServiceStack take for the same: UTF-8, and names that are there once and without
// escapes, with which ServiceStack looks up no member.
func isCommon(text string) bool {
	if !utf8.ValidString(text) || !json.Valid([]byte(text)) || !strings.HasPrefix(text, "{") {
		return false
	}
	return hasPlainNames(text, json.NewDecoder(strings.NewReader(text)), 0)
}

func hasPlainNames(text string, d *json.Decoder, depth int) bool {
	t, _ := d.Token() // of a valid text
	bracket, nested := t.(json.Delim)
	seen := map[string]bool{}
	for nested && d.More() {
		if bracket == '{' {
			before := d.InputOffset()
			name, _ := d.Token()
			folded := strings.ToLower(name.(string))
			if seen[folded] || strings.Contains(text[before:d.InputOffset()], `\`) {
				return false
			}
			seen[folded] = true
		}
		if depth == 60 || !hasPlainNames(text, d, depth+1) {
			return false
		}
	}
	if nested {
		_, _ = d.Token() // the bracket that closes it
	}
	return true
}
