package codec_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A corpusFile is one input that others made.
type corpusFile struct {
	name string
	data []byte
}

// corpus reads fixtures/corpora/{name}.tar.gz, in the order of its names.
func corpus(t *testing.T, name string) []corpusFile {
	t.Helper()
	packed, err := os.ReadFile("../fixtures/corpora/" + name + ".tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var all []corpusFile
	for archive := tar.NewReader(plain); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("corpus %s: %v", name, err)
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			t.Fatalf("corpus %s: %s: %v", name, head.Name, err)
		}
		all = append(all, corpusFile{head.Name, data})
	}
}

// TestFixturesAreTheCorpus compares the copy with its source, where that is at hand.
func TestFixturesAreTheCorpus(t *testing.T) {
	sources, _ := filepath.Glob("../../shared/corpora/json/*.json")
	copies := corpus(t, "json")
	if len(copies) != 318 {
		t.Errorf("the copy has %d files, want 318", len(copies))
	}
	for i, source := range sources {
		want, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		if got := copies[min(i, len(copies)-1)]; got.name != filepath.Base(source) || !bytes.Equal(got.data, want) {
			t.Fatalf("file %d of the copy is %s, want %s, byte for byte", i, got.name, filepath.Base(source))
		}
	}
}
