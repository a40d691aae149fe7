package codec_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

type (
	WebColour   int32
	WebPerm     int32
	WebNamed    int32
	WebLongEnum int64
)

func (WebColour) Enum() ([]string, []int64, bool) {
	return []string{"Red", "Green", "Blue"}, []int64{0, 2, 5}, false
}
func (WebColour) ContractTags() string { return `clr:"SaasuLike.Models" name:"Colour"` }

func (WebPerm) Enum() ([]string, []int64, bool) {
	return []string{"None", "Read", "Write", "Exec"}, []int64{0, 1, 2, 4}, true
}
func (WebPerm) ContractTags() string { return `clr:"SaasuLike.Models" name:"Perm"` }

func (WebNamed) Enum() ([]string, []int64, bool) {
	return []string{"One", "Two"}, []int64{1, 2}, false
}
func (WebNamed) EnumMembers() []string { return []string{"em-one", ""} }
func (WebNamed) XMLEnum() []string     { return []string{"xml-one", "Two"} }
func (WebNamed) ContractTags() string  { return `clr:"SaasuLike.Models" name:"Named"` }

func (WebLongEnum) Enum() ([]string, []int64, bool) {
	return []string{"Big"}, []int64{5_000_000_000}, false
}
func (WebLongEnum) ContractTags() string { return `clr:"SaasuLike.Models" name:"LongEnum"` }

func (c *WebInitListBox) SetDefaults()    { c.V = []*string{text("init")} }
func (c *WebGetOnlyListBox) SetDefaults() { c.V = []*string{} }
func (c *WebAttributed) SetDefaults()     { c.WithDefault = 5 }
func (c *WebMixed) SetDefaults()          { c.GetOnly, c.ReadOnlyField = text("g"), text("r") }
func (c *WebMixed2) SetDefaults()         { c.GetOnly, c.ReadOnlyField = text("g"), text("r") }

func (c *WebAttributed) ShouldSerializeMaybe() bool { return c.Maybe == nil || *c.Maybe != "skip" }

// webType is the Go type of a C# name in the Web API vectors.
func webType(name string) reflect.Type {
	if class, ok := webClasses()[name]; ok {
		return reflect.TypeOf(class)
	}
	switch name {
	case "int?":
		return reflect.TypeFor[*int32]()
	case "object":
		return reflect.TypeFor[any]()
	case "HttpError":
		return reflect.TypeFor[codec.HttpError]()
	case "IEnumerable<Link>", "List<Link>":
		return reflect.TypeFor[[]*WebLink]()
	case "IQueryable<int>":
		return reflect.TypeFor[[]int32]()
	case "List<Colour>":
		return reflect.TypeFor[[]WebColour]()
	case "decimal":
		return reflect.TypeFor[decimal.Decimal]()
	}
	rt, ok := goldenTypes()[name]
	if !ok {
		panic("no Go type for " + name)
	}
	return rt
}

func replayWebAPI(g *golden) string {
	net := codec.JsonNet(codec.JsonNetOptions{Location: g.zone()})
	plain := codec.XmlSerializer(codec.XmlSerializerOptions{XsiFirst: true, Location: g.zone()})
	if g.Format == "" {
		return replayWebEncode(g, net, plain)
	}
	c := net
	if g.Format == "xml" {
		c = plain
	}
	p := fresh(webType(g.Type))
	if *g.Input == "" {
		return "" // no formatter sees an empty body
	}
	err := c.Decode([]byte(*g.Input), p.Interface())
	if g.CanReadType != nil {
		if !errors.Is(err, codec.ErrUnsupported) {
			return fmt.Sprintf("error %v, want that the type is not supported", err)
		}
		return ""
	}
	return g.compareWeb(p, err)
}

func replayWebEncode(g *golden, net, plain codec.Codec) string {
	rt := webType(g.Type)
	if rt.Kind() == reflect.Struct && g.Value == nil {
		rt = reflect.PointerTo(rt)
	}
	p := fresh(rt)
	if m, ok := g.Value.(map[string]any); ok && g.Type == "BaseThing" && m["Z"] != nil {
		g.Value = map[string]any{"$type": "DerivedThing", "$value": m}
		p = reflect.New(reflect.TypeFor[codec.Of[WebBaseThing]]())
	}
	if err := (notation{g.zone()}).fill(p.Elem(), g.Value); err != nil {
		return "cannot make the value: " + err.Error()
	}
	for _, one := range []struct {
		name string
		c    codec.Codec
		want *string
	}{{"json", net, g.JSON}, {"xml", plain, g.XML}} {
		if !g.present[one.name] {
			continue
		}
		got, err := one.c.Append(nil, p.Interface())
		switch {
		case one.want == nil && err == nil:
			return fmt.Sprintf("%s: got %q, want an error", one.name, got)
		case one.want != nil && (err != nil || string(got) != *one.want):
			return fmt.Sprintf("%s: got %q %v, want %q", one.name, got, err, *one.want)
		}
	}
	return ""
}

