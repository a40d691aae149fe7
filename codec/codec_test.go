package codec_test

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

type tag string

type everything struct {
	_       struct{} `clr:"Codec"`
	Text    string
	Exact   *string
	Named   tag
	Int     int
	Small   uint8
	Ratio   float64
	Price   decimal.Decimal
	Flag    *bool
	At      time.Time
	Span    codec.TimeSpan
	Day     codec.DateOnly
	Clock   codec.TimeOnly
	ID      uuid.UUID
	Letter  codec.Char
	Data    []byte
	Home    codec.URI
	Grade   Grade
	Rights  Perm
	Temp    Celsius
	Words   []string
	Tags    []tag
	Numbers []int32
	Pair    [2]int32
	Labels  map[string]string
	Counts  map[int32]string
	Things  map[string]*Item
	Ordered Dict[string, string]
	Child   *everything
	Rows    []Item
}

func everythingValue() *everything {
	yes := true
	return &everything{
		Text: "a, \"b\" & <c> é😀", Exact: text(""), Named: "n", Int: -3, Small: 255, Ratio: 0.5,
		Price: decimal.RequireFromString("1.10"), Flag: &yes, At: time.Date(2001, 2, 3, 4, 5, 6, 7e6, time.UTC),
		Span: 937_840_050_000, Day: 730_000, Clock: 37_230_000_000, ID: uuid.MustParse("01234567-89ab-cdef-0123-456789abcdef"),
		Letter: 'x', Data: []byte{1, 2, 3}, Home: "http://example.org/a?b=c", Grade: 1, Rights: 5, Temp: Celsius{21},
		Words: []string{"x", "y, z"}, Tags: []tag{"t"}, Numbers: []int32{1, -2}, Pair: [2]int32{4, 5},
		Labels: map[string]string{"k": "v", "a:b": "c,d"}, Counts: map[int32]string{2: "two", 1: "one"},
		Things: map[string]*Item{"i": {Id: 1, Name: text("n")}}, Ordered: Dict[string, string]{{Key: "z", Value: "1"}, {Key: "a", Value: "2"}},
		Child: &everything{Text: "inner", Words: []string{}}, Rows: []Item{{Id: 1}, {Id: 2, Name: text("r")}},
	}
}

func TestRoundTrips(t *testing.T) {
	text := codec.TextOptions{}
	for name, c := range map[string]codec.Codec{
		"json": codec.JSON(text), "json iso": codec.JSON(codec.TextOptions{Dates: codec.ISO8601, Case: codec.SnakeCase}),
		"json all": codec.JSON(codec.TextOptions{IncludeNulls: true, IncludeNullsInMaps: true, EscapeUnicode: true}),
		"jsv":      codec.JSV(text), "xml": codec.XML(codec.XMLOptions{}), "xml lenient": codec.XML(codec.XMLOptions{Lenient: true}),
		"system": codec.SystemTextJSON(text), "net": codec.JsonNet(codec.JsonNetOptions{}),
	} {
		data, err := c.Append(nil, everythingValue())
		if err != nil {
			t.Errorf("%s: Append: %v", name, err)
			continue
		}
		var got everything
		if err := c.Decode(data, &got); err != nil {
			t.Errorf("%s: Decode(%s): %v", name, data, err)
			continue
		}
		want := everythingValue()
		if got.At.Equal(want.At) {
			got.At = want.At // XML and ISO texts may make it local
		}
		if d := cmp.Diff(want, &got, cmp.AllowUnexported(everything{}, Item{}, Entry[string, string]{})); d != "" {
			t.Errorf("%s: %s: (-want +got)\n%s", name, data, d)
		}
	}
}

func TestNamesAndContentTypes(t *testing.T) {
	for _, row := range []struct {
		c                 codec.Codec
		name, contentType string
	}{
		{codec.JSON(codec.TextOptions{}), "json", "application/json"}, {codec.JSV(codec.TextOptions{}), "jsv", "application/jsv"},
		{codec.XML(codec.XMLOptions{}), "xml", "application/xml"}, {codec.CSV(codec.TextOptions{}), "csv", "text/csv"},
		{codec.JSONL(codec.TextOptions{}), "jsonl", "text/jsonl"}, {codec.JsonNet(codec.JsonNetOptions{}), "json", "application/json"},
		{codec.XmlSerializer(codec.XmlSerializerOptions{}), "xml", "application/xml"},
	} {
		if row.c.Name() != row.name || row.c.ContentType() != row.contentType {
			t.Errorf("got %s, %s, want %s, %s", row.c.Name(), row.c.ContentType(), row.name, row.contentType)
		}
	}
}

