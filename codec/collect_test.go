package codec_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

type counted []struct {
	_     struct{} `entry:""`
	Key   string
	Value *string
}

type holdsCounted struct {
	_    struct{} `clr:"Codec"`
	Meta counted
}

// A body of as many entries as fit into it takes milliseconds; searching all of them for each would take minutes.
func TestDecodeManyEntries(t *testing.T) {
	const n, within = 60_000, 10 * time.Second
	entry := func(format string, from int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = fmt.Sprintf(format, (from+i)%n, from)
		}
		return strings.Join(all, ",")
	}
	for _, c := range []struct {
		codec codec.Codec
		body  string
	}{
		{codec.JSON(codec.TextOptions{}), `{"Meta":{` + entry(`"k%d":"%d"`, 0) + "," + entry(`"k%d":"%d"`, 7) + `}}`},
		{codec.JSV(codec.TextOptions{}), `{Meta:{` + entry(`k%d:%d`, 0) + "," + entry(`k%d:%d`, 7) + `}}`},
	} {
		var got holdsCounted
		start := time.Now()
		if err := c.codec.Decode([]byte(c.body), &got); err != nil {
			t.Fatalf("%s: %v", c.codec.Name(), err)
		}
		if took := time.Since(start); took > within {
			t.Errorf("%s: %d entries, each twice, took %v", c.codec.Name(), n, took)
		}
		if len(got.Meta) != n {
			t.Fatalf("%s: %d entries, want %d: a key that comes again takes the place of its first", c.codec.Name(), len(got.Meta), n)
		}
		for i, e := range got.Meta {
			if e.Key != fmt.Sprintf("k%d", i) || *e.Value != "7" {
				t.Fatalf("%s: entry %d is %s = %s, want k%d = 7", c.codec.Name(), i, e.Key, *e.Value, i)
			}
		}
	}
}

// A string of as many escapes as fit into a body takes milliseconds; looking for its end after each of them would take seconds.
func TestDecodeManyEscapes(t *testing.T) {
	const n, within = 200_000, time.Second
	for _, escape := range []struct{ text, want string }{{`\u0041`, "A"}, {`a\n`, "a\n"}, {`\"a`, `"a`}, {`\\`, `\`}} {
		var got struct {
			_    struct{} `clr:"Codec"`
			Name string
		}
		body := []byte(`{"Name":"` + strings.Repeat(escape.text, n) + `"}`)
		start := time.Now()
		if err := codec.JSON(codec.TextOptions{}).Decode(body, &got); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > within {
			t.Errorf("%d times %s took %v", n, escape.text, took)
		}
		if got.Name != strings.Repeat(escape.want, n) {
			t.Errorf("%d times %s is not as many times %q", n, escape.text, escape.want)
		}
	}
}

// Names are looked for among the namespaces that are declared, so there is a bound to those. One that no longer holds does not count.
func TestXMLManyNamespaces(t *testing.T) {
	type element struct {
		_    struct{} `clr:"Codec" name:"E"`
		Name string
	}
	declared := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ` xmlns:a%d="urn:a"`, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, body string
		good       bool
	}{
		{"as many as hold", "<E" + declared(2000) + "><Name>x</Name></E>", true},
		{"one more", "<E" + declared(2001) + "><Name>x</Name></E>", false},
		{"one more within", "<E" + declared(2000) + `><Name xmlns:b="urn:b">x</Name></E>`, false},
		{"one after the other", "<E>" + strings.Repeat("<Other"+declared(100)+"/>", 100) + "<Name>x</Name></E>", true},
	} {
		for _, read := range []codec.Codec{codec.XML(codec.XMLOptions{Lenient: true}), codec.XmlSerializer(codec.XmlSerializerOptions{})} {
			var got element
			err := read.Decode([]byte(c.body), &got)
			if c.good && (err != nil || got.Name != "x") || !c.good && err == nil {
				t.Errorf("%s, %s: %v, name %q", read.Name(), c.name, err, got.Name)
			}
		}
	}
}
