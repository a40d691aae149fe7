package codec_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// TestRows compares rows with those of ServiceStack.Text.
func TestRows(t *testing.T) {
	exclude := codec.TextOptions{ExcludeDefaults: true}
	for _, tt := range []struct {
		name  string
		codec codec.Codec
		value any
		want  string
	}{
		{"numbers by name are pairs", codec.CSV(codec.TextOptions{}), Dict[string, int32]{{Key: "a", Value: 1}, {Key: "b", Value: 2}},
			"Key,Value\r\n\"{Key:a,Value:1}\",\"{Key:b,Value:2}\"\r\n"},
		{"numbers by name are pairs", codec.JSONL(codec.TextOptions{}), Dict[string, int32]{{Key: "a", Value: 1}, {Key: "b", Value: 2}},
			"{\"Key\":\"a\",\"Value\":1}\n{\"Key\":\"b\",\"Value\":2}\n"},
		{"no pairs", codec.CSV(codec.TextOptions{}), &StringResponse{Meta: Dict[*string, *string]{}}, "Key,Value\r\n\r\n"},
		{"a pair without a value", codec.CSV(codec.TextOptions{}), &StringResponse{Meta: Dict[*string, *string]{{Key: text("a")}}},
			"Key,Value\r\n\"{Key:a}\"\r\n"},
		{"a pair without a value", codec.JSONL(codec.TextOptions{}), &StringResponse{Meta: Dict[*string, *string]{{Key: text("a")}}},
			"{\"Key\":\"a\"}\n"},
		{"one pair", codec.CSV(codec.TextOptions{}), Kvp[string, int32]{Key: "a", Value: 1}, "{Key:a,Value:1}"},
		{"pairs of texts", codec.JSONL(codec.TextOptions{}), []Kvp[string, *string]{{Key: "a", Value: text("b")}}, `[{"Key":"a","Value":"b"}]`},
		{"a column counts where any row has a value", codec.CSV(exclude), []*Item{{Id: 0, Name: text("x")}, {Id: 2}}, "Id,Name\r\n0,x\r\n2,\r\n"},
		{"no row, no column", codec.CSV(exclude), []*Item{}, ""},
		{"rows without columns", codec.CSV(codec.TextOptions{}), []*Empty{{}, {}}, "\r\n\r\n"},
		{"a text is a list of characters", codec.CSV(codec.TextOptions{}), "a,{", "a,\",\",\"{\"\r\n"},
		{"a text is a list of characters", codec.JSONL(codec.TextOptions{}), "a\"", "\"a\"\n\"\\\"\"\n"},
		{"characters", codec.CSV(codec.TextOptions{}), []codec.Char{'a', ',', '{'}, "a,\",\",\"{\"\r\n"},
		{"an object that is null", codec.JSONL(codec.TextOptions{}), &DcExplicit{Id: 1}, "\n"},
	} {
		if got, err := tt.codec.Append(nil, tt.value); string(got) != tt.want || err != nil {
			t.Errorf("%s: %s = %q, %v, want %q", tt.name, tt.codec.Name(), got, err, tt.want)
		}
	}
}

// TestFoundTexts writes empty texts found in interfaces, where only nil is a null, and maps that are null in a list.
func TestFoundTexts(t *testing.T) {
	empty := &KnownHolder{O: ""}
	for _, tt := range []struct {
		codec codec.Codec
		value any
		want  string
	}{
		{codec.JSON(codec.TextOptions{}), []any{"", nil}, `["",null]`},
		{codec.JSV(codec.TextOptions{}), []any{"", nil}, `["",]`},
		{codec.JSON(codec.TextOptions{}), map[string]any{"a": ""}, `{"a":""}`},
		{codec.SystemTextJSON(codec.TextOptions{}), []any{"", nil}, `["",null]`},
		{codec.XML(codec.XMLOptions{OmitDeclaration: true}), empty, `<KnownHolder xmlns:i="http://www.w3.org/2001/XMLSchema-instance" ` +
			`xmlns="http://schemas.datacontract.org/2004/07/Codec"><A i:nil="true" /><L i:nil="true" />` +
			`<O xmlns:d2p1="http://www.w3.org/2001/XMLSchema" i:type="d2p1:string"></O></KnownHolder>`},
		{codec.XmlSerializer(codec.XmlSerializerOptions{}), empty, `<KnownHolder xmlns:xsd="http://www.w3.org/2001/XMLSchema" ` +
			`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><O xsi:type="xsd:string"></O></KnownHolder>`},
		{codec.JSV(codec.TextOptions{}), []Dict[string, *string]{nil, {{Key: "a", Value: text("b")}}}, `[null,{a:b}]`},
	} {
		if got, err := tt.codec.Append(nil, tt.value); string(got) != tt.want || err != nil {
			t.Errorf("%s of %v = %s, %v, want %s", tt.codec.Name(), tt.value, got, err, tt.want)
		}
	}
}

