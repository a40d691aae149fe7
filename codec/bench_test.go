package codec_test

import (
	"encoding/json"
	"encoding/xml"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// The DTO of the benchmarks: like an AuthenticateResponse with an error in it, about 1 KB of JSON.
type (
	benchResponse[M any] struct {
		_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

		UserId         string          `dto:"order=1"`
		SessionId      string          `dto:"order=2"`
		UserName       string          `dto:"order=3"`
		DisplayName    string          `dto:"order=4"`
		BearerToken    string          `dto:"order=6"`
		RefreshToken   string          `dto:"order=7"`
		Expires        time.Time       `dto:"order=8"`
		ProfileUrl     string          `dto:"order=9"`
		Roles          []string        `dto:"order=10"`
		Permissions    []string        `dto:"order=11"`
		Attempts       int             `dto:"order=12"`
		Confirmed      bool            `dto:"order=13"`
		ResponseStatus *benchStatus[M] `dto:"order=14"`
		Meta           M               `dto:"order=15"`
	}
	benchStatus[M any] struct {
		_ struct{} `clr:"ServiceStack" xmlns:"http://schemas.servicestack.net/types" contract:""`

		ErrorCode string       `dto:"order=1"`
		Message   string       `dto:"order=2"`
		Errors    []benchError `dto:"order=4"`
		Meta      M            `dto:"order=5"`
	}
	benchError struct {
		_ struct{} `clr:"ServiceStack" name:"ResponseError" xmlns:"http://schemas.servicestack.net/types" contract:""`

		ErrorCode string `dto:"order=1"`
		FieldName string `dto:"order=2"`
		Message   string `dto:"order=3"`
	}
	benchMap   = map[string]string
	benchPairs []benchPair // a map whose entries are in order
	benchPair  struct {
		_     struct{} `entry:""`
		Key   string
		Value string
	}
)

func benchValue[M any](trace, meta M) *benchResponse[M] {
	return &benchResponse[M]{
		UserId: "1042", SessionId: "qLbT7mWzP0sVx3nGfYhE", UserName: "ann@example.org", DisplayName: "Ann Example",
		BearerToken:  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMDQyIiwiaWF0IjoxNzAwMDAwMDAwfQ.Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4",
		RefreshToken: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVFIifQ.eyJzdWIiOiIxMDQyIn0.YmFyYmF6cXV4Zm9v",
		Expires:      time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC), ProfileUrl: "/users/1042/picture.png",
		Roles: []string{"Admin", "Member", "Auditor"}, Permissions: []string{"read:all", "write:own"},
		Attempts: 3, Confirmed: true,
		ResponseStatus: &benchStatus[M]{
			ErrorCode: "ValidationException", Message: "'Email Address' is not a valid email address.",
			Errors: []benchError{
				{ErrorCode: "Email", FieldName: "EmailAddress", Message: "'Email Address' is not a valid email address."},
				{ErrorCode: "NotEmpty", FieldName: "FirstName", Message: "'First Name' must not be empty."},
			},
			Meta: trace,
		},
		Meta: meta,
	}
}

const benchTrace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func benchMaps() *benchResponse[benchMap] {
	return benchValue(benchMap{"trace": benchTrace}, benchMap{"region": "eu-west", "tenant": "acme"})
}

func benchLists() *benchResponse[benchPairs] {
	return benchValue(benchPairs{{Key: "trace", Value: benchTrace}}, benchPairs{{Key: "region", Value: "eu-west"}, {Key: "tenant", Value: "acme"}})
}

func benchAppend(b *testing.B, c codec.Codec, v any) {
	dst, err := c.Append(nil, v)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		if dst, err = c.Append(dst[:0], v); err != nil {
			b.Fatal(err)
		}
	}
}

func benchDecode[M any](b *testing.B, c codec.Codec, v *benchResponse[M]) {
	data, err := c.Append(nil, v)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var v benchResponse[M]
		if err := c.Decode(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}

// benchJSON writes times as encoding/json does.
func benchJSON() codec.Codec { return codec.JSON(codec.TextOptions{Dates: codec.ISO8601}) }

func BenchmarkEncodeJSON(b *testing.B) { benchAppend(b, benchJSON(), benchMaps()) }
func BenchmarkEncodeJSV(b *testing.B)  { benchAppend(b, codec.JSV(codec.TextOptions{}), benchMaps()) }
func BenchmarkEncodeXML(b *testing.B)  { benchAppend(b, codec.XML(codec.XMLOptions{}), benchLists()) }

func BenchmarkDecodeJSON(b *testing.B) { benchDecode(b, benchJSON(), benchMaps()) }
func BenchmarkDecodeJSV(b *testing.B)  { benchDecode(b, codec.JSV(codec.TextOptions{}), benchMaps()) }
func BenchmarkDecodeXML(b *testing.B)  { benchDecode(b, codec.XML(codec.XMLOptions{}), benchLists()) }

func BenchmarkEncodeGoJSON(b *testing.B) {
	v := benchMaps()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeGoJSON(b *testing.B) {
	data := mustAppend(b, benchJSON(), benchMaps())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var v benchResponse[benchMap]
		if err := json.Unmarshal(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodeGoXML(b *testing.B) {
	v := goXMLValue()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xml.Marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeGoXML(b *testing.B) {
	data := mustAppend(b, codec.XML(codec.XMLOptions{}), benchLists())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var v goXMLRead
		if err := xml.Unmarshal(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}
