package webapi

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/server"
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
		{"WsAccessKey[]=K1", "WsAccessKey[]="},
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

// The rows follow from NormalizeJQueryToMvc and FormUrlEncodedParser.
func TestQueryNames(t *testing.T) {
	for raw, want := range map[string]string{
		"ids[]=1": "ids 1", "a[b]=1": "a.b 1", "a[0][b]=1": "a[0].b 1", "a[=1": "a[ 1", "%69ds%5B%5D=1": "ids 1", "id": "id ", "a=50%25+%+%4": "a 50% % %4", "a=%E9": "a \ufffd",
	} {
		q := parseQuery(raw)
		if len(q) != 1 || q[0].Name+" "+q[0].Value != want {
			t.Errorf("parseQuery(%q) = %q, want %q", raw, q, want)
		}
	}
}

// uriSample has parameters of all kinds.
type uriSample struct {
	ID     int32
	Name   *string
	At     *time.Time
	Amount *decimal.Decimal
	IDs    []int32
	Flag   bool
}

func (s *uriSample) URI(parameter func(string, any)) {
	parameter("id", &s.ID)
	parameter("name?", &s.Name)
	parameter("at?", &s.At)
	parameter("amount?", &s.Amount)
	parameter("ids?", &s.IDs)
	parameter("flag?", &s.Flag)
}

// The keys are those of ModelValidationNode for what is there without a value, and of TypeConverterModelBinder for what does not fit.
func TestURIFaults(t *testing.T) {
	for _, c := range []struct {
		query, keys string
		lost        string
		ids         int
	}{
		{"id=1", "", "", 0},
		{"id=1&name=", "name.String", "", 0},
		{"id=1&name=%20", "name.String", "", 0},
		{"id=1&at=", "at.Nullable`1", "", 0},
		{"id=1&flag=", "flag.Boolean", "flag", 0},
		{"id=%20", "id.Int32", "id", 0},
		{"id=1&amount=1,5", "amount", "", 0},
		{"id=1&amount=1e3", "", "", 0},
		{"id=1&amount=1e40", "amount", "", 0},
		{"id=1&ids[]=1&ids[]=2", "", "", 2},
		{"id=1&ids=", "", "", 1},
		{"id=1&ids=7&ids[0]=1", "", "", 1},
		{"id=1&ids=99999999999", "ids", "", 1},
	} {
		d := prepared(t, &Dialect{})
		r := &uriSample{}
		x := &server.Exchange{Request: httptest.NewRequest(http.MethodGet, "/x?"+c.query, nil), DTO: r}
		d.bindURI(x)
		l := local(x)
		if got := strings.Join(l.state.Keys(), ","); got != c.keys || l.lost != c.lost || len(r.IDs) != c.ids {
			t.Errorf("bindURI(%s) blames %q, lost %q, %d ids, want %q, %q, %d", c.query, got, l.lost, len(r.IDs), c.keys, c.lost, c.ids)
		}
	}
}

func TestFormPath(t *testing.T) {
	for name, want := range map[string]string{"A": "A", "A.B": "A B", "A[0].B": "A 0 B", "[0].A": "0 A", "A[0][1]": "A 0 1"} {
		if got := path(name); !slices.Equal(got, strings.Split(want, " ")) {
			t.Errorf("path(%q) = %q, want %q", name, got, want)
		}
	}
}
