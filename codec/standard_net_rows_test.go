package codec_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// longHint is the advice in the middle of a fault's text. The goldens of webapi/vectors hold it in full.
var longHint = regexp.MustCompile(`(?s) because the type requires.*\n`)

// TestNetReader compares what is read, with every fault and its words. The answers are those of Json.NET 12.0.1 itself, run with the settings of
// JsonMediaTypeFormatter and with every error handled. null stands for a document of which nothing is kept.
func TestNetReader(t *testing.T) {
	net := codec.JsonNet(codec.JsonNetOptions{})
	for _, c := range netRows() {
		v := fresh(webType(c.box)).Interface()
		err := net.Decode([]byte(c.text), v)
		var faults []string
		if all, ok := errors.AsType[*codec.ReadErrors](err); ok {
			for _, e := range all.List {
				faults = append(faults, e.Path+": "+longHint.ReplaceAllString(e.Original(), " ... "))
			}
		}
		value := "null"
		if !errors.Is(err, codec.ErrNull) {
			again, err := net.Append(nil, v)
			if err != nil {
				t.Fatal(err)
			}
			value = string(again)
		}
		if value != c.value || !slices.Equal(faults, c.faults) {
			t.Errorf("Decode(%q) of %s = %s, %q, want %s, %q", c.text, c.box, value, faults, c.value, c.faults)
		}
	}
}

type netRow struct {
	box, text, value string
	faults           []string // path: text
}

