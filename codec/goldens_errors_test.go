package codec_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
)

// compareError compares the kind and the place of an error with what .NET's text says of them.
func (g *golden) compareError(err error) string {
	var e *codec.Error
	if !errors.As(err, &e) {
		return fmt.Sprintf("%v is not an Error", err)
	}
	text := g.Error.Message + "\n" + g.Error.Inner
	if want := kindOf(g.Error.Type, text); want != nil && !errors.Is(err, want) {
		return fmt.Sprintf("%v, want %v: %s", err, want, g.Error.Message)
	}
	if d := g.comparePlace(e, text); d != "" {
		return fmt.Sprintf("%v: %s: %s", err, d, text)
	}
	if words := e.Original(); words != "" && words != g.Error.Message {
		return fmt.Sprintf("%v: Original() = %q, want %q", err, words, g.Error.Message)
	}
	return ""
}

// compareKind compares the kind of an error in writing, whose text names no place.
func compareKind(err error, want map[string]any) string {
	text := fmt.Sprint(want["message"], "\n", want["inner"])
	if kind := kindOf(fmt.Sprint(want["type"]), text); kind != nil && !errors.Is(err, kind) {
		return fmt.Sprintf("%v, want %v: %s", err, kind, text)
	}
	return ""
}

// kindOf is the kind that an exception of .NET stands for. It is nil where the exception is an accident of its own: a
// process that died, an index out of range, a null dereferenced.
func kindOf(exception, text string) error {
	for _, row := range []struct {
		kind  error
		signs []string
	}{
		{codec.ErrMalformed, []string{"DTDs are not supported", "Invalid Unicode escape", "Error parsing comment", "Unexpected end when"}},
		{codec.ErrValue, []string{"is invalid for type", "surrogate pair is invalid", "is an invalid character", "cannot be written as valid JSON"}},
		{codec.ErrDepth, []string{"maximum configured depth", "maximum read depth", "maximum allowed depth"}},
		{codec.ErrUnsupported, []string{"is not supported. ", "cannot be serialized. ", "not an allowed Runtime Type", "are not supported.", "because it implements IDictionary", "error reflecting",
			"Add any types not known statically", "Use the XmlInclude", "may not be used in this context", "cannot inherit from a type", "Cannot serialize member"}},
		{codec.ErrValue, []string{
			"could not be converted to", "cannot be parsed as the type", "Failed to set property", "nput string", "nvalid enum value", "Base64",
			"is not a valid", "too large or too small", "contains data of", "not found in stream", "is not expected.", "Expecting state 'Element'",
			"expected. Found element", "cannot have child contents", "Could not convert string", "Error converting value", "large or small", "Cannot deserialize the current", "Required property",
		}},
		{codec.ErrMalformed, []string{
			"Type definitions should start with", "was not expected.", "Expecting element", "JsonReaderException", "System.Text.Json.JsonException", "System.Xml.XmlException",
		}},
	} {
		if slices.ContainsFunc(row.signs, func(sign string) bool { return strings.Contains(exception+"\n"+text, sign) }) {
			return row.kind
		}
	}
	return nil
}

var (
	systemPlace = regexp.MustCompile(`Path: \$(.*?) \| LineNumber: (\d+) \| BytePositionInLine: (\d+)`)
	xmlPlace    = regexp.MustCompile(`(?i)(?:line |document \()(\d+)(?:,? position|,) (\d+)`)
	property    = regexp.MustCompile(`Failed to set property '([^']*)'`)
)

