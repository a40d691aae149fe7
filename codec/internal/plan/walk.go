package plan

import "reflect"

// A Sink writes values in one format. [Type.Write] decides which of its methods a value needs.
type Sink interface {
	Null(t *Type)
	Scalar(t *Type, v reflect.Value)
	Object(t *Type, v reflect.Value)
	List(t *Type, v reflect.Value)
	Map(t *Type, v reflect.Value)
	// Dynamic writes x, found in a value declared as t: an interface, or a class that x derives from.
	Dynamic(t *Type, x reflect.Value)
}

// A Source reads the value at hand in one format. [Type.Read] decides which of its methods a target needs.
type Source interface {
	// Null consumes a null and reports whether there was one.
	Null(t *Type) bool
	Scalar(t *Type, v reflect.Value) error
	Object(t *Type, v reflect.Value) error
	List(t *Type, v reflect.Value) error
	Map(t *Type, v reflect.Value) error
	Dynamic(t *Type, v reflect.Value) error
}

// Write sends v to s.
func (t *Type) Write(s Sink, v reflect.Value) {
	for t.Kind == Pointer {
		if v.IsNil() {
			s.Null(t)
			return
		}
		v = v.Elem()
		if t = t.Elem; t.Kind.Scalar() {
			s.Scalar(t, v)
			return
		}
	}
	switch {
	case t.Null(v):
		s.Null(t)
	case t.Kind.Scalar():
		s.Scalar(t, v)
	case t.Kind == Object:
		s.Object(t, v)
	case t.Kind == List:
		s.List(t, v)
	case t.Kind == Map:
		s.Map(t, v)
	case t.Kind == Any:
		s.Dynamic(t, v.Elem())
	case t.Kind == Derived:
		s.Dynamic(t, v.Field(0).Elem())
	}
}

// WriteFound sends v, found in an interface, to s. Without a value the interface would be nil: an empty string is one.
func (t *Type) WriteFound(s Sink, v reflect.Value) {
	if t.Kind == String {
		s.Scalar(t, v)
		return
	}
	t.Write(s, v)
}

// Read fills v from s. A null leaves pointers, lists and maps nil; what it does to a scalar is the format's decision.
func (t *Type) Read(s Source, v reflect.Value) error {
	if t.Kind == Pointer {
		return t.readPointer(s, v)
	}
	switch {
	case t.Kind.Scalar():
		return s.Scalar(t, v)
	case t.Kind == Object:
		return s.Object(t, v)
	case t.Kind == List:
		return s.List(t, v)
	case t.Kind == Map:
		return s.Map(t, v)
	}
	return s.Dynamic(t, v)
}

func (t *Type) readPointer(s Source, v reflect.Value) error {
	if s.Null(t) {
		v.SetZero()
		return nil
	}
	fresh := t.Elem.New()
	if err := t.Elem.Read(s, fresh.Elem()); err != nil {
		return err
	}
	v.Set(fresh)
	return nil
}

// Addressable is v itself where it can be addressed, else a copy that can.
func Addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// Constructed reports whether a new value of type t is more than its zero value: its SetDefaults has work to do.
func (t *Type) Constructed() bool { return t.constructed }

// New is a pointer to a new value of type t with what its constructor sets: SetDefaults, where it has that method.
func (t *Type) New() reflect.Value {
	p := reflect.New(t.Go)
	if t.constructed {
		p.Interface().(interface{ SetDefaults() }).SetDefaults()
	}
	return p
}
