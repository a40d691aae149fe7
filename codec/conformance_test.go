package codec_test

import (
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// TestJSONTestSuite holds the strict reader to RFC 8259, and the lenient ones to survival.
func TestJSONTestSuite(t *testing.T) {
	strict := codec.SystemTextJSON(codec.TextOptions{})
	for _, file := range sharedCorpus(t, "json") {
		var v, w, x any
		err := strict.Decode(file.data, &v)
		switch {
		case strings.HasPrefix(file.name, "y_") && err != nil:
			t.Errorf("%s is refused: %v", file.name, err)
		case strings.HasPrefix(file.name, "n_") && err == nil:
			t.Errorf("%s is accepted", file.name)
		}
		_ = codec.JSON(codec.TextOptions{}).Decode(file.data, &w)
		_ = codec.JsonNet(codec.JsonNetOptions{}).Decode(file.data, &x)
	}
}

// TestXMLRefusals lists documents that are not well-formed, or that could grow while they are read.
func TestXMLRefusals(t *testing.T) {
	c := codec.XML(codec.XMLOptions{Lenient: true})
	for _, text := range []string{
		``, ` `, `x`, `<fuzzed>`, `<fuzzed></other>`, `<fuzzed/><fuzzed/>`, `<fuzzed/>x`, `<fuzzed a="1" a="2"/>`, `<fuzzed a=1/>`,
		`<fuzzed a="<"/>`, `<fuzzed>&nope;</fuzzed>`, `<fuzzed>&#0;</fuzzed>`, `<fuzzed>&#xFFFE;</fuzzed>`, `<fuzzed>&amp</fuzzed>`,
		`<fuzzed><Name>]]></Name></fuzzed>`, `<fuzzed><!-- a -- b --></fuzzed>`, `<fuzzed><!--></fuzzed>`, `<fuzzed><![CDATA[x]]</fuzzed>`,
		`<!DOCTYPE fuzzed><fuzzed/>`, `<!DOCTYPE f [<!ENTITY a "b">]><fuzzed>&a;</fuzzed>`, `<?pi x?><fuzzed/>`, `<fuzzed><?pi x?></fuzzed>`,
		` <?xml version="1.0"?><fuzzed/>`, `<?xml version="1.1"?><fuzzed/>`, `<?xml version="1.0" encoding="iso-8859-1"?><fuzzed/>`,
		`<?xml encoding="utf-8" version="1.0"?><fuzzed/>`, `<a:fuzzed/>`, `<fuzzed a:b="c"/>`, `<fuzzed xmlns:a=""/>`, `<1fuzzed/>`,
		`<fuzzed xmlns:xmlns="a"/>`, "<fuzzed>\x00</fuzzed>", "<fuzzed>\xff</fuzzed>", `< fuzzed/>`, `<fuzzed / >`, `<fuzzed><Name/></fuzzed`,
		`<fuzzed xmlns:a="u" xmlns:b="u" a:x="1" b:x="2"/>`,
	} {
		var v fuzzed
		if err := c.Decode([]byte(text), &v); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

// TestDepth holds every format to its bound.
func TestDepth(t *testing.T) {
	for _, c := range formats() {
		for _, depth := range []int{10, 2000} {
			text := nested(c, depth)
			var v fuzzed
			err := c.Decode([]byte(text), &v)
			if shallow := depth == 10; shallow != (err == nil) {
				t.Errorf("%s: %d levels: %v", c.Name(), depth, err)
			}
			if depth == 2000 && !errors.Is(err, codec.ErrDepth) && !strings.Contains(err.Error(), "deep") {
				t.Errorf("%s: %v is not ErrDepth", c.Name(), err)
			}
		}
	}
}

func formats() []codec.Codec {
	return []codec.Codec{
		codec.JSON(codec.TextOptions{}), codec.JSV(codec.TextOptions{}), codec.XML(codec.XMLOptions{Lenient: true}),
		codec.XmlSerializer(codec.XmlSerializerOptions{}), codec.JsonNet(codec.JsonNetOptions{}), codec.SystemTextJSON(codec.TextOptions{}),
	}
}

func nested(c codec.Codec, depth int) string {
	switch {
	case c.Name() == "xml":
		return "<fuzzed>" + strings.Repeat("<Inner>", depth-1) + strings.Repeat("</Inner>", depth-1) + "</fuzzed>"
	case c.Name() == "jsv":
		return strings.Repeat("{Inner:", depth-1) + "{}" + strings.Repeat("}", depth-1)
	}
	return strings.Repeat(`{"Inner":`, depth-1) + "{}" + strings.Repeat("}", depth-1)
}

// linear holds shapes of about n bytes, each named after the format that reads it.
var linear = map[string]func(n int) string{
	"json brackets": func(n int) string { return strings.Repeat("{", n) },
	"json strings":  func(n int) string { return `{"Name":"` + strings.Repeat("a", n) + `"}` },
	"json escapes":  func(n int) string { return `{"Name":"` + strings.Repeat(`\"`, n/2) + `"}` },
	"json lists":    func(n int) string { return `{"Tags":[` + strings.Repeat(`"a",`, n/4) + `"b"]}` },
	"json items":    func(n int) string { return `{"Items":[` + strings.Repeat(`{"Id":1},`, n/9) + `{}]}` },
	"json unknown":  func(n int) string { return `{"Zed":[` + strings.Repeat(`{"a":[1]},`, n/10) + `{}]}` },
	"jsv lists":     func(n int) string { return `{Tags:[` + strings.Repeat(`a,`, n/2) + `b]}` },
	"jsv quotes":    func(n int) string { return `{Name:"` + strings.Repeat(`""`, n/2) + `"}` },
	"xml attributes": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(" a" + strings.Repeat("b", i%20) + string(rune('a'+i%26)) + strings.Repeat("c", i/520) + `="1"`)
		}
		return "<fuzzed" + b.String() + "/>"
	},
	"xml references": func(n int) string { return "<fuzzed><Name>" + strings.Repeat("&amp;", n/5) + "</Name></fuzzed>" },
	"xml cdata": func(n int) string {
		return "<fuzzed><Name>" + strings.Repeat("<![CDATA[x]]>", n/13) + "</Name></fuzzed>"
	},
	"xml late fault": func(n int) string {
		return "<fuzzed>" + strings.Repeat("<Id>1</Id>\n", n/11) + "<Id>x</Id></fuzzed>"
	},
	"xml never closed": func(n int) string { return "<fuzzed>" + strings.Repeat("<a/>", n/4) },
	"net faults":       func(n int) string { return `{"Items":[` + strings.Repeat(`{"Id":"x"},`, n/11) + `]}` },
	"net lines":        func(n int) string { return "{" + strings.Repeat("\"Id\":\"x\",\n", n/10) + "}" },
	"net long name":    func(n int) string { return `{"` + strings.Repeat("a", n/2) + `":[` + strings.Repeat("x,", n/4) + "]}" },
	"net never closed": func(n int) string { return `{"Zed":` + strings.Repeat("[", n) },
	"net references":   func(n int) string { return `{"Items":[` + strings.Repeat(`{"$ref":"1"},`, n/13) + `]}` },
	"net comments":     func(n int) string { return `{"Zed":` + strings.Repeat("/*x*/", n/5) + "1}" },
	"xml prefixes": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n/2; i++ {
			fmt.Fprintf(&b, ` xmlns:p%d="u"`, i)
		}
		return "<fuzzed" + b.String() + ">" + strings.Repeat("<p7:a/>", n/14) + "</fuzzed>"
	},
	"xml namespaces": func(n int) string { return "<fuzzed>" + strings.Repeat(`<a xmlns:b="c"/>`, n/16) + "</fuzzed>" },
}

