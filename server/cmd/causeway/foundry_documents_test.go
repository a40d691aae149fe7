package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/dto/foundry"
	"github.com/causeway-gateway/causeway/fixtures"
)

// documents reads the documents of a system.
func documents(t *testing.T, system string) []*fixtures.Document {
	t.Helper()
	all, err := fixtures.Documents(os.DirFS("../../../fixtures"), system)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("%s has no documents", system)
	}
	return all
}

// acceptLine is the header of a document that asks for a format.
var acceptLine = regexp.MustCompile(`(?m)^Accept: .*\n`)

// ways are the documented ways to ask for a format. Each makes a request of a document's.
var ways = []struct {
	name string
	ask  func(request, format string) string
}{
	{"accept", func(request, format string) string {
		return acceptLine.ReplaceAllLiteralString(request, "Accept: "+mediaType(format)+"\n")
	}},
	{"suffix", func(request, format string) string {
		return strings.Replace(acceptLine.ReplaceAllLiteralString(request, ""), " HTTP/1.1\n", "."+format+" HTTP/1.1\n", 1)
	}},
	{"query", func(request, format string) string {
		return strings.Replace(acceptLine.ReplaceAllLiteralString(request, ""), " HTTP/1.1\n", "?format="+format+" HTTP/1.1\n", 1)
	}},
}

// replay sends each document in each format and each way to a system of its own that prepare has filled in the request for.
func replay(t *testing.T, system string, prepare func(t *testing.T, request string) (h *harness, ready string), settle func(string) string) {
	for _, d := range documents(t, system) {
		for _, want := range d.Answers {
			for _, way := range ways {
				t.Run(strings.Join([]string{d.Operation, d.Case, want.Format, way.name}, "/"), func(t *testing.T) {
					t.Parallel()
					h, request := prepare(t, way.ask(d.Request, want.Format))
					got := h.raw(request)
					bless(t, d, want, settle(got.body))
					if got.status != want.Status || settle(got.body) != want.Body {
						t.Errorf("%s (%s, %s)\n got: %d %q\nwant: %d %q", d.Name(), d.Status, d.Source, got.status, settle(got.body), want.Status, want.Body)
					}
				})
			}
		}
	}
}

// TestFoundryDocuments replays Foundry's documents. The clock stands where their codes are those of the demonstration's authenticators.
func TestFoundryDocuments(t *testing.T) {
	drawn := regexp.MustCompile(`secret=[A-Z2-7]{32}`)
	replay(t, "foundry", func(t *testing.T, request string) (*harness, string) {
		f := startFoundry(t)
		for _, id := range []string{"olga", "nick"} {
			if strings.Contains(request, "${"+id+"}") {
				f.clock.advance(-30 * time.Second)
				request = strings.ReplaceAll(request, "${"+id+"}", f.signIn(id))
			}
		}
		if strings.Contains(request, "${expired}") {
			request = strings.ReplaceAll(request, "${expired}", f.signIn("nick"))
			f.clock.advance(2 * time.Hour)
		}
		return f.harness, request
	}, func(body string) string {
		return drawn.ReplaceAllString(body, "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	})
}

// A sample is what a document shows of one message, with placeholders for values.
type sample struct {
	file    string
	message any
	decode  func([]byte, any) error
	append  func([]byte, any) ([]byte, error)
	compact func(string) string // the sample as it goes over the wire, without the layout of the page
}

// spelled reads each sample into its message and writes it again: names, order, nesting and namespaces are the document's.
func spelled(t *testing.T, samples []sample) {
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			text, err := os.ReadFile("../../../fixtures/" + s.file)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.decode(text, s.message); err != nil {
				t.Fatalf("read the sample: %v", err)
			}
			got, err := s.append(nil, s.message)
			if want := s.compact(string(text)); err != nil || string(got) != want {
				t.Errorf("written again\n got: %s (%v)\nwant: %s", got, err, want)
			}
		})
	}
}

func TestFoundrySamples(t *testing.T) {
	jsv := codec.JSV(codec.TextOptions{Case: codec.CamelCase})
	compact := strings.NewReplacer("\n", "", "\t", "", " ", "").Replace
	spelled(t, []sample{
		{"foundry/ResetTwoFactorAuthenticationRequest/request.sample.jsv", new(foundry.ResetTwoFactorAuthenticationRequest), jsv.Decode, jsv.Append, compact},
		{"foundry/ResetTwoFactorAuthenticationRequest/response.sample.jsv", new(foundry.ResetTwoFactorAuthenticationResponse), jsv.Decode, jsv.Append, compact},
		{"foundry/GenerateTwoFactorAuthenticationKeyRequest/request.sample.jsv", new(foundry.GenerateTwoFactorAuthenticationKeyRequest), jsv.Decode, jsv.Append, compact},
		{"foundry/GenerateTwoFactorAuthenticationKeyRequest/response.sample.jsv", new(foundry.GenerateTwoFactorAuthenticationKeyResponse), jsv.Decode, jsv.Append, compact},
	})
}

func TestAntelSamples(t *testing.T) {
	xml := codec.XML(codec.XMLOptions{})
	compact := func(text string) string {
		return `<?xml version="1.0" encoding="utf-8"?>` + strings.ReplaceAll(text, "\n", "")
	}
	spelled(t, []sample{
		{"antel/ResetPassword/request.sample.xml", new(antel.ResetPassword), xml.Decode, xml.Append, compact},
		{"antel/ResetPassword/response.sample.xml", new(antel.ResetPasswordResponse), xml.Decode, xml.Append, compact},
	})
}
