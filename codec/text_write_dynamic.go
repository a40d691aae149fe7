package codec

import (
	"reflect"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Dynamic writes a value found in an interface.
func (w *textSink) Dynamic(t *plan.Type, x reflect.Value) {
	dt, v, err := dynamic(x)
	switch {
	case err != nil:
		w.fail(err)
	case !v.IsValid():
		w.Null(t)
	case dt.Kind == plan.Object && w.o.typed(t, dt):
		w.typedObject(dt, v)
	default:
		was := w.late
		w.late = t.Kind == plan.Any
		dt.WriteFound(w, v)
		w.late = was
	}
}

func (w *textSink) typedObject(t *plan.Type, v reflect.Value) {
	if !w.enter() {
		return
	}
	if w.jsv {
		w.dst = appendJSVString(append(w.dst, "{__type:"...), qualifiedName(t))
	} else {
		w.dst = append(append(append(w.dst, `{"__type":"`...), qualifiedName(t)...), '"')
	}
	w.members(t, v)
	w.dst = append(w.dst, '}')
	w.leave()
}

// keyAndValue writes an entry of a map as what it is in .NET: an object with two members.
func (w *textSink) keyAndValue(t *plan.Type, key, value reflect.Value) {
	start := len(w.dst)
	w.depth++
	if t.Key.Kind == plan.String || w.o.wanted(&plan.Member{Type: t.Key}, key, false) {
		w.memberName("Key")
		t.Key.WriteFound(w, key)
	}
	null := t.Elem.Null(value)
	switch {
	case !w.o.wanted(&plan.Member{Type: t.Elem}, value, null):
	case !null:
		w.memberName("Value")
		t.Elem.Write(w, value)
	case !w.jsv:
		w.memberName("Value")
		w.dst = append(w.dst, "null"...)
	}
	w.depth--
	w.close(start, "{}")
}

func (w *textSink) memberName(name string) {
	w.dst = append(w.dst, ',')
	if w.jsv {
		w.dst = append(append(w.dst, w.o.Case.Spell(name)...), ':')
		return
	}
	w.dst = append(append(append(w.dst, '"'), w.o.Case.Spell(name)...), '"', ':')
}

// dynamic is the plan of the value in an interface and that value without pointers.
func dynamic(x reflect.Value) (*plan.Type, reflect.Value, error) {
	for x.IsValid() && (x.Kind() == reflect.Pointer || x.Kind() == reflect.Interface) {
		if x.IsNil() {
			return nil, reflect.Value{}, nil
		}
		x = x.Elem()
	}
	if !x.IsValid() {
		return nil, x, nil
	}
	t, err := plan.For(x.Type())
	if err != nil {
		return nil, x, &Error{Offset: -1, Expected: err.Error(), Err: ErrUnsupported, undeclared: true}
	}
	return t, plan.Addressable(x), nil
}

// anyPlan stands for a member without a type.
//
//nolint:gochecknoglobals // never changed
var anyPlan = &plan.Type{Kind: plan.Any}

// typed reports whether a value of class t in a member declared as declared says its class.
func (o *TextOptions) typed(declared, t *plan.Type) bool {
	if o.ExcludeTypes || len(t.Class.Members) == 0 && declared == anyPlan || t.Struct || t.Pair || t.Class.Namespace == "" {
		return false
	}
	return declared.Kind == plan.Any || declared.Kind == plan.Derived && declared.Elem != t
}

func qualifiedName(t *plan.Type) string {
	if t.Class.Assembly == "" {
		return t.FullName()
	}
	return t.FullName() + ", " + t.Class.Assembly
}
