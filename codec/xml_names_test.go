package codec_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// Names beyond ASCII are judged as encoding/xml judges them.
func TestXMLNames(t *testing.T) {
	c := codec.XML(codec.XMLOptions{Lenient: true})
	accepted := 0
	for _, name := range []string{
		"é", "Ωmega", "日本", "aé", "a·b", "ä1", "имя", "_é", "a\u0301", "한글", "é:a", "a:é",
		"×", "÷a", "·a", "\u0301a", "a×", "a→", "→", "a“", "\u2009a", "a\u2028",
	} {
		text := "<fuzzed><" + name + ` xmlns:é="u" xmlns:a="v"/><Id>1</Id></fuzzed>`
		d := xml.NewDecoder(strings.NewReader(text))
		var goes error
		for goes == nil {
			_, goes = d.Token()
		}
		well := errors.Is(goes, io.EOF)
		if well {
			accepted++
		}
		var v fuzzed
		if err := c.Decode([]byte(text), &v); (err == nil) != well || well && v.Id != 1 {
			t.Errorf("Decode(%q) = %v, encoding/xml says %v", text, err, goes)
		}
	}
	if accepted != 12 {
		t.Errorf("encoding/xml accepts %d names, want 12", accepted)
	}
}