func netRows() []netRow {
	return []netRow{
		// Numbers that have no digits.
		{"ObjectBox", `{"V":-Infinity}`, `{"V":"-Infinity"}`, nil},
		{"ObjectBox", `{"V":NaN}`, `{"V":"NaN"}`, nil},
		{"ObjectBox", `{"V":Infinity}`, `{"V":"Infinity"}`, nil},
		{"LongBox", `{"V":-Infinity}`, `{"V":0}`, []string{"V: Error converting value -Infinity to type 'System.Int64'. Path 'V', line 1, position 14."}},
		{"LongBox", `{"V":-Inf}`, `{"V":0}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 10.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 10.",
		}},
		{"DoubleBox", `{"V":-Infinity}`, `{"V":"-Infinity"}`, nil},
		{"DoubleBox", `{"V":-In}`, `{"V":0.0}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 9.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 9.",
		}},
		{"DecimalBox", `{"V":NaN}`, "null", []string{
			"V: Cannot read NaN value. Path 'V', line 1, position 8.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 8.",
		}},
		{"StringBox", `{"V":-Infinity}`, `{"V":"-Infinity"}`, nil},
		{"StringBox", `{"V":Infinity}`, `{"V":"Infinity"}`, nil},
		{"StringBox", `{"V":Info}`, `{"V":null}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 10.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 10.",
		}},
		{"IntBox", `{"V":N`, `{"V":0}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 6.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 6.",
		}},
		// An integer.
		{"IntBox", `{"V":017}`, `{"V":15}`, nil},
		{"IntBox", `{"V":018}`, `{"V":0}`, []string{"V: Input string '018' is not a valid integer. Path 'V', line 1, position 8."}},
		{"IntBox", `{"V":0xG}`, "null", []string{
			"V: Unexpected character encountered while parsing number: G. Path 'V', line 1, position 7.",
			"V: Unexpected character encountered while parsing value: G. Path 'V', line 1, position 7.",
		}},
		{"IntBox", `{"V":99999999999}`, `{"V":0}`, []string{"V: JSON integer 99999999999 is too large or small for an Int32. Path 'V', line 1, position 16."}},
		{"LongBox", `{"V":0xFFFFFFFFFFFFFFFF}`, `{"V":-1}`, nil},
		{"LongBox", `{"V":01777777777777777777777777}`, `{"V":0}`, []string{
			"V: Input string '01777777777777777777777777' is not a valid number. Path 'V', line 1, position 31.",
		}},
		{"LongBox", `{"V":undefined}`, `{"V":0}`, []string{"V: An undefined token is not a valid System.Int64. Path 'V', line 1, position 14."}},
		{"ByteBox", `{"V":"-1"}`, `{"V":0}`, []string{"V: Error converting value -1 to type 'System.Byte'. Path 'V', line 1, position 9."}},
		{"ShortBox", `{"V":" 40000 "}`, `{"V":0}`, []string{"V: Error converting value 40000 to type 'System.Int16'. Path 'V', line 1, position 14."}},
		{"DecimalBox", `{"V":.5}`, `{"V":0.0}`, []string{"V: Input string '.5' is not a valid decimal. Path 'V', line 1, position 7."}},
		{"DecimalBox", `{"V":1.e5}`, `{"V":0.0}`, []string{"V: Input string '1.e5' is not a valid decimal. Path 'V', line 1, position 9."}},
		{"DecimalBox", `{"V":"1,5.5"}`, `{"V":15.5}`, nil},
		{"DecimalBox", `{"V":1e30}`, `{"V":0.0}`, []string{"V: Input string '1e30' is not a valid decimal. Path 'V', line 1, position 9."}},
		{"FloatBox", `{"V":"1.x"}`, `{"V":0.0}`, []string{"V: Could not convert string to double: 1.x. Path 'V', line 1, position 10."}},
		{"DateTimeBox", `{"V":-1}`, `{"V":"0001-01-01T00:00:00"}`, []string{
			"V: Cannot read number value as type. Path 'V', line 1, position 7.",
			": Unexpected end when deserializing object. Path '', line 1, position 8.",
		}},
		{"DateTimeBox", `{"V":1}`, "null", []string{
			"V: Unexpected character encountered while parsing value: 1. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 6.",
		}},
		{"StringBox", `{"V":1.e}`, `{"V":null}`, []string{"V: Input string '1.e' is not a valid number. Path 'V', line 1, position 8."}},
		{"IntBox", "{\"V\":1é}", "null", []string{
			"V: Unexpected character encountered while parsing number: é. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: é. Path 'V', line 1, position 6.",
		}},
		// Words.
		{"BoolBox", `{"V":TRUE}`, "null", []string{
			"V: Unexpected character encountered while parsing value: T. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: R. Path 'V', line 1, position 6.",
		}},
		{"BoolBox", `{"V":tru}`, "null", []string{
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 8.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 8.",
		}},
		{"BoolBox", `{"V":truex}`, "null", []string{
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 9.",
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 9.",
		}},
		{"BoolBox", `{"V":true/}`, "null", []string{
			"V: Unexpected character encountered while parsing value: /. Path 'V', line 1, position 9.",
			"V: Unexpected end while parsing comment. Path 'V', line 1, position 10.",
		}},
		{"BoolBox", `{"V":true/**/}`, `{"V":true}`, nil},
		{"BoolBox", `{"V":"TRUE "}`, `{"V":true}`, nil},
		{"BoolBox", `{"V":"yes"}`, `{"V":false}`, []string{"V: Could not convert string to boolean: yes. Path 'V', line 1, position 10."}},
		{"StringBox", `{"V":false}`, `{"V":"false"}`, nil},
		{"StringBox", `{"V":fals}`, "null", []string{
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 9.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 9.",
		}},
		{"ObjectBox", `{"V":falsy}`, "null", []string{
			"V: Error parsing boolean value. Path 'V', line 1, position 9.",
			"V: Unexpected character encountered while parsing value: y. Path 'V', line 1, position 9.",
		}},
		{"ObjectBox", `{"V":undefined}`, `{"V":null}`, nil},
		{"ObjectBox", `{"V":undefine}`, "null", []string{
			"V: Error parsing undefined value. Path 'V', line 1, position 13.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 13.",
		}},
		{"ObjectBox", `{"V":n`, `{"V":null}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 6.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 6.",
		}},
		{"IntBox", `{"V":n`, `{"V":0}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 6.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 6.",
		}},
		{"IntBox", `{"V":nix}`, "null", []string{
			"V: Unexpected character encountered while parsing value: i. Path 'V', line 1, position 7.",
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 7.",
		}},
		{"NIntBox", `{"V":nul`, `{"V":null}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 8.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 8.",
		}},
		{"ULongBox", `{"V":null}`, `{"V":0}`, []string{"V: Error converting value {null} to type 'System.UInt64'. Path 'V', line 1, position 9."}},
		{"IntBox", `{"V":true}`, "null", []string{
			"V: Unexpected character encountered while parsing value: t. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: r. Path 'V', line 1, position 6.",
		}},
		// Constructors.
		{"ObjectBox", `{"V":new Date(1)}`, "null", []string{"V[0]: Unexpected token when deserializing object: Integer. Path 'V[0]', line 1, position 15."}},
		{"LongBox", `{"V":new Date(1)}`, `{"V":0}`, []string{`V: Error converting value "Date" to type 'System.Int64'. Path 'V', line 1, position 14.`}},
		{"StringListBox", `{"V":new Date(1)}`, `{"V":null}`, []string{
			"V: Error converting value \"Date\" to type 'System.Collections.Generic.List`1[System.String]'. Path 'V', line 1, position 14.",
		}},
		{"ObjectBox", `{"V":new}`, "null", []string{
			"V: Unexpected character while parsing constructor: }. Path 'V', line 1, position 8.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 8.",
		}},
		{"ObjectBox", `{"V":new Date}`, "null", []string{
			"V: Unexpected character while parsing constructor: }. Path 'V', line 1, position 13.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 13.",
		}},
		{"ObjectBox", `{"V":new Date x(}`, "null", []string{
			"V: Unexpected character while parsing constructor: x. Path 'V', line 1, position 14.",
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 14.",
		}},
		{"ObjectBox", `{"V":new Date!(}`, "null", []string{
			"V: Unexpected character while parsing constructor: !. Path 'V', line 1, position 13.",
			"V: Unexpected character encountered while parsing value: !. Path 'V', line 1, position 13.",
		}},
		{"ObjectBox", `{"V":new Date`, `{"V":null}`, []string{
			"V: Unexpected end while parsing constructor. Path 'V', line 1, position 13.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 13.",
		}},
		{"ObjectBox", `{"V":nix}`, "null", []string{
			"V: Unexpected character encountered while parsing value: n. Path 'V', line 1, position 5.",
			"V: Unexpected character encountered while parsing value: n. Path 'V', line 1, position 5.",
		}},
		{"ObjectBox", `{"V":neu}`, "null", []string{
			"V: Unexpected content while parsing JSON. Path 'V', line 1, position 7.",
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 9.",
		}},
		{"ObjectBox", `{"V":new Date(null)}`, "null", []string{"V[0]: Unexpected token when deserializing object: Null. Path 'V[0]', line 1, position 18."}},
		{"ObjectBox", `{"V":new Date(null/**/,1)}`, "null", []string{"V[0]: Unexpected token when deserializing object: Null. Path 'V[0]', line 1, position 18."}},
		{"IntListBox", `{"V":[new Date(1),2]}`, "null", []string{
			"V: Unexpected character encountered while parsing value: e. Path 'V', line 1, position 8.",
			"V: Unexpected character encountered while parsing value: w. Path 'V', line 1, position 8.",
			"V: Unexpected character encountered while parsing value: w. Path 'V', line 1, position 8.",
		}},
		{"IntBox", `{"V":)}`, "null", []string{
			"V: Unexpected character encountered while parsing value: ). Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 6.",
		}},
		// Comments.
		{"IntBox", `{/**/"V"/**/:1}`, "null", []string{": Invalid character after parsing property name. Expected ':' but got: /. Path '', line 1, position 8."}},
		{"IntBox", `{/**/"V":/*a`, `{"V":0}`, []string{
			"V: Unexpected end while parsing comment. Path 'V', line 1, position 12.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 12.",
		}},
		// B*/1/**/,/**/}.
		{"IntBox", "{\"V\"://c\n1}//d", `{"V":1}`, nil},
		{"IntBox", `{"V":1/x}`, "null", []string{"V: Error parsing comment. Expected: *, got x. Path 'V', line 1, position 7."}},
		{"IntBox", `{"V":1/`, "null", []string{"V: Unexpected end while parsing comment. Path 'V', line 1, position 7."}},
		{"IntBox", `{"V":/*`, "null", []string{
			"V: Unexpected end while parsing comment. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: *. Path 'V', line 1, position 6.",
		}},
		{"IntBox", `{"V":/x1}`, "null", []string{
			"V: Error parsing comment. Expected: *, got x. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 6.",
		}},
		{"IntListBox", `{"V":[1/**/,/**/2]}`, `{"V":[1,2]}`, nil},
		{"IntListBox", `{"V":[/**/]}`, `{"V":[]}`, nil},
		{"IntDictBox", `{"V":{/**/"1":2/**/}}`, `{"V":{"1":2}}`, nil},
		{"StringListBox", `{"V":["a",/**/"b"]}`, `{"V":["a","b"]}`, nil},
		{"IntBox", `{"V":1} x`, `{"V":1}`, nil},
		{"IntBox", `{"V":1}/* x`, `{"V":1}`, nil},
		// Bytes.
		{"BytesBox", `{"V":[1,2,255]}`, `{"V":"AQL/"}`, nil},
		{"BytesBox", `{"V":[1/**/,2]}`, `{"V":"AQI="}`, nil},
		{"BytesBox", `{"V":[1,256]}`, `{"V":null}`, []string{"V[1]: Value was either too large or too small for an unsigned byte."}},
		{"BytesBox", `{"V":[1,"x"]}`, `{"V":null}`, []string{"V[1]: Unexpected token when reading bytes: String. Path 'V[1]', line 1, position 11."}},
		{"BytesBox", `{"V":[1`, `{"V":null}`, []string{
			"V[0]: Unexpected end when reading bytes. Path 'V[0]', line 1, position 7.",
			"V[0]: Unexpected end when deserializing object. Path 'V[0]', line 1, position 7.",
		}},
		{"BytesBox", `{"V":[x]}`, "null", []string{
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: x. Path 'V', line 1, position 6.",
		}},
		{"BytesBox", `{"V":{}}`, `{"V":null}`, []string{"V: Error reading bytes. Unexpected token: StartObject. Path 'V', line 1, position 7."}},
		{"BytesBox", `{"V":{`, `{"V":null}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 6.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 6.",
		}},
		{"BytesBox", `{"V":1}`, "null", []string{
			"V: Unexpected character encountered while parsing value: 1. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: }. Path 'V', line 1, position 6.",
		}},
		{"BytesBox", `{"V":true}`, "null", []string{
			"V: Unexpected character encountered while parsing value: t. Path 'V', line 1, position 6.",
			"V: Unexpected character encountered while parsing value: r. Path 'V', line 1, position 6.",
		}},
		{"BytesListBox", `{"V":["AQI=",[3]]}`, `{"V":["AQI=","Aw=="]}`, nil},
		// Names.
		{"IntBox", "{V:1}", `{"V":1}`, nil},
		{"IntBox", "{'V':1}", `{"V":1}`, nil},
		{"IntBox", "{V :1}", `{"V":1}`, nil},
		{"IntBox", "{V-W:1}", "null", []string{": Invalid JavaScript property identifier character: -. Path '', line 1, position 2."}},
		{"IntBox", "{V", "null", []string{": Unexpected end while parsing unquoted property name. Path '', line 1, position 2."}},
		{"IntBox", `{V\u0041:1}`, "null", []string{`: Invalid JavaScript property identifier character: \. Path '', line 1, position 2.`}},
		{"IntBox", `{"V" 1}`, "null", []string{": Invalid character after parsing property name. Expected ':' but got: 1. Path '', line 1, position 5."}},
		{"IntBox", "{\"a\\tb\\f\u0085c.'\\\\\":x}", "null", []string{
			`['a\tb\f\u0085c.\'\\']: Unexpected character encountered while parsing value: x. Path '['a\tb\f\u0085c.\'\\']', line 1, position 16.`,
			`['a\tb\f\u0085c.\'\\']: Unexpected character encountered while parsing value: x. Path '['a\tb\f\u0085c.\'\\']', line 1, position 16.`,
		}},
		{"IntBox", `{"a\nb":{"c d":[x]}}`, "null", []string{
			`['a\nb']['c d']: Unexpected character encountered while parsing value: x. Path '['a\nb']['c d']', line 1, position 16.`,
			`['a\nb']['c d']: Unexpected character encountered while parsing value: x. Path '['a\nb']['c d']', line 1, position 16.`,
		}},
		// References.
		{"IntListBox", `{"V":{"$ref":"1"}}`, `{"V":null}`, nil},
		{"NGuidBox", `{"V":{"$ref":"1"}}`, `{"V":null}`, nil},
		{"GuidBox", `{"V":{"$ref":"1"}}`, `{"V":"00000000-0000-0000-0000-000000000000"}`, []string{"V: Error setting value to 'V' on 'SaasuLike.Models.GuidBox'."}},
		{"DictBox", `{"V":{"$ref":"1"}}`, `{"V":null}`, nil},
		{"DictBox", `{"V":{"$id":"1","a":"b"}}`, `{"V":{"a":"b"}}`, nil},
		{"Node", `{"Id":1,"Next":{"$ref":"1"}}`, `{"Id":1,"Next":null}`, nil},
		{"Node", `{"Id":1,"Next":{"$ref":1}}`, `{"Id":1,"Next":null}`, []string{
			"Next.$ref: JSON reference $ref property must have a string or null value. Path 'Next.$ref', line 1, position 24.",
		}},
		{"Node", `{"Id":1,"Next":{"$ref":"1","Id":2}}`, `{"Id":1,"Next":null}`, []string{
			"Next.Id: Additional content found in JSON reference object. A JSON reference object should only have a $ref property. Path 'Next.Id', line 1, position 32.",
		}},
		{"Node", `{"Id":1,"Next":{"$ref":null,"Id":2}}`, `{"Id":1,"Next":{"Id":2,"Next":null}}`, nil},
		{"Node", `{"Id":1,"Next":{"$id":"1","$type":"x","Id":2}}`, `{"Id":1,"Next":{"Id":2,"Next":null}}`, nil},
		{"Node", `{"Id":1,"Next":{"$ref"`, `{"Id":1,"Next":null}`, []string{
			"Next: Invalid character after parsing property name. Expected ':' but got: \u0000. Path 'Next', line 1, position 22.",
			"Next: Unexpected end when deserializing object. Path 'Next', line 1, position 22.",
		}},
		{"Node", `{"Id":1,"Next":{"$ref":`, `{"Id":1,"Next":null}`, []string{
			"Next.$ref: Unexpected end when reading JSON. Path 'Next.$ref', line 1, position 23.",
			"Next.$ref: Unexpected end when deserializing object. Path 'Next.$ref', line 1, position 23.",
		}},
		{"Node", `{"Id":1,"Next":{"$ref":"1"`, `{"Id":1,"Next":null}`, []string{
			"Next.$ref: Unexpected end when reading JSON. Path 'Next.$ref', line 1, position 26.",
			"Next.$ref: Unexpected end when deserializing object. Path 'Next.$ref', line 1, position 26.",
		}},
		// Other shapes.
		{"NGuidBox", `{"V":[]}`, `{"V":null}`, []string{
			"V: Cannot deserialize the current JSON array (e.g. [1,2,3]) into type 'System.Nullable`1[System.Guid]' ... Path 'V', line 1, position 6.",
		}},
		{"NGuidBox", `{"V":{"a":1}}`, `{"V":null}`, []string{
			"V.a: Cannot deserialize the current JSON object (e.g. {\"name\":\"value\"}) into type 'System.Nullable`1[System.Guid]' ... Path 'V.a', line 1, position 10.",
		}},
		{"NGuidBox", `{"V":"x"}`, `{"V":null}`, []string{"V: Error converting value \"x\" to type 'System.Nullable`1[System.Guid]'. Path 'V', line 1, position 8."}},
		{"GuidBox", `{"V":true}`, `{"V":"00000000-0000-0000-0000-000000000000"}`, []string{
			"V: Error converting value True to type 'System.Guid'. Path 'V', line 1, position 9.",
		}},
		{"CharBox", `{"V":"ab"}`, `{"V":"\u0000"}`, []string{`V: Error converting value "ab" to type 'System.Char'. Path 'V', line 1, position 9.`}},
		{"UriBox", `{"V":"2001-02-03T04:05:06Z"}`, `{"V":null}`, []string{
			"V: Error converting value 02/03/2001 04:05:06 to type 'System.Uri'. Path 'V', line 1, position 27.",
		}},
		{"UriBox", `{"V":"2001-02-03T04:05:06.1234567Z"}`, `{"V":null}`, []string{
			"V: Error converting value 02/03/2001 04:05:06 to type 'System.Uri'. Path 'V', line 1, position 35.",
		}},
		{"UriBox", `{"V":"2001-02-03T04:05:06+02:60"}`, `{"V":null}`, []string{
			"V: Error converting value 02/03/2001 01:05:06 to type 'System.Uri'. Path 'V', line 1, position 32.",
		}},
		// These are dates to DateTime.Parse, and strings where no date is asked for.
		{"UriBox", `{"V":"2001-02-03T04:05:06.12345678"}`, `{"V":"2001-02-03T04:05:06.12345678"}`, nil},
		{"UriBox", `{"V":"2001-02-03T04:05:06."}`, `{"V":"2001-02-03T04:05:06."}`, nil},
		{"UriBox", `{"V":"2001-02-03T04:05:06 Z"}`, `{"V":"2001-02-03T04:05:06 Z"}`, nil},
		{"UriBox", `{"V":"2001-02-03T04:05:06+2:00"}`, `{"V":"2001-02-03T04:05:06+2:00"}`, nil},
		{"UriBox", `{"V":"0000-01-01T00:00:00"}`, `{"V":"0000-01-01T00:00:00"}`, nil},
		{"UriBox", `{"V":1}`, `{"V":null}`, []string{"V: Error converting value 1 to type 'System.Uri'. Path 'V', line 1, position 6."}},
		{"CharBox", `{"V":"2001-02-03T04:05:06Z"}`, `{"V":"\u0000"}`, []string{
			"V: Error converting value 02/03/2001 04:05:06 to type 'System.Char'. Path 'V', line 1, position 27.",
		}},
		{"TimeSpanBox", `{"V":"/Date(0)/"}`, `{"V":"00:00:00"}`, []string{
			"V: Error converting value 01/01/1970 00:00:00 to type 'System.TimeSpan'. Path 'V', line 1, position 16.",
		}},
		{"LongBox", `{"V":"2001-02-03T04:5:06Z"}`, `{"V":0}`, []string{
			`V: Error converting value "2001-02-03T04:5:06Z" to type 'System.Int64'. Path 'V', line 1, position 26.`,
		}},
		{"DictBox", `{"V":[1]}`, `{"V":null}`, []string{
			"V: Cannot deserialize the current JSON array (e.g. [1,2,3]) into type 'System.Collections.Generic.Dictionary`2[System.String,System.String]' ... Path 'V', line 1, position 6.",
		}},
		{"DictBox", `{"V":"x"}`, `{"V":null}`, []string{
			"V: Error converting value \"x\" to type 'System.Collections.Generic.Dictionary`2[System.String,System.String]'. Path 'V', line 1, position 8.",
		}},
		{"DictBox", `{"V":{"a":"b"`, `{"V":{"a":"b"}}`, []string{
			"V.a: Unexpected end when deserializing object. Path 'V.a', line 1, position 13.",
			"V.a: Unexpected end when deserializing object. Path 'V.a', line 1, position 13.",
		}},
		{"DictBox", `{"V":{"a"`, `{"V":null}`, []string{
			"V: Invalid character after parsing property name. Expected ':' but got: \u0000. Path 'V', line 1, position 9.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 9.",
		}},
		{"DictBox", `{"V":{"a":`, `{"V":{}}`, []string{
			"V.a: Unexpected end when deserializing object. Path 'V.a', line 1, position 10.",
			"V.a: Unexpected end when deserializing object. Path 'V.a', line 1, position 10.",
			"V.a: Unexpected end when deserializing object. Path 'V.a', line 1, position 10.",
		}},
		{"DictBox", `{"V":{"a":[],"b":"c"}}`, "null", []string{
			"V.a: Unexpected character encountered while parsing value: [. Path 'V.a', line 1, position 11.",
			"V: JsonToken EndArray is not valid for closing JsonType Object. Path 'V', line 1, position 12.",
			"V: Unexpected token when deserializing object: Undefined. Path 'V', line 1, position 12.",
		}},
		{"IntDictBox", `{"V":{"x":1,"2":3}}`, `{"V":{"2":3}}`, []string{
			"V.x: Could not convert string 'x' to dictionary key type 'System.Int32'. Create a TypeConverter to convert from the string to the key type object. Path 'V.x', line 1, position 10.",
		}},
		{"IntDictBox", `{"V":{"1":{},"2":3}}`, "null", []string{
			"V.1: Unexpected character encountered while parsing value: {. Path 'V.1', line 1, position 11.",
			"V.1: Unexpected character encountered while parsing value: }. Path 'V.1', line 1, position 11.",
			"V.1: Unexpected character encountered while parsing value: }. Path 'V.1', line 1, position 11.",
		}},
		{"ListListBox", `{"V":[[1],2,[3]]}`, `{"V":[[1],[3]]}`, []string{
			"V[1]: Error converting value 2 to type 'System.Collections.Generic.List`1[System.Int32]'. Path 'V[1]', line 1, position 11.",
		}},
		{"ListListBox", `{"V":[,1}]}`, `{"V":null}`, []string{
			"V[1]: Error converting value 1 to type 'System.Collections.Generic.List`1[System.Int32]'. Path 'V[1]', line 1, position 8.",
			"V: JsonToken EndObject is not valid for closing JsonType Array. Path 'V', line 1, position 9.",
			": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 10.",
			": JsonToken EndObject is not valid for closing JsonType None. Path '', line 1, position 11.",
			": Infinite loop detected from error handling. Path '', line 1, position 11.",
			": Unexpected end when deserializing object. Path '', line 1, position 11.",
		}},
		{"StringListBox", `{"V":[,1}`, `{"V":["1"]}`, []string{
			"V[0]: Unexpected character encountered while parsing value: ,. Path 'V[0]', line 1, position 7.",
			"V: JsonToken EndObject is not valid for closing JsonType Array. Path 'V', line 1, position 9.",
			"V: Unexpected end when deserializing array. Path 'V', line 1, position 9.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 9.",
		}},
		{"IntListBox", `{"V":[1,2`, `{"V":[1,2]}`, []string{
			"V[1]: Unexpected end when deserializing array. Path 'V[1]', line 1, position 9.",
			"V[1]: Unexpected end when deserializing object. Path 'V[1]', line 1, position 9.",
		}},
		{"IntListBox", `{"V":[1,"x",2,"y"]}`, `{"V":[1,2]}`, []string{
			"V[1]: Could not convert string to integer: x. Path 'V[1]', line 1, position 11.",
			"V[3]: Could not convert string to integer: y. Path 'V[3]', line 1, position 17.",
		}},
		{"IntListBox", `{"V":[1}}`, `{"V":[1]}`, []string{
			"V: JsonToken EndObject is not valid for closing JsonType Array. Path 'V', line 1, position 8.",
			": Unexpected token while deserializing object: EndObject. Path '', line 1, position 9.",
			": Unexpected end when deserializing array. Path '', line 1, position 9.",
			": Unexpected end when deserializing object. Path '', line 1, position 9.",
		}},
		{"IntListBox", `{"V":[1)}`, `{"V":[1]}`, []string{
			"V: JsonToken EndConstructor is not valid for closing JsonType Array. Path 'V', line 1, position 8.",
			": Unexpected token while deserializing object: EndObject. Path '', line 1, position 9.",
			": Unexpected end when deserializing array. Path '', line 1, position 9.",
			": Unexpected end when deserializing object. Path '', line 1, position 9.",
		}},
		// Escapes.
		{"StringBox", `{"V":"\u00e9\ud83d\ude00\ud83dx\ud83d\u0041"}`, "{\"V\":\"é😀�x�A\"}", nil},
		{"StringBox", `{"V":"\u00`, `{"V":null}`, []string{
			"V: Unexpected end while parsing Unicode escape sequence. Path 'V', line 1, position 8.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 10.",
		}},
		{"StringBox", `{"V":"\u0041`, `{"V":null}`, []string{
			"V: Unexpected end while parsing Unicode escape sequence. Path 'V', line 1, position 8.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 12.",
		}},
		{"StringBox", "{\"V\":\"\\u004éx\"}", "null", []string{
			"V: Invalid Unicode escape sequence: \\u004é. Path 'V', line 1, position 8.",
			"V: Unexpected character encountered while parsing number: é. Path 'V', line 1, position 11.",
		}},
		{"StringBox", `{"V":"\ud83d\u12"}`, "null", []string{
			"V: Unexpected end while parsing Unicode escape sequence. Path 'V', line 1, position 14.",
			`V: Unexpected character encountered while parsing number: ". Path 'V', line 1, position 16.`,
		}},
		{"StringBox", `{"V":"\x"}`, "null", []string{
			`V: Bad JSON escape sequence: \x. Path 'V', line 1, position 8.`,
			`V: Unterminated string. Expected delimiter: ". Path 'V', line 1, position 10.`,
		}},
		{"StringBox", `{"V":"\`, `{"V":null}`, []string{
			`V: Unterminated string. Expected delimiter: ". Path 'V', line 1, position 7.`,
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 7.",
		}},
		{"StringBox", `{"V":'a"b\'c'}`, `{"V":"a\"b'c"}`, nil},
		{"StringBox", "{\"V\":\"a\nb\"}", `{"V":"a\nb"}`, nil},
		// Words of other types.
		{"ULongBox", `{"V":true}`, `{"V":1}`, nil},
		{"UShortBox", `{"V":false}`, `{"V":0}`, nil},
		{"SByteBox", `{"V":300}`, `{"V":0}`, []string{"V: Error converting value 300 to type 'System.SByte'. Path 'V', line 1, position 8."}},
		{"DecimalBox", `{"V":"x"}`, `{"V":0.0}`, []string{"V: Could not convert string to decimal: x. Path 'V', line 1, position 8."}},
		{"BoolBox", `{"V":new Date(1)}`, "null", []string{
			"V: Unexpected character encountered while parsing value: e. Path 'V', line 1, position 7.",
			"V: Unexpected character encountered while parsing value: w. Path 'V', line 1, position 7.",
		}},
		{"TimeSpanBox", `{"V":{"a":1}}`, `{"V":"00:00:00"}`, []string{
			`V.a: Cannot deserialize the current JSON object (e.g. {"name":"value"}) into type 'System.TimeSpan' ... Path 'V.a', line 1, position 10.`,
		}},
		{"UriBox", `{"V":[1]}`, `{"V":null}`, []string{
			"V: Cannot deserialize the current JSON array (e.g. [1,2,3]) into type 'System.Uri' ... Path 'V', line 1, position 6.",
		}},
		{"IntArrayBox", `{"V":1}`, `{"V":null}`, []string{"V: Error converting value 1 to type 'System.Int32[]'. Path 'V', line 1, position 6."}},
		{"IntArrayBox", `{"V":[1,"x"]}`, `{"V":[1]}`, []string{"V[1]: Could not convert string to integer: x. Path 'V[1]', line 1, position 11."}},
		{"BytesListBox", `{"V":["!"]}`, `{"V":null}`, []string{
			"V[0]: The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.",
			": Unexpected token while deserializing object: EndObject. Path '', line 1, position 11.",
			": Infinite loop detected from error handling. Path '', line 1, position 11.",
			": Unexpected end when deserializing object. Path '', line 1, position 11.",
		}},
		// Lists that go wrong.
		{"ListListBox", `{"V":[/**/[1]]}`, `{"V":[[1]]}`, nil},
		{"ListListBox", `{"V":[[1]/**/,[2]]}`, `{"V":[[1],[2]]}`, nil},
		{"ObjectBox", `{"V":)}`, "null", []string{
			": JsonToken EndConstructor is not valid for closing JsonType Object. Path '', line 1, position 6.",
			": Unexpected character encountered while parsing value: }. Path '', line 1, position 6.",
		}},
		{"ObjectBox", `{"V":]}`, "null", []string{
			": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 6.",
			": Unexpected character encountered while parsing value: }. Path '', line 1, position 6.",
		}},
		{"LongBox", `{"V":]}`, "null", []string{
			": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 6.",
			": Unexpected character encountered while parsing value: }. Path '', line 1, position 6.",
		}},
		{"IntListBox", `{"V":[NaN]}`, `{"V":[]}`, []string{
			"V: Cannot read NaN value. Path 'V', line 1, position 9.",
			": Unexpected token while deserializing object: EndObject. Path '', line 1, position 11.",
			": Unexpected end when deserializing array. Path '', line 1, position 11.",
			": Unexpected end when deserializing object. Path '', line 1, position 11.",
		}},
		{"IntListBox", `{"V":[-Infinity,1]}`, `{"V":[]}`, []string{
			"V: Cannot read -Infinity value. Path 'V', line 1, position 15.",
			": Unexpected token while deserializing object: EndObject. Path '', line 1, position 19.",
			": Unexpected end when deserializing array. Path '', line 1, position 19.",
			": Unexpected end when deserializing object. Path '', line 1, position 19.",
		}},
		{"StringListBox", `{"V":[Infinite]}`, "null", []string{
			"V: Error parsing Infinity value. Path 'V', line 1, position 13.",
			"V: Unexpected character encountered while parsing value: e. Path 'V', line 1, position 13.",
			"V: Unexpected character encountered while parsing value: e. Path 'V', line 1, position 13.",
		}},
		{"DictBox", `{"V":{"a":"b",1}}`, `{"V":null}`, []string{"V.a: Invalid JavaScript property identifier character: }. Path 'V.a', line 1, position 15."}},
		{"DictBox", `{"V":{"a" "b"}}`, "null", []string{
			`V: Invalid character after parsing property name. Expected ':' but got: ". Path 'V', line 1, position 10.`,
			"V: Invalid character after parsing property name. Expected ':' but got: }. Path 'V', line 1, position 13.",
		}},
		{"IntDictBox", `{"V":{"1":2]}`, `{"V":null}`, []string{"V: JsonToken EndArray is not valid for closing JsonType Object. Path 'V', line 1, position 12."}},
		{"IntBox", `{"V":1],"W":2}`, "null", []string{": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 7."}},
		{"IntBox", `{"V":[new Date(1,[2]),3]}`, "null", []string{
			"V: Unexpected character encountered while parsing value: [. Path 'V', line 1, position 6.",
			"V: Invalid JavaScript property identifier character: ]. Path 'V', line 1, position 23.",
		}},
		{"IntBox", `{"W":[new Date(1,[2]),3],"V":4}`, `{"V":4}`, nil},
		{"IntBox", `{"W":new Date(1,)],"V":4}`, "null", []string{": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 18."}},
		{"IntBox", "{\"W\":[/*\n*/1,//\n2],\"V\":4}", `{"V":4}`, nil},
		{"IntBox", "{\"W\":1,\nx}", "null", []string{"W: Invalid JavaScript property identifier character: }. Path 'W', line 2, position 1."}},
		{"Node", `{"Next":{"Id":1},"Next":{"$ref":"1"}}`, `{"Id":0,"Next":null}`, nil},
		{"Node", `{"Next":{"Id":1},"Next":null}`, `{"Id":0,"Next":null}`, nil},
		{"Node", `{"Next":[1],"Id":2} x`, `{"Id":2,"Next":null}`, []string{
			"Next: Cannot deserialize the current JSON array (e.g. [1,2,3]) into type 'SaasuLike.Models.Node' ... Path 'Next', line 1, position 9.",
		}},
		{"Node", `{"Id":1]} x`, "null", []string{": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 8."}},
		{"Node", `{"Id":1]/**/}`, "null", []string{": JsonToken EndArray is not valid for closing JsonType Object. Path '', line 1, position 8."}},
		// Other numbers and words cut short.
		{"DecimalBox", `{"V":-017}`, `{"V":0.0}`, []string{"V: Input string '-017' is not a valid decimal. Path 'V', line 1, position 9."}},
		{"DecimalBox", `{"V":0e1}`, `{"V":0.0}`, nil},
		{"DecimalBox", `{"V":-0.50}`, `{"V":-0.50}`, nil},
		{"ObjectBox", `{"V":.5}`, `{"V":0.5}`, nil},
		{"StringBox", "{\"V\":Na Né", "null", []string{
			"V: Error parsing NaN value. Path 'V', line 1, position 7.",
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 10.",
		}},
		{"BoolBox", "néx", "null", []string{": Unexpected character encountered while parsing value: n. Path '', line 0, position 0."}},
		{"BoolBox", "{\"V\":té}", `{"V":false}`, []string{
			"V: Unexpected end when reading JSON. Path 'V', line 1, position 8.",
			"V: Unexpected end when deserializing object. Path 'V', line 1, position 8.",
		}},
		{"BoolBox", "{\"V\":trée}", "null", []string{
			"V: Unexpected character encountered while parsing value: é. Path 'V', line 1, position 7.",
			"V: Unexpected character encountered while parsing value: é. Path 'V', line 1, position 7.",
		}},
	}
}
