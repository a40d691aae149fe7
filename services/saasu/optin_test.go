package saasu

import "testing"

func TestAustralian(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"0499999999", "+61499999999"}, // the document's own
		{"0499 999 999", "+61499999999"},
		{"(0499) 999-999", "+61499999999"},
		{"+61 499 999 999", "+61499999999"},
		{"61499999999", "+61499999999"},
		{"499999999", "+61499999999"}, // a JSON number
		{"0399999999", ""},            // a landline
		{"+1 555 010 0123", ""},
		{"049999999", ""},
		{"04999999990", ""},
		{"+610499999999", ""},
		{"0499999999 ext 5", ""},
		{"٠٤٩٩٩٩٩٩٩٩", ""},
		{"", ""},
	} {
		if got, ok := australian(c.text); got != c.want || ok != (c.want != "") {
			t.Errorf("australian(%q) = %q, %t, want %q", c.text, got, ok, c.want)
		}
	}
}
