package codec

import (
	"reflect"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// target is the plan of what v points to, and that value.
func target(v any) (*plan.Type, reflect.Value, error) {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return nil, rv, &Error{Format: "plan", Offset: -1, Expected: "a pointer to the value", Err: ErrUnsupported}
	}
	t, err := plan.For(rv.Type().Elem())
	if err != nil {
		return nil, rv, &Error{Format: "plan", Offset: -1, Expected: err.Error(), Err: ErrUnsupported}
	}
	rv = rv.Elem()
	for t.Kind == plan.Pointer && !t.Elem.Kind.Scalar() {
		if rv.IsNil() {
			rv.Set(reflect.New(t.Elem.Go))
		}
		t, rv = t.Elem, rv.Elem()
	}
	return t, rv, nil
}

// Assign sets the member called name, own or of a base class, of the DTO that v points to, and reports whether there is
// one that value can be assigned to.
func Assign(v any, member string, value any) bool {
	t, rv, err := target(v)
	if err != nil || t.Kind != plan.Object {
		return false
	}
	m := t.Class.Named(member)
	if m == nil {
		return false
	}
	to, from := m.Value(rv), reflect.ValueOf(value)
	if !from.IsValid() {
		to.SetZero()
		return true
	}
	return assign(to, from)
}

func assign(to, from reflect.Value) bool {
	switch {
	case from.Type().AssignableTo(to.Type()):
		to.Set(from)
	case to.Kind() == reflect.Pointer && from.Type().AssignableTo(to.Type().Elem()):
		p := reflect.New(to.Type().Elem())
		p.Elem().Set(from)
		to.Set(p)
	case from.Kind() == reflect.Pointer && !from.IsNil() && from.Type().Elem().AssignableTo(to.Type()):
		to.Set(from.Elem())
	case from.Kind() == to.Kind() && from.CanConvert(to.Type()):
		to.Set(from.Convert(to.Type()))
	default:
		return false
	}
	return true
}