// compareWeb compares the value and the errors.
func (g *golden) compareWeb(p reflect.Value, err error) string {
	if len(g.Errors) == 0 && err != nil {
		return "error " + err.Error()
	}
	if len(g.Errors) > 0 && err == nil {
		return fmt.Sprintf("no error, want %v", g.Errors)
	}
	if err != nil {
		if d := g.compareWebErrors(err); d != "" {
			return d
		}
	}
	want := g.Value
	if err != nil && p.Elem().Kind() != reflect.Struct {
		return "" // what a root that is no object holds after an error is of no use to anyone
	}
	if want == nil {
		if err != nil && !errors.Is(err, codec.ErrNull) {
			return "the value is not null"
		}
		return ""
	}
	if errors.Is(err, codec.ErrNull) {
		return "the value is null"
	}
	return compareNeutral(webShape((notation{g.zone()}).neutral(p.Elem())), webShape(want))
}

func (g *golden) compareWebErrors(err error) string {
	list := []error{err}
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // the list itself
		list = many.Unwrap()
	}
	if g.Format == "json" {
		return g.compareNetErrors(list)
	}
	for i := range min(len(list), 2, len(g.Errors)) {
		var e *codec.Error
		if !errors.As(list[i], &e) {
			return "not an Error: " + list[i].Error()
		}
		if g.Errors[i].Path != "" {
			return fmt.Sprintf("error %d at %q: of XML the original names no member", i, g.Errors[i].Path)
		}
		if d := g.compareWebPlace(e, g.Errors[i].Message+"\n"+g.Errors[i].Inner); d != "" {
			return fmt.Sprintf("error %d: %v: %s: %s", i, e, d, g.Errors[i].Message)
		}
	}
	return ""
}

// compareNetErrors compares every path and, where those are the same, every text.
func (g *golden) compareNetErrors(list []error) string {
	var gotPaths, wantPaths, gotTexts, wantTexts []string
	for _, one := range list {
		if e, ok := errors.AsType[*codec.Error](one); ok {
			gotPaths, gotTexts = append(gotPaths, e.Path), append(gotTexts, e.Original())
		}
	}
	for _, e := range g.Errors {
		wantPaths, wantTexts = append(wantPaths, e.Path), append(wantTexts, e.Message)
	}
	if !slices.Equal(gotPaths, wantPaths) {
		return fmt.Sprintf("errors at %q, want %q", gotPaths, wantPaths)
	}
	if !slices.Equal(gotTexts, wantTexts) {
		return fmt.Sprintf(textAlone+"%q, want %q", gotTexts, wantTexts)
	}
	return ""
}

// TestWebAPITexts compares the originals' words in the vectors that are kept here, where no deviation excuses them.
func TestWebAPITexts(t *testing.T) {
	t.Setenv("GOLDENS", "")
	lines, err := readGoldens("webapi/vectors")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, g := range lines {
		if len(g.Errors) == 0 {
			continue
		}
		c := codec.JsonNet(codec.JsonNetOptions{})
		if g.Format == "xml" {
			c = codec.XmlSerializer(codec.XmlSerializerOptions{})
		}
		err := c.Decode([]byte(*g.Input), fresh(webType(g.Type)).Interface())
		list := []error{err}
		if many, ok := errors.AsType[*codec.ReadErrors](err); ok {
			list = many.Unwrap()
		}
		var got, want []string
		for _, one := range list {
			if e, ok := errors.AsType[*codec.Error](one); ok {
				got = append(got, e.Original())
			}
		}
		for _, e := range g.Errors {
			want = append(want, e.Message)
		}
		if compared++; !slices.Equal(got, want) {
			t.Errorf("%s: Decode(%s) says %q, want %q", g.ID, *g.Input, got, want)
		}
	}
	if compared == 0 {
		t.Error("no vector has errors")
	}
}

// webShape turns the notation of the Web API vectors into that of the others.
func webShape(x any) any {
	switch x := x.(type) {
	case []any:
		for i := range x {
			x[i] = webShape(x[i])
		}
	case map[string]any:
		if code, ok := x["char"]; ok {
			n, _ := json.Number(fmt.Sprint(code)).Int64()
			return string(rune(n))
		}
		if ticks, ok := x["offsetTicks"]; ok {
			delete(x, "offsetTicks")
			x["offsetMinutes"] = fmt.Sprint(ticksOf(ticks) / 60 / secondTicks)
		}
		if value, ok := x["value"]; ok {
			x["$value"] = value
			delete(x, "value")
		}
		if text, ok := x["$json"]; ok {
			return text
		}
		if name := x["$type"]; name == "JObject" || name == "JArray" || name == "JsonElement" {
			x["$type"] = "JSON"
		}
		for key := range x {
			x[key] = webShape(x[key])
		}
	}
	return x
}