func (g *golden) comparePlace(e *codec.Error, text string) string {
	input := string(g.input())
	switch g.Format {
	case "systemjson":
		if m := systemPlace.FindStringSubmatch(text); m != nil {
			counted := strings.TrimPrefix(input, "\uFEFF") // System.Text.Json does not count the mark
			return compareSystemPlace(e, strings.TrimPrefix(m[1], "."), input, len(input)-len(counted)+offsetOf(counted, m[2], m[3]))
		}
	case "xml", "xmlserializer":
		if m := xmlPlace.FindStringSubmatch(text); m != nil && wrongPlaces()[g.ID] == "" {
			if at := offsetOf(input, m[1], m[2]) - 1; !near(input, int(e.Offset), at) {
				return fmt.Sprintf("offset %d, want %d", e.Offset, at)
			}
		}
	default:
		if m := property.FindStringSubmatch(text); m != nil {
			if first, _, _ := strings.Cut(strings.ReplaceAll(e.Path, "[", "."), "."); !strings.EqualFold(first, m[1]) {
				return fmt.Sprintf("path %q, want %q", e.Path, m[1])
			}
		}
	}
	return ""
}

// offsetOf is the offset of a place in a line: of lines from 0 and bytes from 0, or lines from 1 and characters from 1.
func offsetOf(text, line, place string) int {
	n, _ := strconv.Atoi(line)
	at, _ := strconv.Atoi(place)
	start := 0
	for range n {
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			start += i + 1
		}
	}
	return start + at
}

// compareSystemPlace wants the byte that cannot be there, or the value that ends at it. The path of a value is exact; of
// what is malformed one path may lead to the other, because readers differ in what they hold in hand between two values.
func compareSystemPlace(e *codec.Error, path, input string, at int) string {
	start := int(e.Offset)
	if start > at || at > len(input) || strings.ContainsAny(outsideQuotes(input[start:at]), ",}]") {
		return fmt.Sprintf("offset %d, want %d", start, at)
	}
	got, want := strings.ToLower(e.Path), strings.ToLower(path)
	switch {
	case got == want:
		return ""
	case errors.Is(e, codec.ErrValue) || !strings.HasPrefix(got, want) && !strings.HasPrefix(want, got):
		return fmt.Sprintf("path %q, want %q", e.Path, path)
	}
	return ""
}

var quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

func outsideQuotes(text string) string { return quotedText.ReplaceAllString(text, "") }

// compareWebPlace compares the kind, and the place that Web API's formatters name: behind what they read last.
func (g *golden) compareWebPlace(e *codec.Error, text string) string {
	if kind := kindOf("", text); kind != nil && !errors.Is(e, kind) {
		return "want " + kind.Error()
	}
	m := xmlPlace.FindStringSubmatch(text)
	if m == nil || wrongPlaces()[g.ID] != "" {
		return ""
	}
	at := offsetOf(*g.Input, m[1], m[2]) - 1
	switch {
	case g.Format == "xml" && !near(*g.Input, int(e.Offset), at):
		return fmt.Sprintf("offset %d, want %d", e.Offset, at)
	case g.Format == "json" && (int(e.Offset) > at+1 || strings.ContainsAny(outsideQuotes((*g.Input)[e.Offset:at+1]), ",")):
		return fmt.Sprintf("offset %d, want %d", e.Offset, at+1)
	}
	return ""
}

// near reports whether two places in XML are within one piece of it: in a text with the tags around it.
func near(text string, a, b int) bool {
	a, b = min(a, b), max(a, b)
	return a >= 0 && b <= len(text) && strings.Count(text[a:b], "<") <= 1
}

// wrongPlaces are the vectors in which .NET names a place that is not that of the error, and why.
func wrongPlaces() map[string]string {
	return map[string]string{
		"dec/xml/xmld/089":             "the document ends in the middle, the place is that of an element before",
		"dec/xml/xmld/091":             "a reference without an end is searched to the end of the document",
		"dec-703-xml-string-21":        "a reference without an end is searched to the end of the document",
		"dec-831-xml-nints-1":          "the place is that of the item before",
		"dec/xml/xmld/096":             "behind the root .NET counts from the root's end",
		"dec/xmlserializer/xmlser/060": "behind the root .NET counts from the root's end",
	}
}
