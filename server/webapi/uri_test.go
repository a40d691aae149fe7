package webapi

import (
	"slices"
	"strings"
	"testing"
)

// What Int32Converter reads; recorded in goldens/webapi/saasu 329 to 347 and listed in corrections-webapi.md 32.
func TestParseInt(t *testing.T) {
	for _, c := range []struct {
		text          string
		n             int32
		fits, inRange bool
	}{
		{"777", 777, true, true},
		{"000777", 777, true, true},
		{" 777 ", 777, true, true},
		{"+777", 777, true, true},
		{"-1", -1, true, true},
		{"0x309", 777, true, true},
		{"#309", 777, true, true},
		{"2147483648", 0, true, false},
		{"abc", 0, false, true},
		{"1.5", 0, false, true},
		{"1_0", 0, false, true},
		{"", 0, false, true},
	} {
		n, fits, inRange := parseInt(c.text)
		if fits != c.fits || inRange != c.inRange || fits && inRange && n != c.n {
			t.Errorf("parseInt(%q) = %d, %t, %t, want %d, %t, %t", c.text, n, fits, inRange, c.n, c.fits, c.inRange)
		}
	}
}

func TestRepeatedURI(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"WsAccessKey=K1&FileId=777", "WsAccessKey=&FileId=777"},
		{"fileid=777&wsaccesskey=K1", "fileid=777&wsaccesskey="},
		{"Ws%41ccessKey=K1", "Ws%41ccessKey="},
		{"WsAccessKey", "WsAccessKey="},
		{"", ""},
	} {
		if got := without(c.query, "WsAccessKey"); got != c.want {
			t.Errorf("without(%q) = %q, want %q", c.query, got, c.want)
		}
	}
	// recorded: goldens/webapi/saasu 372
	if got, want := unescapeURI("http://localhost/no/such%20path?a=%3Cb%3E&c=%26"), "http://localhost/no/such path?a=<b>&c=%26"; got != want {
		t.Errorf("unescapeURI = %q, want %q", got, want)
	}
}

// A name becomes what XmlConvert.EncodeLocalName makes of it.
func TestEncodeName(t *testing.T) {
	for name, want := range map[string]string{
		"request.Otp":         "request.Otp",
		"request.Items[0].Id": "request.Items_x005B_0_x005D_.Id", // recorded: 453
		"odd key/1":           "odd_x0020_key_x002F_1",
		"1a":                  "_x0031_a",
		"_x0041_":             "_x005F_x0041_",
		"_y":                  "_y",
	} {
		if got := encodeName(name); got != want {
			t.Errorf("encodeName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFormPath(t *testing.T) {
	for name, want := range map[string]string{"A": "A", "A.B": "A B", "A[B]": "A B", "A[0].B": "A 0 B", "Tags[]": "Tags ", "A[B][C]": "A B C"} {
		if got := path(name); !slices.Equal(got, strings.Split(want, " ")) {
			t.Errorf("path(%q) = %q, want %q", name, got, want)
		}
	}
}
