package main

import (
	"errors"
	"fmt"
	"go/token"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/causeway-gateway/causeway/codec"
)

// everyFormat is what a whole DTO may be spelled in. CSV and JSON Lines have rows, and of a DTO with a list in it only that.
func everyFormat() map[string]codec.Codec {
	text := codec.TextOptions{Case: codec.CamelCase}
	return map[string]codec.Codec{
		"JSON": codec.JSON(text), "JSON with ISO dates": codec.JSON(codec.TextOptions{Dates: codec.ISO8601}), "JSV": codec.JSV(text),
		"DataContract XML": codec.XML(codec.XMLOptions{}), "lenient XML": codec.XML(codec.XMLOptions{Lenient: true}),
		"XmlSerializer": codec.XmlSerializer(codec.XmlSerializerOptions{}), "Json.NET": codec.JsonNet(codec.JsonNetOptions{}), "System.Text.Json": codec.SystemTextJSON(text),
	}
}

// TestEveryDTO fills the requests and responses of all systems with values and reads in each format what was written in it.
func TestEveryDTO(t *testing.T) {
	formats, dtos := everyFormat(), declaredDTOs(t)
	if len(dtos) < 40 {
		t.Errorf("the systems declare %d DTOs, want 40 or more", len(dtos))
	}
	for _, dto := range dtos {
		for _, name := range slices.Sorted(maps.Keys(formats)) {
			for seed := range uint64(40) {
				if err := roundTrip(formats[name], dto, seed); err != nil {
					t.Errorf("%s in %s, seed %d: %v", dto, name, seed, err)
					break
				}
			}
		}
	}
}

// declaredDTOs are the requests and responses of all systems.
func declaredDTOs(t *testing.T) []reflect.Type {
	t.Helper()
	hosts, err := declaredHosts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []reflect.Type
	for _, h := range hosts {
		for _, op := range h.Operations {
			for _, dto := range []any{op.NewRequest(), op.NewResponse()} {
				if dto != nil && !slices.Contains(all, reflect.TypeOf(dto).Elem()) {
					all = append(all, reflect.TypeOf(dto).Elem())
				}
			}
		}
	}
	return all
}

func roundTrip(c codec.Codec, of reflect.Type, seed uint64) error {
	want, got := reflect.New(of), reflect.New(of)
	inventor{rand.New(rand.NewPCG(seed, 0))}.value(want.Elem(), 3, true)
	data, err := c.Append(nil, want.Interface())
	if errors.Is(err, codec.ErrUnsupported) && c.ContentType() == "application/xml" {
		return nil // XmlSerializer knows no dictionaries
	}
	if err != nil {
		return err
	}
	if err := c.Decode(data, got.Interface()); err != nil {
		return fmt.Errorf("%s: %w", data, err)
	}
	if d := cmp.Diff(want.Interface(), got.Interface(), cmpopts.EquateEmpty(), exported); d != "" {
		return fmt.Errorf("%s (-want +got):\n%s", data, d)
	}
	return nil
}

// exported leaves out what a DTO keeps for itself, such as which of its members a document had.
var exported = cmp.FilterPath(func(p cmp.Path) bool {
	f, ok := p.Last().(cmp.StructField)
	return ok && (f.Name() == "_" || !token.IsExported(f.Name()))
}, cmp.Ignore())

var awkward = []string{"", "a", "Zoë 😀", `a,"b"`, "two\nlines", " blanks ", "{x:1}", "[1]", "null", "True", "12", `\`, "<a>&amp;", "'"}

// An inventor makes values up. Names and values of a map, and items of a list, are never null: no format tells a null from an entry that is not there.
type inventor struct{ *rand.Rand }

func (n inventor) value(v reflect.Value, depth int, null bool) {
	if _, ok := v.Interface().(time.Time); ok {
		v.Set(reflect.ValueOf(time.Unix(n.Int64N(4e9), 0).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(awkward[n.IntN(len(awkward))])
		if !null && v.Len() == 0 {
			v.SetString("some")
		}
	case reflect.Bool:
		v.SetBool(n.IntN(2) == 1)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(n.Int64N(200) - 100)
	case reflect.Float64:
		v.SetFloat(float64(n.IntN(2000)-1000) / 8)
	case reflect.Pointer:
		if null && (depth == 0 || n.IntN(3) == 0) {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		n.value(v.Elem(), depth-1, null)
	case reflect.Slice:
		for range n.IntN(3) * min(max(depth, 0), 1) {
			item := reflect.New(v.Type().Elem()).Elem()
			n.value(item, depth-1, false)
			if isEntry(item.Type()) && v.Len() > 0 {
				item.Field(1).SetString("another " + item.Field(1).String())
			}
			v.Set(reflect.Append(v, item))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range n.IntN(3) * min(max(depth, 0), 1) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			n.value(key, 0, false)
			n.value(value, depth-1, false)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("dto") != "ignore" {
				n.value(v.Field(i), depth, !isEntry(v.Type()))
			}
		}
	}
}

// isEntry reports whether a type is a name and a value of an ordered dictionary.
func isEntry(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.NumField() == 0 {
		return false
	}
	_, entry := t.Field(0).Tag.Lookup("entry")
	return entry
}
