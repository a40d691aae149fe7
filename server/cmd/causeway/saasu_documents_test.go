package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/dto/saasu"
)

// TestSaasuDocuments replays Saasu's documents, each answer in its format, to a system of its own in which u1 has opted in.
func TestSaasuDocuments(t *testing.T) {
	for _, d := range documents(t, "saasu") {
		for _, want := range d.Answers {
			t.Run(strings.Join([]string{d.Operation, d.Case, want.Format}, "/"), func(t *testing.T) {
				s := startSaasu(t)
				id, otp := s.optIn(u1)
				request := strings.NewReplacer("${id}", fmt.Sprint(id), "${otp}", otp, "${wrong}", other(otp), "${key}", u1.key).
					Replace(acceptLine.ReplaceAllLiteralString(d.Request, "Accept: application/"+want.Format+"\n"))
				got := s.raw(request)
				bless(t, d, want, got.body)
				mediaType := "application/" + want.Format + "; charset=utf-8"
				if got.status != want.Status || got.body != want.Body || got.header.Get("Content-Type") != mediaType {
					t.Errorf("%s (%s, %s)\n got: %d %q %q\nwant: %d %q %q", d.Name(), d.Status, d.Source,
						got.status, got.header.Get("Content-Type"), got.body, want.Status, mediaType, want.Body)
				}
			})
		}
	}
}

func TestSaasuSamples(t *testing.T) {
	json, xml := codec.JsonNet(codec.JsonNetOptions{}), codec.XmlSerializer(codec.XmlSerializerOptions{})
	lines := regexp.MustCompile(`\n\s*`)
	compact := func(text string) string {
		return strings.ReplaceAll(lines.ReplaceAllString(text, ""), `": `, `":`)
	}
	const folder = "saasu/Verify2FAOptInRequest/"
	spelled(t, []sample{
		{folder + "request.sample.json", new(saasu.Verify2FAOptInRequest), json.Decode, json.Append, compact},
		{folder + "request.sample.xml", new(saasu.Verify2FAOptInRequest), xml.Decode, xml.Append, compact},
		{folder + "response.sample.json", new(saasu.BaseResponseModel), json.Decode, json.Append, compact},
		{folder + "response.sample.xml", new(saasu.BaseResponseModel), xml.Decode, xml.Append, compact},
	})
}
