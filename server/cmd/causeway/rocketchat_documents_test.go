package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
)

// TestRocketChatDocuments sends what the document shows and compares what comes back, byte for byte.
func TestRocketChatDocuments(t *testing.T) {
	documents, err := fixtures.Documents(os.DirFS("../../../fixtures"), "rocketchat")
	if err != nil {
		t.Fatal(err)
	}
	if len(documents) == 0 {
		t.Fatal("no documents")
	}
	for _, d := range documents {
		t.Run(d.Name(), func(t *testing.T) {
			c := startChat(t)
			bob := c.signIn("bob")
			request := strings.NewReplacer("${root}", demoRootToken, "${root-id}", demoRootID, "${bob}", bob.token, "${bob-id}", bob.user).Replace(d.Request)
			got, want := c.checked(resetRoute, c.raw(request)), d.Answers[0]
			bless(t, d, want, got.body)
			if got.status != want.Status || got.body != want.Body {
				t.Errorf("%s = %d %s, want %d %s", d.Name(), got.status, got.body, want.Status, want.Body)
			}
			if reset := !c.factors(annID).TOTP; reset != (want.Status == http.StatusOK) {
				t.Errorf("%s answers %d; ann was reset: %t", d.Name(), got.status, reset)
			}
		})
	}
}
