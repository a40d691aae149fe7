package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestDemonstrationKeepsOut holds that no user with a known password gets into data that the demonstration did not begin.
func TestDemonstrationKeepsOut(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	begin := func() error {
		_, _, err := settle(sources{file: os.DevNull, getenv: func(string) string { return "" }, flags: map[string]string{"data": folder}, demo: true})
		return err
	}
	for range 2 {
		if err := begin(); err != nil {
			t.Fatalf("a folder of its own: %v", err)
		}
		if err := os.WriteFile(filepath.Join(folder, dataFile), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(folder, demoMark)); err != nil {
		t.Fatal(err)
	}
	var wrong mistake
	if err := begin(); !errors.As(err, &wrong) || wrong.key != "data" {
		t.Errorf("a folder with other data: %v, want a mistake in data", err)
	}
}
