package codec

import (
	"reflect"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

func (s *xmlSource) offset(v reflect.Value) error {
	var at time.Time
	var minutes int64
	seen := 0
	for {
		more, err := s.child()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		named := s.uri == plan.CLRNS+"System"
		switch {
		case named && s.name == "DateTime" && seen == 0:
			seen++
			err = s.Scalar(timePlan(), reflect.ValueOf(&at).Elem())
		case named && s.name == "OffsetMinutes" && seen == 1:
			seen++
			err = s.Scalar(intPlan(), reflect.ValueOf(&minutes).Elem())
		default:
			err = s.skip()
		}
		if err != nil {
			return err
		}
	}
	if seen < 2 || minutes > 14*60 || minutes < -14*60 {
		return s.misfit("DateTime and OffsetMinutes")
	}
	shift := minutes * 60 * ticksPerSecond
	ticks := utcTicks(at) + shift
	if kindOf(at) == unspecifiedTime { // already on the clock of the offset
		ticks = wallTicks(at)
	}
	if !validTicks(ticks) || !validTicks(ticks-shift) {
		return s.misfit("a date and time")
	}
	plan.Store(v, DateTimeOffset{Ticks: ticks, Offset: int(minutes)})
	return nil
}

func timePlan() *plan.Type { return scalarPlan(reflect.TypeFor[time.Time]()) }
func intPlan() *plan.Type  { return scalarPlan(reflect.TypeFor[int64]()) }

func scalarPlan(rt reflect.Type) *plan.Type {
	t, err := plan.For(rt)
	if err != nil {
		panic("codec: " + err.Error())
	}
	return t
}

// Dynamic reads into an interface: by i:type, which has to name a primitive, the declared class or a known one.
func (s *xmlSource) Dynamic(t *plan.Type, v reflect.Value) error {
	null, err := s.isNil()
	if err != nil {
		return err
	}
	if null {
		v.SetZero()
		return s.skip()
	}
	name, given := s.attr(plan.XSI, "type")
	if !given && t.Kind == plan.Derived {
		return s.into(t.Elem, v.Field(0))
	}
	if !given || s.anyType(name) {
		return s.anObject(v)
	}
	known := s.known(t, name)
	if known == nil {
		return s.misfit("i:type with a known type")
	}
	if t.Kind == plan.Derived {
		v = v.Field(0)
	}
	return s.into(known, v)
}

func (s *xmlSource) anyType(name string) bool {
	uri, local, ok := s.qualifiedType(name)
	return ok && uri == plan.XSD && local == "anyType"
}

// anObject reads an element that says nothing of its type and can only be empty: an object without members.
func (s *xmlSource) anObject(v reflect.Value) error {
	text, err := s.textContent()
	if err != nil {
		return err
	}
	if !blankXML(text) {
		return s.misfit("i:type with a known type")
	}
	setAny(v, struct{}{})
	return nil
}

func (s *xmlSource) into(t *plan.Type, v reflect.Value) error {
	fresh := t.New()
	if err := t.Read(s, fresh.Elem()); err != nil {
		return err
	}
	if t.Kind == plan.Object {
		setAny(v, fresh.Interface())
		return nil
	}
	setAny(v, fresh.Elem().Interface())
	return nil
}

// qualifiedType resolves the value of i:type.
func (s *xmlSource) qualifiedType(name string) (uri, local string, ok bool) {
	prefix, local, cut := strings.Cut(name, ":")
	if !cut {
		prefix, local = "", name
	}
	uri, ok = s.resolvePrefix(prefix)
	return uri, local, ok
}

func (s *xmlSource) isType(t *plan.Type, name string) bool {
	uri, local, ok := s.qualifiedType(name)
	if !ok {
		return false
	}
	return t.XML.Name == local && t.XML.Namespace == uri || s.known(t, name) == t
}

// known finds the type that a qualified name stands for.
func (s *xmlSource) known(t *plan.Type, name string) *plan.Type {
	uri, local, ok := s.qualifiedType(name)
	if !ok {
		return nil
	}
	if e := t.Elem; t.Kind == plan.Derived && e.XML.Name == local && e.XML.Namespace == uri {
		return e
	}
	for _, k := range knownTypes(s.rootType) {
		if k.XML.Name == local && k.XML.Namespace == uri {
			return k
		}
	}
	for _, rt := range primitiveTypes() {
		if p := scalarPlan(rt); p.XML.Name == local && p.XML.Namespace == uri {
			return p
		}
	}
	return nil
}

// reference keeps an object under its z:Id, or copies the one that z:Ref names, and reports whether that was all.
func (s *xmlSource) reference(t *plan.Type, v reflect.Value) (done bool, err error) {
	if !t.Class.Reference {
		return false, nil
	}
	if id, ok := s.attr(plan.Ser, "Id"); ok {
		if s.refs == nil {
			s.refs = map[string]reflect.Value{}
		}
		s.refs[id] = v
	}
	ref, ok := s.attr(plan.Ser, "Ref")
	if !ok {
		return false, nil
	}
	kept, ok := s.refs[ref]
	if !ok || kept.Type() != v.Type() {
		return true, s.misfit("the id of an object before it")
	}
	if err := s.skip(); err != nil {
		return true, err
	}
	v.Set(kept)
	return true, nil
}

func primitiveTypes() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[string](), reflect.TypeFor[bool](), reflect.TypeFor[int32](), reflect.TypeFor[int64](),
		reflect.TypeFor[int16](), reflect.TypeFor[int8](), reflect.TypeFor[uint8](), reflect.TypeFor[uint16](),
		reflect.TypeFor[uint32](), reflect.TypeFor[uint64](), reflect.TypeFor[float32](), reflect.TypeFor[float64](),
		reflect.TypeFor[time.Time](), reflect.TypeFor[TimeSpan](), reflect.TypeFor[Char](), reflect.TypeFor[[]byte](),
		reflect.TypeFor[URI](), reflect.TypeFor[uuid.UUID](), reflect.TypeFor[decimal.Decimal](),
	}
}
