package codec_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

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
	return ""
}

// TestOriginalWords compares the words of errors with those of the copies. Of any other recording their kind and place
// count, as no client can tell the words apart.
func TestOriginalWords(t *testing.T) {
	t.Setenv("GOLDENS", "")
	lines, err := readGoldens("codec/decode")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range lines {
		if g.Error == nil || g.Volatile || g.Format == "" {
			continue
		}
		e, ok := errors.AsType[*codec.Error](formatOf(g, g.Format).Decode(g.input(), fresh(g.goType()).Interface()))
		if !ok {
			continue
		}
		if words := e.Original(); words != "" && words != g.Error.Message {
			t.Errorf("Original() of %s = %q, want %q", g.ID, words, g.Error.Message)
		}
	}
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
		if m := xmlPlace.FindStringSubmatch(text); m != nil && !wrongPlace(e, text) {
			at := xmlOffset(input, m)
			declared := strings.Index(input, "?>") + len("?>") // .NET counts from behind a declaration
			if !near(input, int(e.Offset), at) && !(strings.HasPrefix(input, "<?xml") && near(input, int(e.Offset), at+declared)) {
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

// xmlOffset is the offset of a place that counts lines and characters from 1.
func xmlOffset(text string, m []string) int {
	line, _ := strconv.Atoi(m[1])
	return offsetOf(text, strconv.Itoa(line-1), m[2]) - 1
}

// offsetOf is the offset of a place in a line, both from 0.
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
	if m == nil || wrongPlace(e, text) {
		return ""
	}
	at := xmlOffset(*g.Input, m)
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
	return a >= 0 && b <= len(text) && strings.Count(text[a:b], "<") <= 2
}

// wrongPlace reports whether .NET names a place that is not that of the error: where the document ends too early, or in
// the middle of a reference, that of an element before; behind the root it counts from the root's end.
func wrongPlace(e *codec.Error, text string) bool {
	return e.Expected == "the end of a reference" || slices.ContainsFunc([]string{
		"Unexpected end of file", "There are multiple root elements", "The data at the root level is invalid",
		"CData elements not valid at top level", "Processing instructions (",
	}, func(sign string) bool { return strings.Contains(text, sign) })
}
