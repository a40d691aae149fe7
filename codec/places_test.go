package codec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// TestPlacesInTheDocument wants offsets that count from the first byte of the document, whatever stands in front.
func TestPlacesInTheDocument(t *testing.T) {
	const mark, declaration = "\uFEFF", `<?xml version="1.0" encoding="utf-8"?>`
	for _, c := range formats() {
		text, at := `{"Id":1,"Inner":{"Id":`, "Id\":"
		fronts := []string{"", mark}
		switch c.Name() {
		case "xml":
			text, at = `<fuzzed><Inner><Id>&x;`, "&x;"
			fronts = append(fronts, declaration, mark+declaration, declaration+"\n", `<?xml version='1.0'?>`)
		case "jsv":
			text, at = `{Id:1,Inner:{Id:`, "Id:"
		}
		for _, front := range fronts {
			var v fuzzed
			var e *codec.Error
			err := c.Decode([]byte(front+text), &v)
			if !errors.As(err, &e) {
				t.Fatalf("%s: Decode(%s) = %v, want an Error", c.Name(), front+text, err)
			}
			want := len(front) + strings.LastIndex(text, at)
			if c.Name() != "xml" {
				want += len(at) // what is missing stands behind
			}
			if int(e.Offset) != want {
				t.Errorf("%s: Decode(%s) fails at %d, want %d: %v", c.Name(), front+text, e.Offset, want, err)
			}
		}
	}
}
