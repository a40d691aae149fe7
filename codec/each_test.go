package codec_test

import (
	"slices"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

type tenantedCall struct {
	_ struct{} `clr:"Acme.Calls" name:"Call"`
	Tenanted
	Other string `dto:"required"`
}

// Tenanted is a base class whose member is known under another name.
type Tenanted struct {
	_   struct{} `clr:"Acme.Base"`
	Org string   `dto:"name=organisation"`
}

// Each sees what a decoded DTO has lost: all values of a member but the last.
func TestEach(t *testing.T) {
	text := codec.TextOptions{}
	xml := func(members string) string {
		return `<Call xmlns="http://schemas.datacontract.org/2004/07/Acme.Calls">` + members + `</Call>`
	}
	org := func(v string) string {
		return `<Org xmlns="http://schemas.datacontract.org/2004/07/Acme.Base">` + v + `</Org>`
	}
	e, ok := codec.EachOf(&tenantedCall{}, "ORGANISATION")
	if !ok {
		t.Fatal("EachOf(tenantedCall, ORGANISATION) finds no member")
	}
	for _, c := range []struct {
		codec codec.Codec
		data  string
		want  []string
	}{
		{codec.JSON(text), `{"organisation":"a"}`, []string{"a"}},
		{codec.JSON(text), `{"organisation":"a","Other":"x","Organisation":"b"}`, []string{"a", "b"}},
		{codec.JSON(text), `{"other":{"organisation":"a"}}`, nil},
		{codec.JSV(text), `{organisation:a,Other:x,organisation:"b"}`, []string{"a", "b"}},
		{codec.CSV(text), "organisation,Other,organisation\na,x,b\n", []string{"a", "b"}},
		{codec.XML(codec.XMLOptions{Lenient: true}), xml(org("a") + org("b")), []string{"a", "b"}},
		{codec.XML(codec.XMLOptions{Lenient: true}), xml(`<Other>x</Other>`), nil},
	} {
		values := e.Values(c.codec, []byte(c.data)) // an unusual document is read twice
		if got := slices.Compact(slices.Sorted(slices.Values(values))); !slices.Equal(got, c.want) {
			t.Errorf("Values(%s, %s) = %q, want %q", c.codec.Name(), c.data, values, c.want)
		}
	}
}

func TestEachOfList(t *testing.T) {
	e, _ := codec.EachOf(&tenantedCall{}, "organisation")
	for _, c := range []struct {
		codec codec.Codec
		data  string
	}{
		{codec.JSON(codec.TextOptions{}), `[{"organisation":"a"},{},{"organisation":"b","organisation":"c"}]`},
		{codec.JSV(codec.TextOptions{}), `[{organisation:a},{Other:x},{organisation:b,organisation:c}]`},
		{codec.XML(codec.XMLOptions{Lenient: true}), `<ArrayOfCall xmlns="http://schemas.datacontract.org/2004/07/Acme.Calls" xmlns:b="http://schemas.datacontract.org/2004/07/Acme.Base">` +
			`<Call><b:Org>a</b:Org></Call><Call/><Call><b:Org>b</b:Org><b:Org>c</b:Org></Call></ArrayOfCall>`},
	} {
		got := e.ListValues(c.codec, []byte(c.data))
		if len(got) != 3 || !slices.Equal(got[0], []string{"a"}) || len(got[1]) > 0 || !slices.Equal(got[2], []string{"b", "c"}) {
			t.Errorf("ListValues(%s, %s) = %q, want a, nothing, b and c", c.codec.Name(), c.data, got)
		}
	}
}

func TestEachOfNoMember(t *testing.T) {
	for _, member := range []string{"nothing", "Count"} {
		if _, ok := codec.EachOf(&struct{ Count int }{}, member); ok {
			t.Errorf("EachOf(%s) finds a member, want none that is a text", member)
		}
	}
}