// TestRounding writes times and spans that .NET's arithmetic rounds.
func TestRounding(t *testing.T) {
	zone := notation{time.UTC}
	for _, tt := range []struct {
		value any
		want  string
	}{
		{codec.TimeSpan(4213241297237382812), `"P4876436DT16H28M43.7382813S"`}, // a float64 in the middle between two ticks
		{codec.TimeSpan(1), `"PT0.0000001S"`},
		{codec.TimeSpan(599999999), `"PT59.9999999S"`},
		{zone.time(2208988800_0000000-1+3000000000_0000000+unixTicks*secondTicks, "Utc"), `"\/Date(5208988800000)\/"`},
		{zone.time(9999999+unixTicks*secondTicks, "Utc"), `"\/Date(999)\/"`},
		{zone.time(1, "Utc"), `"\/Date(-62135596800000)\/"`},
		{zone.time(3155378975999999999, "Utc"), `"\/Date(253402300799999)\/"`}, // the original's 253402300800000 is no time
	} {
		if got, err := codec.JSON(codec.TextOptions{}).Append(nil, tt.value); string(got) != tt.want || err != nil {
			t.Errorf("JSON of %v = %s, %v, want %s", tt.value, got, err, tt.want)
		}
	}
}

// A bad byte is one character of the value, in a query too, and takes none of its end away.
func TestBindBadBytes(t *testing.T) {
	var v struct{ Tags []string }
	err := codec.Bind(&v, []codec.Pair{{Name: "tags", Value: "a\xfcbc,d"}}, codec.TextOptions{})
	if got, want := fmt.Sprintf("%+q", v.Tags), `["a\ufffdbc" "d"]`; got != want || err != nil {
		t.Errorf("Bind = %s, %v, want %s", got, err, want)
	}
}

// TestReadRows compares what is read of rows with what ServiceStack.Text reads.
func TestReadRows(t *testing.T) {
	csv, js := codec.CSV(codec.TextOptions{}), codec.JSON(codec.TextOptions{})
	for _, tt := range []struct {
		into any
		text string
		want string
	}{
		{new([]Dict[string, *string]), "Id ,Name\r\n1,\"a,b\"\r\n,\"\"\r\n", `[{"Id ":"1","Name":"a,b"},{}]`},
		{new([]string), "\"a,b\",c\r\n", `["a,b","c"]`},
		{new([]string), "\"a,b\",c\r\nd\r\n \r\n", `["\"a,b\",c","d"," "]`}, // of several lines each is one text
		{new([]string), "a\xfcbc,d\r\n", "[\"a\ufffdbc\",\"d\"]"},           // a bad byte is one character, and takes none away
		{new([]int32), "1,2\r\n", `[1,2]`},
		{new([]int32), "1\r\n2\r\n", `[1,2]`},
	} {
		err := csv.Decode([]byte(tt.text), tt.into)
		if got, _ := js.Append(nil, tt.into); string(got) != tt.want || err != nil {
			t.Errorf("CSV %q = %s, %v, want %s", tt.text, got, err, tt.want)
		}
	}
	if err := csv.Decode([]byte("Id,Name\r\n1\r\n"), new([]Dict[string, *string])); err == nil {
		t.Error("CSV with a missing cell: no error")
	}
}

func TestListOf(t *testing.T) {
	a, b := "a", "b"
	for _, row := range []struct {
		items []any
		want  any
	}{
		{[]any{&a, nil, &b}, []*string{&a, nil, &b}},
		{[]any{int32(5), int32(6)}, []int32{5, 6}},
		{[]any{int32(5), nil}, nil},
		{[]any{&a, "b"}, nil},
		{[]any{nil, nil}, nil},
		{nil, nil},
	} {
		if got := codec.ListOf(row.items); !reflect.DeepEqual(got, row.want) {
			t.Errorf("ListOf(%v) = %v, want %v", row.items, got, row.want)
		}
	}
}

// TestFirstList has the rows of a list in a class that asks for them, as CsvSerializer.GetWriteFn and GetReadFn choose them, and in no other.
func TestFirstList(t *testing.T) {
	type line struct{ Id int }
	type plain struct {
		Total int
		Lines []line
	}
	type listed struct {
		_     struct{} `csv:""`
		Total int
		Lines []line
	}
	lines := []line{{1}, {2}}
	for _, tt := range []struct {
		value any
		want  string
	}{
		{plain{2, lines}, "Total,Lines\r\n2,\"[{Id:1},{Id:2}]\"\r\n"},
		{listed{Total: 2, Lines: lines}, "Id\r\n1\r\n2\r\n"},
	} {
		if got, err := codec.CSV(codec.TextOptions{}).Append(nil, tt.value); string(got) != tt.want || err != nil {
			t.Errorf("CSV of %v = %q, %v, want %q", tt.value, got, err, tt.want)
		}
	}
	var read listed
	if err := codec.CSV(codec.TextOptions{}).Decode([]byte("Id\r\n1\r\n2\r\n"), &read); err != nil || !slices.Equal(read.Lines, lines) {
		t.Errorf("Decode = %v, %v, want %v", read, err, lines)
	}
}
