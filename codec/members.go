package codec

import (
	"fmt"
	"reflect"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A Member is what a dialect may want to know of one member of a DTO.
type Member struct {
	Name     string // as the options spell it
	Text     bool   // a string, perhaps nullable
	Required bool
	Secret   bool
}

// Members lists the members of the DTO that v points to, as the text formats read and write them.
func Members(v any, o TextOptions) ([]Member, error) {
	t, err := plan.For(reflect.TypeOf(v))
	if err != nil {
		return nil, err
	}
	class := t.Base().Class
	if class == nil {
		return nil, fmt.Errorf("codec: %s is not a DTO", t.Go)
	}
	var list []Member
	for _, m := range class.Members {
		if !m.NoText && !m.Hidden {
			list = append(list, Member{Name: m.Names[o.Case].Text, Text: m.Type.Base().Kind == plan.String, Required: m.Required, Secret: m.Secret})
		}
	}
	return list, nil
}

// A Shape is what a value is to those who nest values by their names, as forms do.
type Shape uint8

// The shapes.
const (
	Unknown Shape = iota // there is no such member
	Scalar
	Whole // an int32
	Nested
	Listed
)

// ShapeAt is the shape of the value at a path within the DTO that v points to: names of .NET members in any case, as model binding takes them, and indexes
// of items. Name is the last of them as Json.NET spells it.
func ShapeAt(v any, path ...string) (shape Shape, name string) {
	t, err := plan.For(reflect.TypeOf(v))
	if err != nil {
		return Unknown, ""
	}
	for _, step := range path {
		switch t = t.Base(); t.Kind {
		case plan.List, plan.Map:
			t, name = t.Elem, step
		case plan.Object:
			m := t.Class.FindNetCLR(step)
			if m == nil {
				return Unknown, ""
			}
			t, name = m.Type, m.JSONNet
		default:
			return Unknown, step
		}
	}
	return shapeOf(t.Base()), name
}

func shapeOf(t *plan.Type) Shape {
	switch {
	case t.Kind == plan.List:
		return Listed
	case t.Kind == plan.Object || t.Kind == plan.Map:
		return Nested
	case t.Kind == plan.Int && t.Bits == 32:
		return Whole
	}
	return Scalar
}
