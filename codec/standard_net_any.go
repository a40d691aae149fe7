package codec

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Map reads the members of an object as entries.
func (s *netSource) Map(t *plan.Type, v reflect.Value) error {
	switch {
	case s.nothing():
		v.SetZero()
		return nil
	case s.token != netStartObject:
		return s.wrongShape(t)
	}
	if err := s.enter(); err != nil {
		return err
	}
	if reference, err := s.metadata(); reference || err != nil {
		return err
	}
	entries := newEntries(t, v)
	if err := s.eachName(func() error { return s.entry(t, &entries) }); err != nil {
		return err
	}
	return entries.store(v)
}

func (s *netSource) entry(t *plan.Type, entries *entryList) error {
	key, value := entries.fresh()
	if expected := setKey(t.Key, key, s.value, s.o); expected != "" {
		f := s.fault(ErrValue, "Could not convert string '%s' to dictionary key type '%s'. Create a TypeConverter to convert from the string to the key type object.",
			s.value, netTypeName(t.Key))
		f.expected = expected
		return f
	}
	more, err := s.readAs(wantOf(t.Elem))
	if err == nil && !more {
		err = s.fault(ErrMalformed, "Unexpected end when deserializing object.")
	}
	if err == nil {
		err = s.fill(t.Elem, value)
	}
	if err == nil {
		entries.add()
	}
	return err
}

// Dynamic reads what the value looks like. Of an object or a list it is the text.
func (s *netSource) Dynamic(_ *plan.Type, v reflect.Value) error {
	switch s.token {
	case netNull, netUndefined:
		v.SetZero()
	case netBoolean:
		setAny(v, s.value == "true")
	case netFloatToken:
		f, _ := netFloat(s.value)
		setAny(v, f)
	case netInteger:
		x := untypedText(s.value, false)
		if n, ok := x.(int32); ok {
			x = int64(n)
		}
		setAny(v, x)
	case netString, netStartConstructor:
		if at, ok := s.moment(); ok {
			setAny(v, at)
		} else {
			setAny(v, s.value)
		}
	case netStartObject, netStartArray:
		return s.element(v)
	default:
		return s.noValue()
	}
	return nil
}

// moment is the string at hand as a DateTime, where it looks enough like one for Json.NET to make it that unasked.
func (s *netSource) moment() (time.Time, bool) {
	text := s.value
	if s.token != netString || !isoMoment(text) && !(strings.HasPrefix(text, "/Date(") && strings.HasSuffix(text, ")/")) {
		return time.Time{}, false
	}
	return netDate(text, s.o)
}

// isoMoment reports whether text is written as 2006-01-02T15:04:05 is, with up to seven digits of a second and a zone.
func isoMoment(text string) bool {
	const layout = "0000-00-00T00:00:00"
	if len(text) < len(layout) || len(text) > 40 {
		return false
	}
	for i := range len(layout) {
		if c := text[i]; layout[i] == '0' && (c < '0' || c > '9') || layout[i] != '0' && c != layout[i] {
			return false
		}
	}
	zone := text[len(layout):]
	if fraction, ok := strings.CutPrefix(zone, "."); ok {
		zone = strings.TrimLeft(fraction, "0123456789")
		if digits := len(fraction) - len(zone); digits == 0 || digits > 7 {
			return false
		}
	}
	return isoZone(zone)
}

// isoZone reports whether text is nothing, Z, or hours off UTC with or without minutes: +02, +0200 or +02:00.
func isoZone(text string) bool {
	if text == "" || text == "Z" || text == "z" {
		return true
	}
	if text[0] != '+' && text[0] != '-' {
		return false
	}
	if len(text) == len("+02:00") && text[3] == ':' {
		text = text[:3] + text[4:]
	}
	return (len(text) == len("+02") || len(text) == len("+0200")) && strings.Trim(text[1:], "0123456789") == ""
}

func (s *netSource) element(v reflect.Value) error {
	at, depth := s.at, s.depth()
	if err := s.skip(); err != nil {
		return err
	}
	if s.depth() > depth || s.token != netEndObject && s.token != netEndArray {
		return s.fault(ErrMalformed, "Unexpected end when reading token.")
	}
	setAny(v, JSONElement(s.text[at:s.pos]))
	return nil
}

// netTypeName is the CLR name of a type as messages tell it.
func netTypeName(t *plan.Type) string {
	switch t.Kind {
	case plan.Pointer:
		if valueNullable(t) {
			return "System.Nullable`1[" + netTypeName(t.Elem) + "]"
		}
		return netTypeName(t.Elem)
	case plan.List:
		if t.Array {
			return netTypeName(t.Elem) + "[]"
		}
		return "System.Collections.Generic.List`1[" + netTypeName(t.Elem) + "]"
	case plan.Map:
		return fmt.Sprintf("System.Collections.Generic.Dictionary`2[%s,%s]", netTypeName(t.Key), netTypeName(t.Elem))
	case plan.Enum:
		if t.Enum.Namespace == "" {
			return t.Enum.Name
		}
		return t.Enum.Namespace + "." + t.Enum.Name
	case plan.Object:
		return t.FullName()
	case plan.Uint:
		if t.Bits == 8 {
			return "System.Byte"
		}
	case plan.Int:
		if t.Bits == 8 {
			return "System.SByte"
		}
	case plan.Float:
		return map[int]string{32: "System.Single", 64: "System.Double"}[t.Bits]
	case plan.Bytes:
		return "System.Byte[]"
	case plan.Address:
		return "System.Uri"
	case plan.Any:
		return "System.Object"
	}
	return "System." + systemName(t)
}
