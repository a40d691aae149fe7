package codec_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// TestListsWithoutValues reads items that say nothing as ServiceStack.Text does: in arrays and in a List<int> they are
// no numbers, elsewhere the default of their type.
func TestListsWithoutValues(t *testing.T) {
	json, jsv := codec.JSON(codec.TextOptions{}), codec.JSV(codec.TextOptions{})
	for _, tt := range []struct {
		codec codec.Codec
		into  any
		text  string
		want  string
	}{
		{json, &ScalarLists{}, `{"Longs":[1,null],"Guids":[""],"Colors":[null,"Green"]}`,
			`{"Longs":[1,0],"Guids":["00000000000000000000000000000000"],"Colors":["Red","Green"]}`},
		{json, &Lists{}, `{"Ints":[1,,2],"IntArray":[1,,2],"Strings":""}`, `{}`},
		{json, &Lists{}, `{"Ints":[1,""]}`, `{}`},
		{json, &Lists{}, `{"Items":["",{"Id":1}],"Nested":[,]}`, `{"Items":[{},{"Id":1}],"Nested":[null]}`},
		{json, &NullableLists{}, `{"Ints":[1,],"Dates":[,]}`, `{"Ints":[1,null],"Dates":[null]}`},
		// Blanks are no map in JSON, and an empty one in JSV.
		{json, &Maps{}, `{"StrStr":"  ","IntInt":" ","StrList":"x"}`, `{"StrList":{}}`},
		{jsv, &Maps{}, `{StrStr:  ,IntInt: ,StrList:""}`, `{StrStr:{},IntInt:{}}`},
		// A List<int> takes what int.Parse takes, other lists what a member takes.
		{json, &Lists{}, `{"Ints":[+2,-02,"+3"],"IntArray":[+2],"Nested":[[-02]]}`, `{"Ints":[2,-2,3],"Nested":[[-2]]}`},
		{json, &Lists{}, `{"Ints":[+-2],"IntArray":[-02]}`, `{}`},
		{json, &Lists{}, `{"Ints":[+2147483648]}`, `{}`},
		{jsv, &Lists{}, `{Ints:[1,+2],IntArray:[-02],Nested:[[-02]]}`, `{Ints:[1,2],Nested:[[-2]]}`},
		{jsv, &ScalarLists{}, `{Longs:[1,,2]}`, `{Longs:[1,0,2]}`},
		{jsv, &Lists{}, `{Ints:[1,"2"],IntArray:[1,"2"]}`, `{IntArray:[1,2]}`},
		{jsv, &Lists{}, `{Ints:[1,,2],IntArray:[1,,2]}`, `{}`},
		{jsv, &Wide{}, `{Bytes:"[1,2,3]",IntArr:[1]}`, `{B:0,Sb:0,S:0,U:0,L:0,Ul:0,F:0,D:0,M:0,C:` + "\x00" +
			`,G:00000000000000000000000000000000,When:0001-01-01,Dto:0001-01-01T00:00:00.0000000+00:00,Span:PT0S,Color:Red,Perm:0,Day:SUN,IntArr:[1]}`},
		{jsv, &Item{}, `{:1,Id:2}`, `{Id:0}`}, // a name has a first character
	} {
		err := tt.codec.Decode([]byte(tt.text), tt.into)
		got, _ := tt.codec.Append(nil, tt.into)
		if string(got) != tt.want || err != nil {
			t.Errorf("%s %s = %s, %v, want %s", tt.codec.Name(), tt.text, got, err, tt.want)
		}
	}
}

// TestSystemTextJSONTakesBytes reads bytes that are no UTF-8: only a text that is asked for has to be some.
func TestSystemTextJSONTakesBytes(t *testing.T) {
	var item Item
	system := codec.SystemTextJSON(codec.TextOptions{Case: codec.CamelCase})
	if err := system.Decode([]byte("{\"other\":\"\xff\",\"id\":3}"), &item); err != nil || item.Id != 3 {
		t.Errorf("Decode of an unknown member = %+v, %v, want Id 3", item, err)
	}
	if err := system.Decode([]byte("{\"name\":\"\xff\"}"), &item); !errors.Is(err, codec.ErrValue) {
		t.Errorf("Decode of a text = %v, want %v", err, codec.ErrValue)
	}
}

