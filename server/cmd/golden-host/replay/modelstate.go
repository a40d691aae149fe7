package replay

import (
	"bytes"
	"regexp"
)

var (
	modelState = regexp.MustCompile(`(?s)"ModelState":\{.*\}`)
	nameOrText = regexp.MustCompile(`"(?:[^"\\]|\\.)*":?`)
)

// withoutModelErrors empties the texts of a Web API model state. The keys stay, and how many texts each has.
func withoutModelErrors(body []byte) []byte {
	return modelState.ReplaceAllFunc(body, func(state []byte) []byte {
		return nameOrText.ReplaceAllFunc(state, func(text []byte) []byte {
			if bytes.HasSuffix(text, []byte(":")) {
				return text
			}
			return []byte(`""`)
		})
	})
}
