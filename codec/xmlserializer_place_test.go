package codec_test

import (
	"errors"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// The first rows are recorded (goldens/webapi/details and codec/decode); those with line ends follow from XmlUTF8TextReader's GetPosition.
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
	} {
		err := codec.XmlSerializer(codec.XmlSerializerOptions{}).Decode([]byte(c.text), new(WebIntBox))
		e, ok := errors.AsType[*codec.Error](err)
		if want := "There is an error in XML document " + c.want + "."; !ok || e.Original() != want {
			t.Errorf("Decode(%q) = %v, %q, want %s", c.text, err, e.Original(), want)
		}
	}
}
