package codec

import (
	"reflect"
	"strings"
	"time"

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
		switch {
		case s.name == "DateTime" && seen == 0:
			seen++
			err = s.Scalar(timePlan(), reflect.ValueOf(&at).Elem())
		case s.name == "OffsetMinutes" && seen == 1:
			seen++
			err = s.Scalar(intPlan(), reflect.ValueOf(&minutes).Elem())
		default:
			err = s.skip()
		}
		if err != nil {
			return err
		}
	}
	if seen < 2 {
		return s.misfit("DateTime and OffsetMinutes")
	}
	plan.Store(v, DateTimeOffset{Ticks: utcTicks(at) + minutes*60*ticksPerSecond, Offset: int(minutes)})
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
	known := s.known(t, name)
	if known == nil {
		return s.misfit("i:type with a known type")
	}
	if t.Kind == plan.Derived {
		v = v.Field(0)
	}
	return s.into(known, v)
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

// known finds the type that a qualified name stands for.
func (s *xmlSource) known(_ *plan.Type, name string) *plan.Type {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", name
	}
	uri, _ := s.resolvePrefix(prefix)
	for _, rt := range primitiveTypes() {
		if t := scalarPlan(rt); t.XML.Name == local && t.XML.Namespace == uri {
			return t
		}
	}
	return nil
}

func primitiveTypes() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[string](), reflect.TypeFor[bool](), reflect.TypeFor[int32](), reflect.TypeFor[int64](),
		reflect.TypeFor[int16](), reflect.TypeFor[int8](), reflect.TypeFor[uint8](), reflect.TypeFor[uint16](),
		reflect.TypeFor[uint32](), reflect.TypeFor[uint64](), reflect.TypeFor[float32](), reflect.TypeFor[float64](),
		reflect.TypeFor[time.Time](), reflect.TypeFor[TimeSpan](), reflect.TypeFor[Char](), reflect.TypeFor[[]byte](),
		reflect.TypeFor[URI](),
	}
}
