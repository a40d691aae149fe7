package codec_test

import (
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// TestCutDocuments refuses every document that ends before its end.
func TestCutDocuments(t *testing.T) {
	for _, c := range []codec.Codec{
		codec.JSON(codec.TextOptions{}), codec.JSON(codec.TextOptions{Strict: true}), codec.JSON(codec.TextOptions{Indent: true, IncludeNulls: true}),
		codec.JSV(codec.TextOptions{}), codec.XML(codec.XMLOptions{}), codec.XML(codec.XMLOptions{Lenient: true}),
		codec.SystemTextJSON(codec.TextOptions{}), codec.JsonNet(codec.JsonNetOptions{}),
	} {
		cutEverywhere(t, c, string(mustAppend(t, c, everythingValue())))
	}
}

// TestCutOddDocuments does so where the readers of plain documents have given up.
func TestCutOddDocuments(t *testing.T) {
	for front, c := range map[string]codec.Codec{
		`{"Odd":'x',`: codec.JSON(codec.TextOptions{}), `{Odd:x"y",`: codec.JSV(codec.TextOptions{}),
	} {
		text := string(mustAppend(t, c, everythingValue()))
		odd := front + text[1:]
		var plain, got everything
		if err := c.Decode([]byte(text), &plain); err != nil {
			t.Fatal(err)
		}
		if err := c.Decode([]byte(odd), &got); err != nil || string(mustAppend(t, c, &got)) != string(mustAppend(t, c, &plain)) {
			t.Errorf("%s: Decode(%s) = %+v, %v, want %+v", c.Name(), odd, got, err, plain)
		}
		cutEverywhere(t, c, odd)
	}
}

func cutEverywhere(t *testing.T, c codec.Codec, text string) {
	t.Helper()
	for i := 1; i < len(text); i++ {
		var v everything
		if err := c.Decode([]byte(text[:i]), &v); err == nil {
			t.Errorf("%s: Decode(%s) went well, %d of %d bytes", c.Name(), text[:i], i, len(text))
			return
		}
	}
}
