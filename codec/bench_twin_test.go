package codec_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// What encoding/xml needs to write the document of BenchmarkEncodeXML: the namespaces by hand, a struct for each wrapper.
type (
	goXMLResponse struct {
		XMLName xml.Name `xml:"benchResponse"`
		I       string   `xml:"xmlns:i,attr"`
		NS      string   `xml:"xmlns,attr"`

		UserId, SessionId, UserName, DisplayName, BearerToken, RefreshToken string

		Expires        time.Time
		ProfileUrl     string
		Roles          goXMLTexts
		Permissions    goXMLTexts
		Attempts       int
		Confirmed      bool
		ResponseStatus *goXMLStatus
		Meta           goXMLMeta2
	}
	goXMLStatus struct {
		ErrorCode, Message string

		Errors struct{ ResponseError []goXMLError }
		Meta   goXMLMeta3
	}
	goXMLError struct{ ErrorCode, FieldName, Message string }
	goXMLTexts struct {
		NS    string   `xml:"xmlns:d2p1,attr"`
		Items []string `xml:"d2p1:string"`
	}
	goXMLMeta2 struct {
		NS    string       `xml:"xmlns:d2p1,attr"`
		Items []goXMLPair2 `xml:"d2p1:KeyValueOfstringstring"`
	}
	goXMLMeta3 struct {
		NS    string       `xml:"xmlns:d3p1,attr"`
		Items []goXMLPair3 `xml:"d3p1:KeyValueOfstringstring"`
	}
	goXMLPair2 struct {
		Key   string `xml:"d2p1:Key"`
		Value string `xml:"d2p1:Value"`
	}
	goXMLPair3 struct {
		Key   string `xml:"d3p1:Key"`
		Value string `xml:"d3p1:Value"`
	}
)

// What it needs to read that document.
type (
	goXMLRead struct {
		UserId, SessionId, UserName, DisplayName, BearerToken, RefreshToken string

		Expires        time.Time
		ProfileUrl     string
		Roles          goXMLStrings
		Permissions    goXMLStrings
		Attempts       int
		Confirmed      bool
		ResponseStatus *goXMLReadStatus
		Meta           goXMLReadMeta
	}
	goXMLReadStatus struct {
		ErrorCode, Message string

		Errors struct{ ResponseError []goXMLError }
		Meta   goXMLReadMeta
	}
	goXMLStrings struct {
		Items []string `xml:"string"`
	}
	goXMLReadMeta struct {
		Items []goXMLPair `xml:"KeyValueOfstringstring"`
	}
	goXMLPair struct{ Key, Value string }
)

const (
	xmlArrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
	xmlSchema = "http://www.w3.org/2001/XMLSchema-instance"
	xmlTypes  = "http://schemas.servicestack.net/types"
)

func goXMLValue() *goXMLResponse {
	v := benchLists()
	out := &goXMLResponse{
		I: xmlSchema, NS: xmlTypes, UserId: v.UserId, SessionId: v.SessionId, UserName: v.UserName, DisplayName: v.DisplayName,
		BearerToken: v.BearerToken, RefreshToken: v.RefreshToken, Expires: v.Expires, ProfileUrl: v.ProfileUrl,
		Roles: goXMLTexts{xmlArrays, v.Roles}, Permissions: goXMLTexts{xmlArrays, v.Permissions}, Attempts: v.Attempts, Confirmed: v.Confirmed,
		ResponseStatus: &goXMLStatus{ErrorCode: v.ResponseStatus.ErrorCode, Message: v.ResponseStatus.Message, Meta: goXMLMeta3{NS: xmlArrays}},
		Meta:           goXMLMeta2{NS: xmlArrays},
	}
	for _, e := range v.ResponseStatus.Errors {
		out.ResponseStatus.Errors.ResponseError = append(out.ResponseStatus.Errors.ResponseError, goXMLError{e.ErrorCode, e.FieldName, e.Message})
	}
	for _, p := range v.ResponseStatus.Meta {
		out.ResponseStatus.Meta.Items = append(out.ResponseStatus.Meta.Items, goXMLPair3{p.Key, p.Value})
	}
	for _, p := range v.Meta {
		out.Meta.Items = append(out.Meta.Items, goXMLPair2{p.Key, p.Value})
	}
	return out
}

func goXMLReadValue() goXMLRead {
	v := goXMLValue()
	out := goXMLRead{
		UserId: v.UserId, SessionId: v.SessionId, UserName: v.UserName, DisplayName: v.DisplayName,
		BearerToken: v.BearerToken, RefreshToken: v.RefreshToken, Expires: v.Expires, ProfileUrl: v.ProfileUrl,
		Roles: goXMLStrings{v.Roles.Items}, Permissions: goXMLStrings{v.Permissions.Items}, Attempts: v.Attempts, Confirmed: v.Confirmed,
		ResponseStatus: &goXMLReadStatus{ErrorCode: v.ResponseStatus.ErrorCode, Message: v.ResponseStatus.Message, Errors: v.ResponseStatus.Errors},
	}
	for _, p := range v.ResponseStatus.Meta.Items {
		out.ResponseStatus.Meta.Items = append(out.ResponseStatus.Meta.Items, goXMLPair(p))
	}
	for _, p := range v.Meta.Items {
		out.Meta.Items = append(out.Meta.Items, goXMLPair(p))
	}
	return out
}

