package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
)

// bless writes the body that a derived document is answered with now in place of the one it has, where BLESS is set. "make bless" prints the difference
// for a person to judge. What is documented or recorded is never written: there the answer is wrong, not the document.
func bless(t *testing.T, d *fixtures.Document, want fixtures.Answer, body string) {
	t.Helper()
	if os.Getenv("BLESS") == "" || d.Status != "derived" || body == want.Body {
		return
	}
	name := filepath.Join("..", "..", "..", "fixtures", d.System, d.Operation, fmt.Sprintf("%s.%d.%s", d.Case, want.Status, want.Format))
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}
