// Package bench compares Causeway's JSON with the fastest JSON libraries for Go, on one document of 1 KB. It is a module of
// its own, so that nobody who uses Causeway gets those libraries with it: cd codec/bench && go test -bench .
package bench

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/bytedance/sonic"
	goccy "github.com/goccy/go-json"
	segmentio "github.com/segmentio/encoding/json"

	"github.com/causeway-gateway/causeway/codec"
)

// The DTO is like an AuthenticateResponse with an error in it. Its tags make all libraries write the same document.
type (
	response struct {
		_ struct{} `clr:"ServiceStack"`

		UserID         string            `json:"userID,omitempty"`
		SessionID      string            `json:"sessionID,omitempty"`
		UserName       string            `json:"userName,omitempty"`
		DisplayName    string            `json:"displayName,omitempty"`
		BearerToken    string            `json:"bearerToken,omitempty"`
		RefreshToken   string            `json:"refreshToken,omitempty"`
		Expires        time.Time         `json:"expires"`
		ProfileURL     string            `json:"profileURL,omitempty"`
		Roles          []string          `json:"roles,omitempty"`
		Permissions    []string          `json:"permissions,omitempty"`
		Attempts       int               `json:"attempts"`
		Confirmed      bool              `json:"confirmed"`
		ResponseStatus *status           `json:"responseStatus,omitempty"`
		Meta           map[string]string `json:"meta,omitempty"`
	}
	status struct {
		_ struct{} `clr:"ServiceStack"`

		ErrorCode string            `json:"errorCode,omitempty"`
		Message   string            `json:"message,omitempty"`
		Errors    []failure         `json:"errors,omitempty"`
		Meta      map[string]string `json:"meta,omitempty"`
	}
	failure struct {
		_ struct{} `clr:"ServiceStack"`

		ErrorCode string `json:"errorCode,omitempty"`
		FieldName string `json:"fieldName,omitempty"`
		Message   string `json:"message,omitempty"`
	}
)

func value() *response {
	return &response{
		UserID: "1042", SessionID: "qLbT7mWzP0sVx3nGfYhE", UserName: "ann@example.org", DisplayName: "Ann Example",
		BearerToken:  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMDQyIiwiaWF0IjoxNzAwMDAwMDAwfQ.Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4",
		RefreshToken: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVFIifQ.eyJzdWIiOiIxMDQyIn0.YmFyYmF6cXV4Zm9v",
		Expires:      time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC), ProfileURL: "/users/1042/picture.png",
		Roles: []string{"Admin", "Member", "Auditor"}, Permissions: []string{"read:all", "write:own"},
		Attempts: 3, Confirmed: true,
		ResponseStatus: &status{
			ErrorCode: "ValidationException", Message: "'Email Address' is not a valid email address.",
			Errors: []failure{
				{ErrorCode: "Email", FieldName: "EmailAddress", Message: "'Email Address' is not a valid email address."},
				{ErrorCode: "NotEmpty", FieldName: "FirstName", Message: "'First Name' must not be empty."},
			},
			Meta: map[string]string{"trace": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
		},
		Meta: map[string]string{"region": "eu-west", "tenant": "acme"},
	}
}

// A library is one way to write and read JSON, as its documentation shows it. Causeway's appends to a buffer that is used again.
type library struct {
	name   string
	encode func(v *response) ([]byte, error)
	decode func(data []byte, v *response) error
}

func libraries() []library {
	c := codec.JSON(codec.TextOptions{Case: codec.CamelCase, Dates: codec.ISO8601, AlwaysUTC: true})
	var buffer []byte
	return []library{
		{"causeway", func(v *response) (_ []byte, err error) {
			buffer, err = c.Append(buffer[:0], v)
			return buffer, err
		}, func(data []byte, v *response) error { return c.Decode(data, v) }},
		{"encoding/json", func(v *response) ([]byte, error) { return json.Marshal(v) }, func(data []byte, v *response) error { return json.Unmarshal(data, v) }},
		{"sonic", func(v *response) ([]byte, error) { return sonic.Marshal(v) }, func(data []byte, v *response) error { return sonic.Unmarshal(data, v) }},
		{"goccy/go-json", func(v *response) ([]byte, error) { return goccy.Marshal(v) }, func(data []byte, v *response) error { return goccy.Unmarshal(data, v) }},
		{"segmentio/encoding", func(v *response) ([]byte, error) { return segmentio.Marshal(v) }, func(data []byte, v *response) error { return segmentio.Unmarshal(data, v) }},
	}
}

// TestSameDocument makes sure that all libraries do the same work.
func TestSameDocument(t *testing.T) {
	for _, l := range libraries() {
		data, err := l.encode(value())
		if err != nil {
			t.Fatalf("%s: %v", l.name, err)
		}
		var read response
		if err := json.Unmarshal(data, &read); err != nil || !reflect.DeepEqual(&read, value()) {
			t.Errorf("%s writes %s, %v", l.name, data, err)
		}
		var own response
		if err := l.decode(document(t), &own); err != nil || !reflect.DeepEqual(&own, value()) {
			t.Errorf("%s reads %+v, %v", l.name, own, err)
		}
	}
}

func document(tb testing.TB) []byte {
	tb.Helper()
	data, err := json.Marshal(value())
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func BenchmarkEncode(b *testing.B) {
	v := value()
	for _, l := range libraries() {
		b.Run(l.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := l.encode(v); err != nil {
					b.Fatal(err)
				}
			}
			keep("encode", l.name, b)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	data := document(b)
	for _, l := range libraries() {
		b.Run(l.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var v response
				if err := l.decode(data, &v); err != nil {
					b.Fatal(err)
				}
			}
			keep("decode", l.name, b)
		})
	}
}

// times are the best of each benchmark, for the summary: with -count=5 what else the machine does counts less.
var times = map[string]map[string]time.Duration{"encode": {}, "decode": {}}

func keep(work, name string, b *testing.B) {
	if took := b.Elapsed() / time.Duration(b.N); times[work][name] == 0 || took < times[work][name] {
		times[work][name] = took
	}
}

// TestMain prints where each library wins, once the benchmarks have run.
func TestMain(m *testing.M) {
	flag.Parse()
	status := m.Run()
	for _, work := range []string{"encode", "decode"} {
		ours := times[work]["causeway"]
		for _, l := range libraries()[1:] {
			theirs := times[work][l.name]
			switch {
			case ours == 0 || theirs == 0:
			case ours <= theirs:
				fmt.Printf("%s: causeway is %.2f times as fast as %s\n", work, float64(theirs)/float64(ours), l.name)
			default:
				fmt.Printf("%s: %s is %.2f times as fast as causeway\n", work, l.name, float64(ours)/float64(theirs))
			}
		}
	}
	os.Exit(status)
}