// TestTwins holds the sides of the benchmarks to the same work: the same document written, the same values read from it.
func TestTwins(t *testing.T) {
	ours := mustAppend(t, codec.XML(codec.XMLOptions{OmitDeclaration: true}), benchLists())
	theirs, err := xml.Marshal(goXMLValue())
	if err != nil {
		t.Fatal(err)
	}
	if theirs := strings.ReplaceAll(string(theirs), "&#39;", "'"); theirs != string(ours) {
		t.Errorf("encoding/xml writes\n%s, want\n%s", theirs, ours)
	}
	var read goXMLRead
	if err := xml.Unmarshal(ours, &read); err != nil || !reflect.DeepEqual(read, goXMLReadValue()) {
		t.Errorf("encoding/xml reads\n%+v, %v, want\n%+v", read, err, goXMLReadValue())
	}
	var own benchResponse[benchPairs]
	if err := codec.XML(codec.XMLOptions{}).Decode(ours, &own); err != nil || !reflect.DeepEqual(&own, benchLists()) {
		t.Errorf("XML().Decode = %+v, %v, want %+v", own, err, benchLists())
	}
	data := mustAppend(t, benchJSON(), benchMaps())
	for name, decode := range map[string]func([]byte, any) error{"encoding/json": json.Unmarshal, "codec": benchJSON().Decode} {
		var v benchResponse[benchMap]
		err := decode(data, &v)
		v.Expires = v.Expires.UTC() // .NET makes it the server's time
		if err != nil || !reflect.DeepEqual(&v, benchMaps()) {
			t.Errorf("%s reads %+v, %v, want %+v", name, v, err, benchMaps())
		}
	}
}

func mustAppend(t testing.TB, c codec.Codec, v any) []byte {
	t.Helper()
	data, err := c.Append(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A reused buffer is what the encoders of the standard library write each document to, as ours do: they are faster so than
// their Marshal, which allocates the document.
type reused struct{ *bytes.Buffer }

func (r reused) Write(data []byte) (int, error) {
	r.Reset()
	return r.Buffer.Write(data)
}

// BenchmarkRatio compares each format with its yardstick by turns, and prints how many times as fast it is.
func BenchmarkRatio(b *testing.B) {
	maps, pairs, twin := benchMaps(), benchLists(), goXMLValue()
	dst := make([]byte, 0, 1<<12)
	goJSON, goXML := json.NewEncoder(reused{new(bytes.Buffer)}), xml.NewEncoder(reused{new(bytes.Buffer)})
	appendTo := func(c codec.Codec, v any) func() error {
		return func() error { _, err := c.Append(dst, v); return err }
	}
	jsonText, jsvText := mustAppend(b, benchJSON(), maps), mustAppend(b, codec.JSV(codec.TextOptions{}), maps)
	xmlText := mustAppend(b, codec.XML(codec.XMLOptions{}), pairs)
	readMaps := func(decode func([]byte, any) error, data []byte) func() error {
		return func() error { var v benchResponse[benchMap]; return decode(data, &v) }
	}
	readXML := codec.XML(codec.XMLOptions{})
	readPairs := func() error { var v benchResponse[benchPairs]; return readXML.Decode(xmlText, &v) }
	for _, tt := range []struct {
		name         string
		ours, theirs func() error
	}{
		{"EncodeJSON/encoding-json", appendTo(benchJSON(), maps), func() error { return goJSON.Encode(maps) }},
		{"EncodeJSON/encoding-json-Marshal", appendTo(benchJSON(), maps), func() error { _, err := json.Marshal(maps); return err }},
		{"DecodeJSON/encoding-json", readMaps(benchJSON().Decode, jsonText), readMaps(json.Unmarshal, jsonText)},
		{"EncodeJSV/our-JSON", appendTo(codec.JSV(codec.TextOptions{}), maps), appendTo(benchJSON(), maps)},
		{"DecodeJSV/our-JSON", readMaps(codec.JSV(codec.TextOptions{}).Decode, jsvText), readMaps(benchJSON().Decode, jsonText)},
		{"EncodeXML/encoding-xml", appendTo(codec.XML(codec.XMLOptions{}), pairs), func() error { return goXML.Encode(twin) }},
		{"EncodeXML/encoding-xml-Marshal", appendTo(codec.XML(codec.XMLOptions{}), pairs), func() error { _, err := xml.Marshal(twin); return err }},
		{"DecodeXML/encoding-xml", readPairs, func() error { var v goXMLRead; return xml.Unmarshal(xmlText, &v) }},
	} {
		b.Run(tt.name, func(b *testing.B) { benchRatio(b, tt.ours, tt.theirs) })
	}
}

// benchRatio runs both by turns, so that what else the machine does meets both. It reports the ratio of the sums, collecting
// garbage included, and of the medians, which know of neither garbage nor neighbors.
func benchRatio(b *testing.B, ours, theirs func() error) {
	const turn = 8 // shorter than what a scheduler gives
	var times [2][]time.Duration
	var sums [2]time.Duration
	for b.Loop() {
		for side, run := range []func() error{ours, theirs} {
			start := time.Now()
			for range turn {
				if err := run(); err != nil {
					b.Fatal(err)
				}
			}
			took := time.Since(start)
			times[side] = append(times[side], took)
			sums[side] += took
		}
	}
	slices.Sort(times[0])
	slices.Sort(times[1])
	mid := len(times[0]) / 2
	b.ReportMetric(float64(times[0][mid].Nanoseconds())/turn, "ours-ns")
	b.ReportMetric(float64(times[1][mid].Nanoseconds())/turn, "theirs-ns")
	b.ReportMetric(float64(times[1][mid])/float64(times[0][mid]), "x-median")
	b.ReportMetric(float64(sums[1])/float64(sums[0]), "x")
	b.ReportMetric(0, "ns/op")
}