// TestLinear doubles the input and allows the time no more than to double, with room for a busy machine.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for name, shape := range linear {
		if ratio := doubled(name, shape); ratio > 2.8 {
			t.Errorf("%s: twice the input takes %.1f times the time", name, ratio)
		}
	}
}

// BenchmarkLinear prints what the time is multiplied by where the input is twice as long. The bar is 2.3.
func BenchmarkLinear(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(linear)) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			ratio := 100.0
			for b.Loop() {
				ratio = min(ratio, doubled(name, linear[name]))
			}
			b.ReportMetric(ratio, "x")
			b.ReportMetric(0, "ns/op")
			if ratio > 2.3 {
				b.Errorf("twice the input takes %.2f times the time, want at most 2.3", ratio)
			}
		})
	}
}

// doubled is the least of several measurements: a quadratic reader has no good one.
func doubled(name string, shape func(n int) string) float64 {
	c := codec.JSON(codec.TextOptions{})
	switch name[:3] {
	case "jsv":
		c = codec.JSV(codec.TextOptions{})
	case "xml":
		c = codec.XML(codec.XMLOptions{Lenient: true})
	case "net":
		c = codec.JsonNet(codec.JsonNetOptions{})
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // collections are not the codec's time
	const size = 1 << 15
	ratio := 100.0
	for range 4 {
		ratio = min(ratio, float64(fastest(c, shape(2*size)))/float64(fastest(c, shape(size))))
	}
	return ratio
}

// fastest is the best of several readings.
func fastest(c codec.Codec, text string) time.Duration {
	best := time.Hour
	data := []byte(text)
	for range 15 {
		var v fuzzed
		start := time.Now()
		_ = c.Decode(data, &v)
		best = min(best, time.Since(start))
	}
	return best
}
