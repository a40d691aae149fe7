package server_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/causeway-gateway/causeway"

// A box is a package, or a folder of them, of the map in the README. A package belongs to the box with the longest path that fits.
type box struct {
	path    string
	level   int
	imports []string // boxes; nil: every one of a lower level that is not barred
	bars    []string // boxes that it must not import in spite of the level
}

// boxes are the arrows: imports point down a level, never sideways or up. That account and notify stand on store makes a level more
// than the map has.
var boxes = []box{
	{path: "dto", level: 0},
	{path: "codec", level: 0},
	{path: "auth", level: 0},
	{path: "fixtures", level: 0},
	{path: "services/validate", level: 0},

	{path: "services", level: 1, imports: []string{"auth", "services/validate"}},

	{path: "server", level: 2, bars: right},
	{path: "services/store", level: 2, bars: left},
	{path: "services/account", level: 3, bars: left},
	{path: "services/notify", level: 3, bars: left},

	{path: "server/servicestack", level: 4, bars: right},
	{path: "server/webapi", level: 4, bars: right},
	{path: "server/rocketchat", level: 4, bars: right},
	{path: "server/metrics", level: 4, bars: right},
	{path: "services/foundry", level: 4, bars: left},
	{path: "services/antel", level: 4, bars: left},
	{path: "services/saasu", level: 4, bars: left},
	{path: "services/rocketchat", level: 4, bars: left},
	{path: "services/admin", level: 4, bars: left},

	{path: "server/cmd", level: 5},
}

// A team that moves its own host to Go must not get our accounts with it, and what happens must not know how it is asked:
// the two sides meet in main. fixtures are for tests, and for the commands that replay them.
var (
	right = []string{"services/store", "services/account", "services/notify", "services/foundry", "services/antel", "services/saasu", "services/rocketchat", "services/admin", "fixtures"}
	left  = []string{"server", "server/servicestack", "server/webapi", "server/rocketchat", "server/metrics", "fixtures"}
)

// A source is one Go file that is no test.
type source struct {
	file    string // from the root of the module
	dir     string
	name    string // of the package
	imports []string
}

func TestLayering(t *testing.T) {
	list := sources(t)
	if len(list) < 50 {
		t.Fatalf("found %d files: is this the whole module?", len(list))
	}
	for _, s := range list {
		for _, problem := range s.problems() {
			t.Errorf("%s: %s", s.file, problem)
		}
	}
}

// TestLayeringNotices shows that each rule can fail.
func TestLayeringNotices(t *testing.T) {
	for _, c := range []struct {
		file, name, imports string
		want                int
	}{
		{"codec/json.go", "codec", "fmt reflect ./codec/internal/plan", 0},
		{"dto/antel/user.go", "antel", "./dto/servicestack", 0},
		{"services/operation.go", "services", "reflect ./auth ./services/validate", 0},
		{"services/account/core.go", "account", "./services/store ./auth ./services", 0},
		{"server/webapi/bind.go", "webapi", "net/http ./server ./codec ./dto/saasu ./services ./services/validate", 0},
		{"server/cmd/causeway/main.go", "main", "net/http ./server/webapi ./services/saasu ./fixtures", 0},
		{"services/notify/sms.go", "notify", "net/http ./services/store", 0},

		{"dto/antel/user.go", "antel", "./codec", 1},
		{"codec/json.go", "codec", "./services/validate", 1},
		{"services/error.go", "services", "reflect", 1},
		{"services/error.go", "services", "./codec", 1},
		{"services/store/db.go", "store", "./services/account", 1},
		{"services/account/core.go", "account", "./services/notify", 1},
		{"services/account/core.go", "account", "net/http", 1},
		{"services/foundry/reset.go", "foundry", "./services/antel", 1},
		{"services/foundry/reset.go", "foundry", "./server", 1},
		{"server/host.go", "server", "./services/account", 1},
		{"server/host.go", "server", "./server/webapi", 1},
		{"server/host.go", "server", "reflect", 1},
		{"server/webapi/bind.go", "webapi", "./server/rocketchat", 1},
		{"server/webapi/bind.go", "webapi", "./services/saasu", 1},
		{"server/webapi/bind.go", "webapi", "./fixtures", 1},
		{"services/saasu/user.go", "saasu", "./server/cmd/causeway", 1},
		{"auth/jwt.go", "auth", "net/http/httputil", 1},
		{"tools/x.go", "tools", "fmt", 1},
		{"codec/util/x.go", "util", "fmt", 2},
		{"dto/foundry/base/x.go", "base", "fmt", 2},
		{"codec/x/x.go", "helpers", "fmt", 1},
	} {
		imports := strings.Fields(strings.ReplaceAll(c.imports, "./", module+"/"))
		s := source{file: c.file, dir: path.Dir(c.file), name: c.name, imports: imports}
		if got := s.problems(); len(got) != c.want {
			t.Errorf("%s importing %s: %q, want %d problems", c.file, c.imports, got, c.want)
		}
	}
}

func (s *source) problems() (list []string) {
	b := boxOf(s.dir)
	if b == nil {
		return []string{"stands in no box of the map: give it one, in architecture and here"}
	}
	for _, imported := range s.imports {
		list = append(list, b.problem(s, imported)...)
	}
	for _, word := range append(strings.Split(s.dir, "/"), s.name) {
		if slices.Contains(emptyNames, word) {
			list = append(list, fmt.Sprintf("%q says nothing as the name of a package", word))
		}
	}
	return list
}

var emptyNames = []string{"util", "utils", "common", "helper", "helpers", "misc", "base"}

func (b *box) problem(s *source, imported string) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	underHTTP := imported == "net/http" || strings.HasPrefix(imported, "net/http/")
	if underHTTP && !within(s.dir, "server") && !within(s.dir, "services/notify") {
		add("imports %s: only server and services/notify know HTTP", imported)
	}
	if imported == "reflect" && !within(s.dir, "codec") && s.file != "services/operation.go" {
		add("imports reflect: only codec does, and services/operation.go")
	}
	rest, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		return list
	}
	to := boxOf(rest)
	if to == nil || to == b {
		return list
	}
	switch {
	case to.level >= b.level:
		add("imports %s, which is not below %s", rest, b.path)
	case slices.Contains(b.bars, to.path), b.imports != nil && !slices.Contains(b.imports, to.path):
		add("imports %s, which is not for %s", rest, b.path)
	}
	return list
}

func within(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

// boxOf returns the box of a package. The boxes server and services are packages alone: what lies below them has boxes of its own.
func boxOf(dir string) *box {
	var best *box
	for i := range boxes {
		b := &boxes[i]
		alone := b.path == "server" || b.path == "services"
		if (dir == b.path || !alone && within(dir, b.path)) && (best == nil || len(b.path) > len(best.path)) {
			best = b
		}
	}
	return best
}

// sources parses every file of the module that is no test.
func sources(t *testing.T) (list []source) {
	t.Helper()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skip(root, name)
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			list = append(list, parse(t, name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// skip leaves out what is not of the module: hidden folders, test data, modules of their own.
func skip(root fs.FS, name string) error {
	if name == "." {
		return nil
	}
	_, err := fs.Stat(root, path.Join(name, "go.mod"))
	if hidden := strings.ContainsAny(path.Base(name)[:1], "._"); err == nil || hidden || path.Base(name) == "testdata" {
		return fs.SkipDir
	}
	return nil
}

func parse(t *testing.T, name string) source {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(name)), nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	s := source{file: name, dir: path.Dir(name), name: file.Name.Name}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		s.imports = append(s.imports, imported)
	}
	return s
}
