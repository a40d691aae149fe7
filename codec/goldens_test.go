package codec_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/fixtures"
)

// TestGoldens replays the recorded serializer vectors. GOLDENS names a folder of them, else the copies in fixtures count;
// GOLDENS_AREA restricts the run to area/file; GOLDENS_REPORT names a file to which the figures are appended.
func TestGoldens(t *testing.T) {
	if folder := os.Getenv("GOLDENS"); folder != "" {
		if _, err := os.Stat(folder); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{
		"codec/encode", "codec/decode", "codec/form", "webapi/vectors", "webapi/vectors-sydney",
	} {
		if !strings.HasPrefix(file, os.Getenv("GOLDENS_AREA")) {
			continue
		}
		t.Run(file, func(t *testing.T) { replayFile(t, file) })
	}
}

// A golden is one line of a file of vectors.
type golden struct {
	ID, Type, Profile, Kind, Format string
	Value                           any
	Outputs                         map[string]any
	Input                           *string
	InputBase64                     string `json:"input_base64"`
	InputGen                        []any  `json:"input_gen"`
	OK                              *json.RawMessage
	Text                            *string
	Error                           *goldenError
	Errors                          []goldenError
	Volatile                        bool
	JSON, XML                       *string
	CanReadType                     *bool
	Threw                           any

	present map[string]bool
	sydney  bool
}

type goldenError struct {
	Type, Message, Inner, Path string
	Fields                     []struct{ Property, Value string }
}

func replayFile(t *testing.T, file string) {
	lines, err := readGoldens(file)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("GOLDENS") != "" {
		t.Skip("the folder has no such file")
	}
	if err != nil {
		t.Fatal(err)
	}
	deviations, err := fixtures.ReadDeviations(os.DirFS("../fixtures"))
	if err != nil {
		t.Fatal(err)
	}
	passed, total, deviating := 0, 0, 0
	var report bytes.Buffer
	for _, g := range lines {
		if g.Volatile {
			survive(g)
			continue
		}
		difference := replay(file, g)
		if difference != "" && slices.ContainsFunc(deviations.Find(file+"/"+g.ID), excuses(difference)) {
			deviating++
			if os.Getenv("GOLDENS_DEVIATING") != "" {
				t.Logf("deviating %s: %.300s", g.ID, difference)
			}
			continue
		}
		total++
		if difference == "" {
			passed++
			continue
		}
		fmt.Fprintf(&report, "fail %s/%s: %s\n", file, g.ID, difference)
		t.Errorf("%s/%s: %s", file, g.ID, difference)
	}
	if passed == 0 && os.Getenv("GOLDENS") == "" {
		t.Errorf("no line of %s passed", file)
	}
	fmt.Fprintf(&report, "goldens %s %d/%d deviating %d\n", file, passed, total, deviating)
	t.Logf("%s %d/%d deviating %d", file, passed, total, deviating)
	if name := os.Getenv("GOLDENS_REPORT"); name != "" {
		appendReport(t, name, report.Bytes())
	}
}

// textAlone begins a difference where nothing but the words of an error differ.
const textAlone = "errors say "

// excuses reports whether a difference is one that a deviation's class is about: malformed means that we refuse a document, parser-text that
// an error is told in our words, and nothing else.
func excuses(difference string) func(fixtures.Deviation) bool {
	return func(d fixtures.Deviation) bool {
		switch d.Class {
		case "malformed":
			return strings.Contains(difference, codec.ErrMalformed.Error())
		case "parser-text":
			return strings.HasPrefix(difference, textAlone)
		}
		return true
	}
}

func appendReport(t *testing.T, name string, text []byte) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if _, err := f.Write(text); err != nil {
		t.Fatal(err)
	}
}

func readGoldens(file string) ([]*golden, error) {
	data, err := goldenFile(file)
	if err != nil {
		return nil, err
	}
	var all []*golden
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		g := &golden{sydney: strings.HasSuffix(file, "sydney")}
		if err := parseNumbers(lines.Bytes(), g); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		var keys map[string]json.RawMessage
		if err := json.Unmarshal(lines.Bytes(), &keys); err != nil {
			return nil, err
		}
		g.present = map[string]bool{}
		for key := range keys {
			g.present[key] = true
		}
		all = append(all, g)
	}
	return all, lines.Err()
}

func parseNumbers(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(v)
}