func TestPrettyJSV(t *testing.T) {
	c := codec.JSV(codec.TextOptions{})
	pretty := "{\n\tId: 1,\n\tName: two words,\n\tFlag: True,\n\tTags: \n\t[\n\t\ta,\n\t\t\"b, c\"\n\t],\n\tInner: \n\t{\n\t\tName: x: y,\n\t\tTags: []\n\t}\n}\n"
	for _, text := range []string{pretty, strings.ReplaceAll(pretty, "\n", "\r\n")} {
		var got fuzzed
		if err := c.Decode([]byte(text), &got); err != nil {
			t.Fatalf("Decode(%q): %v", text, err)
		}
		want := fuzzed{Id: 1, Name: "two words", Flag: true, Tags: []string{"a", "b, c"}, Inner: &fuzzed{Name: "x: y", Tags: []string{}}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("Decode(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestErrorsNameThePlace(t *testing.T) {
	type line struct {
		_      struct{} `clr:"Codec"`
		Amount int
		Pin    int `dto:"secret"`
	}
	type order struct {
		_     struct{} `clr:"Codec" name:"order"`
		Lines []line
	}
	strict := codec.TextOptions{Strict: true}
	for _, row := range []struct {
		c          codec.Codec
		text, want string
		kind       error
	}{
		{codec.JSON(strict), `{"Lines":[{"Amount":1},{"Amount":"x"}]}`, "Lines[1].Amount", codec.ErrValue},
		{codec.JSV(strict), `{Lines:[{Amount:1},{Amount:x}]}`, "Lines[1].Amount", codec.ErrValue},
		{codec.SystemTextJSON(strict), `{"lines":[{},{"amount":"x"}]}`, "lines[1].amount", codec.ErrValue},
		{codec.JsonNet(codec.JsonNetOptions{}), `{"Lines":[{},{"Amount":"x"}]}`, "Lines[1].Amount", nil},
		{codec.JSON(codec.TextOptions{}), `{"Lines":[{"Amount":1`, "Lines", codec.ErrMalformed},
		{codec.JSV(codec.TextOptions{}), `{Lines:[{Amount:1`, "Lines", codec.ErrMalformed},
		{codec.XML(codec.XMLOptions{Lenient: true}), `<order><Lines><line><Amount>x</Amount></line></Lines></order>`, "Lines[0].Amount", codec.ErrValue},
		{codec.XmlSerializer(codec.XmlSerializerOptions{}), `<order><Lines><line/><line><Amount>x</Amount></line></Lines></order>`, "Lines[1].Amount", codec.ErrValue},
		{codec.CSV(strict), "Lines\r\n\"[{},{Amount:x}]\"\r\n", "Lines[1].Amount", codec.ErrValue},
		{codec.JSONL(strict), `{"Lines":[{},{"Amount":"x"}]}`, "Lines[1].Amount", codec.ErrValue},
	} {
		var v order
		err := row.c.Decode([]byte(row.text), &v)
		var e *codec.Error
		if !errors.As(err, &e) || e.Path != row.want || row.kind != nil && !errors.Is(err, row.kind) {
			t.Errorf("%s: Decode(%s) = %v, want %q and %v", row.c.Name(), row.text, err, row.want, row.kind)
			continue
		}
		if text := e.Error(); e.Format == "" || !strings.HasPrefix(text, e.Format+": ") || e.Expected == "" || !strings.Contains(text, ", expected ") || e.Offset < 0 {
			t.Errorf("Error() = %q, want a format, what was expected, and an offset", text)
		}
	}
}

// No format tells the value of a member marked secret, not even in the original's words, which repeat others.
func TestErrorsTellNoSecrets(t *testing.T) {
	type inner struct {
		_    struct{} `clr:"Codec" name:"inner"`
		Pins []int
	}
	type line struct {
		_      struct{} `clr:"Codec" name:"line"`
		Amount int
		Pin    int     `dto:"secret"`
		Pins   []int   `dto:"secret"`
		Temp   Celsius `dto:"secret"`
		More   *inner  `dto:"secret"`
	}
	strict, repeated := codec.TextOptions{Strict: true}, 0
	for _, row := range []struct {
		c     codec.Codec
		texts []string // the first one is no secret
	}{
		{codec.JSON(strict), []string{`{"Amount":"hunter2"}`, `{"Pin":"hunter2"}`, `{"Pins":["hunter2"]}`, `{"Temp":"hunter2"}`, `{"More":{"Pins":["hunter2"]}}`, `{"More":"hunter2"}`}},
		{codec.JSV(strict), []string{`{Amount:hunter2}`, `{Pin:hunter2}`, `{Pins:[hunter2]}`, `{Temp:hunter2}`, `{More:{Pins:[hunter2]}}`, `{More:hunter2}`}},
		{codec.CSV(strict), []string{"Amount\r\nhunter2\r\n", "Pin\r\nhunter2\r\n", "Pins\r\n[hunter2]\r\n", "Temp\r\nhunter2\r\n"}},
		{codec.SystemTextJSON(strict), []string{`{"amount":"hunter2"}`, `{"pin":"hunter2"}`, `{"pins":["hunter2"]}`, `{"temp":"hunter2"}`, `{"more":{"pins":["hunter2"]}}`, `{"more":"hunter2"}`}},
		{codec.JsonNet(codec.JsonNetOptions{}), []string{`{"Amount":"hunter2"}`, `{"Pin":"hunter2"}`, `{"Pins":["hunter2"]}`, `{"Temp":"hunter2"}`, `{"More":{"Pins":["hunter2"]}}`, `{"More":"hunter2"}`}},
		{codec.XML(codec.XMLOptions{Lenient: true}), []string{
			"<line><Amount>hunter2</Amount></line>", "<line><Pin>hunter2</Pin></line>", "<line><Pins><int>hunter2</int></Pins></line>", "<line><Temp>hunter2</Temp></line>",
			"<line><More><Pins><int>hunter2</int></Pins></More></line>",
		}},
		{codec.XmlSerializer(codec.XmlSerializerOptions{}), []string{
			"<line><Amount>hunter2</Amount></line>", "<line><Pin>hunter2</Pin></line>", "<line><Pins><int>hunter2</int></Pins></line>", "<line><Temp>hunter2</Temp></line>",
			"<line><More><Pins><int>hunter2</int></Pins></More></line>",
		}},
	} {
		for i, text := range row.texts {
			var v line
			var e *codec.Error
			err := row.c.Decode([]byte(text), &v)
			if !errors.As(err, &e) || e.Path == "" {
				t.Errorf("%s: Decode(%q) = %v, want an error with a path", row.c.ContentType(), text, err)
				continue
			}
			told := strings.Contains(e.Original(), "hunter2")
			if strings.Contains(err.Error(), "hunter2") || i > 0 && told {
				t.Errorf("%s: Decode(%q) = %v, in the original's words %s", row.c.ContentType(), text, err, e.Original())
			}
			if told {
				repeated++
			}
		}
	}
	if repeated == 0 {
		t.Error("no format repeats what is no secret, so this test shows nothing")
	}
	var v line
	err := codec.Bind(&v, []codec.Pair{{Name: "pin", Value: "hunter2"}}, codec.TextOptions{})
	var bad *codec.BindError
	if !errors.As(err, &bad) || !errors.Is(err, codec.ErrValue) || bad.Fields[0].Value != "" || strings.Contains(bad.Fields[0].Message, "hunter2") {
		t.Errorf("Bind shows a secret: %v", bad)
	}
}

func TestFillKeepsWhatIsThere(t *testing.T) {
	v := fuzzed{Id: 5}
	if err := codec.Fill(&v, []codec.Pair{{Name: "id", Value: "9"}, {Name: "name", Value: "n"}, {Name: "zed", Value: "z"}}, codec.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if v.Id != 5 || v.Name != "n" {
		t.Errorf("Fill = %+v", v)
	}
	var e *codec.Error
	if err := codec.Fill(&v, []codec.Pair{{Name: "n", Value: "x"}}, codec.TextOptions{}); !errors.As(err, &e) || e.Path != "N" {
		t.Errorf("Fill with a bad value = %v", err)
	}
}

func TestAssign(t *testing.T) {
	var v ResetPasswordResponse
	for _, row := range []struct {
		member string
		value  any
		want   bool
	}{
		{"ResponseStatus", &ResponseStatus{}, true}, {"responsestatus", ResponseStatus{}, true}, {"Description", "x", true},
		{"Description", text("y"), true}, {"Heading", nil, true}, {"Nope", 1, false}, {"SystemUserId", "x", false}, {"SystemUserId", int64(7), false},
	} {
		if got := codec.Assign(&v, row.member, row.value); got != row.want {
			t.Errorf("Assign(%s, %v) = %v, want %v", row.member, row.value, got, row.want)
		}
	}
	if v.ResponseStatus == nil || *v.Description != "y" || v.Heading != nil {
		t.Errorf("Assign set %+v", v)
	}
	if codec.Assign(v, "Heading", "x") || codec.Assign(nil, "Heading", "x") {
		t.Error("Assign sets what is no pointer")
	}
}

func TestTypeNames(t *testing.T) {
	for want, v := range map[string]any{
		"WebService.ServiceModel.ResetPassword": &ResetPassword{}, "Codec.Item": Item{}, "Codec.Item[]": &Array[*Item]{}, "": nil,
		"codec_test.tag": tag(""),
	} {
		if got := codec.TypeName(v); got != want {
			t.Errorf("TypeName(%T) = %q, want %q", v, got, want)
		}
	}
}

// An uneven enum has forgotten a name.
type uneven int

func (uneven) Enum() ([]string, []int64, bool) { return []string{"One"}, []int64{1, 2}, false }

func TestDeclarationsThatCannotBe(t *testing.T) {
	for _, row := range []struct {
		v    any
		text string // end of the error's
	}{
		{struct{ F func() }{}, ".F: func() cannot be written by any format"},
		{struct{ C chan int }{}, ".C: chan int cannot be written by any format"},
		{struct {
			X int `dto:"nonsense"`
		}{}, `.X: unknown option "nonsense" in the dto tag`},
		{struct {
			X int `dto:"order=x"`
		}{}, `.X: "order=x" in the dto tag is no whole number`},
		{struct{ *Item }{}, ".Item: a base class is embedded by value, not as *codec_test.Item"},
		{struct{ T time.Duration }{}, ".T: time.Duration counts nanoseconds; a TimeSpan is a codec.TimeSpan"},
		{struct{ C uneven }{}, ".C: codec_test.uneven.Enum gives 1 names and 2 values"},
		{map[string]func(){}, "codec: not supported: func() cannot be written by any format"},
		{[]complex64{}, "codec: not supported: complex64 cannot be written by any format"},
	} {
		v := row.v
		if err := codec.Compile(v); !errors.Is(err, codec.ErrUnsupported) || !strings.HasSuffix(err.Error(), row.text) {
			t.Errorf("Compile(%T) = %v, want ErrUnsupported, %q", v, err, row.text)
		}
		if _, err := codec.JSON(codec.TextOptions{}).Append(nil, v); err == nil {
			t.Errorf("Append(%T) succeeds", v)
		}
	}
	if err := codec.JSON(codec.TextOptions{}).Decode([]byte("{}"), fuzzed{}); !errors.Is(err, codec.ErrUnsupported) {
		t.Errorf("Decode into no pointer = %v", err)
	}
}

func TestMembers(t *testing.T) {
	got, err := codec.Members(&fuzzed{}, codec.TextOptions{Case: codec.CamelCase})
	if err != nil || len(got) != 8 || got[0].Name != "id" || !got[1].Text {
		t.Errorf("Members = %v, %v", got, err)
	}
	if _, err := codec.Members(1, codec.TextOptions{}); err == nil {
		t.Error("Members of a number")
	}
}

func TestLenientXML(t *testing.T) {
	text := `<ResetPassword xmlns="urn:other"><Password>p</Password><emailaddress>e</emailaddress><Password>q</Password><ApiKey xmlns="">k</ApiKey></ResetPassword>`
	var v ResetPassword
	if err := codec.XML(codec.XMLOptions{Lenient: true}).Decode([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	if *v.Password != "q" || *v.EmailAddress != "e" || *v.ApiKey != "k" {
		t.Errorf("read %+v", v)
	}
	if err := codec.XML(codec.XMLOptions{}).Decode([]byte(text), &v); err == nil {
		t.Error("the strict reader accepts another namespace")
	}
}

func TestScopeNames(t *testing.T) {
	o := codec.TextOptions{}.Scope("edv,inv,invid,ide:0,eti,iti,i,elun,dh:rfc1123,tsh:sf,pc:l,teai,sdtc,auu,au,auo,tode,cotisd,ttpptv,ttpnt,nope,eccn:false")
	want := codec.TextOptions{
		ExcludeDefaults: true, IncludeNulls: true, IncludeNullsInMaps: true, ExcludeDefaultEnums: true, ExcludeTypes: true, IncludeTypes: true,
		Indent: true, Case: codec.SnakeCase, Dates: codec.RFC1123, StandardSpans: true, LenientNames: true, EnumsAsNumbers: true,
		SkipDateConversion: true, AlwaysUTC: true, AssumeUTC: true, AppendUTCOffset: true, Strict: true, StringDictionaries: true, ParsePrimitives: true,
	}
	if d := cmp.Diff(want, o); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	for list, dates := range map[string]codec.DateHandler{
		"dh:to": codec.TimestampOffset, "dh:dcjsc": codec.DCJSCompatible, "dh:iso8601": codec.ISO8601, "dh:iso8601do": codec.ISO8601DateOnly,
		"dh:iso8601dt": codec.ISO8601DateTime, "DH:UT": codec.UnixTime, "dh:utm": codec.UnixTimeMs, "tsh:df": codec.TimestampOffset,
	} {
		if got := (codec.TextOptions{}).Scope(list).Dates; got != dates {
			t.Errorf("Scope(%s).Dates = %v, want %v", list, got, dates)
		}
	}
	for list, spelling := range map[string]codec.Case{
		"eccn": codec.CamelCase, "epcn": codec.PascalCase, "tc:cc": codec.CamelCase, "tc:pc": codec.PascalCase, "tc:sc": codec.SnakeCase,
		"eccn,eccn:false": codec.CamelCase, "epcn,eccn:0": codec.PascalCase, // JsConfig.CreateScope: off, a spelling changes nothing
	} {
		if got := (codec.TextOptions{}).Scope(list).Case; got != spelling {
			t.Errorf("Scope(%s).Case = %v, want %v", list, got, spelling)
		}
	}
	// JsConfig.CreateScope splits at commas and the first colon, takes no blanks away, and takes all but false and 0 for a yes.
	for list, on := range map[string]bool{"inv": true, "INV:": true, "inv:no": true, " inv": false, "inv :1": false, "inv:False": false, "inv,inv:0": false} {
		if got := (codec.TextOptions{}).Scope(list).IncludeNulls; got != on {
			t.Errorf("Scope(%q).IncludeNulls = %v, want %v", list, got, on)
		}
	}
	// contract/corrections-http.md B: eccn:false does not switch the host's camelCase off.
	if got := (codec.TextOptions{Case: codec.CamelCase}).Scope("eccn:false").Case; got != codec.CamelCase {
		t.Errorf("Scope(eccn:false).Case of a camelCase host = %v, want %v", got, codec.CamelCase)
	}
}

// Into a buffer that is used again. The least of several runs counts, because pools lose something now and then: at a collection, and on purpose with -race.
func TestEncodeAllocatesNothing(t *testing.T) {
	for _, c := range []struct {
		codec codec.Codec
		value any
	}{
		{codec.JSON(codec.TextOptions{}), benchMaps()},
		{codec.JSV(codec.TextOptions{}), benchMaps()},
		{codec.XML(codec.XMLOptions{}), benchLists()},
	} {
		dst := mustAppend(t, c.codec, c.value)
		least := math.Inf(1)
		for range 100 {
			least = min(least, testing.AllocsPerRun(1, func() { dst, _ = c.codec.Append(dst[:0], c.value) }))
		}
		if least > 0 {
			t.Errorf("%s: Append allocates %v times, want 0", c.codec.Name(), least)
		}
	}
}