// TestUntypedOptions reads an untyped member under the settings that say what becomes of it.
func TestUntypedOptions(t *testing.T) {
	primitives, texts := codec.TextOptions{ParsePrimitives: true}, codec.TextOptions{StringDictionaries: true}
	for _, tt := range []struct {
		codec codec.Codec
		text  string
		want  any
	}{
		{codec.JSON(codec.TextOptions{}), `{"O":5}`, int64(5)},
		{codec.JSON(primitives), `{"O":5}`, int32(5)},
		{codec.JSV(primitives), `{O:5}`, int32(5)},
		{codec.JSV(primitives), `{O:"5"}`, "5"},
		{codec.JSON(texts), `{"O":{"a":1,"b":true}}`, map[string]any{"a": "1", "b": "true"}},
		{codec.JSV(texts), `{O:{a:1,b:true}}`, map[string]any{"a": "1", "b": "true"}},
	} {
		var got ObjectHolder
		if err := tt.codec.Decode([]byte(tt.text), &got); err != nil || !reflect.DeepEqual(got.O, tt.want) {
			t.Errorf("%s %s = %#v, %v, want %#v", tt.codec.Name(), tt.text, got.O, err, tt.want)
		}
	}
}

// TestQueryQuotes writes texts in lists of a query string, whose quotes tell where each one ends.
func TestQueryQuotes(t *testing.T) {
	v := &Lists{Strings: []*string{text("a,b"), text(`"q"`), text(""), text("c d"), text(`e"`)}}
	want := `strings=%22a,b%22,%22%22q%22%22,"",c+d,e%22`
	if got, err := codec.AppendQuery(nil, v); string(got) != want || err != nil {
		t.Errorf("AppendQuery = %s, %v, want %s", got, err, want)
	}
}

// TestQueryPlainValues writes numbers and bytes within lists of a query string, and names of types. The original escapes
// what it writes as a text, and the name of a type, but puts quotes around texts alone.
func TestQueryPlainValues(t *testing.T) {
	for want, v := range map[string]any{
		"doubles=1E+52,100&blobs=+/8=": &ScalarLists{
			Doubles: []float64{1e52, 100}, Blobs: [][]byte{{0xfb, 0xff}},
		},
		"o={%5f%5ftype:Codec.Item,+Codec,id:1}&after=2": &ObjectHolder{O: &Item{Id: 1}, After: 2},
	} {
		if got, err := codec.AppendQuery(nil, v); string(got) != want || err != nil {
			t.Errorf("AppendQuery = %s, %v, want %s", got, err, want)
		}
	}
}

// TestRootsWithoutQuotes reads documents that are one value: as in the original, all of the document is the value.
func TestRootsWithoutQuotes(t *testing.T) {
	var text string
	var number int32
	var amount float64
	for _, tt := range []struct {
		document string
		into     any
		want     string // nothing for a refusal
	}{
		{" 5 x", &text, " 5 x"},
		{"a,b}", &text, "a,b}"},
		{`"a"`, &text, "a"},
		{" 5\n", &number, "5"},
		{"5 x", &number, ""},
		{"5}", &number, ""},
		{"1,000.5", &amount, "1000.5"},
		{"5,x", &amount, ""},
	} {
		err := codec.JSON(codec.TextOptions{}).Decode([]byte(tt.document), tt.into)
		got := fmt.Sprint(reflect.ValueOf(tt.into).Elem())
		if (err == nil) != (tt.want != "") || err == nil && got != tt.want {
			t.Errorf("%q = %q, %v, want %q", tt.document, got, err, tt.want)
		}
	}
}

// TestSpansInLists reads durations of JSV, whose blanks in front count, and a number that is none.
func TestSpansInLists(t *testing.T) {
	for text, want := range map[string]int{"[PT1S,PT2S]": 2, "[PT1S, PT2S]": 0, "[1, 2]": 2, "[NaN]": 0} {
		var v ScalarLists
		err := codec.JSV(codec.TextOptions{}).Decode([]byte("{Spans:"+text+"}"), &v)
		if len(v.Spans) != want || err != nil {
			t.Errorf("%s = %v, %v, want %d spans", text, v.Spans, err, want)
		}
	}
}

// Blanks are no list: ServiceStack.Text's StripList looks for a bracket in what is left without them. A member that does not fit stays as it is, and a
// query that does not is refused.
func TestBlankLists(t *testing.T) {
	for _, name := range []string{"Tags", "Ints", "Items"} {
		for text, read := range map[string]codec.Codec{`{"` + name + `":" "}`: codec.JSON(codec.TextOptions{}), `{` + name + `:  }`: codec.JSV(codec.TextOptions{})} {
			var v Lenient
			if err := read.Decode([]byte(text), &v); err != nil || v.Tags != nil || v.Ints != nil || v.Items != nil {
				t.Errorf("%s = %+v, %v, want nothing", text, v, err)
			}
		}
		var v Lenient
		if err := codec.Bind(&v, []codec.Pair{{Name: name, Value: " "}}, codec.TextOptions{}); err == nil {
			t.Errorf("%s=%%20 is bound to %+v, want an error", name, v)
		}
	}
}
