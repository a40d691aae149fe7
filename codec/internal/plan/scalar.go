package plan

import (
	"reflect"
	"time"
)

// TicksPerSecond is the resolution of the CLR's clock: 100 ns.
const TicksPerSecond = 10_000_000

// A TimeSpan is a System.TimeSpan: a count of 100 ns ticks.
type TimeSpan int64

// A DateOnly is a System.DateOnly: days since 0001-01-01.
type DateOnly int32

// A TimeOnly is a System.TimeOnly: 100 ns ticks since midnight.
type TimeOnly int64

// A Char is a System.Char: one UTF-16 code unit.
type Char uint16

// A URI is a System.Uri by its original text. The empty one is null.
type URI string

// A TypeName is a System.Type by its full name. The empty one is null.
type TypeName string

// A Failure is a System.Exception by its message; a nil pointer is null.
type Failure struct{ Message string }

// A DateTimeOffset is a System.DateTimeOffset: the ticks of the local wall clock since 0001-01-01 and the offset of
// that clock from UTC in minutes.
type DateTimeOffset struct {
	Ticks  int64
	Offset int
}

// Unspecified is the location of a time whose CLR Kind is Unspecified. It reads like UTC.
//
//nolint:gochecknoglobals // an identity, never reassigned
var Unspecified = time.FixedZone("Unspecified", 0)

// Of is a member declared as the class T that may hold a class derived from it: a pointer to a struct that embeds T.
type Of[T any] struct{ Value any }

// Base is the declared class.
func (Of[T]) Base() reflect.Type { return reflect.TypeFor[T]() }

type based interface{ Base() reflect.Type }

// Load reads a value of concrete type T without boxing it when it can be addressed.
func Load[T any](v reflect.Value) T {
	if v.CanAddr() {
		if p, ok := v.Addr().Interface().(*T); ok {
			return *p
		}
	}
	if x, ok := v.Interface().(T); ok {
		return x
	}
	return v.Convert(reflect.TypeFor[T]()).Interface().(T)
}

// Store writes x into v, whose type is T or is defined as T.
func Store[T any](v reflect.Value, x T) {
	if p, ok := v.Addr().Interface().(*T); ok {
		*p = x
		return
	}
	v.Set(reflect.ValueOf(x).Convert(v.Type()))
}