func goldenFile(file string) ([]byte, error) {
	if folder := os.Getenv("GOLDENS"); folder != "" {
		return os.ReadFile(filepath.Join(folder, file+".jsonl"))
	}
	f, err := os.Open(fixtureOf(file))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// fixtureOf is the copy of a file of vectors.
func fixtureOf(file string) string {
	return filepath.Join("../fixtures", strings.Replace(file, "webapi/vectors", "webapi-vectors/vectors", 1)+".jsonl.gz")
}

// survive runs a vector whose outcome the original does not fix.
func survive(g *golden) {
	if rt, ok := goldenTypes()[g.Type]; ok && g.Format != "" {
		_ = formatOf(g, g.Format).Decode(g.input(), fresh(rt).Interface())
	}
}

// replay returns the first difference, or "".
func replay(file string, g *golden) (difference string) {
	defer func() {
		if r := recover(); r != nil {
			difference = fmt.Sprint("panic: ", r)
		}
	}()
	switch {
	case strings.HasPrefix(file, "webapi"):
		return replayWebAPI(g)
	case g.Outputs != nil:
		return replayEncode(g)
	case g.Kind != "":
		return replayForm(g)
	}
	return replayDecode(g)
}

func (g *golden) zone() *time.Location {
	name := "UTC"
	for item := range strings.SplitSeq(g.Profile, ";") {
		if zone, ok := strings.CutPrefix(item, "tz:"); ok {
			name = zone
		}
	}
	if g.sydney {
		name = "Australia/Sydney"
	}
	if name == "UTC" {
		return time.FixedZone("Local", 0)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// options are the settings that a profile names.
func (g *golden) options() codec.TextOptions {
	o := codec.TextOptions{MaxDepth: 2500, Location: g.zone()}
	for item := range strings.SplitSeq(g.Profile, ";") {
		switch name, value, _ := strings.Cut(item, "="); name {
		case "camel":
			o.Case = codec.CamelCase
		case "pascal":
			o.Case = codec.PascalCase
		case "host:SystemJsonCompatible":
			o.SystemCompatible = true
		case "host:EscapeUnicode":
			o.EscapeUnicode = true
		case "host:EscapeHtmlChars":
			o.EscapeHTML = true
		case "host:ThrowOnError":
			o.Strict = true
		case "host:DateTimeFormat":
			o.DateFormat = value
		default:
			o = o.Scope(item)
		}
	}
	return o
}

func formatOf(g *golden, name string) codec.Codec {
	o := g.options()
	switch name {
	case "json":
		return codec.JSON(o)
	case "jsv":
		return codec.JSV(o)
	case "csv":
		return codec.CSV(o)
	case "jsonl":
		return codec.JSONL(o)
	case "xml":
		return codec.XML(codec.XMLOptions{Location: g.zone(), MaxDepth: 2500})
	case "xmlserializer":
		return codec.XmlSerializer(codec.XmlSerializerOptions{XsiFirst: true, Location: g.zone()})
	case "systemjson":
		if _, items, _ := strings.Cut(g.Profile, ";"); items == "" || strings.HasPrefix(items, "tz:") || strings.HasPrefix(items, "host:") {
			o.Case = codec.CamelCase // the host's casing counts only together with other settings
		}
		o.MaxDepth = 64
		return codec.SystemTextJSON(o)
	}
	panic("no format " + name)
}

func (g *golden) input() []byte {
	switch {
	case g.Input != nil:
		return []byte(*g.Input)
	case g.InputGen != nil:
		var b strings.Builder
		for _, part := range g.InputGen {
			times, _ := part.([]any)[1].(json.Number).Int64()
			b.WriteString(strings.Repeat(part.([]any)[0].(string), int(times)))
		}
		return []byte(b.String())
	}
	data, err := base64.StdEncoding.DecodeString(g.InputBase64)
	if err != nil {
		panic(err)
	}
	return data
}

func (g *golden) goType() reflect.Type {
	name := g.Type
	rt, ok := goldenTypes()[name]
	if !ok {
		panic("no Go type for " + name)
	}
	return rt
}

func replayEncode(g *golden) string {
	p := fresh(g.goType())
	if err := (notation{g.zone()}).fill(p.Elem(), g.Value); err != nil {
		return "cannot make the value: " + err.Error()
	}
	if r, ok := p.Interface().(*RefHolder); ok && reflect.DeepEqual(r.A, r.B) {
		r.B = r.A // the notation cannot say that it is one object
	}
	for _, name := range []string{"json", "jsv", "xml", "csv", "jsonl", "xmlserializer", "systemjson"} {
		want, ok := g.Outputs[name]
		if !ok {
			continue
		}
		got, err := formatOf(g, name).Append(nil, p.Interface())
		if d := compareOutput(got, err, want); d != "" {
			return name + ": " + d
		}
	}
	return ""
}

func compareOutput(got []byte, err error, want any) string {
	switch want := want.(type) {
	case string:
		if err != nil {
			return fmt.Sprintf("error %v, want %q", err, want)
		}
		if string(got) != want {
			return fmt.Sprintf("got %q, want %q", got, want)
		}
	case map[string]any:
		if data, ok := want["base64"].(string); ok {
			bytes, _ := base64.StdEncoding.DecodeString(data)
			return compareOutput(got, err, string(bytes))
		}
		if err == nil {
			return fmt.Sprintf("got %q, want an error %v", got, want["error"])
		}
		return compareKind(err, want["error"].(map[string]any))
	}
	return ""
}
