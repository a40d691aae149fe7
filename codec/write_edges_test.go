package codec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

type (
	written struct {
		_ struct{} `clr:"Codec" xmlns:"urn:w"`

		Texts   []string
		Labels  map[string]string
		Numbers map[int32]*int32
		Inner   *written
		Others  []writtenAway
		Kinds   []writtenKey
		Any     any
	}
	writtenAway struct { // in another namespace than its list
		_ struct{} `clr:"Codec" xmlns:"urn:away"`

		AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave string
	}
	writtenKey string
)

// TestWrittenEdges holds the ways of writing that few values take to what the common ones write.
func TestWrittenEdges(t *testing.T) {
	const long = "AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave"
	nulls := codec.TextOptions{IncludeNullsInMaps: true}
	for _, c := range []struct {
		codec codec.Codec
		value written
		want  string
	}{
		{codec.JSON(nulls), written{Texts: []string{"a", ""}}, `{"Texts":["a",null]}`},
		{codec.JSV(nulls), written{Texts: []string{"a", "", "b,c"}}, `{Texts:[a,,"b,c"]}`},
		{codec.JSON(nulls), written{Labels: map[string]string{"b": "", "a": "x", "": "y"}}, `{"Labels":{"":"y","a":"x","b":null}}`},
		{codec.JSON(codec.TextOptions{}), written{Labels: map[string]string{"b": ""}}, `{"Labels":{}}`},
		{codec.JSV(nulls), written{Labels: map[string]string{"b": "", "": "y"}}, `{Labels:{"":y}}`},
		{codec.JSON(nulls), written{Numbers: map[int32]*int32{1: nil}}, `{"Numbers":{"1":null}}`},
		{codec.JSON(codec.TextOptions{}), written{Numbers: map[int32]*int32{1: nil}}, `{"Numbers":{}}`},
		{codec.JSV(nulls), written{Numbers: map[int32]*int32{1: nil}}, `{Numbers:{}}`},
		{codec.JSON(nulls), written{Kinds: []writtenKey{"a", ""}}, `{"Kinds":["a",null]}`},
		{codec.JSON(nulls), written{Others: []writtenAway{{AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave: "x"}, {}}}, `{"Others":[{"` + long + `":"x"},{}]}`},
		{codec.JSV(nulls), written{Others: []writtenAway{{AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave: "x"}, {}}}, `{Others:[{` + long + `:x},{}]}`},
	} {
		if got := string(mustAppend(t, c.codec, &c.value)); got != c.want {
			t.Errorf("%s: Append(%+v) = %s, want %s", c.codec.Name(), c.value, got, c.want)
		}
	}
}

// TestWrittenXMLEdges does so with elements: what stands in the root, without the members that are nil.
func TestWrittenXMLEdges(t *testing.T) {
	const arrays, pair = ` xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays"`, "d2p1:KeyValueOfstringstring>"
	for _, c := range []struct {
		value written
		want  string
	}{
		{written{Texts: []string{"a<", ""}}, `<Texts` + arrays + `><d2p1:string>a&lt;</d2p1:string><d2p1:string i:nil="true" /></Texts>`},
		{written{Kinds: []writtenKey{"a"}}, `<Kinds` + arrays + `><d2p1:string>a</d2p1:string></Kinds>`},
		{written{Labels: map[string]string{"": "a&b", "k": ""}}, `<Labels` + arrays + `><` + pair + `<d2p1:Key></d2p1:Key><d2p1:Value>a&amp;b</d2p1:Value></` + pair +
			`<` + pair + `<d2p1:Key>k</d2p1:Key><d2p1:Value i:nil="true" /></` + pair + `</Labels>`},
		{written{Labels: map[string]string{}}, `<Labels` + arrays + ` />`},
		{written{Others: []writtenAway{{AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave: "x"}}}, `<Others xmlns:d2p1="urn:away"><d2p1:writtenAway><d2p1:AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave>x` +
			`</d2p1:AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave></d2p1:writtenAway></Others>`},
	} {
		got := string(mustAppend(t, codec.XML(codec.XMLOptions{OmitDeclaration: true}), &c.value))
		if !strings.Contains(got, c.want) {
			t.Errorf("XML: Append(%+v) = %s, want %s in it", c.value, got, c.want)
		}
	}
}

// TestWrittenTooDeep stops at each kind of nesting.
func TestWrittenTooDeep(t *testing.T) {
	for name, v := range map[string]written{
		"object": {Inner: &written{}}, "texts": {Texts: []string{"a"}}, "list": {Others: []writtenAway{{AMemberWhoseNameIsTooLongForTheSpaceThatNamesHave: "x"}}},
		"map": {Labels: map[string]string{"a": "b"}}, "any": {Any: &written{Inner: &written{}}},
	} {
		for _, c := range []codec.Codec{
			codec.JSON(codec.TextOptions{MaxDepth: 1}), codec.JSV(codec.TextOptions{MaxDepth: 1}), codec.XML(codec.XMLOptions{MaxDepth: 1}),
		} {
			if _, err := c.Append(nil, &v); name != "any" && !errors.Is(err, codec.ErrDepth) {
				t.Errorf("%s: Append(%s) = %v, want ErrDepth", c.Name(), name, err)
			} else if err == nil {
				t.Errorf("%s: Append(%s) went well", c.Name(), name)
			}
		}
	}
}
