package codec

import (
	"errors"
	"reflect"
	"regexp"
	"testing"
)

type (
	foreseeBase struct {
		_      struct{} `clr:"Base"`
		Key    string
		Weight *float64
	}
	foreseen struct {
		_ struct{} `clr:"Own"`
		foreseeBase
		Name  string
		Inner *foreseen
		Tags  []string
		Zone  *int32
	}
)

// TestXMLForeseen holds start tags that are compared as a whole to the same tags with a blank in front of their end, which are scanned.
func TestXMLForeseen(t *testing.T) {
	const (
		root = `<foreseen xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/Own">`
		base = ` xmlns="http://schemas.datacontract.org/2004/07/Base"`
		end  = `</foreseen>`
	)
	for _, c := range []struct {
		text string
		want foreseen
		err  error
	}{
		{root + end, foreseen{}, nil},
		{root + `<Key` + base + `>k</Key><Weight` + base + `>1.5</Weight><Name>n</Name>` + end, foreseen{foreseeBase: foreseeBase{Key: "k", Weight: new(1.5)}, Name: "n"}, nil},
		{root + `<Key>k</Key><Name` + base + `>n</Name>` + end, foreseen{}, nil}, // members of other namespaces
		{root + `<Key` + base + ` i:nil="true" /><Weight` + base + ` i:nil="true" /><Inner i:nil="true" /><Name i:nil="true" /><Zone i:nil="true" />` + end, foreseen{}, nil},
		{root + `<Inner><Key` + base + `>k</Key><Inner><Name>n</Name></Inner><Name>m</Name></Inner><Name>n</Name>` + end, foreseen{Inner: &foreseen{foreseeBase: foreseeBase{Key: "k"}, Inner: &foreseen{Name: "n"}, Name: "m"}, Name: "n"}, nil},
		{root + `<Inner xmlns:i="urn:other"><Name i:nil="true" /></Inner>` + end, foreseen{Inner: new(foreseen)}, nil},
		{`<foreseen xmlns="http://schemas.datacontract.org/2004/07/Own" xmlns:b="http://schemas.datacontract.org/2004/07/Base"><b:Key>k</b:Key>` + end, foreseen{foreseeBase: foreseeBase{Key: "k"}}, nil},
		{`<foreseen xmlns="http://schemas.datacontract.org/2004/07/Own" xmlns:b="http://schemas.datacontract.org/2004/07/Base">` +
			`<Inner xmlns:b="urn:other"><b:Key` + base + `>k</b:Key></Inner>` + end, foreseen{Inner: new(foreseen)}, nil}, // b stands for another since
		{root + `<Key` + base + `><Name>n</Name></Key>` + end, foreseen{}, ErrValue},
		{root + `<Key` + base + `>k</Name>` + end, foreseen{}, ErrMalformed},
		{root + `<Name>n</Name>`, foreseen{}, ErrMalformed},
		{root + end + root + end, foreseen{}, ErrMalformed},
		{root + `<Inner i:nil="true" /><Name>n</Name>` + end, foreseen{Name: "n"}, nil},
	} {
		for _, text := range []string{c.text, startTag.ReplaceAllString(c.text, "<$1 $2>")} {
			var got foreseen
			err := XML(XMLOptions{}).Decode([]byte(text), &got)
			if !errors.Is(err, c.err) {
				t.Errorf("Decode(%s) = %v, want %v", text, err, c.err)
			}
			if err == nil && !reflect.DeepEqual(got, c.want) {
				t.Errorf("Decode(%s) = %+v, want %+v", text, got, c.want)
			}
		}
	}
}

var startTag = regexp.MustCompile(`<([A-Za-z][^<>]*?)(/?)>`)
