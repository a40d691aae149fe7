// Package bench compares Causeway's JSON with the fastest JSON libraries for Go, on one document of 1 KB. It is a module of
// its own, so that nobody who uses Causeway gets those libraries with it: cd codec/bench && go test -bench .
package bench

import (
	"encoding/json"
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
		})
	}
}

// BenchmarkWhoWins prints where each library wins. They take turns of less than a millisecond, so that what else the machine
// does falls upon all of them, and all their turns count, so that collecting their garbage does.
func BenchmarkWhoWins(b *testing.B) {
	v, data := value(), document(b)
	all := libraries()
	encode, decode := make([]time.Duration, len(all)), make([]time.Duration, len(all))
	for b.Loop() {
		for range 100 {
			for i, l := range all {
				encode[i] += turn(b, func() error { _, err := l.encode(v); return err })
				decode[i] += turn(b, func() error { return l.decode(data, new(response)) })
			}
		}
	}
	summary(b, "encode", all, encode)
	summary(b, "decode", all, decode)
}

func turn(b *testing.B, call func() error) time.Duration {
	start := time.Now()
	for range 200 {
		if err := call(); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

func summary(b *testing.B, work string, all []library, took []time.Duration) {
	for i, l := range all[1:] {
		ratio := float64(took[i+1]) / float64(took[0])
		if ratio >= 1 {
			b.Logf("%s: causeway is %.2f times as fast as %s", work, ratio, l.name)
		} else {
			b.Logf("%s: %s is %.2f times as fast as causeway", work, l.name, 1/ratio)
		}
	}
}
