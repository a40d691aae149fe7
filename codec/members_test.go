package codec_test

import (
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// A path goes through items and entries by any name, and through members by those that Json.NET reads, in any case.
func TestShapeAt(t *testing.T) {
	type entry struct {
		_     struct{} `clr:"Codec" contract:""`
		Id    *int32   `dto:"name=entry_id"`
		Count int64
		Mine  string `dto:"nomember,nonet"`
		Rest  Dict[*string, *WebNode]
		All   [][]int32
	}
	for _, c := range []struct {
		path []string
		want codec.Shape
		name string
	}{
		{nil, codec.Nested, ""},
		{[]string{"ID"}, codec.Whole, "entry_id"},
		{[]string{"entry_id"}, codec.Unknown, ""},
		{[]string{"count"}, codec.Scalar, "Count"},
		{[]string{"mine"}, codec.Unknown, ""},
		{[]string{"nothing", "more"}, codec.Unknown, ""},
		{[]string{"rest"}, codec.Nested, "Rest"},
		{[]string{"rest", "Any Key"}, codec.Nested, "Any Key"},
		{[]string{"rest", "k", "next", "id"}, codec.Whole, "Id"},
		{[]string{"all"}, codec.Listed, "All"},
		{[]string{"all", "0"}, codec.Listed, "0"},
		{[]string{"all", "0", "1"}, codec.Whole, "1"},
		{[]string{"count", "0"}, codec.Unknown, "0"},
	} {
		if shape, name := codec.ShapeAt(new(entry), c.path...); shape != c.want || name != c.name {
			t.Errorf("ShapeAt(%q) = %d, %q, want %d, %q", c.path, shape, name, c.want, c.name)
		}
	}
	if shape, _ := codec.ShapeAt(new(chan int)); shape != codec.Unknown {
		t.Errorf("ShapeAt(chan int) = %d, want Unknown", shape)
	}
}
