package codec_test

import (
	"errors"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// The first rows are recorded (goldens/webapi/details and codec/decode), those behind the line ends come from XmlSerializer of .NET Core 3.1.
func TestSerializerPlaces(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"<IntBox><V>2147483648</V></IntBox>", "(1, 18)"},
		{"<IntBox><V/></IntBox>", "(1, 18)"},
		{"<a/>", "(1, 5)"},
		{"<IntBox>", "(1, 9)"},
		{"<IntBox><V>1</IntBox>", "(1, 20)"},
		{"<IntBox/>junk", "(1, 1)"},
		{"<?pi x?><IntBox/>", "(1, 2)"},
		{"<!DOCTYPE IntBox><IntBox/>", "(1, 3)"},
		{"<IntBox><V>&x;</V></IntBox>", "(1, 12)"},
		{"<IntBox><V>x</V>\n</IntBox>", "(1, 10)"},
		{"<IntBox><V>x</V>\n  </IntBox>", "(2, 3)"},
		{"\n\n<IntBox><V>x</V></IntBox>", "(1, 18)"},
		{"<Int", "(1, 5)"},
		{"<IntBox><", "(1, 10)"},
		{"<IntBox><V", "(1, 11)"},
		{"<IntBox></", "(1, 11)"},
		{"<IntBox></Int", "(1, 11)"},
		{"<IntBox></IntBox", "(1, 17)"},
		{"<IntBox></IntBix>", "(1, 17)"},
		{"<IntBox></a>", "(1, 11)"},
		{"<IntBox><V>x</V></Int", "(1, 11)"},
		{"<IntBox/", "(1, 9)"},
		{"<IntBox a", "(1, 10)"},
		{`<IntBox a="1`, "(1, 13)"},
		{`<IntBox a="<"/>`, "(1, 12)"},
		{`<IntBox a="&lt;&x;"/>`, "(1, 16)"},
		{`<IntBox a="1"b="2"/>`, "(1, 14)"},
		{`<IntBox a="1" a="2"/>`, "(1, 20)"},
		{"<p:IntBox/>", "(1, 10)"},
		{"<IntBox><p:V>1</p:V></IntBox>", "(1, 13)"},
		{`<IntBox xmlns:p=""/>`, "(1, 18)"},
		{"<a:b:c/>", "(1, 5)"},
		{"<IntBox><!-x", "(1, 12)"},
		{"<IntBox><!--a--b--></IntBox>", "(1, 14)"},
		{"<IntBox><![CDATA[a", "(1, 19)"},
		{"&<IntBox/>", "(1, 1)"},
	} {
		err := codec.XmlSerializer(codec.XmlSerializerOptions{}).Decode([]byte(c.text), new(WebIntBox))
		if got, want := originalOf(err), "There is an error in XML document "+c.want+"."; got != want {
			t.Errorf("Decode(%q) = %v, %q, want %s", c.text, err, got, want)
		}
	}
}

// Base64 is read by fours, piece of text by piece. The places come from XmlSerializer of .NET Core 3.1.
func TestSerializerPlacesInBase64(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"!!", "(1, 18)"},
		{"1.2.3", "(1, 19)"},
		{"[[]]", "(1, 15)"},
		{"[null]", "(1, 19)"},
		{"AQIDA", "(1, 18)"},
		{"-1e400", "(1, 20)"},
	} {
		document := "<BytesBox><V>" + c.text + "</V></BytesBox>"
		err := codec.XmlSerializer(codec.XmlSerializerOptions{}).Decode([]byte(document), new(WebBytesBox))
		if got, want := originalOf(err), "There is an error in XML document "+c.want+"."; got != want {
			t.Errorf("Decode(%q) = %v, %q, want %s", document, err, got, want)
		}
	}
}

// originalOf is what the original says of err, or nothing where that is no error of a codec.
func originalOf(err error) string {
	if e, ok := errors.AsType[*codec.Error](err); ok {
		return e.Original()
	}
	return ""
}
